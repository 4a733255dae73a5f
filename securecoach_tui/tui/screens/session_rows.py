"""The rows of the history: unfinished sessions, and sessions with their day, title, minutes and change of distress."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal, overload

from rich.cells import cell_len

from securecoach_tui.i18n import _
from securecoach_tui.practice.record import Capacity, SessionRecord
from securecoach_tui.store.unfinished_sessions import UnfinishedSession
from securecoach_tui.text.history_rows import session_words
from securecoach_tui.tui.widgets.row_list import MarkedRow, in_cells

TITLE_CELLS, WIDEST_TITLE = 20, 28  # the least and the greatest width of the titles, so that values form a column
# What fits beside a title: the minutes or how distress changed, the minutes alone, or both.
Fits = Literal["few", "minutes", "all"]


class SessionRows(Sequence[MarkedRow]):
    """Rows that are created when they are drawn, so that only visible rows take time.

    Unfinished sessions come first. A session whose id is in ``marked`` has a star. ``in_weeks`` leaves out of the days
    what the headings of weeks say.
    """

    def __init__(
        self,
        waiting: Sequence[UnfinishedSession],
        sessions: Sequence[SessionRecord],
        titles: Mapping[str, str],
        today: date,
        marked: set[str],
        *,
        in_weeks: bool,
        fits: Fits,
    ) -> None:
        self._waiting, self._sessions, self._titles = waiting, sessions, titles
        self._today, self._marked, self._in_weeks, self._fits = today, marked, in_weeks, fits
        names = {session.exercise or "" for session in sessions}
        self._title_cells = min(WIDEST_TITLE, max((cell_len(titles.get(name, name)) for name in names), default=0))

    def __len__(self) -> int:
        return len(self._waiting) + len(self._sessions)

    @overload
    def __getitem__(self, index: int) -> MarkedRow: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[MarkedRow]: ...
    def __getitem__(self, index: int | slice) -> MarkedRow | Sequence[MarkedRow]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        if index < len(self._waiting):
            return MarkedRow(self._waiting[index].title, _("unfinished"))
        session = self._sessions[index - len(self._waiting)]
        whole = self._fits == "all"
        words = session_words(session, self._titles, self._today, in_week=self._in_weeks, narrow=not whole)
        title = ("* " if session.id in self._marked else "") + words.title
        value = {
            "few": words.change.strip() or words.minutes,
            "minutes": words.minutes,
            "all": f"{words.minutes:>6}  {words.change}".rstrip(),
        }[self._fits]
        spoken = ", ".join(part for part in (words.minutes, words.spoken) if part)
        capacity = Capacity(session.capacity) if session.capacity in tuple(Capacity) else None
        return MarkedRow(
            in_cells(title, max(TITLE_CELLS, self._title_cells)) if whole else title,
            value,
            words.day,
            capacity,
            spoken=(f"{words.day} {title}", spoken),
        )
