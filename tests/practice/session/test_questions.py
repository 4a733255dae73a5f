"""The rows of questions: each key has one, with words, and everything about it is taken from there."""

from __future__ import annotations

import msgspec
import pytest

from securecoach_tui.practice.exercise.parser import RESERVED_KEYS
from securecoach_tui.practice.own_scales import OwnScale
from securecoach_tui.practice.record import QuestionKey, Scale, SessionRecord, When
from securecoach_tui.practice.session import events as ev
from securecoach_tui.practice.session.questions import (
    BY_KEY,
    QUESTIONS,
    Question,
    accepts,
    ask_for,
    ask_rating,
    is_private,
    is_private_question,
    is_rating,
    is_stored,
    next_question,
    takes_numb,
)
from securecoach_tui.text.question_words import QUESTION_WORDS, noted_words
from tests.practice.person import Person, a_setup, an_exercise, ladder

FIELDS = {field.name: field.type for field in msgspec.structs.fields(SessionRecord)}


def test_every_key_has_one_row_and_is_reserved() -> None:
    assert sorted(question.key for question in QUESTIONS) == sorted(QuestionKey)
    assert set(BY_KEY) == set(QuestionKey) == RESERVED_KEYS


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.key)
def test_every_question_has_words_and_a_label_for_each_choice(question: Question) -> None:
    words = QUESTION_WORDS[question.key]
    assert words.long and words.prompt and set(words.labels) == set(question.choices)


def test_question_words_exist_for_known_keys_only() -> None:
    assert set(QUESTION_WORDS) == set(QuestionKey)


@pytest.mark.parametrize("question", [q for q in QUESTIONS if q.field], ids=lambda question: question.key)
def test_each_stored_question_has_a_session_record_field(question: Question) -> None:
    for value in question.choices or ((0, 10) if question.scale else ("some words",)):
        assert question.field is not None and accepts(ask_for(question), value)
        assert msgspec.convert(value, FIELDS[question.field]) == value


def test_question_is_stored_as_rating_or_field_but_not_both() -> None:
    both = [question.key for question in QUESTIONS if question.rates and question.field]
    assert both == [] and [question.key for question in QUESTIONS if not question.stored] == ["safe"]
    assert not is_stored("safe") and is_stored("before") and is_stored("a key of an exercise")


def test_private_questions_include_safety_and_written_answers() -> None:
    private = {question.key for question in QUESTIONS if question.private}
    assert private == {"safe", "expect", "happened", "reflection", "lens"}
    assert is_private("safe") and not is_private("before") and not is_private("a key of an exercise")


def test_numb_answers_rating_questions_only() -> None:
    numb = {key for key in QuestionKey if takes_numb(key)}
    ratings = {"rate_distress", "rate_ease", "rate_urge"}
    assert numb == {"before", "after", "urge_before", "urge_after"} | ratings
    assert {key for key in QuestionKey if is_rating(key)} == ratings
    assert not takes_numb("went") and not is_rating("went")


@pytest.mark.parametrize("when", [When.BEFORE, When.AFTER])
def test_numb_is_stored_as_such_before_and_after(when: When) -> None:
    person = Person(a_setup())
    if when is When.AFTER:
        person.begins().waits(70)
    person.does(ev.Rate(Scale.PRESENCE, 0))
    last = person.session.ratings[-1]
    assert (last.scale, last.value, last.when, last.at) == ("presence", 0, when, None)


@pytest.mark.parametrize("scale", [Scale.DISTRESS, Scale.EASE, Scale.URGE])
def test_a_rating_is_asked_by_the_key_of_its_scale(scale: Scale) -> None:
    assert ask_rating(scale) == ev.AskFor(f"rate_{scale}", scale=True)


@pytest.mark.parametrize(
    ("key", "value", "choices", "taken"),
    [
        ("before", 10, (), True),
        ("before", 11, (), False),
        ("before", True, (), False),
        ("safe", "not sure", (), True),
        ("safe", "perhaps", ("perhaps",), False),
        ("reflection", "words", (), True),
        ("reflection", 3, (), False),
        ("went", "well", ("well",), True),
        ("went", "ill", ("well",), False),
        ("went", "any words", (), True),
        ("went", 3, (), False),
    ],
)
def test_a_question_accepts_only_its_answers(key: str, value: object, choices: tuple[str, ...], taken: bool) -> None:
    ask = ask_for(BY_KEY[key]) if key in BY_KEY else ev.AskFor(key, choices)
    assert accepts(ask, value) is taken


def test_a_number_is_said_back_by_what_it_measures() -> None:
    assert noted_words("urge_after", 3) == "urge 3" and noted_words("prediction", 9) == "expected 9"
    assert noted_words("a key of an exercise", 4) == "4"


def test_question_about_the_other_person_is_shown_and_not_spoken() -> None:
    person = Person(ladder())
    assert person.session.open is not None and is_private_question(person.session.open, person.session)
    person.does(ev.Answer("safe", "no"))
    assert person.session.open is not None and person.session.open.key == "ground_first"
    assert is_private_question(person.session.open, person.session), "it says why"


def test_question_that_repeats_earlier_words_is_not_spoken() -> None:
    earlier = SessionRecord(id="before", expect="I will go silent")
    for before_record, private in ((earlier, True), (None, False)):
        person = Person(ladder(before_record=before_record)).does(ev.Answer("safe", "yes"))
        assert person.session.open is not None and person.session.open.key == "expect"
        assert is_private_question(person.session.open, person.session) is private


def test_other_questions_are_spoken_unless_their_cue_is_private() -> None:
    person = Person(a_setup())
    assert person.session.open is not None and not is_private_question(person.session.open, person.session)
    for private in (True, False):
        step = {"ask": "What?", "key": "what", "seconds": 6, "private": private}
        asked = Person(a_setup(an_exercise(body=[step]))).begins().waits(5)
        assert asked.session.open is not None and asked.session.open.key == "what"
        assert is_private_question(asked.session.open, asked.session) is private


def test_questions_of_a_cue_are_never_asked_in_the_tables_order() -> None:
    assert next_question(Person(a_setup()).session, When.DURING) is None


def test_own_scale_is_asked_about_in_the_words_for_it() -> None:
    setup = a_setup(own_scales=(OwnScale("calm"), OwnScale("ache")), own_scale_words="How much {word} is there?")
    person = Person(setup).begins()
    assert person.session.open == ev.AskFor("calm, before", text="How much calm is there?", scale=True)


def test_own_scales_are_asked_only_after_a_session_begun_at_once() -> None:
    person = Person(a_setup(at_once=True, own_scales=(OwnScale("calm"),)))
    assert person.asked() == []
    person.waits(70).answers_all()
    assert person.asked() == ["after", "calm, after", "reflection"]


def test_own_scales_are_asked_before_and_after() -> None:
    person = Person(a_setup(own_scales=(OwnScale("calm"),))).answers_all().waits(70).answers_all()
    assert person.asked() == ["before", "calm, before", "after", "calm, after", "reflection"]


def test_session_begun_at_once_asks_about_safety_only() -> None:
    assert Person(a_setup(at_once=True)).session.position == 0
    person = Person(ladder(at_once=True)).does(ev.Answer("safe", "yes"))
    assert person.asked() == ["safe"] and person.session.open is None
