"""The clock that times sessions.

A clock has two readings, both in seconds from an arbitrary zero:

* ``elapsed`` is monotonic and does not advance while the machine sleeps. Sessions are timed with it.
* ``slept`` grows by the seconds that the machine was asleep. A jump in it pauses a session.

``now`` is the wall time with its offset. It dates what is saved; nothing is timed with it.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """The readings of time that a display uses."""

    def elapsed(self) -> float:
        """Monotonic seconds, without the time the machine was asleep."""

    def slept(self) -> float:
        """Seconds that the machine has been asleep, since an arbitrary zero."""

    def now(self) -> datetime:
        """The local wall time, with its offset."""


EARLIEST, LATEST = datetime(1970, 1, 1, tzinfo=UTC), datetime(9990, 1, 1, tzinfo=UTC)


def local(instant: datetime) -> datetime:
    """The instant in local time, with its offset; in UTC if the machine's time zone makes no sense.

    A clock that was never set right is brought into the years in which days and weeks around it can be reckoned.
    """
    instant = min(max(instant, EARLIEST), LATEST)
    try:
        return instant.astimezone()
    except (ValueError, OverflowError, OSError):  # TZ=XXX+99, for example, is an offset of four days
        return instant.astimezone(UTC)


def local_at(seconds: float) -> datetime:
    """The local time of an instant in seconds since 1970 UTC; 1970 itself if that is no date."""
    try:
        return local(datetime.fromtimestamp(seconds, UTC))
    except (ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(0, UTC)


class SystemClock:
    """The machine's own clock.

    On Linux ``CLOCK_BOOTTIME`` counts sleep and ``CLOCK_MONOTONIC`` does not, so their difference is
    the time slept. Elsewhere wall time replaces ``CLOCK_BOOTTIME``. A wall clock that is set forward
    then looks like sleep and the session pauses, which loses nothing.
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
        return local(datetime.now(UTC))
