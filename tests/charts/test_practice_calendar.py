"""The calendar of practice, as a grid and in words."""

from __future__ import annotations

from datetime import date

from securecoach_tui.charts import practice_calendar

TODAY = date(2026, 3, 31)
DAYS = {date(2026, 3, 4): ["a"], date(2026, 3, 31): ["b", "c"]}


def test_calendar_is_four_weeks_that_end_today() -> None:
    rows = practice_calendar.calendar(DAYS, TODAY)
    assert [len(row) for row in rows] == [7] * 4 and rows[-1][-1].ids == ["b", "c"]
    assert practice_calendar.draw(rows, ascii=True) == [
        "# . . . . . .",
        ". . . . . . .",
        ". . . . . . .",
        ". . . . . . #",
    ]


def test_practice_calendar_has_the_same_facts_in_words() -> None:
    assert practice_calendar.lines(DAYS, TODAY) == [
        "You practised on 2 of the last 28 days.",
        "Wednesday 4 March: 1 session",
        "Tuesday 31 March: 2 sessions",
    ]
