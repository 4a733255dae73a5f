"""The one clock, and its fake beside it.

A clock has two readings, both in seconds from an arbitrary zero:

* ``elapsed`` is monotonic and stands still while the machine sleeps; sessions are timed with it.
* ``slept`` grows by the seconds the machine was asleep; a jump in it pauses a session.

``now`` is the wall clock with its offset. It stamps what a person reads and times nothing.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """What a face may know of time."""

    def elapsed(self) -> float:
        """Monotonic seconds that don't count sleep."""

    def slept(self) -> float:
        """Seconds the machine has been asleep since an arbitrary zero."""

    def now(self) -> datetime:
        """The local wall time, aware of its offset."""


class SystemClock:
    """The machine's own clock.

    On Linux ``CLOCK_BOOTTIME`` counts sleep and ``CLOCK_MONOTONIC`` does not: their difference is
    the time slept. Elsewhere wall time stands in for the former, so that a wall clock set forward
    by hand looks like sleep: the session then pauses, which loses nothing.
    """

    def __init__(self) -> None:
        boottime = getattr(time, "CLOCK_BOOTTIME", None)
        self._boottime: int | None = boottime

    def elapsed(self) -> float:
        return time.monotonic()

    def slept(self) -> float:
        if self._boottime is not None:
            return time.clock_gettime(self._boottime) - time.monotonic()
        return time.time() - time.monotonic()

    def now(self) -> datetime:
        return datetime.now(UTC).astimezone()


class FakeClock:
    """A clock that moves only when a test moves it."""

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
        """Let ``seconds`` of waking time go by."""
        self._elapsed += seconds
        self._now += timedelta(seconds=seconds)

    def sleep(self, seconds: float) -> None:
        """Put the machine to sleep for ``seconds``: elapsed stands still."""
        self._slept += seconds
        self._now += timedelta(seconds=seconds)
