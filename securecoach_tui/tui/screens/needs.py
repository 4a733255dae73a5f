"""What I need: the two exercises that help to put a need in a sentence, and the saved sentences."""

from __future__ import annotations

from textual.app import ComposeResult

from securecoach_tui.i18n import _
from securecoach_tui.practice.instants import parse_instant
from securecoach_tui.practice.needs import EXERCISES, sentence_in
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.store.session_query import SessionFilter
from securecoach_tui.text.dates import short_date
from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.base_screen import BaseScreen
from securecoach_tui.tui.widgets.row_list import MarkedRow, RowHeading, RowList


class NeedsScreen(BaseScreen):
    """The exercises first, then the sentences."""

    DEFAULT_CLASSES = "listing"
    KEYS = (key_bindings.CHOOSE,)
    FOOTER = (key_bindings.CHOOSE, key_bindings.HELP, key_bindings.SUPPORT, key_bindings.BACK)

    def location(self) -> str:
        return _("What I need")

    def purpose(self) -> str:
        return _("Build a sentence, or read the ones you saved.")

    def compose_body(self) -> ComposeResult:
        known = self.context.exercises()
        self._exercises = [known[id] for id in EXERCISES if id in known]
        sessions = self.context.record.sessions
        self._sentences = [(session, sentence) for session in sessions if (sentence := sentence_in(session))]
        today = self.context.clock.now().date()
        rows = [MarkedRow(exercise.title) for exercise in self._exercises]
        for session, sentence in self._sentences:
            started = parse_instant(session.started)
            day = short_date(started.date(), today) if started is not None else _("no date")
            rows.append(MarkedRow(sentence, lead=f"{day:11}"))
        headings = [RowHeading(len(self._exercises), _("Your sentences"))] if self._sentences else []
        list = RowList(rows, label=self.location(), headings=headings, hint_of=self._summary, wraps=True, id="needs")
        list.speech_private = True
        yield list

    def on_mount(self) -> None:
        self.query_one(RowList).focus()

    def _summary(self, index: int) -> str:
        return visible(self._exercises[index].summary) if index < len(self._exercises) else ""

    async def on_row_list_selected(self, event: RowList.Selected) -> None:
        from securecoach_tui.tui.screens.exercises import LengthsScreen
        from securecoach_tui.tui.screens.history import HistoryScreen

        count = len(self._exercises)
        if event.index < count:
            await self.app.push_screen(LengthsScreen(self._exercises[event.index]))
        else:
            session = self._sentences[event.index - count][0]
            await self.app.push_screen(
                HistoryScreen(SessionFilter(ids=frozenset({session.id})), _("The session this sentence is from."))
            )
