"""Half a year of days: a row for each weekday, a column for each week, and the mark of what was practised.

There is no streak: days without practice are only the grid's points.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from securecoach_tui.charts.cells import CellChart, Mark
from securecoach_tui.charts.dated_chart import label_row
from securecoach_tui.i18n import _
from securecoach_tui.practice.record import Capacity
from securecoach_tui.text.capacity_marks import mark_of
from securecoach_tui.text.dates import month_name, short_weekday
from securecoach_tui.text.quantities import capacity_name, grouped

WEEKS, WEEK_DAYS = 26, 7
GUTTER = 4
WIDE, TIGHT = 3, 2  # cells for a week

Days = Mapping[date, Sequence[Capacity]]  # the capacities of each day's sessions, in their order


def draw(days: Days, today: date, width: int, *, ascii: bool = False) -> CellChart | None:
    """The grid until ``today``, as many weeks as fit, with the months below; None if not even four weeks fit."""
    step = WIDE if width >= GUTTER + WIDE * WEEKS else TIGHT
    weeks = min(WEEKS, (width - GUTTER + step - 1) // step)
    if weeks < 4:
        return None
    first = today - timedelta(days=today.weekday() + WEEK_DAYS * (weeks - 1))
    lines, marks = [], []
    for weekday in range(WEEK_DAYS):
        line, row = short_weekday(first + timedelta(days=weekday)).ljust(GUTTER), list[Mark](["label"] * GUTTER)
        for week in range(weeks):
            day = first + timedelta(days=WEEK_DAYS * week + weekday)
            sign, kind = _cell(days.get(day, ()), later=day > today, ascii=ascii)
            line += sign + " " * (step - 1)
            row += [kind, *list[Mark](["label"] * (step - 1))]
        lines.append(line[:width])
        marks.append(row[: len(lines[-1])])
    begins = [(GUTTER + step * week, first + timedelta(days=WEEK_DAYS * week + 6)) for week in range(weeks)]
    below = label_row([(column, month_name(day)) for column, day in begins if day.day <= WEEK_DAYS], width)
    return CellChart([*lines, below], [*marks, list[Mark](["label"] * len(below))])


def legend(days: Days, *, ascii: bool = False) -> str:
    """The marks with their capacities, and the number of sessions of each."""
    counts = Counter(capacity for day in days.values() for capacity in day)
    parts = [
        _("{mark} {name} {n}").format(mark=mark_of(one, ascii=ascii), name=capacity_name(one), n=grouped(counts[one]))
        for one in Capacity
    ]
    return "  ".join(parts)


def _cell(capacities: Iterable[Capacity], *, later: bool, ascii: bool) -> tuple[str, Mark]:
    """The mark of the capacity that the day has most of, the newest of equals; a point, or nothing after today."""
    counts = Counter(capacities)
    if not counts:
        return " " if later else "." if ascii else "·", "label"
    most = max(list(counts)[::-1], key=counts.__getitem__)
    return mark_of(most, ascii=ascii), most.value


def sign_of(capacities: Iterable[Capacity], *, later: bool, ascii: bool) -> str:
    """The mark alone of a day."""
    return _cell(capacities, later=later, ascii=ascii)[0]
