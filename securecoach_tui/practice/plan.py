"""Days chosen for practice: a wish, said back on the first screen, and nothing else. No reminder, no count.

Kept as one thing of kind "plan" with the id "plan": {"days": weekdays from 0, Monday; "time": "18:30" or ""}.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, time
from typing import Any

import msgspec

KIND = ID = "plan"


class Plan(msgspec.Struct, frozen=True):
    """Weekdays from 0, Monday, in order, and a time of day; no days is no plan."""

    days: tuple[int, ...] = ()
    at: time | None = None

    def falls_on(self, day: date) -> bool:
        """Whether practice was planned for this day."""
        return day.weekday() in self.days


def read(entry: Mapping[str, Any] | None) -> Plan:
    """The plan in an entry of the record, as far as it can be used."""
    days = (entry or {}).get("days")
    good = {day for day in days if isinstance(day, int) and 0 <= day <= 6} if isinstance(days, list) else set()
    return Plan(tuple(sorted(good)), time_of(str((entry or {}).get("time") or "")))


def fields(days: Iterable[int], at: time | None) -> dict[str, object]:
    """What is kept of a plan."""
    return {"days": sorted(set(days)), "time": f"{at:%H:%M}" if at is not None else ""}


def time_of(text: str) -> time | None:
    """A time of day as people type it ("18:30", "7", "7.15"), else None."""
    found = re.fullmatch(r"\s*([0-9]{1,2})(?:[:.]([0-9]{2}))?\s*", text)
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None
