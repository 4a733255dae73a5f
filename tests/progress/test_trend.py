"""The trend equals scipy's, whatever the points."""

from __future__ import annotations

import math
import random
import warnings
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from securecoach_tui.progress import trend


def same_as_scipy(x: list[float], y: list[float]) -> None:
    from scipy.stats import theilslopes

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = theilslopes(y, x, 0.95)
    ours = trend.theil_sen(x, y)
    if math.isnan(theirs.slope):
        assert ours is None
        return
    assert ours is not None
    for mine, scipys in ((ours.low, theirs.low_slope), (ours.high, theirs.high_slope)):
        assert mine is None if math.isnan(scipys) else mine == pytest.approx(scipys, rel=1e-9, abs=1e-9)
    assert ours.slope == pytest.approx(theirs.slope, rel=1e-9, abs=1e-9)
    assert ours.intercept == pytest.approx(theirs.intercept, rel=1e-9, abs=1e-9)


DAYS: dict[str, Callable[[random.Random, int], list[float]]] = {
    "any instants": lambda r, n: [r.random() * 50 for _ in range(n)],
    "equal days": lambda r, n: [r.randrange(max(2, n // 2)) / 7 for _ in range(n)],
    "a long gap": lambda r, n: [r.random() + (500 if r.random() < 0.5 else 0) for _ in range(n)],
    "one day almost": lambda r, n: [0.0 if r.random() < 0.9 else 1.0 for _ in range(n)],
}
VALUES: dict[str, Callable[[random.Random, int], list[float]]] = {
    "points": lambda r, n: [r.randint(0, 10) for _ in range(n)],
    "shares": lambda r, n: [r.randint(-3, 8) / r.randint(4, 10) for _ in range(n)],
    "any": lambda r, n: [r.gauss(0, 1) for _ in range(n)],
    "few": lambda r, n: [r.choice([0.0, 0.5, 1.0]) for _ in range(n)],
    "equal": lambda r, n: [4.0] * n,
    "rising": lambda r, n: [0.01 * i + r.gauss(0, 1) for i in range(n)],
}


@pytest.mark.parametrize("days", DAYS)
@pytest.mark.parametrize("values", VALUES)
def test_trend_equals_scipys_with_ties_gaps_and_equal_days(days: str, values: str) -> None:
    chance = random.Random(f"{days} {values}")
    for length in [*range(2, 30), *(chance.randint(30, 99) for _ in range(9)), 101, 150, 180, 220, 299, 300]:
        same_as_scipy(DAYS[days](chance, length), VALUES[values](chance, length))


point = st.tuples(st.floats(0, 1e4), st.floats(-1e3, 1e3) | st.integers(0, 10).map(float))


@settings(max_examples=150, deadline=None)
@given(st.lists(point, min_size=2, max_size=40))
def test_trend_equals_scipys_for_any_points(points: list[tuple[float, float]]) -> None:
    spread = {round(x, 3) for x, _ in points}
    points = [(round(x, 3), round(y, 3)) for x, y in points]
    if len(spread) > 1:
        same_as_scipy([x for x, _ in points], [y for _, y in points])


def test_no_trend_without_two_instants() -> None:
    assert trend.theil_sen([], []) is None
    assert trend.theil_sen([1.0], [2.0]) is None
    assert trend.theil_sen([1.0, 1.0, 1.0], [2.0, 3.0, 4.0]) is None


def test_trend_of_a_long_series_sorts_few_slopes(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(5)
    fell_back = 0
    for days in DAYS:
        for values in ("points", "shares", "any", "rising"):
            x, y = DAYS[days](chance, 300), VALUES[values](chance, 300)
            fell_back += trend._bracketed(sorted(zip(x, y, strict=True)), 20_000, 24_000, 44_850) is None
    assert fell_back <= 8  # where nearly all share one instant there is little to bracket


def slopes_of(points: list[tuple[float, float]]) -> list[float]:
    pairs = [(one, other) for n, one in enumerate(points) for other in points[n + 1 :]]
    return sorted((y1 - y0) / (x1 - x0) for (x0, y0), (x1, y1) in pairs if x1 != x0)


def drawn(days: str, values: str, length: int = 110) -> list[tuple[float, float]]:
    chance = random.Random(f"{days} {values}")
    return sorted(zip(DAYS[days](chance, length), VALUES[values](chance, length), strict=True))


def test_trend_sorts_a_run_of_slopes_that_has_the_wanted_ranks() -> None:
    missed = 0
    for days in ("any instants", "equal days", "a long gap"):
        for values in ("points", "shares", "any", "rising"):
            points = drawn(days, values)
            every = slopes_of(points)
            for first, last in ((len(every) * 4 // 10, len(every) // 2), (len(every) // 2, len(every) // 2)):
                found = trend._bracketed(points, first, last, len(every))
                missed += found is None
                below, slopes = found or (first, every[first : last + 1])
                assert slopes == pytest.approx(every[below : below + len(slopes)], abs=1e-12)
                assert below <= first and last < below + len(slopes) < below + len(every) / 2
    assert missed <= 3  # a sample may miss, and then every slope is sorted


def test_trend_of_100_points_sorts_every_slope_and_of_more_a_run(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(trend, "_bracketed", lambda points, *_ranks: asked.append(len(points)))
    for length in (100, 101):
        points = drawn("any instants", "any", length)
        every = slopes_of(points)
        ranks = [0, len(every) // 2, len(every) - 1]
        found = trend.ranked_slopes([x for x, _ in points], [y for _, y in points], ranks, len(every))
        assert found == [every[rank] for rank in ranks]
    assert asked == [101]


def test_trend_looks_for_the_wanted_ranks_and_no_others(monkeypatch: pytest.MonkeyPatch) -> None:
    points = drawn("any instants", "any", 101)
    wanted: list[tuple[int, ...]] = []
    monkeypatch.setattr(trend, "_bracketed", lambda _points, *ranks: wanted.append(ranks))
    trend.ranked_slopes([x for x, _ in points], [y for _, y in points], [2000, 2500, 1900], 5050)
    assert wanted == [(1900, 2500, 5050)]


def test_trend_falls_back_where_a_sample_has_no_bracket() -> None:
    points = drawn("any instants", "any")
    every = slopes_of(points)
    assert trend._edges(points, 0.0, 0.5) is None and trend._edges(points, 0.5, 1.0) is None
    assert trend._edges([(1.0, float(n)) for n in range(200)], 0.4, 0.5) is None
    assert trend._bracketed(points, 0, len(every) - 1, len(every)) is None
    found = trend.ranked_slopes([x for x, _ in points], [y for _, y in points], [0, len(every) - 1], len(every))
    assert found == [every[0], every[-1]]


def test_edges_of_a_bracket_enclose_the_quantiles_closely() -> None:
    for days, values in (("any instants", "any"), ("equal days", "rising")):
        points = drawn(days, values, 200)
        every = slopes_of(points)
        for first, last in ((0.4, 0.5), (0.25, 0.75)):
            edges = trend._edges(points, first, last)
            assert edges is not None
            low, high = (sum(slope < edge for slope in every) / len(every) for edge in edges)
            assert first - 0.1 < low < first + 0.01 and last - 0.01 < high < last + 0.1


def test_inversions_are_pairs_whose_later_value_is_smaller() -> None:
    assert trend._descents([]) == 0 and trend._descents([1.0, 1.0]) == 0
    assert trend._descents([3.0, 1.0, 2.0, 1.0]) == 4 and trend._descents([1.0, 2.0, 3.0]) == 0


def test_median_and_tie_term_of_small_numbers() -> None:
    assert trend.median([3.0]) == 3 and trend.median([4.0, 1.0]) == 2.5 and trend.median([9.0, 1.0, 2.0]) == 2
    assert [trend.tie_term(n) for n in (1, 2, 3, 10)] == [0, 18, 66, 2250]


def test_trend_of_few_points_has_the_interval_of_sen() -> None:
    assert trend.theil_sen([0.0, 2.0], [1.0, 5.0]) == trend.Trend(2.0, 2.0, 2.0, 1.0)
    five = trend.theil_sen([0.0, 1.0, 2.0, 3.0, 4.0], [0.0, 1.0, 4.0, 9.0, 16.0])
    assert five == trend.Trend(4.0, 1.0, 7.0, -4.0)
    ties = trend.theil_sen([0.0, 0.0, 1.0, 1.0], [1.0, 1.0, 1.0, 1.0])
    assert ties is not None and (ties.slope, ties.low, ties.high, ties.intercept) == (0.0, None, None, 1.0)
