"""A need put in words: the sentence, and how far it has come."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from securecoach_tui.practice.needs import need_stage, sentence_in, statement
from securecoach_tui.practice.record import Rating, SessionRecord
from securecoach_tui.practice.session import events as ev
from tests.practice.person import CONTENT, Person, a_setup

ANSWERS = {"when": "the evening is long", "feel": "alone", "need": "some company", "would": "ring me on Sunday"}


def test_one_sentence_is_built_from_four_answers() -> None:
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
def test_what_is_left_out_leaves_no_gap_and_what_is_said_twice_stands_once(
    answers: dict[str, str], sentence: str
) -> None:
    assert statement(answers) == sentence


@given(st.dictionaries(st.sampled_from(["when", "feel", "need", "would", "body"]), st.text(max_size=40)))
def test_any_words_make_one_line_or_none(answers: dict[str, str]) -> None:
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


def test_saying_it_out_loud_keeps_the_answers_of_its_file_and_reaches_three_said_alone() -> None:
    record = practised("say-it-out-loud", 3, **ANSWERS, rate_ease=5, told="not yet")
    assert record.answers == ANSWERS and record.need_stage == 3
    assert [rating.scale for rating in record.ratings] == ["ease"] * 3


def test_naming_the_need_puts_it_in_words() -> None:
    record = practised("name-the-need", 3, when="rain", feel="sad", need="rest")
    assert record.answers == {"when": "rain", "feel": "sad", "need": "rest"} and record.need_stage == 2


def test_not_telling_by_choice_is_a_whole_practice() -> None:
    assert practised("say-it-out-loud", 3, told="not telling by choice").need_stage == 3


def test_the_sentence_stands_there_while_it_is_to_be_said_and_takes_in_what_comes_late() -> None:
    person = Person(a_setup(CONTENT.exercise("say-it-out-loud"), 180)).answers_all(safe="yes")
    shown: list[tuple[str, str]] = []
    while not person.of(ev.Finish):
        person.waits(1, ticks=1)
        if person.session.open is not None and person.session.open.key != "would":
            person.answers_all(**ANSWERS)
        if person.session.sentence and (not shown or shown[-1][1] != person.session.sentence):
            shown.append((person.session.timeline.cues[person.session.next_cue - 1].text, person.session.sentence))
            person.does(ev.Answer("would", ANSWERS["would"]))
    assert [text for text, _said in shown] == ["Now say it aloud, all of it, slowly."] * 2
    assert [said for _text, said in shown] == [statement({**ANSWERS, "would": ""}), statement(ANSWERS)]
    assert person.session.sentence == "", "and not beside the questions after"


def test_the_sentence_of_a_session_is_there_for_need_expression_alone() -> None:
    def record(capacity: Any, **answers: str) -> SessionRecord:
        return SessionRecord(id="s", capacity=capacity, answers=answers)

    assert sentence_in(record("need_expression", need="rest")) == "I need rest."
    assert sentence_in(record("need_expression", sentence="Kept as it was.")) == "Kept as it was."
    assert sentence_in(record("need_expression", need="rest", sentence="Other.")) == "I need rest."
    assert sentence_in(record("need_expression")) == ""
    assert sentence_in(record("regulation", need="rest")) == "" and sentence_in(record(None, need="rest")) == ""


def test_words_that_lead_to_a_question_alone_ask_nothing() -> None:
    assert statement({"need": "rest", "would": "Would you?"}) == "I need rest."
    assert statement({"need": "I need : rest", "would": "would you , call"}) == "I need rest, would you call?"
