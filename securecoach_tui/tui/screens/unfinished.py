"""A session that was left before its end: go on from there, keep what was practised, or let it go."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Static

from securecoach_tui.i18n import _
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.store import unfinished_sessions
from securecoach_tui.store.unfinished_sessions import Unfinished as Waiting
from securecoach_tui.text import durations
from securecoach_tui.tui.base_screen import BaseScreen
from securecoach_tui.tui.widgets.row_list import RowList


class Unfinished(BaseScreen):
    """One of them, and three ways on. Leaving the screen leaves it waiting."""

    def __init__(self, waiting: Waiting) -> None:
        super().__init__()
        self._waiting = waiting

    def where(self) -> str:
        return _("An unfinished session")

    def purpose(self) -> str:
        return _("Go on, keep what was practised, or let it go.")

    def body(self) -> ComposeResult:
        yield Static(unfinished_words(self._waiting), markup=False, classes="words")
        rows = [(_("Go on from here"), ""), (_("Keep what was practised"), ""), (_("Let it go"), "")]
        yield RowList(rows, label=_("What now"), id="ways")

    def on_mount(self) -> None:
        self.query_one(RowList).focus()

    async def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        await (self._go_on, self._keep, self._drop)[event.index]()

    async def _go_on(self) -> None:
        from securecoach_tui.tui.screens.start_session import go_on

        await go_on(self, self._waiting)

    async def _keep(self) -> None:
        self.context.begun.add(self._waiting.id)
        unfinished_sessions.keep(self._waiting, self.context.writer)
        self.context.writer.flush(1.0)
        self.context.record = None
        self.app.pop_screen()

    async def _drop(self) -> None:
        self.context.begun.add(self._waiting.id)
        self.context.writer.drop_checkpoint(self._waiting.id)
        self.app.pop_screen()


def unfinished_words(waiting: Waiting) -> str:
    """Which session waits, and where in it."""
    at = durations.duration(waiting.position)
    day = waiting.started[:16].replace("T", " ")
    return visible(_("{title}, {at} in, begun {day}.").format(title=waiting.title, at=at, day=day))
