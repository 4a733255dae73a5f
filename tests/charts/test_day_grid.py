"""Half a year of days: weekdays down, weeks across, a mark for what was practised."""

from __future__ import annotations

from datetime import date

import pytest

from securecoach_tui.charts import day_grid
from securecoach_tui.practice.record import Capacity
from securecoach_tui.progress.days import capacities_practised, in_order
from tests.progress.session_series import soothing

SOOTHING, NEED, CLOSE = Capacity
TODAY = date(2026, 3, 31)  # a Tuesday


def test_day_grid_ends_today_and_leaves_later_days_blank() -> None:
    drawn = day_grid.draw({TODAY: [SOOTHING], date(2026, 3, 30): [CLOSE]}, TODAY, 56)
    assert drawn is not None
    assert [line[-2] for line in drawn.lines[:3]] == ["■", "●", " "]
    assert drawn.lines[6].startswith("Sun ·") and len(drawn.lines) == 8 and "Mar" in drawn.lines[7]


def test_day_grid_shows_what_a_day_has_most_of() -> None:
    days = {TODAY: [NEED, SOOTHING, NEED], date(2026, 3, 30): [NEED, CLOSE]}
    drawn = day_grid.draw(days, TODAY, 56, ascii=True)
    assert drawn is not None and [line[-2] for line in drawn.lines[:2]] == ["#", "+"]
    assert all(line.isascii() for line in drawn.lines)
    assert day_grid.legend(days, ascii=True) == "o Soothing myself 1  + Saying what I need 3  # Staying close 1"


@pytest.mark.parametrize(("width", "weeks"), [(100, 26), (82, 26), (56, 26), (36, 16), (12, 4)])
def test_day_grid_has_as_many_weeks_as_fit(width: int, weeks: int) -> None:
    drawn = day_grid.draw({}, TODAY, width)
    assert drawn is not None and drawn.lines[0].count("·") == weeks
    assert all(len(line) <= width and len(line) == len(row) for line, row in zip(drawn.lines, drawn.marks, strict=True))


def test_day_grid_needs_room_for_four_weeks() -> None:
    assert day_grid.draw({}, TODAY, 9) is None


def test_practised_days_have_the_capacities_of_their_sessions() -> None:
    dated = in_order(soothing([(6, 3)] * 3))[0]
    days = capacities_practised(dated, dated[-1].started.date())
    assert list(days.values()) == [[SOOTHING]] * 3
