"""What the stored check-ins say: the newest one, and the direction that the person leans."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from securecoach_tui.practice.record import Direction

if TYPE_CHECKING:
    from securecoach_tui.store.repository import Repository


def direction(record: Repository) -> Direction | None:
    """The direction that the person chose at the last check-in, else the one that it found."""
    last = last_checkin(record)
    stored = (last.get("chosen") or last.get("direction")) if last else None
    return Direction(stored) if stored in tuple(Direction) else None


def last_checkin(record: Repository) -> dict[str, Any] | None:
    """The fields of the newest check-in."""
    checkins = sorted(record.of_kind("checkin"), key=lambda entry: str(entry.get("at", "")))
    return checkins[-1] if checkins else None
