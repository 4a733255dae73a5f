"""A need put in words: the sentence, and how far it has come."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from securecoach_tui import i18n
from securecoach_tui.practice.needs import filled, need_stage, sentence_in, statement, without_lead
from securecoach_tui.practice.record import Rating, SessionRecord
from securecoach_tui.practice.session import events as ev
from tests.practice.person import CONTENT, Person, a_setup

ANSWERS = {"when": "the evening is long", "feel": "alone", "need": "some company", "would": "ring me on Sunday"}


def test_need_sentence_is_built_from_four_answers() -> None:
    assert (
        statement(ANSWERS)
        == "When the evening is long, I feel alone, I need some company, would you ring me on Sunday?"
    )


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({}, ""),
        ({"body": "tight"}, ""),
        ({"need": "rest"}, "I need rest."),
        ({"feel": "sad", "need": "rest"}, "I feel sad, I need rest."),
        ({"would": "call"}, "Would you call?"),
        ({"when": "When it rains.", "feel": "I feel  low", "need": "i need\nquiet!"}, "When it rains, I feel low, I need quiet."),
        ({"would": "Would you call me?"}, "Would you call me?"),
        ({"need": "I need", "feel": "  "}, ""),
        ({"feel": "needy"}, "I feel needy."),
        ({"when": "whenever it rains"}, "When whenever it rains."),
        ({"need": "{braces} and %s"}, "I need {braces} and %s."),
    ],
)  # fmt: skip
def test_need_sentence_skips_empty_parts_and_repeated_openings(answers: dict[str, str], sentence: str) -> None:
    assert statement(answers) == sentence


@given(st.dictionaries(st.sampled_from(["when", "feel", "need", "would", "body"]), st.text(max_size=40)))
def test_need_sentence_of_any_words_is_one_line(answers: dict[str, str]) -> None:
    assert "\n" not in statement(answers)


def a_record(**changes: Any) -> SessionRecord:
    return need_stage(SessionRecord(id="s", **{"capacity": "need_expression", **changes}))


EASE = [Rating(20.0, "ease", 6, "during")]


@pytest.mark.parametrize(
    ("changes", "stage"),
    [
        ({}, 0),
        ({"answers": {"when": "rain", "body": "tight"}}, 0),
        ({"answers": {"feel": "sad"}}, 1),
        ({"answers": {"feel": " "}}, 0),
        ({"answers": {"need": "rest"}}, 2),
        ({"answers": ANSWERS}, 2),
        ({"answers": ANSWERS, "ratings": EASE}, 3),
        ({"ratings": EASE, "told": "not yet"}, 3),
        ({"told": "not telling by choice"}, 3),
        ({"told": "yes"}, 4),
        ({"capacity": "regulation", "told": "yes"}, None),
    ],
)
def test_the_stage_is_how_far_the_need_was_put_in_words(changes: dict[str, Any], stage: int | None) -> None:
    assert a_record(**changes).need_stage == stage


def practised(id: str, minutes: float, **answers: Any) -> SessionRecord:
    person = Person(a_setup(CONTENT.exercise(id), minutes * 60))
    person.answers_all(safe="yes")
    for _ in range(300):
        if person.of(ev.Finish):
            break
        person.waits(4, ticks=2).answers_all(**answers)
    return person.record()


def test_need_said_out_loud_alone_reaches_stage_three() -> None:
    record = practised("say-it-out-loud", 3, **ANSWERS, rate_ease=5, told="not yet")
    assert record.answers == ANSWERS and record.need_stage == 3
    assert [rating.scale for rating in record.ratings] == ["ease"] * 3


def test_naming_the_need_puts_it_in_words() -> None:
    record = practised("name-the-need", 3, when="rain", feel="sad", need="rest")
    assert record.answers == {"when": "rain", "feel": "sad", "need": "rest"} and record.need_stage == 2


def test_need_not_told_by_choice_reaches_stage_three() -> None:
    assert practised("say-it-out-loud", 3, told="not telling by choice").need_stage == 3


def test_need_sentence_is_shown_and_takes_late_answers() -> None:
    person = Person(a_setup(CONTENT.exercise("say-it-out-loud"), 180)).answers_all(safe="yes")
    shown: list[tuple[str, str]] = []
    while not person.of(ev.Finish):
        person.waits(1, ticks=1)
        if person.session.open is not None and person.session.open.key != "would":
            person.answers_all(**ANSWERS)
        if person.session.sentence and (not shown or shown[-1][1] != person.session.sentence):
            shown.append((person.session.timeline.cues[person.session.next_cue - 1].text, person.session.sentence))
            person.does(ev.Answer("would", ANSWERS["would"]))
    assert [text for text, _said in shown] == ["Now say all of it out loud, slowly."] * 2
    assert [said for _text, said in shown] == [statement({**ANSWERS, "would": ""}), statement(ANSWERS)]
    assert person.session.sentence == "", "and not beside the questions after"


def test_need_sentence_exists_for_need_expression_only() -> None:
    def record(capacity: Any, **answers: str) -> SessionRecord:
        return SessionRecord(id="s", capacity=capacity, answers=answers)

    assert sentence_in(record("need_expression", need="rest")) == "I need rest."
    assert sentence_in(record("need_expression", sentence="Kept as it was.")) == "Kept as it was."
    assert sentence_in(record("need_expression", need="rest", sentence="Other.")) == "I need rest."
    assert sentence_in(record("need_expression")) == ""
    assert sentence_in(record("regulation", need="rest")) == "" and sentence_in(record(None, need="rest")) == ""


def test_need_sentence_drops_an_empty_question() -> None:
    assert statement({"need": "rest", "would": "Would you?"}) == "I need rest."
    assert statement({"need": "I need : rest", "would": "would you , call"}) == "I need rest, would you call?"


@pytest.mark.parametrize(
    ("answer", "lead", "words"),
    [
        ("¿me llamas?", "would you", "me llamas"),
        ("¡quédate!", "would you", "quédate"),
        ("I need:  rest", "I need", "I need: rest"),
        ("I need , rest", "I need", "rest"),
        ("I need Xavier to rest at the X", "I need", "Xavier to rest at the X"),
        ("Xavier", "I need", "Xavier"),
    ],
)
def test_answer_loses_its_lead_and_signs_and_no_letter(answer: str, lead: str, words: str) -> None:
    assert without_lead(answer, lead) == words


def test_filled_sentence_loses_the_stop_and_no_letter() -> None:
    assert filled("You said {story}.", {"story": " they called\nMAX.; "}) == "You said they called MAX."
    assert filled("{a} and {b}.", {"a": "x"}) == "" and filled("{a}.", {"a": " . "}) == ""


@pytest.mark.parametrize(
    ("moment", "act"),
    [
        ("I worry", "breathe"),
        ("If I worry", "I will breathe."),
        ("if I worry", "I'll breathe"),
        ("I worry", "will breathe"),
    ],
)
def test_filled_plan_uses_repeated_words_once(moment: str, act: str) -> None:
    shape = "If {if}, then I will {then}."
    assert filled(shape, {"if": moment, "then": act}) == "If I worry, then I will breathe."
    assert filled(shape, {"if": "if", "then": "I will"}) == "If if, then I will I will."


def test_filled_break_uses_repeated_words_once() -> None:
    shape = "I need {long}. I'll be back {back}."
    for long, back in (("ten minutes", "at eight"), ("I need ten minutes", "I'll be back at eight.")):
        assert filled(shape, {"long": long, "back": back}) == "I need ten minutes. I'll be back at eight."


def test_need_sentence_in_spanish_drops_repeated_openings() -> None:
    answers = {"when": "Cuando llueve", "feel": "siento frío", "need": "necesito calma", "would": "¿podrías llamarme?"}
    try:
        i18n.use("es")
        assert statement(answers) == "Cuando llueve, siento frío, necesito calma, ¿podrías llamarme?"
        assert statement({"need": "calma", "would": "¿Podrías?"}) == "Necesito calma."
        assert statement({"would": "llamarme"}) == "¿Podrías llamarme?"
    finally:
        i18n.use("en")
