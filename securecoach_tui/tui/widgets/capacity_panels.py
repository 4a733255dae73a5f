"""The three capacities, side by side in a wide terminal and one above another in a narrow one."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Container
from textual.geometry import Size
from textual.widgets import Static

from securecoach_tui.charts import capacity_panel
from securecoach_tui.practice.record import Capacity
from securecoach_tui.progress.model import CapacityProgress
from securecoach_tui.tui.themes import capacity_style

MARK = (2, 3)  # where the capacity's mark is in the first line, its begin and end


class CapacityPanels(Container):
    """One panel for each capacity; that of ``chosen`` is marked. A screen with the class "-broad" sets them in a row."""

    DEFAULT_CSS = """
    CapacityPanels { layout: vertical; height: auto; }
    CapacityPanel { height: auto; width: 100%; max-width: 60; }
    """

    def __init__(self, capacities: Sequence[CapacityProgress], chosen: Capacity, *, ascii: bool) -> None:
        super().__init__()
        self._capacities, self._chosen, self._ascii = capacities, chosen, ascii

    def compose(self) -> ComposeResult:
        for capacity in self._capacities:
            yield CapacityPanel(capacity, chosen=capacity.capacity == self._chosen, ascii=self._ascii)


class CapacityPanel(Static):
    """One capacity: its name in bold, and its facts below."""

    def __init__(self, capacity: CapacityProgress, *, chosen: bool, ascii: bool) -> None:
        super().__init__(markup=False, classes="line")
        self._capacity, self._chosen, self._ascii = capacity, chosen, ascii
        self.spoken = capacity_panel.words(capacity)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._lines(width))

    def render(self) -> Text:
        first, *others = self._lines(self.size.width)
        text = Text(first, "bold").append("\n".join(["", *others]), "not bold")
        text.stylize(capacity_style(self, self._capacity.capacity), *MARK)
        return text

    def _lines(self, width: int) -> list[str]:
        tall = self.screen.has_class("-broad")
        return capacity_panel.draw(self._capacity, width, chosen=self._chosen, tall=tall, ascii=self._ascii)
