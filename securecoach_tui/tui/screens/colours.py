"""The colours to choose from. The highlighted ones are shown at once, and escape goes back to the ones before."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult

from securecoach_tui.config.setting_options import BY_NAME
from securecoach_tui.i18n import N_, _
from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.key_bindings import KeyBinding
from securecoach_tui.tui.master_detail import MasterDetailScreen
from securecoach_tui.tui.widgets.colour_sample import ColourSample
from securecoach_tui.tui.widgets.row_list import RowList

BACK = KeyBinding("escape", "back", N_("back"), N_("Go back to the colours you had."), "esc")


class ColoursScreen(MasterDetailScreen):
    """``then`` is called with the name of the chosen theme after the screen has closed, but not after escape."""

    KEYS = (key_bindings.CHOOSE, BACK)
    FOOTER = (key_bindings.CHOOSE, key_bindings.HELP, key_bindings.SUPPORT, BACK)
    DEFAULT_CSS = """
    ColoursScreen #column ColourSample { margin: 1 0 0 2; }
    ColoursScreen.-low #column ColourSample { margin: 0 0 0 2; }
    ColoursScreen #detail ColourSample { margin: 0; }
    ColoursScreen.-broad #column ColourSample { display: none; }
    """

    def __init__(self, current: str, then: Callable[[str], None]) -> None:
        super().__init__()
        option = BY_NAME["theme"]
        self._names = [str(name) for name, _label in option.options]
        self._labels = [_(label) for _name, label in option.options]
        self._current = current if current in self._names else ""
        self._then = then

    def location(self) -> str:
        return _("Colours")

    def purpose(self) -> str:
        return _("Move through the list to see each one. Enter keeps it, escape goes back.")

    def compose_body(self) -> ComposeResult:
        yield RowList([(label, "") for label in self._labels], label=_("Colours"), id="colours")
        yield ColourSample(ascii=self.context.preferences.ascii)

    def compose_detail(self) -> ComposeResult:
        yield ColourSample(ascii=self.context.preferences.ascii, named=True)

    def on_mount(self) -> None:
        rows = self.query_one(RowList)
        rows.highlighted = self._names.index(self._current)
        rows.focus()

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        if self.is_current:  # not a last message after escape
            self.program.show_theme(self._names[event.index])

    def on_row_list_selected(self, event: RowList.Selected) -> None:
        event.stop()
        self.app.pop_screen()
        self._then(self._names[event.index])

    async def action_back(self) -> None:
        self.program.show_theme(self._current)
        await super().action_back()
