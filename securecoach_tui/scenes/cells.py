"""A picture in cells, and a canvas to draw one on.

A colour is a number: its meaning is given here, and ``tui/scenes/palette.py`` gives each theme's colour for it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from rich.cells import cell_len

GROUND = 0  # nothing
BANDS = 6  # the bands of the one hue are the colours 1 to 6, from the middle to the edge
RING, TEXT, QUIET, ACCENT, ON_BAND, SOFT = 7, 8, 9, 10, 11, 12  # SOFT is half way from the last band to the ground
FADES = 3  # colours between each band and the ground
FADED = 13  # the first of them
# On a light ground the bands are darkest in the middle, and a sun of them would be a black one. A light is drawn there in
# six colours of its own, from its pale middle out, within a rim that stands out from the ground.
GLOW = FADED + BANDS * FADES  # the first of the six
RIM = GLOW + BANDS
UPPER, LOWER = "▀", "▄"


class Run(NamedTuple):
    """Characters beside each other in one ``ink``, on one ``ground``."""

    text: str
    ink: int = GROUND
    ground: int = GROUND


Row = tuple[Run, ...]
Picture = tuple[Row, ...]
Cell = tuple[str, int, int]  # a character (or "" behind a wide one), its ink and its ground


class Frame(NamedTuple):
    """The space for a picture, in cells, and what the terminal and the person allow.

    ``shades`` is the number of bands that can be told apart, and ``soft`` the number of colours between a band and the
    ground, at most ``FADES``. ``still`` asks for reduced motion. ``rim``: whether a light is drawn pale within a rim.
    """

    width: int
    height: int
    shades: int = BANDS
    ascii: bool = False
    still: bool = False
    soft: int = 0
    rim: bool = False


def faded(band: int, step: int) -> int:
    """The colour of a band after ``step`` of the steps from it to the ground; 0 is the band itself."""
    return FADED + (band - 1) * FADES + step - 1 if step else band


class Canvas:
    """A picture while it is drawn: a colour for each half cell, and characters over them."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self.dots = [bytearray(width) for _ in range(2 * height)]  # two rows of dots for each row of cells
        self._words: dict[tuple[int, int], tuple[str, int]] = {}

    def paint(self, colour: Callable[[int, int], int]) -> None:
        """Give each dot the colour that ``colour`` returns for its column and row; 0 leaves it as it is."""
        for y, row in enumerate(self.dots):
            for x in range(self.width):
                found = colour(x, y)
                if found:
                    row[x] = found

    def light_up(self) -> None:
        """Make what is painted a light: the dots beside the ground its rim, the others pale. It goes on at the sides and below."""
        bands, last = [bytes(row) for row in self.dots], len(self.dots) - 1
        for y, row in enumerate(bands):
            above, below = bands[y - 1] if y else bytes(self.width), bands[min(last, y + 1)]
            for x, band in enumerate(row):
                if 0 < band <= BANDS:
                    beside = row[max(0, x - 1)] and row[min(self.width - 1, x + 1)]
                    self.dots[y][x] = GLOW + band - 1 if beside and above[x] and below[x] else RIM

    def write(self, x: int, y: int, text: str, ink: int) -> None:
        """Write ``text`` at a cell; what is outside the canvas is left out."""
        if not 0 <= y < self.height:
            return
        for sign in text:
            cells = cell_len(sign)
            if cells and x >= 0 and x + cells <= self.width:
                self._words[x, y] = (sign, ink)
                for behind in range(1, cells):
                    self._words[x + behind, y] = ("", ink)
            x += cells

    def centre(self, y: int, text: str, ink: int) -> None:
        """Write ``text`` in the middle of a row."""
        self.write((self.width - cell_len(text)) // 2, y, text, ink)

    def picture(self, width: int) -> Picture:
        """The picture with the canvas in the middle of ``width`` cells."""
        left = max(0, (width - self.width) // 2)
        right = max(0, width - self.width - left)
        words: list[list[tuple[int, str, int]]] = [[] for _ in range(self.height)]
        for (x, y), (sign, ink) in self._words.items():
            words[y].append((x, sign, ink))
        dots = [bytes(row) for row in self.dots]
        return tuple(_row(dots[2 * y], dots[2 * y + 1], tuple(words[y]), left, right) for y in range(self.height))


@lru_cache(4096)
def _row(upper: bytes, lower: bytes, words: tuple[tuple[int, str, int], ...], left: int, right: int) -> Row:
    """A row of a picture from its two rows of dots and its words; kept, because most rows don't change in a frame."""
    cells: list[Cell] = []
    for above, below in zip(upper, lower, strict=True):
        if above == below:
            cells.append((" ", above, above))
        elif above == GROUND:
            cells.append((LOWER, below, GROUND))
        else:
            cells.append((UPPER, above, below))
    for x, sign, ink in words:
        above, below = upper[x], lower[x]
        on_band = 0 < above <= BANDS and 0 < below <= BANDS
        cells[x] = (sign, (ON_BAND if on_band else ink), (above if on_band else GROUND))
    return runs([*[(" ", 0, 0)] * left, *cells, *[(" ", 0, 0)] * right])


def runs(cells: list[Cell]) -> Row:
    """A row of cells as runs."""
    found: list[Run] = []
    text, ink, ground = "", GROUND, GROUND
    for sign, cell_ink, cell_ground in cells:
        if text and (cell_ink, cell_ground) != (ink, ground):
            found.append(Run(text, ink, ground))
            text = ""
        text, ink, ground = text + sign, cell_ink, cell_ground
    return (*found, Run(text, ink, ground)) if text else tuple(found)


def blank(width: int, height: int) -> Picture:
    """A picture of nothing."""
    return ((Run(" " * width),),) * height


def cells_of(row: Row) -> list[Cell]:
    """The cells of a row."""
    found: list[Cell] = []
    for text, ink, ground in row:
        if cell_len(text) == len(text):
            found += [(sign, ink, ground) for sign in text]
            continue
        for sign in text:
            found.append((sign, ink, ground))
            found += [("", ink, ground)] * (cell_len(sign) - 1)
    return found


NEAR = 3  # cells; writing these is shorter than moving the terminal's cursor over them


@lru_cache(4096)
def changed_spans(old: Row, new: Row) -> list[tuple[int, int]]:
    """The columns from and to (exclusive) at which two rows of one width differ."""
    first, last = 0, 0  # the runs that both rows have at the left, and at the right
    fewest = min(len(old), len(new))
    while first < fewest and old[first] == new[first]:
        first += 1
    while last < fewest - first and old[-1 - last] == new[-1 - last]:
        last += 1
    left = sum(cell_len(run.text) for run in new[:first])
    before, after = cells_of(old[first : len(old) - last]), cells_of(new[first : len(new) - last])
    spans: list[tuple[int, int]] = []
    for x, (one, other) in enumerate(zip(before, after, strict=True), left):
        if one != other:
            if spans and x - spans[-1][1] <= NEAR:
                spans[-1] = (spans[-1][0], x + 1)
            else:
                spans.append((x, x + 1))
    return spans
