"""What the stored check-ins say: the newest one, and the direction that the person leans."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from securecoach_tui.practice.checkin import KIND
from securecoach_tui.practice.instants import parse_instant
from securecoach_tui.practice.record import Direction

if TYPE_CHECKING:
    from securecoach_tui.store.repository import Repository


def direction(record: Repository) -> Direction | None:
    """The direction that the person chose at the last check-in, else the one that it found."""
    last = last_checkin(record)
    stored = (last.get("chosen") or last.get("direction")) if last else None
    return Direction(stored) if stored in tuple(Direction) else None


def last_day(record: Repository) -> date | None:
    """The day of the newest check-in, where it was made; None without one whose day can be read."""
    at = parse_instant((last_checkin(record) or {}).get("at"))
    return None if at is None else at.date()


def last_checkin(record: Repository) -> dict[str, Any] | None:
    """The fields of the newest check-in."""
    checkins = sorted(record.of_kind(KIND), key=lambda entry: str(entry.get("at", "")))
    return checkins[-1] if checkins else None
