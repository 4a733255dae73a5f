"""A menu of every key, for hands, keyboards and fields that can't press one."""

from __future__ import annotations

from textual.app import ComposeResult

from securecoach_tui.i18n import _
from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.base_screen import BaseScreen
from securecoach_tui.tui.widgets.row_list import RowList


class Menu(BaseScreen):
    """The acts of the screen beneath, and those that hold everywhere; enter does one."""

    FOOT = (key_bindings.BACK, key_bindings.HELP, key_bindings.SUPPORT)

    def __init__(self, over: BaseScreen) -> None:
        super().__init__()
        self._room = over
        self._keys = [
            *over.KEYS,
            *(key for key in key_bindings.ANYWHERE if key is not key_bindings.MENU),
            key_bindings.QUICK,
        ]

    def where(self) -> str:
        return _("Menu: {place}").format(place=self._room.where())

    def purpose(self) -> str:
        return _("Every key, as a list.")

    def body(self) -> ComposeResult:
        yield RowList([(_(key.sentence), key.shown) for key in self._keys], label=_("Keys"))

    async def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        key = self._keys[event.index]
        room = self._room
        self.app.pop_screen()
        name = "app." + key.action if key is key_bindings.QUICK else key.action
        await self.app.run_action(name, default_namespace=room)

    async def action_menu(self) -> None:
        await self.action_back()
