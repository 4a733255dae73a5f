"""A clock that advances only when a test advances it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class FakeClock:
    """A ``Clock`` whose readings change by ``advance`` and ``sleep`` alone."""

    def __init__(self, now: datetime | None = None) -> None:
        self._elapsed = 1000.0
        self._slept = 0.0
        self._now = now or datetime(2026, 3, 3, 21, 0, tzinfo=UTC)

    def elapsed(self) -> float:
        return self._elapsed

    def slept(self) -> float:
        return self._slept

    def now(self) -> datetime:
        return self._now

    def advance(self, seconds: float) -> None:
        """Let ``seconds`` pass while the machine is awake."""
        self._elapsed += seconds
        self._now += timedelta(seconds=seconds)

    def set_wall(self, seconds: float) -> None:
        """Set the wall clock forward or, if ``seconds`` is negative, back; no time passes."""
        self._now += timedelta(seconds=seconds)

    def sleep(self, seconds: float) -> None:
        """Let ``seconds`` pass while the machine is asleep: ``elapsed`` does not change."""
        self._slept += seconds
        self._now += timedelta(seconds=seconds)
