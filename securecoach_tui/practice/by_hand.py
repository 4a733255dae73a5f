"""A session that a person adds or corrects by hand. Pure: the caller gives the moment and the id."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

import msgspec

from securecoach_tui.practice.record import Capacity, Rating, Scale, SessionRecord, When

NOON = time(12)
EARLIEST = date(2000, 1, 1)  # an earlier session would count nowhere: such a date means a clock that was never set


class HandEntry(msgspec.Struct, frozen=True, kw_only=True):
    """What a person gave; None for what they left out."""

    day: date | None = None
    at: time | None = None
    exercise: str | None = None
    capacity: Capacity | None = None
    minutes: float | None = None
    before: int | None = None
    after: int | None = None
    note: str | None = None


def added(entry: HandEntry, now: datetime) -> dict[str, Any]:
    """The fields of a new session. Without a day it was today; without a time it was at noon, or now if that is earlier.

    Args:
        now: the current moment with the offset of the person's place.
    """
    day = entry.day or now.date()
    at = datetime.combine(day, entry.at or NOON, now.tzinfo)
    started = min(at, now.replace(microsecond=0)) if entry.at is None and day == now.date() else at
    ratings = _ratings([], entry)
    fields: dict[str, Any] = {
        "started": started.isoformat(timespec="seconds"),
        "exercise": entry.exercise,
        "capacity": entry.capacity,
        "completed": True,
        "by_hand": "added",
        "ratings": msgspec.to_builtins(ratings),
        "reflection": entry.note or None,
    }
    return fields | _length(started, entry.minutes)


def corrected(session: SessionRecord, entry: HandEntry, now: datetime) -> dict[str, Any]:
    """The fields of ``session`` that change: what was given, and what follows from it."""
    fields: dict[str, Any] = {"by_hand": session.by_hand or "corrected"}
    started = _started(session, entry, now)
    if entry.day is not None or entry.at is not None:
        fields["started"] = started.isoformat(timespec="seconds")
    minutes = entry.minutes
    if minutes is None and "started" in fields and session.practised_seconds is not None:
        fields["ended"] = _ended(started, session.practised_seconds)
    fields |= _length(started, minutes)
    if entry.exercise is not None:
        fields |= {"exercise": entry.exercise, "capacity": entry.capacity, "exercise_version": None}
    if entry.before is not None or entry.after is not None:
        fields["ratings"] = msgspec.to_builtins(_ratings(session.ratings, entry))
    if entry.note is not None:
        fields["reflection"] = entry.note or None
    return fields


def starts_later(fields: dict[str, Any], now: datetime) -> bool:
    """Whether the session with these fields would begin in the future."""
    return "started" in fields and datetime.fromisoformat(fields["started"]) > now


def _started(session: SessionRecord, entry: HandEntry, now: datetime) -> datetime:
    try:
        before = datetime.fromisoformat(session.started or "")
    except ValueError:
        before = datetime.combine(now.date(), NOON)
    return datetime.combine(entry.day or before.date(), entry.at or before.time(), before.tzinfo or now.tzinfo)


def _length(started: datetime, minutes: float | None) -> dict[str, Any]:
    if minutes is None:
        return {}
    seconds = round(60 * minutes, 1)
    return {"planned_seconds": seconds, "practised_seconds": seconds, "ended": _ended(started, seconds)}


def _ended(started: datetime, seconds: float) -> str | None:
    """The end in ISO 8601; None where no calendar has it, since ``started`` may be any date in a file."""
    try:
        return (started + timedelta(seconds=seconds)).isoformat(timespec="seconds")
    except OverflowError:
        return None


def _ratings(ratings: Sequence[Rating], entry: HandEntry) -> list[Rating]:
    """The ratings with the first one before and after replaced by those given."""
    found = list(ratings)
    for when, value in ((When.BEFORE, entry.before), (When.AFTER, entry.after)):
        if value is None:
            continue
        rating = Rating(None, Scale.DISTRESS, value, when)
        places = [n for n, one in enumerate(found) if one.scale == Scale.DISTRESS and one.when == when]
        if places:
            found[places[0]] = rating
        else:
            found.insert(0 if when == When.BEFORE else len(found), rating)
    return found
