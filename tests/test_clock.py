"""The machine's clock and time zone may be set to anything."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest

from securecoach_tui import clock


@pytest.fixture(autouse=True)
def own_time_zone(monkeypatch: pytest.MonkeyPatch) -> object:
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize("zone", ["XXX+99", "XXX-99", "UTC+24:59:59", "<+25>-25", ":nowhere", "x" * 3000, ""])
def test_any_time_zone_gives_a_local_time(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    now = clock.SystemClock().now()
    assert now.tzinfo is not None and abs(now - datetime.now(UTC)) < timedelta(minutes=1)
    assert clock.local_at(1e18) == clock.local_at(-1e18) == datetime(1970, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("year", [1, 1969, 9999])
def test_any_year_leaves_room_for_days_around_it(year: int) -> None:
    now = clock.local(datetime(year, 12, 31, 23, 59, tzinfo=UTC))
    assert now - timedelta(days=400) < now < now + timedelta(days=400)
