"""A menu of all keys, for keyboards that lack a key, and for text fields, where letters are typed."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size
from textual.app import ComposeResult

from securecoach_tui.i18n import _
from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.base_screen import BaseScreen
from securecoach_tui.tui.widgets.row_list import MarkedRow, RowList

# Keys that open a screen at once: what was paused for the menu stays paused.
COVERING = (key_bindings.HELP, key_bindings.SUPPORT, key_bindings.SPEECH)


class KeyMenuScreen(BaseScreen):
    """The keys of the screen ``below``, then those of every screen; enter runs one."""

    FOOTER = (key_bindings.CHOOSE, key_bindings.HELP, key_bindings.SUPPORT, key_bindings.BACK)

    def __init__(self, below: BaseScreen) -> None:
        super().__init__()
        self._below = below
        self._keys = [
            *below.KEYS,
            *(key for key in key_bindings.ANYWHERE if key is not key_bindings.MENU),
            key_bindings.QUICK,
        ]

    def location(self) -> str:
        return _("Menu: {place}").format(place=self._below.location())

    def purpose(self) -> str:
        return _("Show every key as a list.")

    def compose_body(self) -> ComposeResult:
        names = [key_bindings.key_name(key) for key in self._keys]
        cells = max(map(cell_len, names))
        sentences = [_(key.sentence) for key in self._keys]
        rows = [
            MarkedRow(sentence, lead=set_cell_size(name, cells), spoken=(sentence, name))
            for name, sentence in zip(names, sentences, strict=True)
        ]
        yield RowList(rows, label=_("Keys"), wraps=True)

    async def on_row_list_selected(self, event: RowList.Selected) -> None:
        key = self._keys[event.index]
        below = self._below
        self.app.pop_screen()
        if key not in COVERING:
            await below.uncovered()  # so that a session that goes on while it can be seen is paused by "pause"
        name = "app." + key.action if key is key_bindings.QUICK else key.action
        await self.app.run_action(name, default_namespace=below)

    async def action_menu(self) -> None:
        await self.action_back()
