"""A picture in half blocks: two pixels in each cell, one above the other."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from securecoach_tui.app.comforts import NotUsable, Pixels, pixels_of
from securecoach_tui.i18n import N_
from securecoach_tui.tui.speakable import SpokenParts

HALF = "\N{UPPER HALF BLOCK}"


def strips(pixels: Pixels) -> list[Strip]:
    """The picture's lines, one for each two rows of pixels. A last odd row has the ground below it."""
    lines = []
    for top, bottom in zip(pixels[::2], [*pixels[1::2], None], strict=False):
        styles = [
            Style.parse(_hex(upper) + (f" on {_hex(bottom[x])}" if bottom is not None else ""))
            for x, upper in enumerate(top)
        ]
        lines.append(Strip([Segment(HALF, style) for style in styles], len(styles)))
    return lines


def _hex(pixel: tuple[int, int, int]) -> str:
    return "#{:02x}{:02x}{:02x}".format(*pixel)


class Picture(Widget, can_focus=True):
    """A picture as large as its space allows; nothing where it can't be drawn. ``label`` is its name."""

    DEFAULT_CSS = "Picture { width: 100%; height: 1fr; }"
    speech_role = N_("picture")

    def __init__(self, data: bytes, label: str, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._data, self._label = data, label
        self._strips: list[Strip] = []
        self._drawn = Size(0, 0)

    def spoken_parts(self) -> SpokenParts:
        """The picture's name."""
        return SpokenParts(self._label)

    def render_line(self, y: int) -> Strip:
        if self.size != self._drawn:
            self._drawn = self.size
            try:
                self._strips = strips(pixels_of(self._data, self.size.width, 2 * self.size.height))
            except NotUsable:
                self._strips = []
        if y >= len(self._strips):
            return Strip.blank(self.size.width, self.rich_style)
        line = self._strips[y]
        left = Strip.blank((self.size.width - line.cell_length) // 2, self.rich_style)
        return Strip.join([left, line]).adjust_cell_length(self.size.width, self.rich_style)
