"""Help: what the keys do here and everywhere, and nothing else."""

from __future__ import annotations

from rich.table import Table
from rich.text import Text

from securecoach_tui.i18n import N_, _
from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.base_screen import BaseScreen, TextScreen
from securecoach_tui.tui.key_bindings import Key


class Help(TextScreen):
    """The keys of the screen it was asked on, then those that hold everywhere."""

    FOOT = (key_bindings.BACK, key_bindings.SUPPORT, key_bindings.MENU)

    def __init__(self, asked_on: BaseScreen) -> None:
        super().__init__()
        self._room = asked_on

    def where(self) -> str:
        return _("Help: {place}").format(place=self._room.where())

    def lines(self) -> list[str | Table]:
        purpose: list[str | Table] = [self._room.purpose(), ""] if self._room.purpose() else []
        own: list[str | Table] = [*map(_row, self._room.KEYS), ""] if self._room.KEYS else []
        moving = Key("", "", "", N_("Arrows, home, end: through a list. enter: choose. tab: to the next field."), "")
        return [*purpose, *own, *map(_row, (*key_bindings.ANYWHERE, key_bindings.QUICK, moving))]

    async def action_menu(self) -> None:
        """The keys of the screen beneath, to be chosen: the one way to each of them without a keyboard."""
        from securecoach_tui.tui.screens.key_menu import Menu

        self.app.switch_screen(Menu(self._room))  # not awaited: it would wait for this very screen to go

    async def action_help(self) -> None:
        await self.action_back()


def _row(key: Key) -> Table:
    """A key and its sentence, which wraps beneath itself: a paragraph to step to."""
    table = Table.grid(padding=(0, 1))
    table.add_column(width=6)
    table.add_column()
    table.add_row(Text(key.shown), Text(_(key.sentence)))
    return table
