"""Every question of every exercise, answered, left empty or cut off by the end of input, reaches "Saved"."""

from __future__ import annotations

from typing import Any

import pytest

from securecoach_tui.practice.record import When
from securecoach_tui.practice.session import events as ev
from securecoach_tui.practice.session.questions import BY_KEY, QUESTIONS
from securecoach_tui.practice.session.state import SessionState
from tests.practice.person import CONTENT, Person, a_setup, an_exercise

EXERCISES = CONTENT.ids()
HIGH = 9


def setup_of(id: str, **changes: Any) -> Any:
    exercise = CONTENT.exercise(id)
    return a_setup(exercise, exercise.shortest, rung="look at a photo", rung_id="photo", **changes)


def value_of(ask: ev.AskFor, *, high: bool) -> ev.Value:
    if ask.key == "safe":
        return "yes"
    if ask.choices:
        usual = [choice for choice in ask.choices if choice not in ("I was hurt or frightened", "no")]
        return usual[0]
    number = ask.scale or (ask.key in BY_KEY and BY_KEY[ask.key].scale)
    return (HIGH if high else 3) if number else "some words of my own"


def goes_through(person: Person, *, answer: Any, ends_at: int | None = None) -> tuple[Person, list[str]]:
    """Practises to the end; ``answer`` gives a value to each question, input ends before number ``ends_at``."""
    asked: list[str] = []
    for _ in range(2000):
        session = person.session
        if session.state in (SessionState.SAVING, SessionState.DONE):
            break
        if session.open is not None and not session.answerless:
            asked.append(session.open.key)
            if len(asked) - 1 == ends_at:
                person.does(ev.InputEnded())
                continue
            person.does(ev.Answer(session.open.key, answer(session.open)))
            continue
        person.waits(4, ticks=4)
    return person, asked


def saved(person: Person) -> bool:
    assert person.session.state is SessionState.SAVING and person.session.open is None
    person.does(ev.Kept())
    return person.session.state is SessionState.DONE and person.session.kept


@pytest.mark.parametrize("id", EXERCISES)
@pytest.mark.parametrize("high", [False, True])
def test_every_question_answered_is_saved_in_the_record(id: str, high: bool) -> None:
    person, asked = goes_through(Person(setup_of(id)), answer=lambda ask: value_of(ask, high=high))
    record = person.record()
    assert saved(person) and record.reflection == "some words of my own"
    assert record.first("distress", "before") == record.first("distress", "after") == (HIGH if high else 3)
    exercise = CONTENT.exercise(id)
    own = [step.key for step in exercise.opening + exercise.body + exercise.closing if step.key]
    assert list(record.answers) == own
    assert "ground_after" in asked if high else "ground_after" not in asked


@pytest.mark.parametrize("id", EXERCISES)
def test_empty_answers_reach_saved_and_store_nothing(id: str) -> None:
    def empty(ask: ev.AskFor) -> ev.Value | None:
        return "yes" if ask.key == "safe" else None

    person, asked = goes_through(Person(setup_of(id)), answer=empty)
    record = person.record()
    assert saved(person) and record.ratings == [] and record.answers == {} and record.reflection is None
    assert record.prediction is record.feared is record.bearable is record.told is None
    closed = [effect.key for effect in person.of(ev.QuestionClosed) if isinstance(effect, ev.QuestionClosed)]
    assert [key for key in asked if key != "safe"] == closed, "a question that closes unanswered says so"


@pytest.mark.parametrize("id", EXERCISES)
def test_end_of_input_at_any_question_reaches_saved(id: str) -> None:
    _, asked = goes_through(Person(setup_of(id)), answer=lambda ask: value_of(ask, high=False))
    for at in range(len(asked)):
        person, _ = goes_through(Person(setup_of(id)), answer=lambda ask: value_of(ask, high=False), ends_at=at)
        assert saved(person), asked[at]
        kept = person.record()
        assert (kept.reflection is None) and kept.completed


@pytest.mark.parametrize("id", EXERCISES)
@pytest.mark.parametrize("asking", ["few", "none"])
def test_sessions_with_few_or_no_questions_reach_saved(id: str, asking: str) -> None:
    person, asked = goes_through(Person(setup_of(id, asking=asking)), answer=lambda ask: value_of(ask, high=True))
    assert saved(person)
    assert set(asked) <= ({"safe", "before", "after", "feared"} if asking == "few" else set())


def test_the_questions_stand_in_the_order_of_the_contract() -> None:
    assert [question.key for question in QUESTIONS if question.when is not When.DURING] == [
        "safe", "expect", "likely", "prediction", "before", "ground_first", "urge_before",
        "after", "urge_after", "settled_alone", "feared", "happened", "bearable", "next_rung", "told",
        "ground_after", "reflection", "lens_wanted", "lens",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "capacity", "asked"),
    [
        ([], "regulation", ["before", "after", "reflection"]),
        (["breath", "body"], "regulation", ["before", "after", "reflection"]),
        (["imagery"], "regulation", ["before", "after", "reflection"]),
        (["thought"], "regulation", ["safe", "before", "after", "reflection"]),
        (["plan", "writing"], "regulation", ["before", "after", "reflection"]),
        (
            ["apart"],
            "regulation",
            ["expect", "likely", "prediction", "before", "after", "feared", "happened", "bearable", "reflection"],
        ),
        (["debrief"], "closeness", ["before", "after", "reflection"]),
        (["telling"], "need_expression", ["safe", "before", "after", "told", "reflection"]),
        (
            ["urge"],
            "regulation",
            ["before", "urge_before", "after", "urge_after", "settled_alone", "reflection"],
        ),
        (
            [],
            "closeness",
            ["safe", "expect", "likely", "prediction", "before", "after", "feared", "happened", "bearable", "reflection"],
        ),
        (
            ["urge", "contact"],
            "closeness",
            ["safe", "expect", "likely", "prediction", "before", "urge_before", "after", "urge_after", "settled_alone", "feared",
             "happened", "bearable", "reflection"],
        ),
    ],
)  # fmt: skip
def test_each_kind_brings_exactly_its_questions(kind: list[str], capacity: str, asked: list[str]) -> None:
    exercise = an_exercise(kind=kind, capacity=capacity)
    _, found = goes_through(Person(a_setup(exercise)), answer=lambda ask: value_of(ask, high=False))
    assert found == asked


@pytest.mark.parametrize("value", [11, -1, True, 3.0, "3", "abc"])
def test_invalid_scale_answer_changes_nothing(value: Any) -> None:
    person = Person(a_setup())
    before = person.session
    person.does(ev.Answer("before", value))
    assert person.session == before


def test_answer_to_a_closed_question_changes_nothing() -> None:
    person = Person(a_setup())
    before = person.session
    assert person.does(ev.Answer("after", 3), ev.Answer("none such", "x")).session == before


def test_a_reflection_of_a_hundred_kilobytes_is_kept_whole() -> None:
    words = "She said that it rained, and I listened. " * 2500
    person = Person(a_setup()).begins().waits(70).does(ev.Answer("after", 2), ev.Answer("reflection", words))
    assert person.record().reflection == words and len(words) > 100_000


def test_text_of_spaces_is_no_answer() -> None:
    person = Person(a_setup()).begins().waits(70).does(ev.Answer("after", 2), ev.Answer("reflection", " \n\t "))
    assert person.record().reflection is None
