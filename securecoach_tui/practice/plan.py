"""The days chosen for practice. The first screen shows them; there is no reminder and no count.

Stored as one entry of kind "plan" with the id "plan": {"days": ["mon", "thu"], "time": "20:30"}; no time is "".
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import msgspec

from securecoach_tui.i18n import _
from securecoach_tui.practice.folded_text import folded
from securecoach_tui.practice.typed_values import time_of as time_of

KIND = ID = "plan"
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_PRACTICE = timedelta(minutes=15)  # the length of the calendar entry


class Plan(msgspec.Struct, frozen=True):
    """Weekdays in order, from 0 for Monday, and a time of day; without days there is no plan."""

    days: tuple[int, ...] = ()
    at: time | None = None

    def falls_on(self, day: date) -> bool:
        """Whether practice was planned for this day."""
        return day.weekday() in self.days

    def next_after(self, now: datetime) -> date | None:
        """The next planned day: today until the planned time has passed; None if no days are planned."""
        for days in range(8):
            day = now.date() + timedelta(days=days)
            if self.falls_on(day) and (days or self.at is None or now.time() <= self.at):
                return day
        return None


def read(entry: Mapping[str, Any] | None) -> Plan:
    """The plan in a stored entry; values that can't be used are ignored."""
    days = (entry or {}).get("days")
    named = {DAYS.index(day) for day in days if day in DAYS} if isinstance(days, list) else set()
    return Plan(tuple(sorted(named)), time_of(str((entry or {}).get("time") or "")))


def fields(days: Iterable[int], at: time | None) -> dict[str, object]:
    """The stored fields of a plan; ``days`` count from 0 for Monday."""
    return {"days": [DAYS[day] for day in sorted(set(days))], "time": f"{at:%H:%M}" if at is not None else ""}


def days_of(text: str, names: Iterable[Iterable[str]] = ()) -> tuple[int, ...] | None:
    """Days as people type them ("mon,thu", "Monday and Thursday", "mon-fri"), from 0; None where a word isn't a day.

    ``names`` are lists of seven more names from Monday, in the person's language. A name may be
    abbreviated as long as it means one day.
    """
    lists = [[folded(name) for name in week] for week in (DAYS, _ENGLISH, *names)]
    chosen: set[int] = set()
    joined = re.sub(r"\s*-\s*", "-", folded(text))
    joined = re.sub(rf"(?<=\s)(?:and|{re.escape(folded(_(' and ')))})\s+", "", joined)
    for word in re.split(r"[\s,;&+]+", joined):
        found = [
            {at for week in lists for at, name in enumerate(week) if part and name.startswith(part)}
            for part in word.split("-", 1)
        ]
        if any(len(matches) != 1 for matches in found):
            return None
        first, last = found[0].pop(), found[-1].pop() if len(found) > 1 else None
        chosen.add(first)
        while last is not None and first != last:  # "mon-fri"
            first = (first + 1) % 7
            chosen.add(first)
    return tuple(sorted(chosen))


_ENGLISH = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def ics(plan: Plan, now: datetime, *, summary: str = "Practice") -> str:
    """The plan as a calendar file (RFC 5545): one weekly entry whose only text is ``summary``.

    The file names neither this program nor what is practised, since others may see the calendar. The entry
    has the same UID each time, so that a calendar replaces it when the file is imported again. Times
    have no time zone, so that they stay local when the person travels. Without a time, the entry is all-day.

    Raises:
        ValueError: there are no days.
    """
    if not plan.days:
        raise ValueError("a plan with no days")
    by_day = [DAYS[day][:2].upper() for day in plan.days]
    first = plan.next_after(now)
    assert first is not None  # there are days
    stamp = now.astimezone(UTC)
    if plan.at is None:
        when = [f"DTSTART;VALUE=DATE:{first:%Y%m%d}"]
    else:
        starts = datetime.combine(first, plan.at)
        when = [f"DTSTART:{starts:%Y%m%dT%H%M%S}", f"DTEND:{starts + _PRACTICE:%Y%m%dT%H%M%S}"]
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//calendar//EN",
        "BEGIN:VEVENT",
        f"UID:{hashlib.sha256(ID.encode()).hexdigest()[:32]}",
        f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}",
        *when,
        f"RRULE:FREQ=WEEKLY;BYDAY={','.join(by_day)}",
        f"SUMMARY:{_escaped(summary)}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _escaped(text: str) -> str:
    text = re.sub(r"([\\;,])", r"\\\1", text)
    return re.sub(r"[\x00-\x1f\x7f]+", " ", text)


def _folded(line: str) -> list[str]:
    """The line in parts of at most 75 bytes; all but the first begin with a space (RFC 5545, section 3.1)."""
    parts, part = [], ""
    for character in line:
        if len((part + character).encode()) > 75:
            parts.append(part)
            part = " "
        part += character
    return [*parts, part]
