"""Beginning and resuming: the same timeline again, whatever the settings say by then."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from securecoach_tui.practice.exercise.model import Step
from securecoach_tui.practice.session import events as ev
from securecoach_tui.practice.session.checkpoint import Checkpoint
from securecoach_tui.practice.session.machine import resume
from securecoach_tui.practice.session.saving import checkpoint_of
from securecoach_tui.practice.session.state import Setup
from tests.practice.person import Person, a_setup, an_exercise

ROUND: dict[str, Any] = {"say": "One.", "seconds": 10}
NOTICE = (Step(say="Only somebody safe.", seconds=10.5, private=True),)


def a_thought(**changes: Any) -> Setup:
    """An exercise with the safety question; opening 4, rounds of 10, closing 5 seconds. Its notice lasts 10.5."""
    return a_setup(an_exercise(kind=["thought"], body=[ROUND]), 60, safe_notice=NOTICE, **changes)


def left_at(person: Person, seconds: float) -> Checkpoint:
    person.waits(seconds).does(ev.Pause())
    return checkpoint_of(person.session)


def test_session_begun_without_questions_resumes_with_its_notice() -> None:
    person = Person(a_thought(asking="none"))
    assert person.session.timeline.total == 59.5 and person.session.timeline.cues[0].private
    point = left_at(person, 20)
    session, effects = resume(a_thought(asking="all"), point, 500.0)
    assert [cue.text for cue in session.timeline.cues] == [cue.text for cue in person.session.timeline.cues]
    assert session.timeline.total == 59.5 and session.next_cue == person.session.next_cue and effects == ()


def test_session_begun_with_questions_resumes_without_a_notice() -> None:
    person = Person(a_thought()).does(ev.Answer("safe", "yes"), ev.Answer("before", 3))
    assert person.session.timeline.total == 59
    session, _effects = resume(a_thought(asking="none"), left_at(person, 20), 500.0)
    assert session.timeline.total == 59 and not any(cue.private for cue in session.timeline.cues)


def test_session_of_a_changed_exercise_resumes_without_a_notice() -> None:
    point = msgspec.structs.replace(left_at(Person(a_thought(asking="none")), 20), planned=63.25)
    session, _effects = resume(a_thought(asking="none"), point, 500.0)
    assert session.planned == 63.25 and not any(cue.private for cue in session.timeline.cues)


def test_resumed_session_has_everything_that_was_saved() -> None:
    setup = a_setup(an_exercise(body=[{"ask": "What?", "key": "what", "seconds": 10}]))
    person = Person(setup).begins(6).waits(5).does(ev.Answer("what", "this"), ev.Skip())
    person.waits(1).does(ev.Rate("distress", 4), ev.Pause())  # type: ignore[arg-type]
    was = person.session
    session, effects = resume(setup, checkpoint_of(was), 500.0)
    for name in ("planned", "frozen", "next_cue", "texts", "values", "ratings", "asked", "changes"):
        assert getattr(session, name) == getattr(was, name), name
    assert (session.held, session.shift) == pytest.approx((was.held, was.shift), abs=0.001)
    assert session.elapsed == 500.0 and session.saved_at == pytest.approx(session.held) and effects == ()
    assert (session.eased_off, session.stopped, session.completed) == (False, False, False)


def test_draft_of_an_answer_is_asked_for_again() -> None:
    setup = a_setup(an_exercise(body=[{"ask": "What?", "key": "what", "seconds": 10, "choices": ["a", "b"]}, ROUND]))
    point = left_at(Person(setup).begins(6), 5)
    session, effects = resume(setup, msgspec.structs.replace(point, drafts={"what": "so"}), 500.0)
    assert session.open == ev.AskFor("what", ("a", "b"), "What?") and effects == (session.open,)
    session, effects = resume(setup, msgspec.structs.replace(point, drafts={"reflection": "so"}), 500.0)
    assert session.open is None and effects == ()
