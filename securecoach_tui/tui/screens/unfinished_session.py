"""An unfinished session: continue it, save what was practised, or delete it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Static

from securecoach_tui.i18n import _
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.store import unfinished_sessions
from securecoach_tui.store.unfinished_sessions import UnfinishedSession
from securecoach_tui.text import durations, session_words
from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.base_screen import BaseScreen
from securecoach_tui.tui.screens.dialogs import confirm
from securecoach_tui.tui.widgets.row_list import RowList


class UnfinishedSessionScreen(BaseScreen):
    """Three choices. After escape the session stays unfinished."""

    FOOTER = (key_bindings.CHOOSE, key_bindings.HELP, key_bindings.SUPPORT, key_bindings.BACK)

    def __init__(self, waiting: UnfinishedSession) -> None:
        super().__init__()
        self._waiting = waiting

    def location(self) -> str:
        return _("An unfinished session")

    def purpose(self) -> str:
        return _("Go on, save what you practised, or discard it.")

    def compose_body(self) -> ComposeResult:
        yield Static(unfinished_words(self._waiting), markup=False, classes="words")
        rows = [(_("Go on from here"), ""), (_("Save what you practised"), ""), (_("Discard it"), "")]
        yield RowList(rows, label=_("What would you like to do?"), id="ways")

    def on_mount(self) -> None:
        self.query_one(RowList).focus()

    async def on_row_list_selected(self, event: RowList.Selected) -> None:
        await (self._resume, self._save, self._delete)[event.index]()

    async def _resume(self) -> None:
        from securecoach_tui.tui.screens.start_session import resume_session

        await resume_session(self, self._waiting)

    async def _save(self) -> None:
        self.context.started_ids.add(self._waiting.id)
        unfinished_sessions.keep(self._waiting, self.context.writer)
        self.context.writer.flush(1.0)
        self.context.forget_record()
        self.app.pop_screen()

    async def _delete(self) -> None:
        confirm(self, _("Discard it"), session_words.discard_words(), _("Leave it"), _("Discard it"), self._discard)

    def _discard(self) -> None:
        self.context.started_ids.add(self._waiting.id)
        self.context.writer.drop_checkpoint(self._waiting.id)
        self.app.pop_screen()


def unfinished_words(waiting: UnfinishedSession) -> str:
    """The session's title, its position and when it began."""
    at = durations.duration(waiting.position)
    day = waiting.started[:16].replace("T", " ")
    return visible(_("{title}, stopped after {at}, {day}.").format(title=waiting.title, at=at, day=day))
