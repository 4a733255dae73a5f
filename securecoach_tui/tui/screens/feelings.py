"""Words for feelings, for a question that offers them: a group first, then a word, which is written into the field."""

from __future__ import annotations

from textual.app import ComposeResult

from securecoach_tui.i18n import _
from securecoach_tui.text import feelings
from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.base_screen import BaseScreen
from securecoach_tui.tui.screens.dialogs import CHOOSE
from securecoach_tui.tui.widgets.question import QuestionPanel
from securecoach_tui.tui.widgets.row_list import RowList

EXAMPLES = 3  # words beside the name of a group


class FeelingsScreen(BaseScreen):
    """The groups, then the words of one. The session on the screen ``below`` pauses meanwhile."""

    KEYS = (CHOOSE,)
    FOOTER = (CHOOSE, key_bindings.HELP, key_bindings.SUPPORT, key_bindings.BACK)

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
        yield RowList([], label=self.location(), id="words")

    async def on_mount(self) -> None:
        self._show()
        self.query_one(RowList).focus()
        self._paused = await self._below.pause_for_now()

    def _show(self, highlighted: int = 0) -> None:
        if self._group:
            rows = [(word, "") for word in self._groups[self._group]]
        else:
            named = self._groups.items()
            rows = [(name, ", ".join(words[:EXAMPLES])) for name, words in named]
        self.query_one(RowList).fill(rows, highlighted=highlighted)

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
