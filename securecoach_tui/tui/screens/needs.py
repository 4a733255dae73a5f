"""What I need: the sentences built so far, and the two exercises that build them."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Static

from securecoach_tui.i18n import _
from securecoach_tui.practice.needs import EXERCISES, sentence_in
from securecoach_tui.progress.days import parse_instant
from securecoach_tui.text.dates import short_date
from securecoach_tui.text.history import Choice
from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.base_screen import BaseScreen
from securecoach_tui.tui.screens.dialogs import CHOOSE
from securecoach_tui.tui.widgets.row_list import RowList


class Needs(BaseScreen):
    """Build one, or read those that were kept."""

    DEFAULT_CLASSES = "listing"
    KEYS = (CHOOSE,)
    FOOT = (CHOOSE, key_bindings.HELP, key_bindings.SUPPORT, key_bindings.BACK)

    def where(self) -> str:
        return _("What I need")

    def purpose(self) -> str:
        return _("Build a sentence, or read those you kept.")

    def body(self) -> ComposeResult:
        known = self.context.exercises_by_id()
        self._exercises = [known[id] for id in EXERCISES if id in known]
        self._kept = [(one, said) for one in self.context.at_hand().sessions if (said := sentence_in(one))]
        today = self.context.clock.now().date()
        rows = [(one.title, "") for one in self._exercises]
        for one, said in self._kept:
            started = parse_instant(one.started)
            day = short_date(started.date(), today) if started is not None else _("no date")
            rows.append((f"{day:11}  {said}", ""))
        rows_widget = RowList(rows, label=self.where(), id="needs")
        rows_widget.private = True  # type: ignore[attr-defined]  # a voice leaves a person's own words on the screen
        yield rows_widget
        yield Static("", markup=False, classes="quiet spaced", id="summary")

    def on_mount(self) -> None:
        self.query_one(RowList).focus()
        self._tell(0)

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        self._tell(event.index)

    def _tell(self, index: int) -> None:
        from securecoach_tui.practice.visible_text import visible

        count = len(self._exercises)
        told = self._exercises[index].summary if index < count else self._kept[index - count][1]
        self.query_one("#summary", Static).update(visible(told))

    async def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        from securecoach_tui.tui.screens.exercises import Lengths
        from securecoach_tui.tui.screens.history import History

        count = len(self._exercises)
        if event.index < count:
            await self.app.push_screen(Lengths(self._exercises[event.index]))
        else:
            one = self._kept[event.index - count][0]
            await self.app.push_screen(History(Choice(ids=frozenset({one.id})), _("This sentence's session.")))
