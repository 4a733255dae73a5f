"""Draws a chart, laid out in cells by ``charts``, in the colours of the theme."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from securecoach_tui.charts.cells import CellChart
from securecoach_tui.practice.record import Capacity

DrawChart = Callable[[int, int], CellChart | None]  # takes the width and the height in cells


class ChartView(Widget):
    """A chart as wide as its container and ``rows`` cells high. It is laid out again only when its width changes."""

    DEFAULT_CSS = """
    ChartView { height: auto; width: 100%; color: $quiet; }
    ChartView > .plot--dot { color: $primary; text-style: bold; }
    ChartView > .plot--baseline { color: $foreground; }
    ChartView > .plot--band { color: $quiet 70%; }
    ChartView > .plot--regulation { color: $regulation; }
    ChartView > .plot--need_expression { color: $need-expression; }
    ChartView > .plot--closeness { color: $closeness; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "plot--dot",
        "plot--baseline",
        "plot--band",
        *(f"plot--{capacity.value}" for capacity in Capacity),
    }

    def __init__(self, draw: DrawChart, *, rows: int = 6, id: str | None = None) -> None:
        super().__init__(id=id)
        self._draw_chart, self._rows = draw, rows
        self._drawn_chart: tuple[int, CellChart | None] = (0, None)

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        return self._rows

    def redraw(self) -> None:
        """Lay the chart out again, because its data has changed."""
        self._drawn_chart = (0, None)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        if self._drawn_chart[0] != width:
            self._drawn_chart = (width, self._draw_chart(width, self._rows))
        chart, plain = self._drawn_chart[1], self.rich_style
        if chart is None or y >= len(chart.lines):
            return Strip.blank(width, plain)
        styles = {"one": self._style("dot"), "several": self._style("dot"), "baseline": self._style("baseline")}
        styles |= {"band": self._style("band"), "met": self._style("dot"), "expected": self._style("baseline")}
        styles |= {capacity.value: self._style(capacity.value) for capacity in Capacity}
        segments = []
        for mark, cells in groupby(zip(chart.marks[y], chart.lines[y], strict=True), lambda cell: cell[0]):
            segments.append(Segment("".join(sign for _mark, sign in cells), styles.get(mark, plain)))
        return Strip(segments).adjust_cell_length(width, plain)

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"plot--{name}")
