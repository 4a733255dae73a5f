"""The weekly look back: which week is offered, and until when."""

from __future__ import annotations

from datetime import date

import pytest

from securecoach_tui.practice.record import SessionRecord
from securecoach_tui.progress import look_back
from securecoach_tui.progress.days import in_order
from tests.progress.session_series import at, soothing

WEEK = soothing([(6, 3)] * 3, step=1)  # Tuesday 3 to Thursday 5 March
MONDAY_AFTER = date(2026, 3, 9)


@pytest.mark.parametrize(("day", "offered"), [(8, False), (9, True), (15, True), (16, False)])
def test_a_look_back_is_offered_in_the_week_after(day: int, offered: bool) -> None:
    today = date(2026, 3, day)
    assert (look_back.week_to_review(WEEK, [], today) is not None) == offered
    assert look_back.is_due(WEEK[::-1], [], today) == offered


def test_a_look_back_names_the_week_and_its_sessions() -> None:
    found = look_back.week_to_review(WEEK, [], MONDAY_AFTER)
    assert found is not None and found.question_id in look_back.QUESTIONS
    assert (found.monday, found.days, found.ids) == (date(2026, 3, 2), 3, ["s0000", "s0001", "s0002"])


def test_a_look_back_answered_or_passed_is_not_offered_again() -> None:
    found = look_back.week_to_review(WEEK, [], MONDAY_AFTER)
    assert found is not None
    entry = {"id": "x", **look_back.fields(found, "", "2026-03-09T20:00:00+00:00")}
    assert look_back.week_to_review(WEEK, [entry], MONDAY_AFTER) is None
    assert not look_back.is_due(WEEK[::-1], [entry], MONDAY_AFTER)


def test_a_look_back_is_not_due_without_practice() -> None:
    unpractised = [SessionRecord(id="a", started=at(1), practised_seconds=0.0), SessionRecord(id="b")]
    assert not look_back.is_due(unpractised, [], MONDAY_AFTER)
    assert look_back.week_to_review(unpractised, [], MONDAY_AFTER) is None


def test_look_back_skips_empty_or_unreadable_answers() -> None:
    entries = [
        {"week": "2026-03-09", "question": "glad", "text": "later"},
        {"week": "2026-03-02", "question": "kinder", "text": " on the stairs "},
        {"week": "2026-02-23", "question": "glad", "text": ""},
        {"week": "soon", "text": "x"},
        {"text": "no week"},
    ]
    assert [one.text for one in look_back.answers(entries)] == ["on the stairs", "later"]


def test_each_week_has_the_next_question_in_turn() -> None:
    mondays = [date(2026, 3, 2), date(2026, 3, 9), date(2026, 3, 16), date(2026, 3, 23), date(2026, 3, 30)]
    asked = [look_back.PracticeWeek(monday, 1, []).question_id for monday in mondays]
    turn = look_back.QUESTIONS.index(asked[0])
    assert asked == [*look_back.QUESTIONS[turn:], *look_back.QUESTIONS[:turn]]


def test_look_back_counts_two_sessions_of_a_day_once() -> None:
    twice = [SessionRecord(id=f"b{n}", started=at(1 + n / 10), practised_seconds=5.0) for n in range(2)]
    found = look_back.week_to_review([*twice[::-1], *WEEK], [], MONDAY_AFTER)
    assert found is not None and found.days == 3 and found.ids == ["s0000", "b0", "s0001", "b1", "s0002"]


def test_look_back_is_due_past_newer_and_undated_sessions() -> None:
    newer = SessionRecord(id="new", started="2026-03-10T10:00:00+00:00", practised_seconds=60.0)
    odd = [SessionRecord(id="odd", started=text) for text in ("0001-01-01T00:00:00+14:00", "soon", None)]
    assert look_back.is_due([newer, *odd, *WEEK[::-1]], [], date(2026, 3, 10))
    older = SessionRecord(id="old", started="2026-03-01T10:00:00+00:00", practised_seconds=60.0)
    assert not look_back.is_due([newer, older, *WEEK], [], date(2026, 3, 10)), "the newest are first"
    assert look_back.is_due([WEEK[1], WEEK[0]], [], MONDAY_AFTER)


def test_look_back_answers_are_stripped_and_keep_their_question() -> None:
    entries = [
        {"week": "soon", "text": "x"},
        {"week": 5, "text": "x"},
        {"week": "2026-03-02", "text": " b "},
        {"week": "2026-03-02", "question": "glad", "text": "a"},
        {"week": "2026-03-09", "question": "glad", "text": 5},
    ]
    monday = date(2026, 3, 2)
    assert look_back.answers(entries) == [
        look_back.LookBackAnswer(monday, "", "b"),
        look_back.LookBackAnswer(monday, "glad", "a"),
    ]


def test_look_back_fields_are_stored_as_documented() -> None:
    week = look_back.PracticeWeek(date(2026, 3, 2), 3, [])
    assert look_back.fields(week, "on the stairs", "2026-03-09T20:00:00+00:00") == {
        "week": "2026-03-02",
        "question": week.question_id,
        "text": "on the stairs",
        "at": "2026-03-09T20:00:00+00:00",
    }


def test_sessions_of_a_week_are_from_monday_to_sunday() -> None:
    starts = ["2026-03-02T03:59:00+00:00", "2026-03-02T04:00:00+00:00", "2026-03-09T03:59:00+00:00"]
    starts.append("2026-03-09T04:00:00+00:00")
    sessions = [SessionRecord(id=str(n), started=text) for n, text in enumerate(starts)]
    assert look_back.ids_of_week(in_order(sessions)[0], date(2026, 3, 2)) == ["1", "2"]
