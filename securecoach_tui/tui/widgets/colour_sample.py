"""What the colours of the current theme look like: text, quiet text, the accent, and the marks of the capacities."""

from __future__ import annotations

from rich.style import Style
from rich.text import Text
from textual.widgets import Static

from securecoach_tui.i18n import _
from securecoach_tui.practice.record import Capacity
from securecoach_tui.text.capacity_marks import mark_of
from securecoach_tui.text.quantities import capacity_name
from securecoach_tui.tui.themes import accent_of, capacity_style


class ColourSample(Static):
    """Two lines, or four if the capacities are ``named`` one below another."""

    DEFAULT_CSS = "ColourSample { height: auto; margin-top: 1; }"

    def __init__(self, *, ascii: bool, named: bool = False) -> None:
        super().__init__(markup=False)
        self._ascii, self._named = ascii, named

    def render(self) -> Text:
        quiet = self.app.theme_variables.get("quiet", "none").removeprefix("ansi_")
        text = Text(_("Text") + "  ").append(_("quiet text"), quiet).append("  ")
        text.append(_("the marked row"), accent_of(self) + Style(bold=True))
        for capacity in Capacity:
            text.append("\n" if self._named or capacity is Capacity.REGULATION else "  ")
            text.append(mark_of(capacity, ascii=self._ascii), capacity_style(self, capacity))
            if self._named:
                text.append(" " + capacity_name(capacity))
        return text
