"""Local days: where a day begins, daylight saving, travel, and totals."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from securecoach_tui.practice.instants import day_of
from securecoach_tui.practice.record import Capacity, SessionRecord
from securecoach_tui.progress.days import capacities_practised, days_practised, in_order, practice_totals
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


@pytest.mark.parametrize(
    ("started", "right"),
    [
        ("2000-01-01T00:00:00+00:00", True),
        ("1999-12-31T23:59:59+00:00", False),
        ("2027-05-05T00:00:00+00:00", True),
        ("2027-05-05T00:00:01+00:00", False),
        ("2027-05-05T00:00:00", True),
        ("2027-05-05T00:00:01", False),
    ],
)
def test_date_is_right_from_2000_to_400_days_after_today(started: str, right: bool) -> None:
    dated, undated = in_order([SessionRecord(id="a", started=started)], TODAY)
    assert (len(dated), len(undated)) == ((1, 0) if right else (0, 1))


def test_any_later_date_is_right_if_today_is_unknown() -> None:
    assert len(in_order([SessionRecord(id="a", started="2999-01-01T00:00:00+00:00")])[0]) == 1


def test_sessions_at_one_instant_stand_in_the_order_of_ids() -> None:
    started = {"c": "2026-03-10T10:00:00", "b": "2026-03-10T12:00:00+02:00", "a": "2026-03-10T11:00:00+00:00"}
    dated, undated = in_order([SessionRecord(id=id, started=text) for id, text in started.items()])
    assert [one.session.id for one in dated] == ["b", "c", "a"] and undated == []
    assert dated[0].at == dated[1].at == 1_773_136_800.0


def test_an_undated_session_does_not_end_the_list() -> None:
    sessions = [SessionRecord(id=id, started=text) for id, text in (("a", "soon"), ("b", "2026-03-10T10:00:00"))]
    dated, undated = in_order([*sessions, SessionRecord(id="c")])
    assert [one.session.id for one in dated] == ["b"] and [one.id for one in undated] == ["a", "c"]


def test_first_of_the_28_days_begins_early_in_the_far_east() -> None:
    assert days("2026-03-04T04:00:00+14:00", "2026-03-04T03:59:00+14:00") == [date(2026, 3, 4)]


def test_a_session_of_tomorrow_is_no_day_practised_yet() -> None:
    assert days("2026-04-01T04:00:00+00:00", "2026-04-01T03:59:00+00:00") == [TODAY]


def capacities(*sessions: SessionRecord, **more: int) -> dict[date, list[Capacity]]:
    return capacities_practised(in_order(sessions)[0], TODAY, **more)


def test_days_have_the_capacities_practised_in_order() -> None:
    kinds = {"a": "closeness", "b": None, "c": "regulation", "d": "closeness"}
    sessions = [
        SessionRecord(id=id, started=f"2026-03-10T1{n}:00:00+00:00", capacity=kind)  # type: ignore[arg-type]
        for n, (id, kind) in enumerate(kinds.items())
    ]
    unknown = SessionRecord(id="e", started="2026-03-11T10:00:00+00:00")
    assert capacities(*sessions, unknown) == {
        date(2026, 3, 10): [Capacity.CLOSENESS, Capacity.REGULATION, Capacity.CLOSENESS]
    }


def test_capacities_are_those_of_half_a_year() -> None:
    starts = {"a": "2025-09-30T10:00:00+00:00", "b": "2025-10-01T10:00:00+00:00"}
    sessions = [SessionRecord(id=id, started=text, capacity=Capacity.CLOSENESS) for id, text in starts.items()]
    assert list(capacities(*sessions)) == [date(2025, 10, 1)]
    night = SessionRecord(id="c", started="2026-03-10T01:00:00+00:00", capacity=Capacity.CLOSENESS)
    assert list(capacities(night)) == [date(2026, 3, 9)] and list(capacities(night, day_starts=0)) == [
        date(2026, 3, 10)
    ]


def test_session_of_unknown_length_counts_without_seconds() -> None:
    found = practice_totals([SessionRecord(id="a"), SessionRecord(id="b", practised_seconds=0.5)])
    assert (found.sessions, found.seconds) == (2, 0.5)
