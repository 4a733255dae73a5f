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
