"""The chart of predictions and outcomes: where each dot is, and when it is not drawn."""

from __future__ import annotations

from datetime import date

from securecoach_tui.charts import paired_chart, rated_chart
from securecoach_tui.practice.record import SessionRecord
from securecoach_tui.progress.days import in_order
from securecoach_tui.progress.described import PredictionPair, prediction_pairs
from securecoach_tui.progress.rated import RatedSession
from tests.progress.session_series import on_rung

TODAY = date(2026, 3, 31)


def pairs(*sessions: SessionRecord) -> list[PredictionPair]:
    return prediction_pairs(in_order(sessions)[0])


def test_paired_dots_are_joined_beside_the_first_prediction() -> None:
    first, second = pairs(on_rung(0, 8, 8), on_rung(1, 6, 2))
    assert paired_chart.text(second, 1) == "  ●───○ ┊  "
    assert paired_chart.text(second, 1, ascii=True) == "  x---o :  "
    assert paired_chart.text(second, 2) == "    ●───────○   ┊    "
    assert paired_chart.text(first, 1) == "        ●  "


def test_equal_prediction_and_outcome_are_one_dot() -> None:
    (one,) = pairs(on_rung(0, 0, 0))
    assert paired_chart.text(one, 1) == "●" + " " * 10


def test_paired_chart_has_the_newest_pairs_under_a_scale() -> None:
    found = pairs(*(on_rung(n, 8, n) for n in range(9)))
    drawn = paired_chart.draw(found, TODAY, 60, 4)
    assert drawn is not None
    assert [line.split()[0] for line in drawn.lines[1:]] == ["11", "10", "9"]  # of March
    assert drawn.lines[0].split() == ["0", "5", "10"]
    widths = {len(line) for line in drawn.lines[1:]}
    assert widths == {max(len(line) for line in drawn.lines) - 1} and max(widths) <= 60
    assert all(len(marks) == len(line) for marks, line in zip(drawn.marks, drawn.lines, strict=True))


def test_paired_chart_without_room_or_pairs_is_not_drawn() -> None:
    found = pairs(on_rung(0, 8, 8))
    assert paired_chart.draw(found, TODAY, 15, 4) is None and paired_chart.draw(found, TODAY, 60, 1) is None
    assert paired_chart.draw([], TODAY, 60, 4) is None


def test_paired_charts_have_their_scale_up_to_ten_at_any_width() -> None:
    found, rated = pairs(on_rung(0, 8, 8)), [RatedSession("a", TODAY, 6, 2)]
    for width in range(20, 80):
        for drawn in (paired_chart.draw(found, TODAY, width, 4), rated_chart.draw(rated, TODAY, width, 4)):
            if drawn is not None:
                assert max(map(len, drawn.lines)) <= width, width
                assert sum(line.rstrip().endswith("10") for line in drawn.lines) == 1, width
