"""The top line: the title of the screen on the left, one fact on the right."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size
from rich.text import Text
from textual.widget import Widget


class Heading(Widget):
    """One row. If both do not fit, the fact is left out or, with ``keeps_status``, the title is cut."""

    DEFAULT_CSS = "Heading { height: 1; }"

    def __init__(self, title: str, status: str = "", *, keeps_status: bool = False, id: str | None = None) -> None:
        super().__init__(id=id)
        self.shown = (title, status)
        self._keeps_status = keeps_status

    def show(self, title: str, status: str) -> None:
        """Show another title or fact; redraws only if one has changed."""
        if self.shown != (title, status):
            self.shown = (title, status)
            self.refresh()

    def render(self) -> Text:
        title, status = self.shown
        width = self.size.width
        if self._keeps_status and status and cell_len(title) > width - cell_len(status) - 2 >= 8:
            title = set_cell_size(title, width - cell_len(status) - 3).rstrip() + "…"
        text = Text(title, no_wrap=True, overflow="ellipsis")
        gap = width - cell_len(title) - cell_len(status)
        if status and gap >= 2:
            text.append(" " * gap + status)
        return text
