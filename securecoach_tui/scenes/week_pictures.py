"""The pictures of the path: eight small ones in a line, and a larger one for each week's lesson. None of them moves."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import lru_cache

from rich.cells import cell_len

from securecoach_tui.scenes.cells import ACCENT, BANDS, QUIET, Canvas, Frame, Picture, Row, Run
from securecoach_tui.scenes.disc import band
from securecoach_tui.scenes.lines import row

SMALL_CELLS = 3
# The small pictures by name, and in ASCII.
SMALL = {
    "breath": ("(●)", "(o)"),
    "star": ("·◆·", ".*."),
    "words": ("“≡”", '"="'),
    "rest": ("─◠─", "-^-"),
    "wave": ("≈≈≈", "~~~"),
    "story": ("│┆┆", "|::"),
    "step": ("▂▄▆", "_-="),
    "keep": ("•••", "ooo"),
}
LIGHTS = frozenset({"star", "rest"})
WIDTH = 40  # cells of a larger picture

Shade = Callable[[float, float], float | None]


def weeks_line(pictures: Sequence[str], current: int, frame: Frame) -> Picture:
    """The weeks beside each other: their pictures, and their numbers below. ``current`` is in brackets; 0 for none."""
    cells = max(SMALL_CELLS + 1, min(8, frame.width // max(1, len(pictures))))
    above: list[tuple[str, int]] = []
    below: list[tuple[str, int]] = []
    for number, name in enumerate(pictures, 1):
        ink = ACCENT if number == current else QUIET
        sign = SMALL[name][frame.ascii]
        above.append((_at_left(sign, cells), ink))
        below.append((_at_left(f"[{number}]" if number == current else str(number), cells), ink))
    return row(frame.width, *above), row(frame.width, *below)


def _at_left(text: str, cells: int) -> str:
    """``text`` in the middle of a small picture's width, at the left of ``cells``."""
    left = max(0, SMALL_CELLS - cell_len(text)) // 2
    return " " * left + text + " " * (cells - cell_len(text) - left)


@lru_cache(32)
def lesson_picture(name: str, frame: Frame) -> Picture:
    """The picture of a week's lesson, in the middle of ``frame``."""
    width, height = min(WIDTH, frame.width), frame.height
    canvas, shade = Canvas(width, height), _SHADES[name]

    def colour(x: int, y: int) -> int:
        # From -1 to 1 up and down; a dot is as wide as it is high, so that a circle is round.
        found = shade((x + 0.5 - width / 2) / height, (y + 0.5 - height) / height)
        return 0 if found is None else band(min(1.0, max(0.0, found)), frame.shades)

    canvas.paint(colour)
    if frame.rim and name in LIGHTS and not frame.ascii:
        canvas.light_up()
    if not frame.ascii:
        return canvas.picture(frame.width)
    left = (frame.width - width) // 2
    return tuple(_in_signs(canvas, line, left, frame.width) for line in range(height))


def _in_signs(canvas: Canvas, line: int, left: int, width: int) -> Row:
    """A row of dots in ASCII: a sign for both halves of a cell, for the upper one, and for the lower one."""
    upper, lower = canvas.dots[2 * line], canvas.dots[2 * line + 1]
    signs = "".join(("#" if b else "'") if a else ("." if b else " ") for a, b in zip(upper, lower, strict=True))
    return (Run(" " * left), Run(signs, BANDS), Run(" " * (width - left - len(signs))))


# Each gives a dot the distance from the middle of its band, 0 to 1, or None where nothing is drawn.


def _breath(x: float, y: float) -> float | None:
    away = math.hypot(x, y)
    return away if away <= 1 else None


def _star(x: float, y: float) -> float | None:
    away = math.sqrt(abs(x) / 1.8) + math.sqrt(abs(y) / 1.1)
    return away if away <= 1 else None


def _words(x: float, y: float) -> float | None:
    """Three lines of writing, the last one half as long."""
    for middle, length in ((-0.6, 2.2), (0.0, 2.2), (0.6, 1.1)):
        if abs(y - middle) < 0.16 and -2.2 <= x <= -2.2 + 2 * length:
            return (x + 2.2) / 4.4
    return None


def _rest(x: float, y: float) -> float | None:
    """A sun half above the horizon, and its light on it."""
    away = math.hypot(x, y - 0.6)
    if y < 0.6 and away <= 1:
        return away
    return abs(x) / 2.6 if 0.72 < y < 0.88 and abs(x) < 2.6 else None


def _wave(x: float, y: float) -> float | None:
    """A wave that rises, peaks and goes down, filled to the ground."""
    crest = 0.95 - 1.8 * math.exp(-((x / 1.1) ** 2))
    return (y - crest) / 1.9 if crest <= y <= 0.95 else None


def _story(x: float, y: float) -> float | None:
    """One reading at the left, two others at the right."""
    if -2.2 <= x <= -0.6 and abs(y) < 0.85:
        return 0.1
    for middle in (-0.45, 0.45):
        if 0.2 <= x <= 2.2 and abs(y - middle) < 0.28:
            return 0.8
    return None


def _step(x: float, y: float) -> float | None:
    """Four stairs, going up to the right."""
    stair = math.floor((x + 2.4) / 1.2)
    if not 0 <= stair <= 3:
        return None
    return (3 - stair) / 4 if y >= 0.55 - 0.5 * stair else None


def _keep(x: float, y: float) -> float | None:
    """Three things to keep."""
    for middle in (-1.7, 0.0, 1.7):
        away = math.hypot(x - middle, y) / 0.62
        if away <= 1:
            return away
    return None


_SHADES: dict[str, Shade] = {
    "breath": _breath,
    "star": _star,
    "words": _words,
    "rest": _rest,
    "wave": _wave,
    "story": _story,
    "step": _step,
    "keep": _keep,
}
