"""The rows of past sessions, made when they are drawn: ten thousand cost what the screen holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import overload

from securecoach_tui.i18n import _
from securecoach_tui.practice.record import SessionRecord
from securecoach_tui.store.unfinished_sessions import Unfinished as Waiting
from securecoach_tui.text import history
from securecoach_tui.tui.widgets.row_list import Row


class SessionRows(Sequence[Row]):
    """Rows made when they are drawn. Unfinished sessions stand first; a marked one carries a star."""

    def __init__(
        self,
        waiting: Sequence[Waiting],
        sessions: Sequence[SessionRecord],
        titles: Mapping[str, str],
        today: date,
        marked: set[str],
        narrow: bool,
    ) -> None:
        self._waiting, self._sessions, self._titles = waiting, sessions, titles
        self._today, self._marked, self._narrow = today, marked, narrow

    def __len__(self) -> int:
        return len(self._waiting) + len(self._sessions)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        if index < len(self._waiting):
            return (self._waiting[index].title, _("unfinished"))
        one = self._sessions[index - len(self._waiting)]
        mark = "* " if one.id in self._marked else ""
        return history.row(one, self._titles, self._today, narrow=self._narrow, mark=mark)
