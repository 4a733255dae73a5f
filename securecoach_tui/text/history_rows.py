"""The history as a list: each session in one row, and a heading for each week."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from securecoach_tui.i18n import _
from securecoach_tui.practice.instants import parse_instant
from securecoach_tui.practice.record import Capacity, Scale, SessionRecord, When
from securecoach_tui.text.dates import date_words, short_date, short_weekday
from securecoach_tui.text.history import distress_words, minutes_words


class SessionWords(NamedTuple):
    """A session in the parts of a row. ``change`` is drawn, such as "4 ─▶ 2"; ``spoken`` says the same in words."""

    day: str
    title: str
    minutes: str
    change: str
    spoken: str


def session_words(
    session: SessionRecord, titles: Mapping[str, str], today: date, *, in_week: bool, narrow: bool = False
) -> SessionWords:
    """A session as one row of a list.

    Args:
        titles: of exercises, by id.
        in_week: whether a heading above it names its week, so that the day needs no year.
        narrow: whether to leave out what a wider row says of the day.
    """
    started = parse_instant(session.started)
    if started is None:
        day = _("no date")
    elif in_week:
        day = f"{short_weekday(started.date())} {started.day:2}"
        day = day if narrow else short_date(started.date(), started.date()).rstrip()
    else:
        day = short_date(started.date(), today, narrow=narrow)
    title = titles.get(session.exercise or "", session.exercise or _("no title"))
    return SessionWords(day, title, minutes_words(session), _change(session), distress_words(session))


def week_headings(sessions: Sequence[SessionRecord], today: date) -> list[tuple[int, str]]:
    """The index of the first session of each week, and the week's name. ``sessions`` are in order of time.

    A week begins on Monday. Ten thousand sessions take about 5 ms.
    """
    headings: list[tuple[int, str]] = []
    week: date | None = None
    days: dict[str, date | None] = {}
    for index, session in enumerate(sessions):
        text = (session.started or "")[:10]
        if text not in days:
            days[text] = _monday(session)
        found = days[text]
        if found != week or not index:
            week = found
            headings.append((index, _week_name(found, today)))
    return headings


def _monday(session: SessionRecord) -> date | None:
    started = parse_instant(session.started)
    return None if started is None else started.date() - timedelta(days=started.weekday())


def _week_name(monday: date | None, today: date) -> str:
    if monday is None:
        return _("No date")
    weeks = (today - timedelta(days=today.weekday()) - monday).days // 7
    if weeks in (0, 1):
        return _("This week") if weeks == 0 else _("Last week")
    return _("Week of {day}").format(day=date_words(monday, today))


def _change(session: SessionRecord) -> str:
    """Distress before and after, drawn. For closeness, which doesn't aim to lower it, the highest in words."""
    before, after = session.first(Scale.DISTRESS, When.BEFORE), session.first(Scale.DISTRESS, When.AFTER)
    if session.capacity == Capacity.CLOSENESS or before is None or after is None:
        return distress_words(session)
    return f"{before:2} ─▶ {after}"
