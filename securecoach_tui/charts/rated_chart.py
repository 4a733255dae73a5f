"""The ratings before and after the newest sessions: a line each, two joined dots. Below 0 at the left, 10 at the right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from securecoach_tui.charts import point_row, sparkline
from securecoach_tui.charts.cells import CellChart, Mark
from securecoach_tui.i18n import _
from securecoach_tui.progress.rated import RatedSession, usual_end
from securecoach_tui.text.dates import date_words, short_date
from securecoach_tui.text.quantities import session_count

BOX: dict[Mark, str] = {"": " ", "expected": "○", "met": "●", "joint": "━"}
ASCII: dict[Mark, str] = {"": " ", "expected": "o", "met": "*", "joint": "-"}
NEWEST = 8  # sessions
MAX_CELLS = 3  # at most this many cells between two points


def draw(
    sessions: Sequence[RatedSession], today: date, width: int, height: int, *, ascii: bool = False
) -> CellChart | None:
    """The newest ``height`` - 1 sessions, newest first, above their scale; None if the chart doesn't fit."""
    shown = list(reversed(sessions[-(height - 1) :])) if height > 1 else []
    days = [short_date(one.day, today, narrow=True) for one in shown]
    gutter, step = point_row.room(days, width, MAX_CELLS)
    if not shown or not step:
        return None
    rows = [(day, point_row.joined(one.before, one.after, step)) for day, one in zip(days, shown, strict=True)]
    return point_row.draw(rows, ASCII if ascii else BOX, gutter, step, scale_first=False)


def legend(*, ascii: bool = False) -> str:
    """What the characters mean, in one line."""
    signs = ASCII if ascii else BOX
    return _("{before} before  {after} after").format(before=signs["expected"], after=signs["met"])


def heading() -> str:
    """What the chart shows."""
    return _("Before and after, the last sessions")


def lines(sessions: Sequence[RatedSession], today: date) -> list[str]:
    """The chart in words: how sessions usually end, then the newest ones, newest first."""
    ends = end_words(sessions)
    return [*([ends] if ends else []), *(words(one, today) for one in reversed(sessions[-NEWEST:]))]


def words(one: RatedSession, today: date) -> str:
    """A session's ratings in words."""
    facts = {"day": date_words(one.day, today), "before": one.before, "after": one.after}
    return _("{day}: {before} before, {after} after").format(**facts)


def end_words(sessions: Sequence[RatedSession]) -> str:
    """How sessions usually end, in a sentence; empty where there are too few."""
    usual = usual_end(sessions)
    if usual is None:
        return ""
    facts = {"middle": usual.middle, "low": usual.low, "high": usual.high, "sessions": session_count(usual.sessions)}
    if usual.low == usual.high:
        return _("In your last {sessions}, distress usually ended at {middle}.").format(**facts)
    return _("In your last {sessions}, distress usually ended at {middle}, mostly between {low} and {high}.").format(
        **facts
    )


def end_picture(sessions: Sequence[RatedSession], *, ascii: bool = False) -> str:
    """How often sessions ended at each point from 0 to 10, one row high."""
    counts = [sum(one.after == point for one in sessions) for point in range(point_row.POINTS + 1)]
    drawn = [sparkline.draw([count], 0, max(counts), 1, ascii=ascii) if count else " " for count in counts]
    return f"0 {''.join(drawn)} 10"
