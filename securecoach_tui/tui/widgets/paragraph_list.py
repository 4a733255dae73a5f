"""Lines to read, a paragraph at a time: arrows go from one to the next, and the cursor stands on it."""

from __future__ import annotations

from typing import ClassVar

from rich.table import Table
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.geometry import Offset
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from securecoach_tui.i18n import _


class ParagraphList(VerticalScroll, can_focus=True):
    """Scrolls what stands in it; ``here`` is the paragraph that is being read."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(-1)", show=False),
        Binding("down", "step(1)", show=False),
        Binding("home", "edge(0)", show=False),
        Binding("end", "edge(-1)", show=False),
    ]

    class Moved(Message):
        """Another paragraph is being read."""

        def __init__(self, reading: ParagraphList) -> None:
            self.reading = reading
            super().__init__()

    here = 0

    def _paragraphs(self) -> list[Widget]:
        return [one for one in self.query(".line").results(Static) if one.display]

    def told(self) -> tuple[str, str, str]:
        """The paragraph's words, nothing, and its place among them."""
        all = self._paragraphs()
        if not all:
            return (_("nothing to read"), "", "")
        at = min(self.here, len(all) - 1)
        line = all[at]
        place = f"{at + 1}/{len(all)}"
        content = getattr(line, "content", "")
        if isinstance(content, Table):  # a key, and what it does
            key, words = (str(next(iter(column.cells), "")) for column in content.columns)
            return (words, key, place)
        return (str(line.render()), "", place)

    def cursor_cell(self) -> Offset:
        """The first cell of the paragraph, within this widget."""
        all = self._paragraphs()
        if not all:
            return Offset(0, 0)
        line = all[min(self.here, len(all) - 1)].region
        return Offset(line.x - self.content_region.x, line.y - self.content_region.y)

    def action_step(self, by: int) -> None:
        self._go(self.here + by)

    def action_edge(self, at: int) -> None:
        self._go(at % max(1, len(self._paragraphs())))

    def _go(self, at: int) -> None:
        all = self._paragraphs()
        if all:
            self.here = max(0, min(at, len(all) - 1))
            self.scroll_to_widget(all[self.here], animate=False)
            self.refresh()
            self.post_message(self.Moved(self))
