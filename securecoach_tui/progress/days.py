"""Instants and local days. Trends use instants; practice days, the calendar and the weekly look back use local days.

The local day of a session is that of the place where it was practised (the UTC offset stored with it). It begins
at an hour that the person sets: with 4, a session an hour past midnight belongs to the evening before.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from operator import attrgetter

import msgspec

from securecoach_tui.practice.instants import DAY_STARTS, day_of
from securecoach_tui.practice.record import Capacity, SessionRecord

EARLIEST = 946_684_800.0  # seconds, 2000-01-01 UTC: an earlier date means that the clock was never set
MAX_FUTURE_DAYS = 400  # days after today: a later date means that the clock was set wrong
CALENDAR_DAYS = 28
HALF_YEAR_DAYS = 182
YEAR_DAYS = 364


class DatedSession(msgspec.Struct, frozen=True, gc=False):
    """A session and its start: seconds since 1970 UTC, and the local wall time."""

    at: float
    started: datetime
    session: SessionRecord


class PracticeTotals(msgspec.Struct, frozen=True):
    """All practice so far: the number of sessions, unfinished ones included, and the seconds practised."""

    sessions: int
    seconds: float


def in_order(
    sessions: Iterable[SessionRecord], today: date | None = None
) -> tuple[list[DatedSession], list[SessionRecord]]:
    """Sessions from the oldest to the newest, and those whose date is unknown or can't be right.

    A date can't be right before 2000 or more than 400 days after ``today``.
    """
    dated: list[DatedSession] = []
    undated: list[SessionRecord] = []
    latest = float("inf")
    if today is not None:
        latest = datetime(today.year, today.month, today.day, tzinfo=UTC).timestamp() + MAX_FUTURE_DAYS * 86_400
    for session in sessions:
        try:
            started = datetime.fromisoformat(session.started or "")
            at = started.timestamp() if started.tzinfo else started.replace(tzinfo=UTC).timestamp()
        except (ValueError, OverflowError):
            undated.append(session)
            continue
        if EARLIEST <= at <= latest:
            dated.append(DatedSession(at, started, session))
        else:
            undated.append(session)
    dated.sort(key=attrgetter("at", "session.id"))
    return dated, undated


def days_practised(
    dated: Sequence[DatedSession], today: date, day_starts: int = DAY_STARTS, window: int = CALENDAR_DAYS
) -> dict[date, list[str]]:
    """The days with practice among the last ``window`` days up to ``today``, each with its sessions' ids, in order."""
    days: dict[date, list[str]] = {}
    first = today - timedelta(days=window - 1)
    earliest = datetime(first.year, first.month, first.day, tzinfo=UTC).timestamp() - 86_400
    for dated_session in dated:
        if dated_session.at >= earliest and dated_session.session.was_practised:
            day = day_of(dated_session.started, day_starts)
            if first <= day <= today:
                days.setdefault(day, []).append(dated_session.session.id)
    return dict(sorted(days.items()))


def capacities_practised(
    dated: Sequence[DatedSession], today: date, day_starts: int = DAY_STARTS, window: int = HALF_YEAR_DAYS
) -> dict[date, list[Capacity]]:
    """The days with practice among the last ``window``, each with the capacities of its sessions, in order."""
    capacity_of = {one.session.id: one.session.capacity for one in dated}
    days = days_practised(dated, today, day_starts, window)
    found = {day: [Capacity(one) for id in ids if (one := capacity_of[id])] for day, ids in days.items()}
    return {day: capacities for day, capacities in found.items() if capacities}


def practice_totals(sessions: Iterable[SessionRecord]) -> PracticeTotals:
    """The number and the seconds of all sessions. Neither ever decreases."""
    counted = [session for session in sessions if session.was_practised]
    return PracticeTotals(len(counted), sum(session.practised_seconds or 0.0 for session in counted))
