"""A line of text in which the mark before a capacity's name has the capacity's colour."""

from __future__ import annotations

from rich.cells import cell_len
from rich.text import Text
from textual.geometry import Size
from textual.widgets import Static

from securecoach_tui.practice.record import Capacity
from securecoach_tui.text.capacity_marks import mark_of
from securecoach_tui.text.quantities import capacity_name
from securecoach_tui.tui.themes import capacity_style

BETWEEN = "  "  # two entries


class MarkedLine(Static):
    """``text`` has marks as ``capacity_marks.mark_of`` gives them, each before the name of its capacity.

    If it is too long for one line, the next one begins with a mark.
    """

    def __init__(self, text: str, *, ascii: bool, quiet: bool = False) -> None:
        super().__init__(text, markup=False, classes="line quiet" if quiet else "line")
        self._line, self._ascii = text, ascii

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._broken(width).splitlines())

    def render(self) -> Text:
        line = self._broken(self.size.width)
        text = Text(line)
        for capacity in Capacity:
            mark = mark_of(capacity, ascii=self._ascii)
            found = line.find(f"{mark} {capacity_name(capacity)}")
            if found >= 0:
                text.stylize(capacity_style(self, capacity), found, found + len(mark))
        return text

    def _broken(self, width: int) -> str:
        lines = [""]
        for part in self._line.split(BETWEEN):
            longer = lines[-1] + BETWEEN + part if lines[-1] else part
            if cell_len(longer) <= width or not lines[-1]:
                lines[-1] = longer
            else:
                lines.append(part)
        return "\n".join(lines)
