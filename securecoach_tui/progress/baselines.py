"""The baseline that progress is compared with: the first session, or a day that the person chose.

Each choice is a stored entry of kind "baseline": {"from": ISO date, or null for the first session, "words": the
reason ("since we moved"), "made": ISO instant}. The entry made last is used. Earlier entries are kept, and a person
returns to one by making a new entry with the same day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import msgspec

from securecoach_tui.practice.instants import parse_instant

KIND = "baseline"


class Baseline(msgspec.Struct, frozen=True):
    """A chosen baseline: its day (None: the first session), the person's words, and the ISO instant of the choice."""

    id: str
    begins: date | None
    words: str
    made: str


def chosen(entries: Iterable[Mapping[str, Any]]) -> list[Baseline]:
    """The valid baselines among the entries, the one made last first."""
    baselines = []
    for entry in entries:
        made, begins, words = entry.get("made"), entry.get("from"), entry.get("words")
        day = _day(begins)
        if begins and day is None:
            continue
        words = words if isinstance(words, str) else ""
        baselines.append(Baseline(str(entry.get("id", "")), day, words, made if isinstance(made, str) else ""))
    return sorted(baselines, key=_made_at, reverse=True)


def in_force(entries: Iterable[Mapping[str, Any]]) -> date | None:
    """The first day that figures count; None for the day of the first session."""
    baselines = chosen(entries)
    return baselines[0].begins if baselines else None


def fields(begins: date | None, words: str, made: str) -> dict[str, Any]:
    """The fields of an entry to store; ``made`` is an ISO instant."""
    return {"from": begins.isoformat() if begins else None, "words": words, "made": made}


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if isinstance(text, str) else None
    except ValueError:
        return None


def _made_at(baseline: Baseline) -> tuple[float, str]:
    moment = parse_instant(baseline.made)
    return (moment.timestamp() if moment else 0.0), baseline.id
