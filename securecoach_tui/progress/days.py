"""Instants and days. Trends run over instants; practice days, calendar and look back over local days.

A local day is that of the place where the session was practised (the offset it was written with), and
begins at the hour the person says: at 4, an hour past midnight still belongs to the evening before.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta

import msgspec

from securecoach_tui.practice.record import SessionRecord

DAY_STARTS = 4
EARLIEST = 946_684_800.0  # 2000-01-01: a clock before it was never set
AHEAD = 400  # days after today from which a clock was set wrong
WINDOW = 28


class Dated(msgspec.Struct, frozen=True, gc=False):
    """A session and when it began: seconds since 1970 UTC, and the local wall time."""

    at: float
    started: datetime
    session: SessionRecord


def when(text: str | None) -> datetime | None:
    """A moment as written, its own offset kept; one without an offset is taken as UTC; None where unreadable."""
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
        return found if found.tzinfo is not None else found.replace(tzinfo=UTC)
    except ValueError:
        return None


def in_order(sessions: Iterable[SessionRecord], today: date | None = None) -> tuple[list[Dated], list[SessionRecord]]:
    """Sessions from the oldest, and those left out because their date can't be right or isn't known.

    Left out are dates before 2000 and more than 400 days after ``today``: a clock that wasn't set.
    """
    dated: list[Dated] = []
    undated: list[SessionRecord] = []
    latest = float("inf")
    if today is not None:
        latest = datetime(today.year, today.month, today.day, tzinfo=UTC).timestamp() + AHEAD * 86_400
    for one in sessions:
        try:
            started = datetime.fromisoformat(one.started or "")
            at = started.timestamp() if started.tzinfo else started.replace(tzinfo=UTC).timestamp()
        except (ValueError, OverflowError):
            undated.append(one)
            continue
        if EARLIEST <= at <= latest:
            dated.append(Dated(at, started, one))
        else:
            undated.append(one)
    dated.sort(key=lambda one: (one.at, one.session.id))
    return dated, undated


def day_of(moment: datetime, day_starts: int = DAY_STARTS) -> date:
    """The local day a moment belongs to: its own wall time, counted from ``day_starts`` o'clock.

    Wall hours, not elapsed ones: a day that daylight saving makes an hour longer stays one day.
    """
    return (moment.replace(tzinfo=None) - timedelta(hours=day_starts)).date()


def practised(session: SessionRecord) -> bool:
    """Whether any of it was practised; a part counts, and so does a session of unknown length."""
    return session.practised_seconds is None or session.practised_seconds > 0


def days_practised(
    dated: Sequence[Dated], today: date, day_starts: int = DAY_STARTS, window: int = WINDOW
) -> dict[date, list[str]]:
    """The days of the last ``window`` up to ``today`` with practice, and the ids of their sessions, in order."""
    found: dict[date, list[str]] = {}
    first = today - timedelta(days=window - 1)
    earliest = datetime(first.year, first.month, first.day, tzinfo=UTC).timestamp() - 86_400
    for one in dated:
        if one.at >= earliest and practised(one.session):
            day = day_of(one.started, day_starts)
            if first <= day <= today:
                found.setdefault(day, []).append(one.session.id)
    return dict(sorted(found.items()))
