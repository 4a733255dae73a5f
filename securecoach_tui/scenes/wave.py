"""The wave of an urge: one's own ratings as a line that grows. What is still to come stays blank.

A line drawn ahead would be a promise. Between two ratings the line is straight; after the last one, dots hold its
height up to now.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

import msgspec

from securecoach_tui.practice.record import Rating, Scale, SessionRecord, When
from securecoach_tui.practice.session.state import Session
from securecoach_tui.scenes.cells import ACCENT, QUIET, RING, TEXT, Cell, Frame, Picture, runs
from securecoach_tui.scenes.moment import Moment
from securecoach_tui.text.durations import clock_time

WIDEST, HIGHEST = 72, 14  # cells
GUTTER = 4  # cells for the numbers of the scale
FEWEST_ROWS = 7  # a lower picture leaves out the times
FIRST_MINUTES = 300.0  # seconds that the time axis of an open-ended session begins with; it doubles when they are full
GRID = 4  # cells between two dots of the lines at 5 and at 10
BRAILLE = 0x2800
DOTS = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))  # the dots of a braille cell, by column and row


class WaveState(NamedTuple):
    """Ratings as (second, value), the seconds that fit the width, the second now (None for a wave that is over)."""

    points: tuple[tuple[float, int], ...]
    total: float
    now: float | None
    numbers: bool


class Wave:
    """The scene of urges, and of waiting."""

    def state(self, moment: Moment, frame: Frame) -> WaveState:
        session = moment.session
        total = _total(session, moment.at)
        step = total / max(1, _plot_width(frame))
        now = (
            None if frame.still else int(max(0.0, moment.at) / step) * step
        )  # the cell of now, so that few moments differ
        return WaveState(points_of(session.ratings, scale_of(session), total), total, now, moment.numbers)

    def picture(self, state: WaveState, frame: Frame) -> Picture:
        return drawn(state, frame)


def scale_of(session: Session) -> Scale:
    """The scale of the wave: urge where the exercise asks for it, else distress."""
    exercise = session.timeline.exercise
    asks = any(step.rate == str(Scale.URGE) for step in (*exercise.opening, *exercise.body, *exercise.closing))
    return Scale.URGE if asks else Scale.DISTRESS


def points_of(ratings: Iterable[Rating], scale: Scale, total: float) -> tuple[tuple[float, int], ...]:
    """The ratings on a scale as (second, value), in order of time."""
    ends = {When.BEFORE: 0.0, When.AFTER: total}
    found = [(ends.get(one.when, min(total, one.at or 0.0)), one.value) for one in ratings if one.scale == scale]
    return tuple(sorted(found, key=lambda point: point[0]))


def wave_of(record: SessionRecord, scale: Scale = Scale.URGE) -> WaveState | None:
    """The whole wave of a stored session, over the seconds practised; None if fewer than two ratings on the scale were given."""
    ratings = [msgspec.structs.replace(one, at=record.practised_at(one)) for one in record.ratings]
    total = max(record.practised_seconds or 0.0, *(one.at or 0.0 for one in ratings), 1.0)
    points = points_of(ratings, scale, total)
    return WaveState(points, total, None, True) if len(points) > 1 else None


def drawn(state: WaveState, frame: Frame) -> Picture:
    """The picture of a wave."""
    width, rows = _plot_width(frame), _plot_height(frame)
    grid: list[list[Cell]] = [_line_of_grid(y, rows, width, frame.ascii) for y in range(rows)]
    _draw_line(grid, state, width, rows, frame.ascii)
    lines = [_with_scale(grid[y], y, rows, numbers=state.numbers) for y in range(rows)]
    if frame.height >= FEWEST_ROWS:
        lines.append(_times(state, width))
    left = max(0, (frame.width - width - GUTTER) // 2)
    right = max(0, frame.width - width - GUTTER - left)
    return tuple(runs([*_blank(left), *line, *_blank(right)]) for line in lines)


def _total(session: Session, at: float) -> float:
    if not session.timeline.open:
        return max(1.0, session.timeline.total)
    total = FIRST_MINUTES
    while total < at:
        total *= 2
    return total


def _plot_width(frame: Frame) -> int:
    return max(1, min(WIDEST, frame.width) - GUTTER)


def _plot_height(frame: Frame) -> int:
    rows = max(1, min(HIGHEST, frame.height) - (1 if frame.height >= FEWEST_ROWS else 0))
    return rows - 1 + rows % 2  # an odd number, so that 5 is in the middle


def _blank(cells: int) -> list[Cell]:
    return [(" ", 0, 0)] * cells


def _line_of_grid(y: int, rows: int, width: int, ascii: bool) -> list[Cell]:
    """A row without the wave: the axis at 0, and dots at 5 and 10."""
    if y == rows - 1:
        return [("-" if ascii else "─", RING, 0)] * width
    if y in (0, (rows - 1) // 2):
        return [("." if ascii else "·", RING, 0) if x % GRID == 0 else (" ", 0, 0) for x in range(width)]
    return _blank(width)


def _with_scale(line: Sequence[Cell], y: int, rows: int, *, numbers: bool) -> list[Cell]:
    labels = {0: "10", (rows - 1) // 2: "5", rows - 1: "0"} if numbers else {}
    return [*((sign, QUIET, 0) for sign in f"{labels.get(y, ''):>3} "), *line]


def _times(state: WaveState, width: int) -> list[Cell]:
    """The times below the axis: where the width begins, its middle and its end."""
    text = [" "] * width
    for share in (0.0, 0.5, 1.0) if state.numbers else ():
        label = clock_time(state.total * share)
        first = round(share * (width - len(label)))
        text[first : first + len(label)] = label
    return [*_blank(GUTTER), *((sign, QUIET, 0) for sign in text)]


def _draw_line(grid: list[list[Cell]], state: WaveState, width: int, rows: int, ascii: bool) -> None:
    """The line through the ratings, a sign at each of them, and one at the moment now, at the height of the last."""

    def column(second: float) -> float:
        return min(1.0, second / state.total) * (width - 1)

    def row(value: float) -> float:
        return (1.0 - value / 10.0) * (rows - 1)

    bits: dict[tuple[int, int], int] = {}
    spots = [(column(second), row(value)) for second, value in state.points]
    for (x1, y1), (x2, y2) in pairwise(spots):
        _join(bits, x1, y1, x2, y2)
    if spots and state.now is not None:
        x1, y1 = spots[-1]
        for ahead in range(int(x1) + 1, int(column(state.now)), 2):
            _set(bits, float(ahead), y1)
    for (x, y), dots in bits.items():
        if 0 <= y < rows and 0 <= x < width:
            grid[y][x] = (
                "." if ascii else chr(BRAILLE + dots),
                ACCENT if len(spots) > 1 and x <= spots[-1][0] else QUIET,
                0,
            )
    for across, down in spots:
        grid[round(down)][round(across)] = ("*" if ascii else "●", ACCENT, 0)
    if spots and state.now is not None:  # without a rating any height would be a claim
        grid[round(spots[-1][1])][min(width - 1, round(column(state.now)))] = ("o" if ascii else "○", TEXT, 0)


def _join(bits: dict[tuple[int, int], int], x1: float, y1: float, x2: float, y2: float) -> None:
    steps = max(1, round(max(abs(x2 - x1) * 2, abs(y2 - y1) * 4)))
    for number in range(steps + 1):
        share = number / steps
        _set(bits, x1 + (x2 - x1) * share, y1 + (y2 - y1) * share)


def _set(bits: dict[tuple[int, int], int], x: float, y: float) -> None:
    """Light the dot of a braille cell: two columns and four rows in each; a height is the middle of its cell."""
    column, row = round(x * 2), round(y * 4 + 1.5)
    key = (column // 2, row // 4)
    bits[key] = bits.get(key, 0) | DOTS[column % 2][row % 4]
