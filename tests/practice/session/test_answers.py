"""Answers, and what follows them: what is said where nobody can answer, what is taken back, and what leads to people."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from securecoach_tui.practice.session import events as ev
from securecoach_tui.practice.session.answers import is_only_spoken
from securecoach_tui.practice.session.state import SessionState
from tests.practice.person import Person, a_setup, an_exercise, ladder
from tests.practice.reflection.english import classify

HARM = "He hit me again last night."
ASKS: dict[str, Any] = {"ask": "What is there?", "key": "there", "seconds": 6}


def asking(asked: str) -> Person:
    """Somebody at the first second of a session whose only body step is a question."""
    person = Person(a_setup(an_exercise(opening=[{"say": "Hello.", "seconds": 2}], body=[ASKS]), 60, asking=asked))
    return person.begins() if asked != "none" else person


@pytest.mark.parametrize("asked", ["few", "none"])
def test_question_that_cannot_be_answered_is_only_spoken(asked: str) -> None:
    person = asking(asked).waits(1)
    assert not is_only_spoken(person.session), "a line of the opening"
    person.waits(2)
    assert is_only_spoken(person.session) and person.session.open is None
    person.does(ev.Pause())
    assert not is_only_spoken(person.session)


def test_question_that_can_be_answered_is_not_only_spoken() -> None:
    person = asking("all").waits(3)
    assert person.session.open is not None and not is_only_spoken(person.session)
    person.does(ev.Answer("there", "a chair"))
    assert not is_only_spoken(person.session), "it was answered"


def test_question_is_only_spoken_once_input_has_ended() -> None:
    person = asking("all").does(ev.InputEnded()).waits(3)
    assert is_only_spoken(person.session)


def test_nothing_is_only_spoken_while_the_session_settles() -> None:
    exercise = an_exercise(opening=[], body=[ASKS])
    person = Person(a_setup(exercise, 60, asking="few", settle=5.0)).begins().waits(1)
    assert person.session.state is SessionState.RUNNING and not is_only_spoken(person.session)


def test_people_are_offered_once_though_the_answer_is_undone() -> None:
    person = Person(ladder(classify_reflection=classify)).answers_all(safe="yes").waits(200)
    person.does(ev.Answer("after", 3), ev.Answer("feared", None), ev.Answer("happened", HARM), ev.UndoLast())
    assert person.session.open is not None and person.session.open.key == "happened"
    person.does(ev.Answer("happened", HARM))
    assert person.offered().count("people") == 1


def test_numbers_after_words_about_danger_are_kept() -> None:
    steps = [
        {"ask": "What may happen?", "key": "fear", "seconds": 5},
        {"ask": "How calm are you?", "key": "calm", "scale": True, "seconds": 5},
        {"ask": "What else?", "key": "else", "seconds": 5},
    ]
    exercise = an_exercise(kind=["urge"], opening=[{"say": "Hello.", "seconds": 5}], body=steps)
    person = Person(a_setup(exercise, 60, classify_reflection=classify)).answers_all(before=5).waits(5)
    for key, answer in (("fear", HARM), ("calm", 7), ("else", "rain")):
        person.does(ev.Answer(key, answer)).waits(5)
    assert person.session.texts == {"calm": "7", "else": "rain"}


def test_choice_that_leads_to_people_makes_the_session_careful() -> None:
    step = {"ask": "Did it hurt?", "key": "hurt", "choices": ["yes", "no"], "support": "yes", "seconds": 5}
    person = Person(a_setup(an_exercise(body=[step]))).begins().waits(5)
    assert not person.session.careful
    person.does(ev.Answer("hurt", "yes"))
    assert person.session.careful is True and person.of(ev.ShowSupport)


def test_debrief_without_an_expectation_asks_for_no_fear() -> None:
    person = Person(ladder(lived=True, debrief={"practised": 28.0, "prediction": 6}))
    person.answers_all()
    assert "feared" not in person.asked() and person.record().expect is None
    assert person.session.texts == {}


def test_text_that_nobody_classifies_is_followed_by_nothing() -> None:
    person = Person(a_setup()).begins().waits(70).answers_all(reflection=HARM)
    assert person.session.text_class == "silent" and person.offered() == []


def test_next_rating_takes_the_place_of_one_that_was_not_given() -> None:
    body = [{"say": f"Look {n}.", "seconds": 5, "rate": scale} for n, scale in enumerate(("distress", "ease"))]
    person = Person(a_setup(an_exercise(opening=[], body=body), 60)).begins().waits(6)
    assert person.of(ev.QuestionClosed) == [ev.QuestionClosed("rate_distress")]
    assert person.session.open is not None and person.session.open.key == "rate_ease"


def test_rating_is_not_asked_over_another_question() -> None:
    body = [ASKS, {"say": "Look.", "seconds": 5, "rate": "distress"}]
    person = Person(a_setup(an_exercise(opening=[], body=body), 60)).begins().waits(8)
    assert person.session.open is not None and person.session.open.key == "there" and person.session.waiting == ()


def test_question_of_a_cue_is_asked_as_the_file_says() -> None:
    step = {**ASKS, "choices": ["a", "b"], "wait": True}
    person = Person(a_setup(an_exercise(opening=[], body=[step]), 60)).begins()
    assert person.session.open == ev.AskFor("there", ("a", "b"), "What is there?", False, "", True)
    scale = {**ASKS, "scale": True}
    assert Person(a_setup(an_exercise(opening=[], body=[scale]), 60)).begins().session.open == ev.AskFor(
        "there", (), "What is there?", True
    )


def test_saved_answer_of_the_wrong_kind_is_no_answer() -> None:
    session = replace(Person(a_setup()).session, values={"before": "many", "feared": 4})
    assert session.number("before") is None and session.word("feared") is None
    assert session.number("feared") == 4 and session.word("before") == "many"


@pytest.mark.parametrize(("seconds", "kept"), [(4.5, False), (5.0, True), (5.5, True)])
def test_rating_is_taken_from_the_first_second_on(seconds: float, kept: bool) -> None:
    person = Person(a_setup(settle=5.0)).begins().waits(seconds).does(ev.Rate("distress", 3))  # type: ignore[arg-type]
    assert [(rating.at, rating.value) for rating in person.session.ratings[1:]] == ([(seconds - 5, 3)] if kept else [])


def test_open_session_without_input_has_no_planned_length() -> None:
    person = Person(a_setup(an_exercise(kind=["thought"]), None)).does(ev.InputEnded())
    assert person.session.state is SessionState.RUNNING and person.session.planned is None
    assert person.session.timeline.cues[0].private and person.session.open is None
    timed = Person(a_setup(an_exercise(kind=["thought"]), 60)).does(ev.InputEnded())
    assert timed.session.planned == timed.session.timeline.total == 53
