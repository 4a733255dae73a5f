"""A year by weeks: a row for each capacity, and in each week a block as high as its number of sessions.

Blank weeks are blank: nothing is counted that wasn't practised.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from securecoach_tui.charts import sparkline
from securecoach_tui.charts.cells import CellChart, Mark, label_cells
from securecoach_tui.charts.dated_chart import label_row
from securecoach_tui.practice.record import Capacity
from securecoach_tui.text.capacity_marks import mark_of
from securecoach_tui.text.dates import month_name
from securecoach_tui.text.quantities import capacity_name

WEEKS = 52
NAMED_WEEKS = 36  # a chart with room for so many weeks has names beside its marks
ROWS = len(Capacity) + 1


def draw(days: Mapping[date, Sequence[Capacity]], today: date, width: int, *, ascii: bool = False) -> CellChart | None:
    """The weeks until today, as many as fit; None if not even eight do. A narrow chart has marks without names."""
    names = {one: f"{mark_of(one, ascii=ascii)} {capacity_name(one)}" for one in Capacity}
    gutter = max(map(len, names.values())) + 2
    if width < gutter + NAMED_WEEKS:
        names, gutter = {one: mark_of(one, ascii=ascii) for one in Capacity}, 2
    weeks = min(WEEKS, width - gutter)
    if weeks < 8:
        return None
    first = today - timedelta(days=today.weekday() + 7 * (weeks - 1))
    counts = Counter((one, (day - first).days // 7) for day, capacities in days.items() for one in capacities)
    most = max((count for (_one, week), count in counts.items() if week >= 0), default=1)
    lines, marks = [], []
    for one in Capacity:
        per_week = [counts[one, week] for week in range(weeks)]
        drawn = "".join(sparkline.draw([n], 0, most, 1, ascii=ascii) if n else " " for n in per_week)
        lines.append(names[one].ljust(gutter) + drawn)
        marks.append([one.value, *label_cells(gutter - 1), *list[Mark](["one"] * weeks)])
    sundays = [(gutter + week, first + timedelta(days=7 * week + 6)) for week in range(weeks)]
    below = label_row([(column, month_name(day)) for column, day in sundays if day.day <= 7], width)
    return CellChart([*lines, below], [*marks, label_cells(len(below))])
