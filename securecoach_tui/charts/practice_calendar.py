"""Practice rhythm: the last 28 local days as a small calendar, its twin in words, and totals.

No streak: days without practice are not counted, named or marked as missing. Totals are of all time, count
parts of sessions, and never drop.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

import msgspec

from securecoach_tui.i18n import _, ngettext
from securecoach_tui.practice.record import SessionRecord
from securecoach_tui.progress.days import WINDOW, practised
from securecoach_tui.text.quantities import counted, day_words, weekday

WEEK_DAYS = 7


class Day(msgspec.Struct, frozen=True):
    """A local day and the ids of the sessions on it."""

    day: date
    ids: list[str]


class Totals(msgspec.Struct, frozen=True):
    """Everything ever practised: sessions (parts count) and seconds."""

    sessions: int
    seconds: float


def calendar(days: Mapping[date, Sequence[str]], today: date) -> list[list[Day]]:
    """Four rows of seven days, the oldest first; the last is ``today``."""
    every = [today - timedelta(days=ago) for ago in range(WINDOW - 1, -1, -1)]
    found = [Day(day, list(days.get(day, ()))) for day in every]
    return [found[at : at + WEEK_DAYS] for at in range(0, WINDOW, WEEK_DAYS)]


def draw(rows: Sequence[Sequence[Day]], *, ascii: bool = False) -> list[str]:
    """The calendar as text, a row a week: a mark a day, filled where there was practice."""
    filled, empty = ("#", ".") if ascii else ("●", "·")
    return [" ".join(filled if day.ids else empty for day in row) for row in rows]


def lines(days: Mapping[date, Sequence[str]], today: date) -> list[str]:
    """The same in words: how many days, then each, one a line."""
    told = [
        ngettext(
            "Practice on {n} of the last {window} days.", "Practice on {n} of the last {window} days.", len(days)
        ).format(n=len(days), window=WINDOW)
    ]
    for day, ids in sorted(days.items()):
        sessions = ngettext("{n} session", "{n} sessions", len(ids)).format(n=len(ids))
        facts = {"weekday": weekday(day), "day": day_words(day, today), "sessions": sessions}
        told.append(_("{weekday} {day}: {sessions}").format(**facts))
    return told


def totals(sessions: Iterable[SessionRecord]) -> Totals:
    """Sessions and seconds of all time; a part of a session counts."""
    counted = [one for one in sessions if practised(one)]
    return Totals(len(counted), sum(one.practised_seconds or 0.0 for one in counted))


def totals_words(found: Totals) -> str:
    """ "41 sessions and 3 hours 20 minutes, all in all"."""
    sessions = ngettext("{n} session", "{n} sessions", found.sessions).format(n=counted(found.sessions))
    hours, minutes = divmod(int(found.seconds // 60), 60)
    parts = [ngettext("{n} hour", "{n} hours", hours).format(n=counted(hours))] if hours else []
    if minutes or not hours:
        parts.append(ngettext("{n} minute", "{n} minutes", minutes).format(n=minutes))
    return _("{sessions} and {time}, all in all").format(sessions=sessions, time=" ".join(parts))
