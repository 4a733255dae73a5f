"""Timelines whose rounds are short, whose bands are narrow, or whose end is set while they are open."""

from __future__ import annotations

from typing import Any

import pytest

from securecoach_tui.practice.exercise.model import Exercise, Step
from securecoach_tui.practice.exercise.timeline import Ask, add_round, compile, end_with, insert_before_closing
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


def banded(short: float, long: float) -> Exercise:
    """An opening of 10 seconds, and other words below and from a minute."""
    body: list[dict[str, Any]] = [
        {"say": "Short.", "seconds": short, "under": 1},
        {"say": "Long.", "seconds": long, "over": 1},
    ]
    return an_exercise(opening=[{"say": "Hello.", "seconds": 10}], body=body, closing=[], minutes=[2])


def test_one_round_too_many_for_its_band_is_left_out() -> None:
    assert compile(banded(25, 25), 55).total == 35, "two would last a minute"
    assert compile(banded(15, 25), 55).total == 55


def test_one_round_too_few_for_its_band_is_added() -> None:
    assert compile(banded(10, 24.6), 60).total == pytest.approx(83.8), "two would last less than a minute"
    assert compile(banded(10, 25), 60).total == 60


def test_one_round_is_played_whatever_comes_before_it() -> None:
    preface = [Step(say="Only somebody safe.", seconds=10.5)]
    timeline = compile(banded(40, 40), 55, preface=preface)
    assert timeline.total == 60.5 and [cue.text for cue in timeline.cues][-1] == "Short."


def test_round_without_words_has_breaths_and_no_empty_line() -> None:
    body = [
        {"say": ["a", "b"], "breathe": {"in": 4, "out": 6}},
        {"say": ["c", "d"], "seconds": 5},
        {"say": ["e", "f"], "seconds": 5, "rate": "distress"},
    ]
    timeline = compile(an_exercise(opening=[], body=body, closing=[], thin_after=1, minutes=[2]), 80)
    assert timeline.rounds == 4 and [mark.round for mark in timeline.marks] == [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4]
    assert [cue for cue in timeline.cues if not cue.text and cue.phase is None] == []
    quiet = [(cue.text or cue.phase, cue.rate) for cue in timeline.cues if 20 <= cue.at < 40]
    assert quiet == [("in", None), ("out", None), ("f", "distress")]
    assert {cue.part for cue in timeline.cues} == {"body"}


def test_question_of_a_step_has_everything_that_the_file_says() -> None:
    step = {"ask": "What?", "key": "what", "seconds": 4, "choices_from": "feelings", "wait": True, "private": True}
    (cue,) = [cue for cue in compile(an_exercise(body=[step]), 13).cues if cue.ask is not None]
    assert cue.ask == Ask("what", "What?", (), "feelings", False, True)
    assert (cue.part, cue.text, cue.private, cue.seconds) == ("body", "What?", True, 4)


def test_stretched_steps_share_what_breaths_leave() -> None:
    body = [{"breathe": {"in": 4, "out": 6}}, {"say": "One.", "seconds": 5}, {"say": "Two.", "seconds": 15}]
    timeline = compile(an_exercise(opening=[], body=body, closing=[], fill="stretch", minutes=[1]), 50)
    assert [(cue.at, cue.seconds) for cue in timeline.cues] == [(0, 4), (4, 6), (10, 10), (20, 30)]
