"""The chart of an indicator in cells."""

from __future__ import annotations

import pytest

from securecoach_tui.charts.trend_chart import draw, indicator_chart
from securecoach_tui.practice.record import Rating, SessionRecord
from securecoach_tui.progress.model import compute_progress
from tests.progress.measured import BETTER, TODAY, indicator_of
from tests.progress.session_series import at, soothing


@pytest.mark.parametrize(("width", "height"), [(34, 5), (60, 8), (140, 20)])
@pytest.mark.parametrize("ascii", [True, False])
def test_a_trend_chart_fills_its_cells_and_names_each(width: int, height: int, ascii: bool) -> None:
    drawn = draw(indicator_chart(indicator_of(BETTER)), width, height, ascii=ascii)
    assert drawn is not None
    assert [len(line) for line in drawn.lines] == [width] * height
    assert [len(row) for row in drawn.marks] == [width] * height
    assert all(ord(sign) < 128 for line in drawn.lines for sign in line) or not ascii
    names = {mark for row in drawn.marks for mark in row}
    assert {"one", "baseline", "axis", "label"} <= names or "several" in names


def test_one_session_or_no_room_has_no_trend_chart() -> None:
    assert indicator_chart(indicator_of([])) is None
    assert draw(indicator_chart(indicator_of(soothing([(6, 3)]))), 60, 8) is None
    assert draw(indicator_chart(indicator_of(BETTER)), 10, 8) is None


def test_every_unit_has_a_trend_chart() -> None:
    ratings = [
        Rating(None, "distress", 6, "before"),
        Rating(9.0, "distress", 3, "during"),
        Rating(1.0, "ease", 4, "during"),
    ]
    shape = {"ratings": ratings, "need_stage": 3, "prediction": 7, "feared": "no", "settled_alone": "partly"}
    sessions = [
        SessionRecord(
            id=f"{capacity}{n}", started=at(n), capacity=capacity, rung_id="a", practised_seconds=70.0, **shape
        )  # type: ignore[arg-type]
        for capacity in ("regulation", "need_expression", "closeness")
        for n in range(9)
    ]
    found = compute_progress(sessions, today=TODAY, places={"a": 3})
    drawn = [draw(indicator_chart(indicator), 60, 8) for _capacity, indicator in found.rated()]
    assert len(drawn) >= 9 and all(drawn)
