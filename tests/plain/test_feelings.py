"""The list of words for feelings in plain text: printed when asked for, and a number picks."""

from __future__ import annotations

import pytest

from securecoach_tui.text.feelings import numbered
from tests.plain.talk import Talk, a_setup, an_exercise

CLOSING = [{"ask": "What do you feel?", "key": "feel", "choices_from": "feelings", "seconds": 10, "wait": True}]


@pytest.mark.parametrize("asks", ["f", "words", ".f"])
def test_a_number_of_the_list_writes_its_word(asks: str) -> None:
    talk = Talk(setup=a_setup(an_exercise(closing=CLOSING), 60))
    talk.types((1, "4"), (62, asks), (63, "14"))
    assert "Type f to see words for feelings." in talk.said
    assert any(line.startswith("In your body: 1 tight, 2 warm") for line in talk.said)
    word = numbered()[13]
    assert f"Saved: {word}." in talk.said and talk.kept["answers"] == {"feel": word}


def test_ones_own_words_are_an_answer_as_ever() -> None:
    talk = Talk(setup=a_setup(an_exercise(closing=CLOSING), 60)).types((1, "4"), (62, "far away and small"))
    assert talk.kept["answers"] == {"feel": "far away and small"}
