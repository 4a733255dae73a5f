"""The breathing guide and the session's progress bar. Each is redrawn only when a cell changes."""

from __future__ import annotations

from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from securecoach_tui.tui.textual_internals import draw_at_once

FULL, HALF, EMPTY = "━", "╾", "─"
ASCII_FULL, ASCII_EMPTY = "=", "-"


@dataclass(frozen=True, slots=True)
class BarContent:
    """The content of a bar: the filled half cells, and below them a word on the left and a figure on the right."""

    filled: int
    word: str = ""
    figure: str = ""


class Bar(Widget):
    """A line of cells, partly filled, with a word and a figure in the second row."""

    DEFAULT_CSS = """
    Bar { height: 1; color: $quiet; }
    Bar > .bar--full { color: $primary; }
    Bar > .bar--word { color: $foreground; }
    """
    COMPONENT_CLASSES = {"bar--full", "bar--word"}

    def __init__(self, *, ascii: bool = False, id: str | None = None) -> None:
        super().__init__(id=id)
        self._full, self._half, self._empty = (ASCII_FULL, "", ASCII_EMPTY) if ascii else (FULL, HALF, EMPTY)
        self._share = 0.0
        self.shown = BarContent(0)
        self.drawn = 0  # how often something changed, for the benchmark
        self._styles_of: dict[str, Style] = {}

    def show(self, share: float, word: str = "", figure: str = "") -> None:
        """Fill ``share`` (0-1) of the cells; redraws only what has changed."""
        self._share = max(0.0, min(1.0, share))
        content = BarContent(self._filled(), word, figure)
        if content != self.shown:
            changed = self._changed(self.shown, content)
            self.shown = content
            self.drawn += 1
            if not draw_at_once(self, changed):
                self.refresh(*changed)

    def _filled(self) -> int:
        """The number of filled half cells; an even number if no half cell can be drawn."""
        width = self.size.width
        return round(self._share * width * 2) if self._half else 2 * round(self._share * width)

    def _changed(self, old: BarContent, new: BarContent) -> list[Region]:
        """The changed regions, so that a breath redraws one cell and not the line."""
        regions = []
        first, last = sorted((old.filled // 2, new.filled // 2))
        if old.filled != new.filled and first < self.size.width:
            regions.append(Region(first, 0, min(last + 1, self.size.width) - first, 1))
        if old.word != new.word:
            regions.append(Region(0, 1, self.size.width, 1))
        elif old.figure != new.figure:
            cells = min(self.size.width, max(len(old.figure), len(new.figure)))
            regions.append(Region(self.size.width - cells, 1, cells, 1))
        return regions

    def on_resize(self) -> None:
        self.shown = BarContent(self._filled(), self.shown.word, self.shown.figure)
        self.refresh()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._styles_of.clear()

    def _style(self, part: str) -> Style:
        """The style of a part, cached for each theme, because a lookup takes as long as drawing a frame."""
        if part not in self._styles_of:
            self._styles_of[part] = self.get_component_rich_style(part) if part else self.rich_style
        return self._styles_of[part]

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        plain = self._style("")
        if y == 0:
            full_cells, half_cells = divmod(min(2 * width, self.shown.filled), 2)
            drawn = self._full * full_cells + self._half * half_cells
            full = self._style("bar--full")
            return Strip([Segment(drawn, full), Segment(self._empty * (width - len(drawn)), plain)], width)
        if y == 1:
            word, figure = self.shown.word, self.shown.figure
            gap = " " * max(1, width - len(word) - len(figure))
            style = self._style("bar--word")
            return Strip([Segment((word + gap + figure)[:width], style)]).adjust_cell_length(width, plain)
        return Strip.blank(width, plain)
