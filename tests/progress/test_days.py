"""Local days: where a day begins, daylight saving, travel, and totals."""

from __future__ import annotations

from datetime import date, datetime

from securecoach_tui.practice.record import SessionRecord
from securecoach_tui.progress.days import day_of, days_practised, in_order, practice_totals
from securecoach_tui.progress.model import compute_progress

TODAY = date(2026, 3, 31)


def days(*started: str, day_starts: int = 4, today: date = TODAY) -> list[date]:
    sessions = [SessionRecord(id=str(n), started=text, practised_seconds=60.0) for n, text in enumerate(started)]
    return list(days_practised(in_order(sessions)[0], today, day_starts))


def test_an_hour_past_midnight_is_the_day_before() -> None:
    assert days("2026-03-10T01:00:00+01:00") == [date(2026, 3, 9)]
    assert days("2026-03-10T03:59:59+01:00", "2026-03-10T04:00:00+01:00") == [date(2026, 3, 9), date(2026, 3, 10)]
    assert days("2026-03-10T01:00:00+01:00", day_starts=0) == [date(2026, 3, 10)]


def test_a_night_of_daylight_saving_is_one_day() -> None:
    assert days("2026-03-28T23:30:00+01:00", "2026-03-29T03:30:00+02:00") == [date(2026, 3, 28)]
    autumn = date(2026, 10, 31)
    assert days("2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00", today=autumn) == [date(2026, 10, 24)]


def test_days_are_those_of_the_places_practised_in() -> None:
    tokyo, honolulu = "2026-03-10T07:00:00+09:00", "2026-03-09T20:00:00-10:00"
    assert days(tokyo, honolulu) == [date(2026, 3, 9), date(2026, 3, 10)]


def test_practice_days_are_the_28_up_to_today() -> None:
    found = days("2026-03-03T21:00:00+00:00", "2026-03-04T21:00:00+00:00", "2026-03-31T21:00:00+00:00")
    assert found == [date(2026, 3, 4), date(2026, 3, 31)]


def test_practice_days_count_parts_and_no_empty_session() -> None:
    started = "2026-03-10T21:00:00+00:00"
    sessions = [SessionRecord(id="a", started=started, practised_seconds=0.0)]
    assert compute_progress(sessions, today=TODAY).as_json()["practice_days_28"] == 0
    sessions += [SessionRecord(id="b", started=started, practised_seconds=12.0, completed=False)]
    found = compute_progress(sessions, today=TODAY)
    assert found.as_json()["practice_days_28"] == 1 and found.days == {date(2026, 3, 10): ["b"]}


def test_dates_that_cannot_be_right_are_undated() -> None:
    odd = ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "", "soon"]
    dated, undated = in_order([SessionRecord(id=text, started=text) for text in odd], TODAY)
    assert not dated and len(undated) == 4


def test_totals_count_parts_and_no_empty_session() -> None:
    sessions = [SessionRecord(id=str(n), practised_seconds=seconds) for n, seconds in enumerate((3600.0, 90.0, 0.0))]
    found = practice_totals(sessions)
    assert (found.sessions, found.seconds) == (2, 3690.0)


def test_a_day_is_made_of_wall_hours() -> None:
    assert day_of(datetime.fromisoformat("2026-03-29T04:00:00+02:00")) == date(2026, 3, 29)
