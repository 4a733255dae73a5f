"""The calendar of practice: the last 28 local days, as a grid and in words.

There is no streak: days without practice are not counted, named or marked as missing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import msgspec

from securecoach_tui.i18n import _, ngettext
from securecoach_tui.progress.days import CALENDAR_DAYS
from securecoach_tui.text.dates import date_words, weekday
from securecoach_tui.text.quantities import session_count

WEEK_DAYS = 7


class CalendarDay(msgspec.Struct, frozen=True):
    """A local day and the ids of the sessions on it."""

    day: date
    ids: list[str]


def calendar(days: Mapping[date, Sequence[str]], today: date) -> list[list[CalendarDay]]:
    """Four rows of seven days, oldest first, until ``today``. ``days`` maps each day to its session ids."""
    all_days = [today - timedelta(days=ago) for ago in range(CALENDAR_DAYS - 1, -1, -1)]
    calendar_days = [CalendarDay(day, list(days.get(day, ()))) for day in all_days]
    return [calendar_days[at : at + WEEK_DAYS] for at in range(0, CALENDAR_DAYS, WEEK_DAYS)]


def draw(rows: Sequence[Sequence[CalendarDay]], *, ascii: bool = False) -> list[str]:
    """The calendar as text, a line for each week and a mark for each day, filled on days with practice."""
    filled, empty = ("#", ".") if ascii else ("●", "·")
    return [" ".join(filled if day.ids else empty for day in row) for row in rows]


def lines(days: Mapping[date, Sequence[str]], today: date) -> list[str]:
    """The calendar in words: the number of days with practice, then a line for each of them."""
    result = [summary(days)]
    for day, ids in sorted(days.items()):
        facts = {"weekday": weekday(day), "day": date_words(day, today), "sessions": session_count(len(ids))}
        result.append(_("{weekday} {day}: {sessions}").format(**facts))
    return result


def summary(days: Mapping[date, Sequence[str]]) -> str:
    """The number of days with practice, in one sentence."""
    return ngettext(
        "You practised on {n} of the last {window} days.", "You practised on {n} of the last {window} days.", len(days)
    ).format(n=len(days), window=CALENDAR_DAYS)
