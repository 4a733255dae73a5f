"""Words for feelings, for a question that offers them: a group first, then a word, which is written into the field."""

from __future__ import annotations

from rich.cells import cell_len
from textual.app import ComposeResult

from securecoach_tui.i18n import _
from securecoach_tui.text import feelings
from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.base_screen import BaseScreen
from securecoach_tui.tui.widgets.question import QuestionPanel
from securecoach_tui.tui.widgets.row_list import MarkedRow, RowList

EXAMPLES = 3  # words beside the name of a group
NARROW = 60  # columns


class FeelingsScreen(BaseScreen):
    """The groups, then the words of one. The session on the screen ``below`` pauses meanwhile."""

    KEYS = (key_bindings.CHOOSE,)
    FOOTER = (key_bindings.CHOOSE, key_bindings.HELP, key_bindings.SUPPORT, key_bindings.BACK)

    def __init__(self, below: BaseScreen) -> None:
        super().__init__()
        self._below, self._groups = below, feelings.groups()
        self._group = ""
        self._paused = False

    def location(self) -> str:
        return _("Words for feelings")

    def purpose(self) -> str:
        return _("Choose a word that fits, or go back and use your own.")

    def compose_body(self) -> ComposeResult:
        yield RowList([], label=self.location(), wraps=True, id="words")

    async def on_mount(self) -> None:
        self._show()
        self.query_one(RowList).focus()
        self._paused = await self._below.pause_for_now()

    def _show(self, highlighted: int = 0) -> None:
        if self._group:
            rows = [MarkedRow(word) for word in self._groups[self._group]]
        else:
            rows = [self._row(name, ", ".join(words[:EXAMPLES])) for name, words in self._groups.items()]
        shown = self.query_one(RowList)
        shown.label_cells = max(cell_len(name) for name in self._groups)
        shown.fill(rows, highlighted=highlighted)

    def _row(self, name: str, examples: str) -> MarkedRow:
        """A group with its first words beside its name, or under it where they have no room."""
        if self.app.size.width < NARROW:
            return MarkedRow(name, note=examples, spoken=(name, examples))
        return MarkedRow(name, examples)

    async def on_row_list_selected(self, event: RowList.Selected) -> None:
        if not self._group:
            self._group = list(self._groups)[event.index]
            self._show()
            return
        word = self._groups[self._group][event.index]
        await self._close()
        for question in self._below.query(QuestionPanel):
            question.add_word(word)

    async def action_back(self) -> None:
        if self._group:
            at, self._group = list(self._groups).index(self._group), ""
            self._show(at)
        else:
            await self._close()

    async def _close(self) -> None:
        self.app.pop_screen()
        if self._paused:
            await self._below.go_on_after_all()
