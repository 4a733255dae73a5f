"""The chart of an indicator: a dot for each session, the band of the likely trend, and the person's baseline.

``indicator_chart`` returns the chart's data, which reports draw as SVG; ``draw`` lays it out in cells.
``chart_words.lines`` gives the same facts in words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil, floor

import msgspec

from securecoach_tui.charts.cells import CellChart, Mark, with_scale
from securecoach_tui.i18n import _
from securecoach_tui.progress.indicators import Unit
from securecoach_tui.progress.judgement import WEEK, Point
from securecoach_tui.progress.model import IndicatorProgress
from securecoach_tui.progress.trend import Trend, median
from securecoach_tui.text.figures import Figure
from securecoach_tui.text.quantities import number

BOX: dict[Mark, str] = {"": " ", "axis": "│", "band": "░", "baseline": "─", "one": "•", "several": "●"}
ASCII: dict[Mark, str] = {"": " ", "axis": "|", "band": "~", "baseline": "-", "one": ".", "several": ":"}
MIN_COLUMNS, MIN_ROWS = 8, 3  # the smallest plot, without its labels


class TrendChart(msgspec.Struct, frozen=True):
    """The data of a chart.

    Attributes:
        points: (weeks since the first point, value), oldest first.
        low: the value at the bottom of the scale.
        high: the value at its top.
        ticks: (value, label) of the scale, from the top.
        baseline: a value, or None.
        band: (lowest slope, highest slope, weeks, value); slopes in units per week, and the point where both lines
            cross.
    """

    points: list[tuple[float, float]]
    low: float
    high: float
    ticks: list[tuple[float, str]]
    baseline: float | None = None
    band: tuple[float, float, float, float] | None = None


def indicator_chart(indicator: IndicatorProgress) -> TrendChart | None:
    """The data of an indicator's chart; None with fewer than two points."""
    figures = indicator.figures
    return trend_chart(indicator.points, figures.unit, baseline=figures.baseline, trend=indicator.trend)


def trend_chart(
    points: Sequence[Point], unit: Unit, *, baseline: float | None = None, trend: Trend | None = None
) -> TrendChart | None:
    """The data of a chart of ``points``, oldest first; None with fewer than two points."""
    if len(points) < 2:
        return None
    placed = [((point.at - points[0].at) / WEEK, point.value) for point in points]
    low, high, ticks = _scale([value for _week, value in placed], unit)
    band = None
    if trend is not None and trend.low is not None and trend.high is not None:
        centre = median([week for week, _value in placed])
        band = (trend.low, trend.high, centre, trend.intercept + trend.slope * centre)
    return TrendChart(placed, low, high, ticks, baseline, band)


def draw(chart: TrendChart | None, width: int, height: int, *, ascii: bool = False) -> CellChart | None:
    """The chart in ``width`` x ``height`` cells; None without data, or if the chart does not fit."""
    if chart is None:
        return None
    gutter = gutter_of(chart)
    across = width - gutter
    if across < MIN_COLUMNS or height < MIN_ROWS:
        return None

    def row(value: float) -> int:
        return row_of(chart, value, height)

    field: list[list[Mark]] = [["" for _cell in range(across)] for _row in range(height)]
    _add_band(field, chart, row)
    if chart.baseline is not None:
        field[row(chart.baseline)][:] = ["baseline"] * across
    _add_dots(field, chart, row)
    signs = ASCII if ascii else BOX
    rows = ["".join(signs[mark] for mark in cells) for cells in field]
    return with_scale(rows, field, scale_of(chart, height), gutter, signs["axis"])


def gutter_of(chart: TrendChart) -> int:
    """How many cells the labels of the scale take, with a space and the axis."""
    return max(len(label) for _value, label in chart.ticks) + 2


def row_of(chart: TrendChart, value: float, rows: int) -> int:
    """In which of ``rows`` a value is drawn, counted from the top."""
    down = (chart.high - value) / (chart.high - chart.low) * (rows - 1)
    return min(rows - 1, max(0, floor(down + 0.5)))


def scale_of(chart: TrendChart, rows: int) -> dict[int, str]:
    """The labels of the scale, by their row of ``rows``."""
    return {row_of(chart, value, rows): label for value, label in chart.ticks}


def legend(*, ascii: bool = False) -> str:
    """What the characters mean, in one line."""
    signs = ASCII if ascii else BOX
    return _("{one} a session  {several} several  {baseline} where you started  {band} likely trend").format(
        one=signs["one"], several=signs["several"], baseline=signs["baseline"], band=signs["band"]
    )


def _scale(values: list[float], unit: Unit) -> tuple[float, float, list[tuple[float, str]]]:
    """The bottom and the top of the scale, and its ticks."""
    if unit == "share":
        bottom = min(0.0, floor(4 * min(values)) / 4)
        return bottom, 1.0, [(1.0, _("all")), (0.5, _("half")), (0.0, _("none"))]
    if unit == "points" and min(values) >= 0:
        return 0.0, 10.0, [(10.0, "10"), (5.0, "5"), (0.0, "0")]
    if unit == "points":
        reach = float(max(2, ceil(max(abs(value) for value in values) / 2) * 2))
        return -reach, reach, [(reach, f"+{Figure(reach):g}"), (0.0, "0"), (-reach, f"{Figure(-reach):g}")]
    top = {"stage": 4.0, "rung": max(10.0, max(values))}.get(unit) or _round_up(max(values))
    return 0.0, top, [(top, number(top, 1)), (top / 2, number(top / 2, 1)), (0.0, "0")]


def _round_up(value: float) -> float:
    step = 10.0 ** max(0, len(str(int(max(1.0, value)))) - 1)
    return max(2.0, ceil(value / step) * step)


def _add_dots(field: list[list[Mark]], chart: TrendChart, row: Callable[[float], int]) -> None:
    reach = chart.points[-1][0] or 1.0
    for week, value in chart.points:
        line, at = field[row(value)], round(week / reach * (len(field[0]) - 1))
        line[at] = "several" if line[at] in ("one", "several") else "one"


def _add_band(field: list[list[Mark]], chart: TrendChart, row: Callable[[float], int]) -> None:
    """Fill the area between the two outermost slopes, which cross in the middle of the points."""
    if chart.band is None:
        return
    low, high, centre, level = chart.band
    across = len(field[0])
    for at in range(across):
        weeks = at / (across - 1) * chart.points[-1][0] - centre
        ends = sorted((row(level + low * weeks), row(level + high * weeks)))
        for line in range(ends[0], ends[1] + 1):
            field[line][at] = "band"
