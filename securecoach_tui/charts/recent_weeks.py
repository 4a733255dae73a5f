"""The last four weeks for the first screen: a line a week, a mark a day for what was practised. Blank days stay unmarked.

``day_grid`` has the same days over half a year.
"""

from __future__ import annotations

from datetime import date, timedelta

from securecoach_tui.charts.day_grid import WEEK_DAYS, Days, sign_of
from securecoach_tui.i18n import _
from securecoach_tui.practice.record import Capacity
from securecoach_tui.text.capacity_marks import mark_of
from securecoach_tui.text.dates import month_name, short_weekday
from securecoach_tui.text.quantities import capacity_name

WEEKS = 4
STEP = 4  # cells for a day


def first_day(today: date) -> date:
    """The Monday with which the weeks begin."""
    return today - timedelta(days=today.weekday() + WEEK_DAYS * (WEEKS - 1))


def draw(days: Days, today: date, *, ascii: bool = False) -> list[str]:
    """The weekdays, then a line for each week, the present one last; days after today are blank."""
    first = first_day(today)
    labels = [_week_label(first + timedelta(days=WEEK_DAYS * week)) for week in range(WEEKS - 1)] + [_("This week")]
    gutter = max(len(label) for label in labels) + 2
    names = [short_weekday(first + timedelta(days=day)).ljust(STEP) for day in range(WEEK_DAYS)]
    lines = [" " * gutter + "".join(names).rstrip()]
    for week, label in enumerate(labels):
        dates = [first + timedelta(days=WEEK_DAYS * week + day) for day in range(WEEK_DAYS)]
        signs = [sign_of(days.get(day, ()), later=day > today, ascii=ascii).ljust(STEP) for day in dates]
        lines.append((label.ljust(gutter) + "".join(signs)).rstrip())
    return lines


def legend(days: Days, *, ascii: bool = False) -> list[str]:
    """The marks that are shown, each with its capacity."""
    shown = [one for one in Capacity if any(one in day for day in days.values())]
    return [f"{mark_of(one, ascii=ascii)} {capacity_name(one)}" for one in shown]


def _week_label(monday: date) -> str:
    return f"{monday.day:2} {month_name(monday)}"
