"""The last four weeks: a line a week, a mark a day."""

from __future__ import annotations

from datetime import date

from securecoach_tui.charts import recent_weeks
from securecoach_tui.practice.record import Capacity

SOOTHING, NEED, CLOSE = Capacity
TODAY = date(2026, 3, 31)  # a Tuesday


def test_recent_weeks_end_with_this_week_without_later_days() -> None:
    days = {TODAY: [SOOTHING], date(2026, 3, 30): [CLOSE], date(2026, 3, 15): [NEED]}
    assert recent_weeks.draw(days, TODAY) == [
        "           Mon Tue Wed Thu Fri Sat Sun",
        " 9 Mar     ·   ·   ·   ·   ·   ·   ◆",
        "16 Mar     ·   ·   ·   ·   ·   ·   ·",
        "23 Mar     ·   ·   ·   ·   ·   ·   ·",
        "This week  ■   ●",
    ]


def test_legend_of_recent_weeks_names_only_what_is_shown() -> None:
    assert recent_weeks.legend({TODAY: [SOOTHING, CLOSE]}, ascii=True) == ["o Soothing myself", "# Staying close"]
    assert all(line.isascii() for line in recent_weeks.draw({TODAY: [CLOSE]}, TODAY, ascii=True))
