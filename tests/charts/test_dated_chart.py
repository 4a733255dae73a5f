"""The chart with dates: four dots to a cell, months below, one point marked."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from securecoach_tui.charts import dated_chart
from securecoach_tui.charts.trend_chart import TrendChart

TICKS = [(10.0, "10"), (5.0, "5"), (0.0, "0")]


def chart(*points: tuple[float, float]) -> TrendChart:
    return TrendChart(list(points), 0.0, 10.0, TICKS)


def test_dated_chart_separates_every_point_of_the_scale() -> None:
    rising = chart(*((float(n), float(n)) for n in range(11)))
    drawn = dated_chart.draw(rising, date(2026, 1, 10), 40, 9)
    assert drawn is not None and len(drawn.lines) == 9
    rows = [row for row in range(8 * 4) if any(_dots(drawn.lines, row))]
    assert len(rows) == 11 and rows[0] == 0 and rows[-1] == 31
    assert drawn.lines[0].startswith("10 │") and drawn.lines[7].startswith(" 0 │")


def test_dated_chart_names_the_months_where_they_begin() -> None:
    drawn = dated_chart.draw(chart((0.0, 1.0), (10.0, 2.0)), date(2026, 1, 1), 74, 5)
    assert drawn is not None
    assert drawn.lines[-1].index("Jan") == 4 and drawn.lines[-1].index("Feb") == 4 + round(31 / 70 * 69)
    assert drawn.lines[-1].split() == ["Jan", "Feb", "Mar"]


def test_dated_chart_of_a_few_weeks_names_its_first_and_last_day() -> None:
    drawn = dated_chart.draw(chart((0.0, 1.0), (2.0, 2.0)), date(2026, 3, 3), 30, 5)
    assert drawn is not None and drawn.lines[-1] == "    3 Mar" + " " * 15 + "17 Mar"


def test_dated_chart_marks_the_chosen_point() -> None:
    drawn = dated_chart.draw(chart((0.0, 0.0), (1.0, 10.0), (2.0, 0.0)), date(2026, 3, 3), 25, 5, chosen=1)
    assert drawn is not None and drawn.lines[0][4 + 10] == "◉" and drawn.marks[0][14] == "met"


def test_dated_chart_in_plain_characters_shows_several() -> None:
    drawn = dated_chart.draw(chart((0.0, 0.0), (0.0, 0.0), (1.0, 10.0)), date(2026, 3, 3), 20, 5, ascii=True)
    assert drawn is not None and all(line.isascii() for line in drawn.lines)
    assert drawn.lines[3] == " 0 |:" + " " * 15 and drawn.lines[0].endswith(".")


@given(
    st.lists(st.tuples(st.floats(0, 500), st.floats(0, 10)), min_size=2, max_size=40),
    st.integers(5, 120),
    st.integers(2, 20),
    st.booleans(),
)
def test_dated_chart_fits_any_size_and_any_points(points, width: int, height: int, ascii: bool) -> None:
    drawn = dated_chart.draw(chart(*sorted(points)), date(2026, 1, 31), width, height, chosen=0, ascii=ascii)
    if drawn is not None:
        assert len(drawn.lines) == height and all(len(line) <= width for line in drawn.lines)
        assert [len(line) for line in drawn.lines] == [len(row) for row in drawn.marks]
    else:
        assert width < 12 or height < 4


@pytest.mark.parametrize("ascii", [False, True])
def test_dated_chart_without_data_is_none(ascii: bool) -> None:
    assert dated_chart.draw(None, date(2026, 1, 1), 60, 8, ascii=ascii) is None
    assert dated_chart.legend(ascii=ascii).isascii() == ascii


def _dots(lines: list[str], row: int) -> list[bool]:
    """Whether each cell of the plot has a dot in this row of dots."""
    bits = sum(bit for bit in dated_chart.DOTS[row % 4])
    return [ord(sign) >= 0x2800 and bool((ord(sign) - 0x2800) & bits) for sign in lines[row // 4][4:]]
