"""The weekly look back: which week is offered, and until when."""

from __future__ import annotations

from datetime import date

import pytest

from securecoach_tui.practice.record import SessionRecord
from securecoach_tui.progress import look_back
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
