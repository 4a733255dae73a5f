"""Local days: where the day begins, daylight saving and travel; the calendar and its twin."""

from __future__ import annotations

from datetime import date, datetime

from securecoach_tui.charts import practice_calendar
from securecoach_tui.practice.record import SessionRecord
from securecoach_tui.progress.days import day_of, days_practised, in_order
from securecoach_tui.progress.model import movement

TODAY = date(2026, 3, 31)


def days(*started: str, day_starts: int = 4, today: date = TODAY) -> list[date]:
    sessions = [SessionRecord(id=str(n), started=text, practised_seconds=60.0) for n, text in enumerate(started)]
    return list(days_practised(in_order(sessions)[0], today, day_starts))


def test_an_hour_past_midnight_belongs_to_the_evening_before() -> None:
    assert days("2026-03-10T01:00:00+01:00") == [date(2026, 3, 9)]
    assert days("2026-03-10T03:59:59+01:00", "2026-03-10T04:00:00+01:00") == [date(2026, 3, 9), date(2026, 3, 10)]
    assert days("2026-03-10T01:00:00+01:00", day_starts=0) == [date(2026, 3, 10)]


def test_the_night_the_clocks_change_is_one_day_whichever_way() -> None:
    assert days("2026-03-28T23:30:00+01:00", "2026-03-29T03:30:00+02:00") == [date(2026, 3, 28)]
    autumn = date(2026, 10, 31)
    assert days("2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00", today=autumn) == [date(2026, 10, 24)]


def test_a_traveller_keeps_the_days_of_the_places_practised_in() -> None:
    tokyo, honolulu = "2026-03-10T07:00:00+09:00", "2026-03-09T20:00:00-10:00"
    assert days(tokyo, honolulu) == [date(2026, 3, 9), date(2026, 3, 10)]


def test_twenty_eight_days_end_today() -> None:
    found = days("2026-03-03T21:00:00+00:00", "2026-03-04T21:00:00+00:00", "2026-03-31T21:00:00+00:00")
    assert found == [date(2026, 3, 4), date(2026, 3, 31)]


def test_parts_of_sessions_count_and_a_session_of_no_seconds_does_not() -> None:
    started = "2026-03-10T21:00:00+00:00"
    sessions = [SessionRecord(id="a", started=started, practised_seconds=0.0)]
    assert movement(sessions, today=TODAY).as_json()["practice_days_28"] == 0
    sessions += [SessionRecord(id="b", started=started, practised_seconds=12.0, completed=False)]
    found = movement(sessions, today=TODAY)
    assert found.as_json()["practice_days_28"] == 1 and found.days == {date(2026, 3, 10): ["b"]}


def test_a_moment_near_the_end_of_time_is_borne() -> None:
    odd = ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "", "soon"]
    dated, undated = in_order([SessionRecord(id=text, started=text) for text in odd], TODAY)
    assert not dated and len(undated) == 4


def test_the_calendar_is_four_weeks_that_end_today_and_its_twin_says_the_same() -> None:
    held = {date(2026, 3, 4): ["a"], date(2026, 3, 31): ["b", "c"]}
    rows = practice_calendar.calendar(held, TODAY)
    assert [len(row) for row in rows] == [7] * 4 and rows[-1][-1].ids == ["b", "c"]
    assert practice_calendar.draw(rows, ascii=True) == [
        "# . . . . . .",
        ". . . . . . .",
        ". . . . . . .",
        ". . . . . . #",
    ]
    assert practice_calendar.lines(held, TODAY) == [
        "Practice on 2 of the last 28 days.",
        "Wednesday 4 March: 1 session",
        "Tuesday 31 March: 2 sessions",
    ]


def test_totals_count_parts_and_never_drop() -> None:
    sessions = [SessionRecord(id=str(n), practised_seconds=seconds) for n, seconds in enumerate((3600.0, 90.0, 0.0))]
    assert (
        practice_calendar.totals_words(practice_calendar.totals(sessions))
        == "2 sessions and 1 hour 1 minute, all in all"
    )


def test_wall_hours_make_the_day() -> None:
    assert day_of(datetime.fromisoformat("2026-03-29T04:00:00+02:00")) == date(2026, 3, 29)
