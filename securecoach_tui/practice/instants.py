"""Instants as they are stored, ISO 8601 with an offset, and the local day of one."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

DAY_STARTS = 4  # o'clock, unless the person chose another hour


def parse_instant(text: object) -> datetime | None:
    """Parse an ISO 8601 instant; without an offset it is UTC. None if it isn't a text that can be parsed."""
    if not isinstance(text, str) or not text:
        return None
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        return None
    return instant if instant.tzinfo is not None else instant.replace(tzinfo=UTC)


def day_of(moment: datetime, day_starts: int = DAY_STARTS) -> date:
    """The local day of a moment, where days begin at ``day_starts`` o'clock.

    Wall time is counted, not elapsed time, so a day that daylight saving makes an hour longer is still one day.
    """
    return (moment.replace(tzinfo=None) - timedelta(hours=day_starts)).date()
