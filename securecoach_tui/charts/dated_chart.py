"""The chart of an indicator with dates below it: a dot for each session, four dots to a cell (braille).

The data is that of ``trend_chart``. With plain characters a cell shows one dot.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from securecoach_tui.charts.cells import CellChart, Mark, label_cells, with_scale
from securecoach_tui.charts.trend_chart import (
    ASCII,
    BOX,
    MIN_COLUMNS,
    MIN_ROWS,
    TrendChart,
    gutter_of,
    row_of,
    scale_of,
)
from securecoach_tui.i18n import _
from securecoach_tui.text.dates import month_name, short_date

BRAILLE = 0x2800
DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))  # the bit of each dot, by row and column of a cell
ACROSS, DOWN = 2, 4  # dots of a cell
MONTHS_FROM = 5.0  # weeks; a shorter time is labelled with its first and last day
CHOSEN = {False: "◉", True: "@"}  # by whether only plain characters are used

Place = tuple[int, int]  # row and column of a cell, or of a dot


def draw(
    chart: TrendChart | None, begins: date, width: int, height: int, *, chosen: int | None = None, ascii: bool = False
) -> CellChart | None:
    """The chart in ``width`` x ``height`` cells, the last row for dates; None without data, or if it doesn't fit.

    Args:
        begins: the day of the first point.
        chosen: the number of a point to mark.
    """
    if chart is None:
        return None
    gutter = gutter_of(chart)
    across, down = width - gutter, height - 1
    if across < MIN_COLUMNS or down < MIN_ROWS:
        return None
    signs = ASCII if ascii else BOX
    cells = _dots(chart, across, down, ascii=ascii)
    rows = [[" "] * across for _row in range(down)]
    marks: list[list[Mark]] = [[""] * across for _row in range(down)]
    if chart.baseline is not None:
        row = row_of(chart, chart.baseline, down)
        rows[row], marks[row] = [signs["baseline"]] * across, ["joint"] * across
    for (row, column), sign in cells.items():
        rows[row][column], marks[row][column] = sign, "one"
    if chosen is not None:
        row, column = cell_of(chart, chosen, across, down, ascii=ascii)
        rows[row][column], marks[row][column] = CHOSEN[ascii], "met"
    plot = with_scale(["".join(row) for row in rows], marks, scale_of(chart, down), gutter, signs["axis"])
    below = (" " * gutter + _dates(chart, begins, across))[:width]
    return CellChart([*plot.lines, below], [*plot.marks, label_cells(len(below))])


def cell_of(chart: TrendChart, number: int, across: int, down: int, *, ascii: bool = False) -> Place:
    """The row and the column of the cell that a point is drawn in."""
    row, column = _dot(chart, number, across, down, ascii=ascii)
    return (row, column) if ascii else (row // DOWN, column // ACROSS)


def legend(*, ascii: bool = False) -> str:
    """What the characters mean, in one line."""
    dot, baseline = ("." if ascii else "⠂"), (ASCII if ascii else BOX)["baseline"]
    return _("{dot} a session  {baseline} where you started").format(dot=dot, baseline=baseline)


def _dot(chart: TrendChart, number: int, across: int, down: int, *, ascii: bool = False) -> Place:
    """The row and the column of a point's dot. With plain characters a cell is one dot."""
    week, value = chart.points[number]
    rows, columns = (down, across) if ascii else (down * DOWN, across * ACROSS)
    return row_of(chart, value, rows), round(week / (chart.points[-1][0] or 1.0) * (columns - 1))


def _dots(chart: TrendChart, across: int, down: int, *, ascii: bool) -> dict[Place, str]:
    """The sign of each cell that has a dot."""
    if ascii:
        counts: dict[Place, int] = {}
        for number in range(len(chart.points)):
            place = cell_of(chart, number, across, down, ascii=True)
            counts[place] = counts.get(place, 0) + 1
        return {place: ASCII["one"] if count == 1 else ASCII["several"] for place, count in counts.items()}
    bits: dict[Place, int] = {}
    for number in range(len(chart.points)):
        row, column = _dot(chart, number, across, down)
        cell = (row // DOWN, column // ACROSS)
        bits[cell] = bits.get(cell, 0) | DOTS[row % DOWN][column % ACROSS]
    return {place: chr(BRAILLE + cell) for place, cell in bits.items()}


def date_labels(chart: TrendChart, begins: date) -> list[tuple[float, str]]:
    """(week, label): each month where it begins; in a short time only the first and the last day."""
    weeks = chart.points[-1][0]
    ends = begins + timedelta(days=round(weeks * 7))
    if weeks >= MONTHS_FROM:
        return [((day - begins).days / 7, month_name(day)) for day in _months(begins, ends)]
    first, last = (short_date(day, ends, narrow=True).strip() for day in (begins, ends))
    return [(0.0, first)] if first == last else [(0.0, first), (weeks, last)]


def _dates(chart: TrendChart, begins: date, across: int) -> str:
    weeks = chart.points[-1][0] or 1.0
    labels = date_labels(chart, begins)
    columns = [(round(week / weeks * (across - 1)), label) for week, label in labels]
    if weeks < MONTHS_FROM:  # the last day ends where the chart ends
        columns = [(min(column, across - len(label)), label) for column, label in columns]
    return label_row(columns, across)


def label_row(labels: Sequence[tuple[int, str]], width: int) -> str:
    """Labels in a row of ``width`` cells, each at its column; one without room is left out."""
    row = ""
    for column, label in labels:
        if (not row or column > len(row)) and column + len(label) <= width:
            row = row.ljust(column) + label
    return row


def _months(begins: date, ends: date) -> list[date]:
    """The first days of the months from ``begins`` to ``ends``."""
    months, day = [], date(begins.year, begins.month, 1)
    while day <= ends:
        if day >= begins:
            months.append(day)
        day = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return months
