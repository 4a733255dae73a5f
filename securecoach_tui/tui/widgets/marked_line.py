"""A line of text in which the mark before a capacity's name has the capacity's colour."""

from __future__ import annotations

from rich.text import Text
from textual.widgets import Static

from securecoach_tui.practice.record import Capacity
from securecoach_tui.text.capacity_marks import mark_of
from securecoach_tui.text.quantities import capacity_name
from securecoach_tui.tui.themes import capacity_style


class MarkedLine(Static):
    """``text`` has marks as ``capacity_marks.mark_of`` gives them, each before the name of its capacity."""

    def __init__(self, text: str, *, ascii: bool, quiet: bool = False) -> None:
        super().__init__(text, markup=False, classes="line quiet" if quiet else "line")
        self._line, self._ascii = text, ascii

    def render(self) -> Text:
        text = Text(self._line)
        for capacity in Capacity:
            mark = mark_of(capacity, ascii=self._ascii)
            found = self._line.find(f"{mark} {capacity_name(capacity)}")
            if found >= 0:
                text.stylize(capacity_style(self, capacity), found, found + len(mark))
        return text
