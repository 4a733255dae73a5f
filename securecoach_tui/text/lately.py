"""The last sessions for the first screen, a line each: the day, the exercise, and what was rated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size

from securecoach_tui.i18n import _
from securecoach_tui.practice.instants import parse_instant
from securecoach_tui.practice.record import Capacity, Scale, SessionRecord, When
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.text.dates import short_weekday

SHOWN = 3
TITLE_CELLS = 22  # at most, where no more room is known
DAY_CELLS, GAP = 3, 2  # cells for the weekday, and between two columns


class LatelyRow(NamedTuple):
    """A session: its weekday, its exercise, and what was rated; each may be empty."""

    day: str
    title: str
    rated: str


def rows(sessions: Iterable[SessionRecord], titles: Mapping[str, str], *, ascii: bool = False) -> list[LatelyRow]:
    """The first ``SHOWN`` of ``sessions``, which are newest first; ``titles`` are those of exercises, by id."""
    found = []
    for session in list(sessions)[:SHOWN]:
        started = parse_instant(session.started)
        title = visible(titles.get(session.exercise or "", session.exercise or _("no title")))
        day = short_weekday(started.date()) if started is not None else ""
        found.append(LatelyRow(day, title, rated_words(session, ascii=ascii)))
    return found


def lines(found: Iterable[LatelyRow], width: int = 0) -> list[str]:
    """The rows as text, with the ratings below each other.

    A title is at most ``TITLE_CELLS`` wide, or more where ``width`` cells have room for it and the ratings.
    """
    listed = list(found)
    rated = max((cell_len(row.rated) for row in listed), default=0)
    most = max(TITLE_CELLS, width - DAY_CELLS - 2 * GAP - rated)
    shown = [(row.day, _cut(row.title, most), row.rated) for row in listed]
    cells = max((cell_len(title) for _day, title, _rated in shown), default=0)
    return [f"{day:3}  {set_cell_size(title, cells)}  {rated}".rstrip() for day, title, rated in shown]


def _cut(title: str, most: int) -> str:
    """A title of at most ``most`` cells; the end of one that was cut is "…"."""
    if cell_len(title) <= most:
        return title
    return set_cell_size(title, most - 1).rstrip() + "…"


def rated_words(session: SessionRecord, *, ascii: bool = False) -> str:
    """Distress before and after with an arrow; for closeness what was expected and the highest; for a need the ease.

    Closeness is never described by how far distress fell.
    """
    if session.capacity == Capacity.CLOSENESS:
        highest = session.highest(Scale.DISTRESS)
        if highest is None:
            return ""
        if session.prediction is None:
            return _("highest {n}").format(n=highest)
        return _("expected {expected}, highest {n}").format(expected=session.prediction, n=highest)
    eases = session.values(Scale.EASE, When.DURING)
    if eases:
        return _("ease {n}").format(n=eases[-1])
    before, after = session.first(Scale.DISTRESS, When.BEFORE), session.first(Scale.DISTRESS, When.AFTER)
    if before is None or after is None:
        return ""
    return f"{before} {'->' if ascii else '─▶'} {after}"
