"""Positions on the timeline: what is played, where the clock stands, and changes that are made again."""

from __future__ import annotations

from typing import Any

import pytest

from securecoach_tui.practice.exercise.timeline import longest_silence
from securecoach_tui.practice.session import events as ev
from securecoach_tui.practice.session.machine import resume
from securecoach_tui.practice.session.position import exercise_as_played
from securecoach_tui.practice.session.saving import checkpoint_of
from securecoach_tui.practice.session.state import SessionState, Setup
from tests.practice.person import CONTENT, Person, a_setup, an_exercise, ladder

STORY: dict[str, Any] = {"ask": "What story?", "key": "story", "seconds": 10, "wait": True}
SECOND: dict[str, Any] = {"ask": "What else?", "key": "else", "seconds": 10}
THIRD: dict[str, Any] = {"say": "Look.", "seconds": 10}


def gentle(say: str, seconds: float, **changes: Any) -> Setup:
    """A first session of imagery with one line, stretched to fill all of ``seconds``."""
    body = [{"say": say, "seconds": 10}]
    exercise = an_exercise(kind=["imagery"], opening=[], body=body, closing=[], fill="stretch")
    return a_setup(exercise, seconds, gentle=True, **changes)


@pytest.mark.parametrize(("seconds", "fill"), [(32.0, "stretch"), (32.1, "repeat")])
def test_silence_of_more_than_twenty_seconds_is_not_stretched(seconds: float, fill: str) -> None:
    played = exercise_as_played(gentle("word " * 24 + "word", seconds))  # 25 words are said in 12 seconds
    assert played.fill == fill


def test_silence_is_counted_with_the_words_of_the_rung() -> None:
    setup = gentle("{rung}", 32.0, rung="word " * 24 + "word")
    assert exercise_as_played(setup).fill == "stretch"
    assert longest_silence(Person(setup).begins().session.timeline) == 20


def test_only_first_sessions_of_imagery_have_more_rounds() -> None:
    setup = gentle("word", 60.0)
    assert exercise_as_played(setup).fill == "repeat"
    assert exercise_as_played(a_setup(setup.exercise, 60.0)).fill == "stretch"
    plain = an_exercise(opening=[], body=[{"say": "word", "seconds": 10}], closing=[], fill="stretch")
    assert exercise_as_played(a_setup(plain, 60.0, gentle=True)).fill == "stretch"


def test_preparing_a_rung_plays_its_steps_once_and_in_order() -> None:
    setup = ladder(lived=True)
    played = exercise_as_played(setup)
    assert (played.fill, played.closing, played.body) == ("repeat", [], list(setup.lived_steps))
    assert played.opening == setup.exercise.opening
    short = tuple(CONTENT.exercise("slow-breathing").opening)
    assert exercise_as_played(ladder(lived=True, opening=short)).opening == list(short)


@pytest.mark.parametrize("after", [0.2, 0.7, 1.2])
def test_added_round_of_half_a_second_is_added_again(after: float) -> None:
    body = [{"say": ["a", "b", "c", "d", "e", "f"], "seconds": 0.5}]
    setup = a_setup(an_exercise(opening=[], body=body, closing=[{"say": "End.", "seconds": 9}]), 15)
    person = Person(setup).begins().waits(after).does(ev.Stay(), ev.Pause())
    resumed, _effects = resume(setup, checkpoint_of(person.session), 500.0)
    assert [(cue.at, cue.text) for cue in resumed.timeline.cues] == [
        (cue.at, cue.text) for cue in person.session.timeline.cues
    ]


def standing() -> Person:
    exercise = an_exercise(opening=[], body=[STORY, SECOND, THIRD], closing=[], fill="stretch")
    person = Person(a_setup(exercise, 30)).begins(3).waits(30, ticks=1)
    assert person.session.waits_for == "story" and person.session.position == 10
    return person


def test_pause_after_the_clock_stood_is_an_ordinary_pause() -> None:
    person = standing().does(ev.Answer("story", "they left")).waits(3).does(ev.Pause())
    assert person.session.waits_for == "" and person.session.open is not None
    person.does(ev.Answer("else", "nothing")).waits(5)
    assert person.session.state is SessionState.PAUSED and person.session.position == 13
    person.does(ev.Skip())
    assert person.session.position == 20 and person.session.state is SessionState.PAUSED


def test_ordinary_pause_is_no_question_that_was_waited_for() -> None:
    person = Person(a_setup()).begins().waits(3).does(ev.Pause(), ev.Resume())
    assert person.session.waited_for == frozenset() and person.session.waits_for == ""


def test_question_that_was_waited_for_is_remembered_in_skips() -> None:
    person = standing().does(ev.Resume()).waits(3).does(ev.Skip())
    assert person.session.waited_for == {"story"}


def test_easing_off_while_the_clock_stands_waits_for_nothing() -> None:
    exercise = an_exercise(opening=[], body=[STORY, THIRD], fill="stretch")
    person = Person(a_setup(exercise, 30)).begins(3).waits(30, ticks=1).does(ev.EaseOff())
    assert person.session.waits_for == "" and person.session.state is SessionState.RUNNING
    assert person.session.timeline.part(person.session.position) == "closing"


def test_session_that_another_led_to_settles_first_too() -> None:
    person = Person(a_setup(led_to=True, settle=3.0))
    assert person.session.position == -3 and person.said() == []
    assert Person(a_setup(led_to=True, settle=-3.0)).session.position == 0
