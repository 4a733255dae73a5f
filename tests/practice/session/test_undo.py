"""What undoing takes back, and what it leaves as it is."""

from __future__ import annotations

from typing import Any

import pytest

from securecoach_tui.practice.session import events as ev
from securecoach_tui.practice.session.state import SessionState
from tests.practice.person import Person, a_setup, an_exercise

STORY: dict[str, Any] = {"ask": "What story?", "key": "story", "seconds": 10, "wait": True}
SECOND: dict[str, Any] = {"ask": "What else?", "key": "else", "seconds": 10, "wait": True}


def waiting() -> Person:
    exercise = an_exercise(opening=[], body=[STORY, SECOND], closing=[], fill="stretch")
    return Person(a_setup(exercise, 20)).begins(3).waits(30, ticks=1)


def test_clock_does_not_stand_again_for_an_undone_answer() -> None:
    person = waiting()
    assert person.session.state is SessionState.PAUSED and person.session.waits_for == "story"
    person.does(ev.Answer("story", "they left"), ev.UndoLast())
    assert person.session.open is not None and person.session.open.key == "story"
    assert "story" not in person.session.texts and person.session.state is SessionState.RUNNING
    person.does(ev.Answer("story", "they came back")).waits(30, ticks=1)
    assert person.session.waits_for == "else", "the clock has stood for the second question only"
    person.does(ev.Answer("else", "nothing")).waits(10).answers_all()
    assert person.record().answers == {"story": "they came back", "else": "nothing"}


def test_clock_never_stands_twice_for_an_earlier_question() -> None:
    person = waiting().does(ev.Resume()).waits(30, ticks=1)
    assert person.session.waits_for == "else" and person.session.open is not None
    person.does(ev.Answer("story", "they left"), ev.UndoLast())
    assert person.session.waited_for == {"story"}


@pytest.mark.parametrize(("seconds", "undone"), [(30.0, "answer"), (30.5, "nothing")])
def test_answer_can_be_undone_for_thirty_seconds(seconds: float, undone: str) -> None:
    person = Person(a_setup(seconds=120)).begins().waits(seconds).does(ev.UndoLast())
    assert person.of(ev.Undone) == [ev.Undone(undone)]  # type: ignore[arg-type]
    assert person.session.undo is None


def test_undone_rating_is_gone_from_the_checkpoint_too() -> None:
    person = Person(a_setup()).begins().waits(7).does(ev.Rate("distress", 7), ev.UndoLast())  # type: ignore[arg-type]
    undone, saved = person.out[-2:]
    assert undone == ev.Undone("rating") and isinstance(saved, ev.Save)
    assert [rating.value for rating in saved.checkpoint.ratings] == [5]
    person.does(ev.UndoLast())
    assert person.of(ev.Undone)[-1] == ev.Undone("nothing")


def test_undone_answer_leaves_the_question_of_the_moment_waiting() -> None:
    exercise = an_exercise(opening=[], body=[{**STORY, "wait": False}, {**SECOND, "wait": False}], fill="stretch")
    person = Person(a_setup(exercise, 30)).begins(3).waits(5).does(ev.Answer("story", "one")).waits(9)
    assert person.session.open is not None and person.session.open.key == "else"
    person.does(ev.UndoLast())
    assert person.session.open is not None and person.session.open.key == "story"
    assert [ask.key for ask in person.session.waiting] == ["else"] and person.out[-1] == person.session.open
    person.does(ev.Answer("story", "two"))
    assert person.session.open is not None and person.session.open.key == "else"


def test_undone_answer_drops_a_rating_that_was_being_asked() -> None:
    body = [{**STORY, "wait": False}, {"say": "Look.", "seconds": 10, "rate": "distress"}]
    person = Person(a_setup(an_exercise(opening=[], body=body, fill="stretch"), 30)).begins(3).waits(5)
    person.does(ev.Answer("story", "one")).waits(9)
    assert person.session.open is not None and person.session.open.key == "rate_distress"
    person.does(ev.UndoLast())
    assert person.session.open is not None and person.session.open.key == "story" and person.session.waiting == ()


def test_skip_while_settling_is_not_undone() -> None:
    person = Person(a_setup(settle=10.0)).begins().waits(2).does(ev.Skip()).waits(1).does(ev.UndoLast())
    assert person.of(ev.Undone) == [ev.Undone("nothing")] and person.session.position == 1


def test_clock_does_not_stand_for_an_answer_undone_early() -> None:
    exercise = an_exercise(opening=[], body=[STORY, SECOND], closing=[], fill="stretch")
    person = Person(a_setup(exercise, 20)).begins(3).waits(5).does(ev.Answer("story", "one"), ev.UndoLast())
    person.waits(10)
    assert person.session.position == 15 and person.session.state is SessionState.RUNNING


def test_undo_keeps_one_earlier_session_and_no_chain_of_them() -> None:
    person = Person(a_setup(an_exercise(body=[STORY, SECOND], kind=["urge"]), 120)).begins()
    acts = [
        (ev.Rate("presence", 0), "answer"),  # type: ignore[arg-type]
        (ev.Skip(), "skip"),
        (ev.Skip(), "skip"),
        (ev.Rate("distress", 4), "rating"),  # type: ignore[arg-type]
        (ev.Rate("distress", 5), "rating"),  # type: ignore[arg-type]
    ]
    for act, what in acts:
        person.does(act).waits(1)
        undo = person.session.undo
        assert undo is not None and undo.what == what and undo.before.undo is None, act
