"""Words for feelings: groups of about a dozen, the body first, each word once and with one number."""

from __future__ import annotations

import pytest

from securecoach_tui.practice.session.events import AskFor
from securecoach_tui.text import feelings

ASK = AskFor("feel", text="What do you feel?", choices_from="feelings")


def test_groups_begin_with_the_body_and_hold_about_a_dozen() -> None:
    groups = feelings.groups()
    assert list(groups) == ["In your body", "Tense", "Low", "Warm", "Calm"]
    assert all(10 <= len(words) <= 14 for words in groups.values())
    assert len(set(feelings.numbered())) == len(feelings.numbered())


def test_every_number_in_the_lines_picks_its_word() -> None:
    printed = " ".join(feelings.lines())
    for number, word in enumerate(feelings.numbered(), 1):
        assert f" {number} {word}" in printed and feelings.chosen(ASK, str(number)) == word


@pytest.mark.parametrize("text", ["0", "999", "9" * 5000, "sad", "-1", "1.5", ""])
def test_other_answers_are_the_persons_own(text: str) -> None:
    assert feelings.chosen(ASK, text) == ""
    assert feelings.chosen(AskFor("need", text="What?"), "1") == ""
