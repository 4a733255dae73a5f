"""What is stored of a session: one mapping to a record, for a session that ends and for an unfinished one."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import msgspec
import pytest

from securecoach_tui.practice.record import QuestionKey
from securecoach_tui.practice.session import events as ev
from securecoach_tui.practice.session import saving
from securecoach_tui.practice.session.saving import checkpoint_of, end_of, record_of, record_of_checkpoint
from tests.practice.person import Person, a_setup, closeness, ladder


def someone() -> Person:
    person = closeness(Person(ladder())).waits(200)
    return person.does(ev.Answer("after", 3), ev.Answer("feared", "partly"), ev.Answer("happened", "warm"))


def test_a_session_and_its_checkpoint_give_the_same_record() -> None:
    session = someone().session
    record = record_of_checkpoint(checkpoint_of(session), ended="2026-03-03T21:09:00+00:00")
    assert record == msgspec.structs.replace(record_of(session), ended="2026-03-03T21:09:00+00:00")
    assert (record.prediction, record.feared, record.happened, record.answers) == (6, "partly", "warm", {})


def test_a_draft_in_a_checkpoint_counts_as_written() -> None:
    point = msgspec.structs.replace(checkpoint_of(someone().session), drafts={"reflection": "so far", "own": "yes"})
    record = record_of_checkpoint(point)
    assert record.reflection == "so far" and record.answers == {"own": "yes"}


@pytest.mark.parametrize(
    "changed",
    [
        {"values": {"feared": "perhaps", "prediction": "x", "bearable": 4}},
        {"capacity": "flying", "direction": "sideways"},
        {"capacity": None, "direction": None},
    ],
)
def test_saving_drops_unknown_values_from_a_checkpoint(changed: dict[str, object]) -> None:
    record = record_of_checkpoint(msgspec.structs.replace(checkpoint_of(someone().session), **changed))
    values = {"feared": record.feared, "prediction": record.prediction, "bearable": record.bearable}
    left = values if "values" in changed else {"capacity": record.capacity, "direction": record.direction}
    assert set(left.values()) == {None}


def test_choice_without_a_field_is_saved_among_the_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    told = next(question for question in saving.QUESTIONS if question.key is QuestionKey.TOLD)
    rows = [replace(told, field=None) if question is told else question for question in saving.QUESTIONS]
    monkeypatch.setattr(saving, "QUESTIONS", tuple(rows))
    point = msgspec.structs.replace(
        checkpoint_of(someone().session), values={"told": "not yet", "ground_after": "yes", "safe": "yes"}, texts={}
    )
    assert saving.record_of_checkpoint(point).answers == {"told": "not yet"}


def test_number_without_a_field_is_saved_among_the_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = next(question for question in saving.QUESTIONS if question.key is QuestionKey.PREDICTION)
    rows = [replace(expected, field=None) if row is expected else row for row in saving.QUESTIONS]
    monkeypatch.setattr(saving, "QUESTIONS", tuple(rows))
    point = checkpoint_of(someone().session)
    assert saving.record_of_checkpoint(point).answers == {"prediction": "6"}
    wrong = msgspec.structs.replace(point, values={**point.values, "prediction": 11})
    assert saving.record_of_checkpoint(wrong).answers == {}


@pytest.mark.parametrize(
    ("changed", "kept"),
    [
        ({"position": 9.9}, False),
        ({"position": 10.0}, True),
        ({"position": 60.0, "shift": 51.0}, False),
        ({"position": 60.0, "frozen": 4.0}, False),
        ({"position": 2.0, "completed": True}, True),
    ],
)
def test_session_is_kept_from_ten_seconds_of_practice(changed: dict[str, object], kept: bool) -> None:
    point = msgspec.structs.replace(checkpoint_of(someone().session), completed=False, shift=0.0, frozen=None)
    assert saving.is_kept_checkpoint(msgspec.structs.replace(point, **changed)) is kept


def test_ten_seconds_in_parts_are_kept_as_their_checkpoint_is() -> None:
    session = replace(someone().session, completed=False, frozen=9.9999999)  # what adding up parts leaves
    assert saving.is_kept(session) and saving.is_kept_checkpoint(checkpoint_of(session))
    short = replace(session, frozen=9.999)
    assert not saving.is_kept(short) and not saving.is_kept_checkpoint(checkpoint_of(short))
    rounded = replace(session, frozen=9.9996)
    assert saving.is_kept(rounded) and record_of(rounded).practised_seconds == 10.0


def test_checkpoint_and_record_are_in_thousandths_of_a_second() -> None:
    session = replace(someone().session, held=50.12345, shift=1.98765, frozen=None, planned=180.00049)
    point = checkpoint_of(session)
    assert (point.position, point.shift) == (50.123, 1.988)
    record = record_of_checkpoint(msgspec.structs.replace(point, planned=180.12345, position=50.12345))
    assert (record.planned_seconds, record.practised_seconds) == (180.123, 48.135)


def test_checkpoint_of_half_a_second_is_where_it_was() -> None:
    person = Person(a_setup()).begins().waits(0.5).does(ev.Pause())
    (saved,) = person.of(ev.Save)
    assert isinstance(saved, ev.Save) and saved.checkpoint.position == 0.5
    assert record_of_checkpoint(saved.checkpoint).practised_seconds == 0.5


def test_checkpoint_says_whether_the_opening_was_one_line() -> None:
    setup = a_setup()
    assert not checkpoint_of(Person(setup).session).familiar
    assert checkpoint_of(Person(replace(setup, opening=tuple(setup.exercise.closing))).session).familiar


def test_record_has_the_direction_of_the_session() -> None:
    session = Person(a_setup(direction="avoidant")).session
    assert record_of(session).direction == "avoidant" and checkpoint_of(session).direction == "avoidant"


@pytest.mark.parametrize(
    ("seen", "ended"),
    [
        ("2026-03-03T22:05:00+02:00", "2026-03-03T22:05:00+02:00"),
        ("2026-03-03T20:00:00+02:00", "2026-03-03T22:01:30+02:00"),
    ],
)
def test_end_of_a_session_is_in_the_time_of_where_it_was_seen(seen: str, ended: str) -> None:
    assert end_of("2026-03-03T20:00:00+00:00", 90.0, datetime.fromisoformat(seen)) == ended


@pytest.mark.parametrize("started", ["soon", "9999-12-31T23:59:59+00:00"])
def test_session_without_a_usable_start_ended_when_seen(started: str) -> None:
    seen = "2026-03-03T19:00:00+00:00"
    assert end_of(started, 90.0, datetime.fromisoformat(seen)) == seen
