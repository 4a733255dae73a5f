"""Where a person's own comparison begins: the first session, or a day of their choosing.

Each choice is an entry of kind "baseline": {"from": ISO date or null for the beginning, "words": why
("since we moved"), "made": ISO instant}. The one made last is in force; the others are kept and can
be gone back to by making an entry of the same day again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import msgspec

from securecoach_tui.progress.days import when


class Baseline(msgspec.Struct, frozen=True):
    """A beginning: its day (None: the first session), the person's words, and when it was chosen."""

    id: str
    begins: date | None
    words: str
    made: str


def chosen(entries: Iterable[Mapping[str, Any]]) -> list[Baseline]:
    """The baselines that can be read, the one made last first."""
    found = []
    for entry in entries:
        made, begins = entry.get("made"), entry.get("from")
        day = _day(begins)
        if begins and day is None:
            continue
        words = entry.get("words")
        words = words if isinstance(words, str) else ""
        found.append(Baseline(str(entry.get("id", "")), day, words, made if isinstance(made, str) else ""))
    return sorted(found, key=_made, reverse=True)


def in_force(entries: Iterable[Mapping[str, Any]]) -> date | None:
    """The day from which figures are counted; None for the beginning."""
    found = chosen(entries)
    return found[0].begins if found else None


def fields(begins: date | None, words: str, made: str) -> dict[str, Any]:
    """An entry to keep."""
    return {"from": begins.isoformat() if begins else None, "words": words, "made": made}


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if isinstance(text, str) else None
    except ValueError:
        return None


def _made(one: Baseline) -> tuple[float, str]:
    moment = when(one.made)
    try:
        return (moment.timestamp() if moment else 0.0), one.id
    except (ValueError, OverflowError):
        return 0.0, one.id
