"""Help: the keys of one screen, and those of every screen."""

from __future__ import annotations

from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from securecoach_tui.i18n import N_, _
from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.base_screen import BaseScreen, TextScreen
from securecoach_tui.tui.key_bindings import KeyBinding

KEY_CELLS = 6  # for the names of keys, unless the screen below has one with a longer name
DRAWN = "ChartView, PictureView, WaveView, SceneView, CapacityPanels, Lately"  # widgets that draw more than letters


class HelpScreen(TextScreen):
    """The keys of the screen ``below``, then those of every screen."""

    FOOTER = (key_bindings.BACK, key_bindings.SUPPORT, key_bindings.MENU)

    def __init__(self, below: BaseScreen) -> None:
        super().__init__()
        self._below = below

    def location(self) -> str:
        return _("Help: {place}").format(place=self._below.location())

    def lines(self) -> list[str | Table]:
        shown = "" if self._below.private_purpose else self._below.purpose()  # help can be spoken
        purpose: list[str | Table] = [shown, ""] if shown else []
        for paragraph in (*self._below.more_help(), *self._of_drawn()):
            purpose += [paragraph, ""]
        keys: list[str | Table] = [*map(self._row, self._below.KEYS), ""] if self._below.KEYS else []
        moving = KeyBinding(
            "", "", "", N_("Arrows, home and end move through a list. enter chooses. tab goes to the next field."), ""
        )
        letters = [KeyBinding("", "", "", words, "")] if (words := self._letters()) else []
        return [
            *purpose,
            *self._own_keys(),
            *keys,
            *map(self._row, (*key_bindings.ANYWHERE, key_bindings.QUICK, moving, *letters)),
        ]

    def _of_drawn(self) -> list[str]:
        """How to see what is drawn on the screen below with characters that a font may lack."""
        if self.context.preferences.ascii or not self._below.query(DRAWN):
            return []
        words = _("If dots or lines are missing, or you see boxes, turn on {setting} in Settings.")
        return [words.format(setting=_("Plain characters"))]

    def _own_keys(self) -> list[str | Table]:
        """The person's own keys for the screen below, and what is wrong with others."""
        own = self.program.own_keys
        if own is None:
            return []
        rows = [self._row(key._replace(shown=written)) for written, key in own.shown(self._below.KEYS)]
        found: list[str | Table] = [_("Your own keys, from settings.toml:"), *rows] if rows else []
        return [*found, *own.problems, ""] if found or own.problems else []

    def _letters(self) -> str:
        """The letters that move through the list of the screen below; empty without a list."""
        from securecoach_tui.tui.widgets.row_list import RowList

        if not self._below.query(RowList):
            return ""
        used = key_bindings.letters_used(self._below.KEYS)
        moves = {"j": _("j down"), "k": _("k up"), "g": _("g first"), "upper_g": _("G last")}
        free = [words for key, words in moves.items() if key not in used]
        return _("Letters move through the list, too: {letters}.").format(letters=", ".join(free)) if free else ""

    def _row(self, key: KeyBinding) -> Table:
        """A key and its sentence as one paragraph; the sentence wraps in its own column."""
        table = Table.grid(padding=(0, 1))
        table.add_column(width=max(KEY_CELLS, *(cell_len(key_bindings.key_name(one)) for one in self._below.KEYS), 0))
        table.add_column()
        table.add_row(Text(key_bindings.key_name(key)), Text(_(key.sentence)))
        return table

    async def action_menu(self) -> None:
        """Open the key menu of the screen below, which gives access to its keys without a keyboard."""
        from securecoach_tui.tui.screens.key_menu import KeyMenuScreen

        self.app.switch_screen(KeyMenuScreen(self._below))  # awaiting it would wait for this screen to close

    async def action_help(self) -> None:
        await self.action_back()
