"""Timelines whose rounds are short, whose bands are narrow, or whose end is set while they are open."""

from __future__ import annotations

from typing import Any

import pytest

from securecoach_tui.practice.exercise.timeline import add_round, compile, end_with, insert_before_closing
from tests.practice.person import an_exercise

FEET = an_exercise().closing


def test_rounds_and_opening_together_stay_in_their_band() -> None:
    body: list[dict[str, Any]] = [
        {"say": "Short.", "seconds": 10, "under": 1},
        {"say": "Long.", "seconds": 20, "over": 1},
    ]
    exercise = an_exercise(opening=[{"say": "Hello.", "seconds": 10}], body=body, closing=[], minutes=[2])
    assert compile(exercise, 55).total == 50, "five rounds would last a minute, and have other words"
    assert compile(exercise, 60).total == 70


@pytest.mark.parametrize(("position", "words"), [(0.2, "a b b c d"), (0.7, "a b c c d"), (1.2, "a b c d d")])
def test_added_round_has_the_words_of_the_next_one(position: float, words: str) -> None:
    exercise = an_exercise(opening=[], body=[{"say": ["a", "b", "c", "d"], "seconds": 0.5}], closing=[], minutes=[1])
    timeline, at = add_round(compile(exercise, 2), position)
    assert " ".join(cue.text for cue in timeline.cues) == words and at == round(position + 0.3, 1)


def test_timeline_that_is_given_an_end_is_open_no_longer() -> None:
    timeline = compile(an_exercise(), None)
    assert timeline.open is True
    assert end_with(timeline, 10, FEET).open is False and insert_before_closing(timeline, FEET).open is False
