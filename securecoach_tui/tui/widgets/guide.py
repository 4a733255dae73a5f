"""The breathing guide and the bar over the whole session, each redrawn only when a cell changes."""

from __future__ import annotations

from dataclasses import dataclass

from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

FULL, EMPTY = "━", "─"
ASCII_FULL, ASCII_EMPTY = "=", "-"


@dataclass(frozen=True, slots=True)
class Picture:
    """What is drawn: filled cells, the word on the left and the figure on the right beneath them."""

    filled: int
    word: str = ""
    figure: str = ""


class Bar(Widget):
    """A line of cells, ``share`` of it filled, with a word and a figure beneath where there are any."""

    DEFAULT_CSS = """
    Bar { height: 1; color: $quiet; }
    Bar > .bar--full { color: $primary; }
    Bar > .bar--word { color: $foreground; }
    """
    COMPONENT_CLASSES = {"bar--full", "bar--word"}

    def __init__(self, *, ascii: bool = False, id: str | None = None) -> None:
        super().__init__(id=id)
        self._full, self._empty = (ASCII_FULL, ASCII_EMPTY) if ascii else (FULL, EMPTY)
        self._share = 0.0
        self.picture = Picture(0)
        self.drawn = 0  # how often something changed, for the bench

    def show(self, share: float, word: str = "", figure: str = "") -> None:
        """Fill ``share`` (0-1) of the cells; draws only what is other than it was."""
        self._share = max(0.0, min(1.0, share))
        picture = Picture(round(self._share * self.size.width), word, figure)
        if picture != self.picture:
            changed = self._changed(self.picture, picture)
            self.picture = picture
            self.drawn += 1
            self.refresh(*changed)

    def _changed(self, old: Picture, new: Picture) -> list[Region]:
        """The cells that are other than they were, so that a breath sends one cell and not the line."""
        regions = []
        first, last = sorted((min(old.filled, self.size.width), min(new.filled, self.size.width)))
        if first != last:
            regions.append(Region(first, 0, last - first, 1))
        if old.word != new.word:
            regions.append(Region(0, 1, self.size.width, 1))
        elif old.figure != new.figure:
            cells = min(self.size.width, max(len(old.figure), len(new.figure)))
            regions.append(Region(self.size.width - cells, 1, cells, 1))
        return regions

    def on_resize(self) -> None:
        self.picture = Picture(round(self._share * self.size.width), self.picture.word, self.picture.figure)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        plain = self.rich_style
        if y == 0:
            filled = min(width, self.picture.filled)
            full = self.get_component_rich_style("bar--full")
            return Strip([Segment(self._full * filled, full), Segment(self._empty * (width - filled), plain)], width)
        if y == 1:
            word, figure = self.picture.word, self.picture.figure
            gap = " " * max(1, width - len(word) - len(figure))
            style = self.get_component_rich_style("bar--word")
            return Strip([Segment((word + gap + figure)[:width], style)]).adjust_cell_length(width, plain)
        return Strip.blank(width, plain)
