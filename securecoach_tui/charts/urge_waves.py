"""Urges laid over each other, each from the beginning of its session to the end; the newest one is bright."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from securecoach_tui.charts.cells import CellChart, Mark
from securecoach_tui.i18n import _
from securecoach_tui.progress.described import UrgeWave

OLDER, NEWEST = {False: "·", True: "."}, {False: "●", True: "*"}
MOST_WAVES = 8  # the newest
MIN_COLUMNS, MIN_ROWS, GUTTER = 16, 3, 4


def draw(waves: Sequence[UrgeWave], width: int, height: int, *, ascii: bool = False) -> CellChart | None:
    """The newest waves in ``width`` x ``height`` cells; None without any, or if the chart doesn't fit."""
    across = width - GUTTER
    if not waves or across < MIN_COLUMNS or height < MIN_ROWS:
        return None
    signs = [[" "] * across for _row in range(height)]
    marks: list[list[Mark]] = [[""] * across for _row in range(height)]
    shown = waves[-MOST_WAVES:]
    for wave in shown:
        newest = wave is shown[-1]
        for column in range(across):
            value = value_at(wave.points, column / (across - 1))
            row = round((10 - value) / 10 * (height - 1))
            signs[row][column] = (NEWEST if newest else OLDER)[ascii]
            marks[row][column] = "met" if newest else "label"
    axis, head = "|" if ascii else "│", list[Mark](["label"] * GUTTER)
    labels = {0: "10", round((height - 1) / 2): " 5", height - 1: " 0"}
    lines = [f"{labels.get(number, '  ')} {axis}{''.join(row)}" for number, row in enumerate(signs)]
    return CellChart(lines, [[*head, *row] for row in marks])


def value_at(points: Sequence[tuple[float, int]], part: float) -> float:
    """The rating at a part (0 to 1) of the session, on the straight lines between the points."""
    for (first, low), (last, high) in pairwise(points):
        if part <= last:
            return low if last == first else low + (high - low) * max(0.0, (part - first) / (last - first))
    return points[-1][1]


def legend(*, ascii: bool = False) -> str:
    """What the characters mean, in one line."""
    return _("{newest} the newest urge  {older} earlier ones").format(newest=NEWEST[ascii], older=OLDER[ascii])
