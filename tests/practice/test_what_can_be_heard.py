"""Which questions may be answered by voice: every row of the table, and every exercise's own questions."""

from __future__ import annotations

from securecoach_tui.practice.exercise import timeline
from securecoach_tui.practice.own_scales import OwnScale
from securecoach_tui.practice.record import QuestionKey
from securecoach_tui.practice.session.answers import asked_in
from securecoach_tui.practice.session.events import AskFor
from securecoach_tui.practice.session.questions import QUESTIONS, ask_for, can_be_heard
from tests.practice.person import CONTENT, Person, a_setup, an_exercise

HEARD = {
    *(
        QuestionKey.LIKELY,
        QuestionKey.PREDICTION,
        QuestionKey.BEFORE,
        QuestionKey.GROUND_FIRST,
        QuestionKey.URGE_BEFORE,
    ),
    *(QuestionKey.RATE_DISTRESS, QuestionKey.RATE_EASE, QuestionKey.RATE_URGE),
    *(QuestionKey.AFTER, QuestionKey.URGE_AFTER, QuestionKey.GROUND_AFTER, QuestionKey.LENS_WANTED),
}


def test_numbers_and_yes_or_no_are_heard_and_nothing_else() -> None:
    exercise = an_exercise()
    assert {row.key for row in QUESTIONS if can_be_heard(ask_for(row), exercise)} == HEARD


def test_neither_safety_nor_a_private_question_is_heard() -> None:
    private = [row for row in QUESTIONS if row.private]
    assert QuestionKey.SAFE in {row.key for row in private}
    for exercise in map(CONTENT.exercise, CONTENT.ids()):
        assert not [row.key for row in private if can_be_heard(ask_for(row), exercise)]


def test_own_questions_of_exercises_are_heard_only_as_numbers() -> None:
    for exercise in map(CONTENT.exercise, CONTENT.ids()):
        cues = timeline.compile(exercise, exercise.shortest).cues
        for ask in (asked_in(cue.ask) for cue in cues if cue.ask is not None):
            assert can_be_heard(ask, exercise) is ask.scale, (exercise.id, ask.text)


def test_yes_that_leads_to_people_is_never_heard() -> None:
    step = {"ask": "Did it hurt you?", "key": "hurt", "choices": ["yes", "no"], "seconds": 10}
    harmless, harm = an_exercise(body=[step]), an_exercise(body=[{**step, "support": "yes"}])
    ask = AskFor("hurt", ("yes", "no"), "Did it hurt you?")
    assert can_be_heard(ask, harmless) and not can_be_heard(ask, harm)


def test_own_scales_are_heard() -> None:
    setup = a_setup(own_scales=(OwnScale("calm"),))
    person = Person(setup).begins()
    assert person.session.open is not None and person.session.open.text
    assert can_be_heard(person.session.open, setup.exercise)
