"""A chart before it is drawn: one's sessions as dots, the trend's band, and one's own baseline.

Pure layout. ``picture`` gives the facts that a face's own chart or a report draws; ``draw`` lays them
out in cells, as text and, cell by cell, as what each character is. The same in words is ``twin.lines``.
"""

from __future__ import annotations

from collections.abc import Callable
from math import ceil, floor
from typing import Literal

import msgspec

from securecoach_tui.i18n import _
from securecoach_tui.progress.indicators import Unit
from securecoach_tui.progress.judgement import WEEK
from securecoach_tui.progress.model import Panel
from securecoach_tui.progress.trend import median
from securecoach_tui.text.quantities import number

Mark = Literal["", "label", "axis", "band", "baseline", "one", "several", "expected", "met", "joint"]

BOX: dict[Mark, str] = {"": " ", "axis": "│", "band": "░", "baseline": "─", "one": "•", "several": "●"}
ASCII: dict[Mark, str] = {"": " ", "axis": "|", "band": "~", "baseline": "-", "one": ".", "several": ":"}


class Picture(msgspec.Struct, frozen=True):
    """``points`` are (weeks since the first, value), oldest first; ``ticks`` are values with their words.

    ``band`` is two slopes a week (lowest, highest) and the point (weeks, value) that both pass through.
    """

    points: list[tuple[float, float]]
    low: float
    high: float
    ticks: list[tuple[float, str]]
    baseline: float | None = None
    band: tuple[float, float, float, float] | None = None


class Chart(msgspec.Struct, frozen=True):
    """``lines`` are as wide as asked, the gutter of labels included; ``marks`` has one name a cell."""

    lines: list[str]
    marks: list[list[Mark]]


def picture(panel: Panel) -> Picture | None:
    """What there is to draw of a panel; None under two points."""
    if len(panel.points) < 2:
        return None
    first = panel.points[0].at
    points = [((point.at - first) / WEEK, point.value) for point in panel.points]
    low, high, ticks = _scale([value for _week, value in points], panel.figures.unit)
    band, trend = None, panel.trend
    if trend is not None and trend.low is not None and trend.high is not None:
        centre = median([week for week, _value in points])
        band = (trend.low, trend.high, centre, trend.intercept + trend.slope * centre)
    return Picture(points, low, high, ticks, panel.figures.baseline, band)


def draw(panel: Panel, width: int, height: int, *, ascii: bool = False) -> Chart | None:
    """The panel's points in ``width`` x ``height`` cells; None under two points or where there is no room."""
    facts = picture(panel)
    if facts is None:
        return None
    gutter = max(len(label) for _value, label in facts.ticks) + 2  # a space and the axis
    across = width - gutter
    if across < 8 or height < 3:
        return None

    def row(value: float) -> int:
        place = (facts.high - value) / (facts.high - facts.low) * (height - 1)
        return min(height - 1, max(0, floor(place + 0.5)))

    field: list[list[Mark]] = [["" for _cell in range(across)] for _row in range(height)]
    _lay_band(field, facts, row)
    if facts.baseline is not None:
        field[row(facts.baseline)][:] = ["baseline"] * across
    _lay_dots(field, facts, row)
    return _text(field, {row(value): label for value, label in facts.ticks}, gutter, ASCII if ascii else BOX)


def legend(*, ascii: bool = False) -> str:
    """What the characters mean, in one line."""
    set_ = ASCII if ascii else BOX
    return _("{one} a session  {several} several  {baseline} where you began  {band} likely trend").format(
        one=set_["one"], several=set_["several"], baseline=set_["baseline"], band=set_["band"]
    )


def _scale(values: list[float], unit: Unit) -> tuple[float, float, list[tuple[float, str]]]:
    """Bottom, top, and the labels of the values between."""
    if unit == "share":
        bottom = min(0.0, floor(4 * min(values)) / 4)
        return bottom, 1.0, [(1.0, _("all")), (0.5, _("half")), (0.0, _("none"))]
    if unit == "points" and min(values) >= 0:
        return 0.0, 10.0, [(10.0, "10"), (5.0, "5"), (0.0, "0")]
    if unit == "points":
        reach = float(max(2, ceil(max(abs(value) for value in values) / 2) * 2))
        return -reach, reach, [(reach, f"+{reach:g}"), (0.0, "0"), (-reach, f"{-reach:g}")]
    top = {"stage": 4.0, "rung": max(10.0, max(values))}.get(unit) or _round_up(max(values))
    return 0.0, top, [(top, number(top, 1)), (top / 2, number(top / 2, 1)), (0.0, "0")]


def _round_up(value: float) -> float:
    step = 10.0 ** max(0, len(str(int(max(1.0, value)))) - 1)
    return max(2.0, ceil(value / step) * step)


def _lay_dots(field: list[list[Mark]], facts: Picture, row: Callable[[float], int]) -> None:
    reach = facts.points[-1][0] or 1.0
    for week, value in facts.points:
        line, at = field[row(value)], round(week / reach * (len(field[0]) - 1))
        line[at] = "several" if line[at] in ("one", "several") else "one"


def _lay_band(field: list[list[Mark]], facts: Picture, row: Callable[[float], int]) -> None:
    """The lines of all slopes within the interval, through the middle of the points."""
    if facts.band is None:
        return
    low, high, centre, level = facts.band
    across = len(field[0])
    for at in range(across):
        away = at / (across - 1) * facts.points[-1][0] - centre
        ends = sorted((row(level + low * away), row(level + high * away)))
        for line in range(ends[0], ends[1] + 1):
            field[line][at] = "band"


def _text(field: list[list[Mark]], labels: dict[int, str], gutter: int, shapes: dict[Mark, str]) -> Chart:
    lines, marks = [], []
    for number_, cells in enumerate(field):
        label = labels.get(number_, "").rjust(gutter - 2)
        lines.append(f"{label} {shapes['axis']}" + "".join(shapes[mark] for mark in cells))
        head: list[Mark] = ["label"] * (gutter - 1)
        marks.append([*head, "axis", *cells])
    return Chart(lines, marks)
