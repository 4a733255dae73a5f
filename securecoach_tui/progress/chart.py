"""A chart laid out in cells: one's sessions as dots, the trend's band, and one's own baseline.

Pure layout. ``draw`` gives lines of text and, cell by cell, what each character is, so that a face can
colour them; nothing is told by colour alone. The same in words is ``twin.lines``.
"""

from __future__ import annotations

from collections.abc import Callable
from math import ceil, floor
from typing import Literal

import msgspec

from securecoach_tui.i18n import _
from securecoach_tui.progress.indicators import Unit
from securecoach_tui.progress.model import Panel
from securecoach_tui.progress.movement import WEEK
from securecoach_tui.progress.naming import number
from securecoach_tui.progress.trend import median

Mark = Literal["", "label", "axis", "band", "baseline", "one", "several"]

BOX: dict[Mark, str] = {"": " ", "axis": "│", "band": "░", "baseline": "─", "one": "•", "several": "●"}
ASCII: dict[Mark, str] = {"": " ", "axis": "|", "band": "~", "baseline": "-", "one": ".", "several": ":"}


class Chart(msgspec.Struct, frozen=True):
    """``lines`` are as wide as asked, the gutter of labels included; ``marks`` has one name a cell."""

    lines: list[str]
    marks: list[list[Mark]]


def draw(panel: Panel, width: int, height: int, *, ascii: bool = False) -> Chart | None:
    """The panel's points in ``width`` x ``height`` cells; None under two points or where there is no room."""
    low, high, ticks = _scale(panel)
    gutter = max(len(label) for label in ticks.values()) + 2  # a space and the axis
    across = width - gutter
    if len(panel.points) < 2 or across < 8 or height < 3:
        return None

    def row(value: float) -> int:
        place = (high - value) / (high - low) * (height - 1)
        return min(height - 1, max(0, floor(place + 0.5)))

    field: list[list[Mark]] = [["" for _cell in range(across)] for _row in range(height)]
    _lay_band(field, panel, row)
    if panel.figures.baseline is not None:
        field[row(panel.figures.baseline)][:] = ["baseline"] * across
    _lay_dots(field, panel, row)
    labels = {row(value): label for value, label in ticks.items()}
    return _text(field, labels, gutter, ASCII if ascii else BOX)


def legend(*, ascii: bool = False) -> str:
    """What the characters mean, in one line."""
    set_ = ASCII if ascii else BOX
    return _("{one} a session  {several} several  {baseline} where you began  {band} trend, likely range").format(
        one=set_["one"], several=set_["several"], baseline=set_["baseline"], band=set_["band"]
    )


def _scale(panel: Panel) -> tuple[float, float, dict[float, str]]:
    """Bottom, top, and the labels of the values between."""
    values = [point.value for point in panel.points] or [0.0]
    unit: Unit = panel.figures.unit
    if unit == "share":
        bottom = min(0.0, floor(4 * min(values)) / 4)
        return bottom, 1.0, {1.0: _("all"), 0.5: _("half"), 0.0: _("none")}
    if unit == "points" and min(values) >= 0:
        return 0.0, 10.0, {10.0: "10", 5.0: "5", 0.0: "0"}
    if unit == "points":
        reach = float(max(2, ceil(max(abs(value) for value in values) / 2) * 2))
        return -reach, reach, {reach: f"+{reach:g}", 0.0: "0", -reach: f"{-reach:g}"}
    top = {"stage": 4.0, "rung": max(10.0, max(values))}.get(unit) or _round_up(max(values))
    return 0.0, top, {top: number(top, 1), top / 2: number(top / 2, 1), 0.0: "0"}


def _round_up(value: float) -> float:
    step = 10.0 ** max(0, len(str(int(max(1.0, value)))) - 1)
    return max(2.0, ceil(value / step) * step)


def _column(panel: Panel, across: int) -> Callable[[float], int]:
    first, last = panel.points[0].at, panel.points[-1].at
    reach = (last - first) or 1.0
    return lambda at: round((at - first) / reach * (across - 1))


def _lay_dots(field: list[list[Mark]], panel: Panel, row: Callable[[float], int]) -> None:
    column = _column(panel, len(field[0]))
    for point in panel.points:
        line, at = field[row(point.value)], column(point.at)
        line[at] = "several" if line[at] in ("one", "several") else "one"


def _lay_band(field: list[list[Mark]], panel: Panel, row: Callable[[float], int]) -> None:
    """The lines of all slopes within the interval, through the middle of the points."""
    trend = panel.trend
    if trend is None or trend.low is None or trend.high is None:
        return
    across = len(field[0])
    weeks = [(point.at - panel.points[0].at) / WEEK for point in panel.points]
    centre = median(weeks)
    level = trend.intercept + trend.slope * centre
    for at in range(across):
        away = at / (across - 1) * weeks[-1] - centre
        ends = sorted((row(level + trend.low * away), row(level + trend.high * away)))
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
