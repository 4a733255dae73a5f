"""Steps of a ladder over time: what was expected and met, session by session."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from securecoach_tui.charts.step_times import draw, legend
from securecoach_tui.progress.described import PredictionPair

DAY = date(2026, 3, 3)


def pair(expected: int, met: int, rung: str = "photo") -> PredictionPair:
    return PredictionPair("s", DAY, rung, f"look at a {rung}", 7, expected, met)


def test_each_session_is_a_column_and_a_new_step_is_named() -> None:
    pairs = [pair(8, 4), pair(6, 6), pair(10, 0, "letter")]
    chart = draw(pairs, 40, 12)
    assert chart is not None
    assert [line.rstrip() for line in chart.lines] == [
        "10 │       ○",
        "   │       │",
        "   │ ○     │",
        "   │ │     │",
        "   │ │  ●  │",
        " 5 │ │     │",
        "   │ ●     │",
        "   │       │",
        "   │       │",
        "   │       │",
        " 0 │       ●",
        "     a     b",
    ]
    assert legend(pairs, 40) == "○ expected  ● highest  a: look at a photo  b: look at a letter"


def test_only_the_newest_that_fit_are_drawn_and_named() -> None:
    pairs = [pair(8, 4, "old"), *[pair(5, 3)] * 4]
    assert "old" not in legend(pairs, 16) and draw(pairs, 16, 8) is not None
    assert draw(pairs[:1], 40, 8) is None and draw(pairs, 40, 4) is None and draw(pairs, 5, 8) is None


@given(
    st.lists(st.builds(pair, st.integers(0, 10), st.integers(0, 10), st.sampled_from("abcdefg")), max_size=40),
    st.integers(0, 90),
    st.integers(0, 20),
    st.booleans(),
)
def test_a_chart_of_any_pairs_fits_and_each_cell_has_a_mark(
    pairs: list[PredictionPair], width: int, height: int, ascii: bool
) -> None:
    chart = draw(pairs, width, height, ascii=ascii)
    if chart is not None:
        assert len(chart.lines) == height and all(len(line) <= width for line in chart.lines)
        assert [len(line) for line in chart.lines] == [len(row) for row in chart.marks]
        assert not ascii or all(line.isascii() for line in chart.lines)
