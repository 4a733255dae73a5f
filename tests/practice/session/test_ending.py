"""Endings: where orienting comes first, what is stored, and what the last moment says."""

from __future__ import annotations

from typing import Any

import pytest

from securecoach_tui.practice.exercise.model import Exercise
from securecoach_tui.practice.session import events as ev
from securecoach_tui.practice.session.state import SessionState
from tests.practice.person import Person, a_setup, an_exercise, ladder
from tests.practice.reflection.english import classify


def imagery(**changes: Any) -> Exercise:
    """Imagery: an opening of 20 seconds, rounds of 15, and a closing too short to orient."""
    return an_exercise(kind=["imagery"], opening=[{"say": "Hello.", "seconds": 20}], **changes)


def stopped(at: float) -> Person:
    return Person(a_setup(imagery(), 70)).begins().waits(at).does(ev.Stop())


def test_stop_within_ten_seconds_of_imagery_is_over_at_once() -> None:
    person = stopped(5)
    assert person.of(ev.Over) == [ev.Over("short")] and not person.of(ev.Finish)


@pytest.mark.parametrize("at", [12, 20, 30])
def test_stop_in_imagery_is_followed_by_orienting(at: float) -> None:
    person = stopped(at)
    assert person.session.state is SessionState.RUNNING and person.session.in_orienting
    assert person.session.position == at and person.asked() == ["before"]
    said = len(person.said())
    person.waits(0.5)
    assert person.said()[said:] == [], "nothing before the stop is said again"
    assert [effect.cue.part for effect in person.of(ev.Say)][-1] == "orienting"  # type: ignore[union-attr]
    person.waits(60)
    assert person.session.state is SessionState.AFTER and person.session.practised == at
    record = person.answers_all().record()
    assert record.practised_seconds == at and not record.completed and not record.eased_off


def test_orienting_is_owed_from_the_first_second_of_imagery() -> None:
    exercise = an_exercise(kind=["imagery"], opening=[{"say": "Hello.", "seconds": 4}])
    person = Person(a_setup(exercise, 70)).begins().waits(4).does(ev.Stop())
    assert person.session.in_orienting
    before = Person(a_setup(exercise, 70)).begins().waits(3.5).does(ev.Stop())
    assert before.of(ev.Over) == [ev.Over("short")]


def test_stop_in_the_closing_of_imagery_needs_no_orienting() -> None:
    person = Person(a_setup(imagery(), 70)).begins()
    person.waits(person.session.timeline.closing_at).does(ev.Stop())
    assert person.session.state is SessionState.AFTER and person.session.completed
    assert person.session.open is not None and person.session.open.key == "after"


def test_stop_after_easing_off_in_imagery_adds_no_more_orienting() -> None:
    person = Person(a_setup(imagery(), 70)).begins().waits(25).does(ev.EaseOff()).waits(2)
    assert person.session.in_orienting
    total = person.session.timeline.total
    person.does(ev.Stop())
    assert person.session.state is SessionState.AFTER and person.session.timeline.total == total
    assert person.answers_all().record().eased_off


def test_leaving_the_last_questions_closes_the_open_one_only() -> None:
    person = Person(a_setup()).begins().waits(70)
    person.does(ev.Stop())
    assert person.of(ev.QuestionClosed) == [ev.QuestionClosed("after")]
    assert person.session.state is SessionState.SAVING and person.session.open is None


def test_ending_chimes_once_when_the_last_second_is_over() -> None:
    person = Person(a_setup()).begins().waits(70)
    assert [chime.kind for chime in person.of(ev.Chime)][-1] == "end"  # type: ignore[union-attr]
    assert [chime.kind for chime in person.of(ev.Chime)].count("end") == 1  # type: ignore[union-attr]


def test_session_that_could_not_be_stored_says_why() -> None:
    person = Person(a_setup()).begins().waits(70).answers_all()
    assert person.session.state is SessionState.SAVING
    failed = Person.does(person, ev.NotKept("The disk is full."))
    assert failed.session.state is SessionState.DONE and not failed.session.kept
    assert failed.session.not_kept == "The disk is full."


def test_stop_after_a_skip_in_a_pause_says_no_next_step() -> None:
    person = Person(a_setup(imagery(), 70)).begins().waits(22).does(ev.Pause(), ev.Skip())
    assert person.session.position == 30
    said = len(person.of(ev.Say))
    person.does(ev.Stop()).waits(0.5)
    texts = [effect.cue.text for effect in person.of(ev.Say)[said:]]  # type: ignore[union-attr]
    assert texts == [person.session.setup.orienting[0].words(0)]


def test_easing_off_an_open_session_gives_it_an_end() -> None:
    person = Person(a_setup(seconds=None)).begins().waits(6)
    assert person.session.seconds_left is None
    person.does(ev.EaseOff())
    assert person.session.timeline.open is False and person.session.seconds_left == 5


def test_questions_after_grounding_are_at_the_first_second_again() -> None:
    setup = a_setup(an_exercise(kind=["imagery", "urge"]), 60)
    person = Person(setup).does(ev.Answer("before", 9), ev.Answer("ground_first", "yes"))
    person.waits(60).does(ev.Pause(), ev.Resume()).waits(125)
    assert person.session.open is not None and person.session.open.key == "urge_before"
    assert person.session.position == 0 and person.session.practised == 0 and person.session.next_cue == 0
    said = len(person.said())
    person.does(ev.Answer("urge_before", 3)).waits(4)
    assert person.said()[said:] == [0.0, 4.0]


def test_exercise_that_grounding_took_the_place_of_is_not_kept() -> None:
    person = Person(a_setup(an_exercise(kind=["imagery"]), 60)).does(ev.Answer("before", 9))
    person.does(ev.Answer("ground_first", "yes")).waits(30).does(ev.NotHelping())
    assert person.session.state is SessionState.DONE and not person.of(ev.Finish)
    assert person.out[-2:] == [ev.Offer("people"), ev.Over("left")]


def test_stop_within_ten_seconds_closes_the_open_question() -> None:
    body = [{"ask": f"What {n}?", "key": f"what{n}", "seconds": 2} for n in range(3)]
    person = Person(a_setup(an_exercise(opening=[], body=body), 60)).begins().waits(5)
    assert person.session.open is not None and len(person.session.waiting) == 2
    person.does(ev.Stop())
    assert person.out[-2:] == [ev.QuestionClosed("what0"), ev.Over("short")]
    assert person.session.open is None and person.session.waiting == ()


def test_stop_within_ten_seconds_without_a_question_closes_none() -> None:
    assert Person(a_setup()).begins().waits(5).does(ev.Stop()).out[-1:] == [ev.Over("short")]


def test_people_are_named_once_though_the_questions_are_left() -> None:
    person = Person(ladder(classify_reflection=classify)).answers_all(safe="yes", before=4).waits(200)
    person.does(ev.Answer("after", 9), ev.Answer("feared", None), ev.Answer("happened", "He hit me again."))
    assert person.offered() == ["people"]
    person.does(ev.Stop())
    assert person.session.state is SessionState.SAVING and person.offered() == ["people"]


def test_numbness_that_has_passed_names_nobody_at_the_end() -> None:
    person = Person(a_setup()).begins().waits(20).does(ev.Rate("presence", 0)).waits(90)  # type: ignore[arg-type]
    person.does(ev.Answer("after", 3), ev.Stop())
    assert person.session.state is SessionState.SAVING and person.offered() == []


def test_people_named_at_the_end_are_remembered() -> None:
    person = Person(a_setup()).begins(9).does(ev.Stop())
    assert person.offered() == ["people"] and person.session.offered == {"people"}
