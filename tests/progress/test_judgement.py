"""The rule for movement: weeks, strata, autocorrelation, thresholds, and what prevents "harder"."""

from __future__ import annotations

import random
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from securecoach_tui.progress import judgement
from securecoach_tui.progress.judgement import (
    DAY,
    HARDER_SCORE,
    NO_CHANGE,
    WEEK,
    Change,
    Point,
    change_of,
    judge,
    still_needed,
    threshold,
)


def points(values: list[float], step: float = 2.0, **more: object) -> list[Point]:
    return [Point(str(n), n * step * DAY, value, **more) for n, value in enumerate(values)]  # type: ignore[arg-type]


def judged(sample: list[Point], toward: int = 1, guard: judgement.Guard | None = None, stricter: float = 0.0) -> str:
    return judge(sample, change_of(sample), toward, guard, stricter)


RISING = [n / 10 + n % 3 for n in range(60)]


@dataclass
class Drawn:
    """Points drawn at random, with strata and, if ``of_ratings``, values that are shares of a rating."""

    seed: int
    sessions: int = 80
    strata: int = 3
    of_ratings: bool = True

    def points(self) -> list[Point]:
        chance = random.Random(self.seed)
        found = []
        for n in range(self.sessions):
            before = chance.randint(4, 10)
            after = min(10, max(0, round(before * (0.8 - 0.3 * n / self.sessions) + chance.gauss(0, 1.5))))
            value, start = ((before - after) / before, before) if self.of_ratings else (after, None)
            stratum = str(chance.randrange(self.strata))
            found.append(Point(str(n), n * 2.4 * DAY, float(value), stratum, given=start))
        return found


def score_by_numpy(sample: list[Point]) -> float:
    """The score computed by least squares on a whole design matrix, the deviate with Wallace's formula."""
    import numpy as np

    used = [point for point in sample if point.at // WEEK < sample[-1].at // WEEK]
    names = sorted({point.stratum for point in used})
    strata = np.array([names.index(point.stratum) for point in used])
    order = np.arange(len(used), dtype=float)
    weights = np.array([1.0 if point.given is None else point.given for point in used])
    y = weights * np.array([point.value for point in used])
    average = np.array([order[strata == one].mean() for one in range(len(names))])
    columns = [np.where(strata == one, 1.0, 0.0) for one in range(len(names))]
    if any(weights[strata == one].std() > 0 for one in range(len(names))):
        columns.append(weights)
    design = np.column_stack([*columns, weights * (order - average[strata])])
    coefficients = np.linalg.lstsq(design, y, rcond=None)[0]
    residuals = y - design @ coefficients
    free = len(used) - design.shape[1]
    variance = max(residuals @ residuals / free, 1 / 12)
    error = np.sqrt(variance * np.linalg.inv(design.T @ design)[-1, -1])
    lag = residuals[1:] @ residuals[:-1] / (residuals @ residuals)
    lag = min(0.6, max(0.0, lag + (1 + 4 * max(0.0, lag)) / len(used)))
    t = coefficients[-1] / error * np.sqrt((1 - lag) / (1 + lag))
    return float(np.sign(t) * (8 * free + 1) / (8 * free + 3) * np.sqrt(free * np.log1p(t * t / free)))


@settings(max_examples=60, deadline=None)
@given(st.builds(Drawn, st.integers(0, 10**6), st.integers(20, 300), st.integers(1, 5), st.booleans()))
def test_the_score_equals_least_squares_of_numpy(drawn: Drawn) -> None:
    sample = drawn.points()
    assert change_of(sample).score == pytest.approx(score_by_numpy(sample), rel=1e-9, abs=1e-9)


def test_the_score_of_a_few_series_equals_least_squares() -> None:
    for drawn in (Drawn(1, 20, 1, False), Drawn(2, 40, 3), Drawn(3, 80, 5), Drawn(4, 30, 2, False), Drawn(5, 25, 1)):
        sample = drawn.points()
        assert change_of(sample).score == pytest.approx(score_by_numpy(sample), rel=1e-9, abs=1e-9)


def test_the_slope_of_one_stratum_equals_scipys() -> None:
    from scipy.stats import linregress

    sample = Drawn(7, strata=1, of_ratings=False).points()
    found = change_of(sample)
    theirs = linregress(range(found.sessions), [point.value for point in sample[: found.sessions]])
    assert found.last - found.first == pytest.approx(theirs.slope * (found.sessions - 1), abs=1e-9)
    assert found.first == pytest.approx(theirs.intercept, abs=1e-9)


def test_the_deviate_is_as_improbable_as_students_t() -> None:
    from scipy.stats import norm, t

    for ratio in (0.5, 1.5, 2.5, 3.5, -2.5):
        for free in (10, 50, 200):
            assert judgement._deviate(ratio, free) == pytest.approx(norm.ppf(t.cdf(ratio, free)), abs=0.01)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 10), max_size=60), st.floats(0, 5))
def test_mirrored_values_have_the_opposite_score(values: list[int], step: float) -> None:
    up = change_of(points([float(value) for value in values], step))
    down = change_of(points([10.0 - value for value in values], step))
    assert up.score == pytest.approx(-down.score, abs=1e-9)


def test_rising_is_toward_or_harder_by_the_indicator() -> None:
    assert judged(points(RISING)) == "toward"
    assert judged(points(RISING), toward=-1) == "harder"
    assert judged(points(RISING), toward=0) == "described"


def test_equal_and_swinging_values_are_steady() -> None:
    assert judged(points([5.0] * 60)) == "steady"
    assert judged(points([n % 7 for n in range(60)])) == "steady"


def test_a_straight_line_has_the_error_of_rounding() -> None:
    assert judged(points([n // 10 for n in range(100)])) == "toward"
    assert 8 < change_of(points([n / 100 for n in range(100)])).score < 8.2


def test_values_that_tie_can_move() -> None:
    chance = random.Random(3)
    ties = [float(chance.random() < n / 150) for n in range(150)]
    assert judged(points(ties)) == "toward"


def test_the_week_of_the_newest_session_is_left_out() -> None:
    sample = points([float(n % 5) for n in range(40)], step=1.0)
    before = change_of(sample)
    week = sample[-1].at // WEEK
    more = [Point(f"x{n}", week * WEEK + WEEK - 1 - n, 100.0) for n in range(9, -1, -1)]
    assert change_of([*sample, *more]) == before


def test_fifty_thousand_sessions_in_a_day_tell_nothing() -> None:
    sample = [Point(str(n), 20 * DAY + n, float(n)) for n in range(50_000)]
    assert change_of(sample) == NO_CHANGE and judged(sample) == "steady"


def test_a_clock_that_jumps_keeps_the_order_of_the_sessions() -> None:
    sample = points(RISING)
    jumped = [Point(one.id, one.at + (400 * DAY if n > 30 else 0), one.value) for n, one in enumerate(sample)]
    assert change_of(jumped).score == pytest.approx(change_of(sample).score, rel=0.1)


def test_one_session_in_the_future_changes_little() -> None:
    sample = points([n % 7 for n in range(60)])
    later = Point("later", sample[-1].at + 399 * DAY, 100.0)
    assert judged([*sample, later]) == "steady"


def test_sessions_are_compared_within_their_stratum_only() -> None:
    climbing = [Point(str(n), n * 2 * DAY, float(n // 10), f"r{n // 10}") for n in range(60)]
    assert change_of(climbing).score == 0
    on_each = [Point(str(n), n * 2 * DAY, -float(n % 10), f"r{n // 10}") for n in range(60)]
    assert change_of(on_each).score < -threshold(60)


def test_every_session_in_a_stratum_of_its_own_tells_nothing() -> None:
    assert change_of([Point(str(n), n * 2 * DAY, n / 10, str(n)) for n in range(60)]) == NO_CHANGE


def test_autocorrelated_ratings_count_for_less() -> None:
    jumps = [float(n // 10 % 2) for n in range(100)]
    quick = [float(n % 2) for n in range(100)]
    slow = points([value + n / 100 for n, value in enumerate(jumps)])
    fast = points([value + n / 100 for n, value in enumerate(quick)])
    assert 0 < change_of(slow).score < change_of(fast).score


def test_a_calmer_start_alone_is_no_change_of_a_share() -> None:
    chance = random.Random(4)
    starts = [min(10, max(4, round(9 - n / 30 + chance.gauss(0, 1)))) for n in range(150)]
    sample = [
        Point(str(n), n * 2 * DAY, (before - round(before * 0.6 + chance.gauss(0, 1))) / before, given=before)
        for n, before in enumerate(starts)
    ]
    assert judged(sample) == "steady"


def test_movement_threshold_is_lowest_at_a_hundred_sessions() -> None:
    assert threshold(20) > threshold(60) > threshold(100) < threshold(300)
    assert threshold(0) == threshold(20) < 5  # a large change is seen early


def test_a_stricter_indicator_needs_more() -> None:
    chance = random.Random(2)
    sample = points([n / 60 + chance.gauss(0, 1.2) for n in range(100)])
    assert judged(sample) == "toward" and judged(sample, stricter=10.0) == "steady"


def test_harder_needs_sessions_that_were_not_eased_off() -> None:
    sample = points([-value for value in RISING])
    assert judged(sample) == "harder"
    eased = [Point(one.id, one.at, 0.0) if n % 2 else Point(one.id, one.at, one.value * 2, eased=True) for n, one in enumerate(sample)]  # fmt: skip
    assert judged(eased) == "steady"


def test_a_guard_prevents_harder_and_never_toward() -> None:
    falling = points([-value for value in RISING])
    assert judged(falling, guard=lambda _sample: True) == "steady"
    assert judged(falling, guard=lambda _sample: False) == "harder"
    assert judged(points(RISING), guard=lambda _sample: True) == "toward"


def test_guards_look_at_guard_values() -> None:
    calmer = [Point(str(n), n * 2 * DAY, 0.0, guard_value=10 - n / 10) for n in range(60)]
    assert judgement.calmer_starts(calmer) and not judgement.calmer_starts(points([1.0] * 20))
    learning = [Point(str(n), n * 2 * DAY, float(n), guard_value=-1.0) for n in range(60)]
    dreading = [Point(str(n), n * 2 * DAY, float(n), guard_value=2.0) for n in range(60)]
    assert judgement.predictions_not_above_outcomes(learning) and not judgement.predictions_not_above_outcomes(dreading)


def test_still_needed_counts_sessions_and_full_days() -> None:
    assert still_needed(5, 0.0, 20 * DAY) == (3, 0)
    assert still_needed(8, 0.0, 13.9 * DAY) == (0, 1)
    assert still_needed(8, 0.0, 14 * DAY) == (0, 0)


def test_nothing_changes_over_none_and_one_session() -> None:
    assert change_of([]) == NO_CHANGE and change_of(points([3.0])) == NO_CHANGE


@pytest.mark.parametrize(
    ("sessions", "score"),
    [(0, 4.02), (50, 4.02), (100, 2.42 + 1.6 / 256), (150, 2.67 + 1.6 / 3**8), (200, 2.92 + 1.6 / 4**8)],
)
def test_movement_threshold_is_as_documented(sessions: int, score: float) -> None:
    assert threshold(sessions) == pytest.approx(score, abs=1e-12)
    assert threshold(sessions, HARDER_SCORE) == pytest.approx(score - 2.42 + 3.2, abs=1e-12)


def test_toward_is_reported_from_the_threshold_on() -> None:
    at_it = threshold(60)
    for score, movement in ((at_it, "toward"), (at_it - 1e-6, "steady")):
        assert judge([], Change(score, 60, 0.0, 0.0), 1) == movement
        assert judge([], Change(-score, 60, 0.0, 0.0), -1) == movement
    stricter = threshold(60) + 0.8
    for score, movement in ((stricter + 1e-9, "toward"), (stricter - 1e-6, "steady")):
        assert judge([], Change(score, 60, 0.0, 0.0), 1, None, 0.8) == movement


def test_harder_is_reported_from_its_own_threshold_on() -> None:
    falling = points([-value for value in RISING])
    at_it = threshold(60, HARDER_SCORE)
    assert judge(falling, Change(-at_it, 60, 0.0, 0.0), 1) == "harder"
    assert judge(falling, Change(-at_it + 1e-6, 60, 0.0, 0.0), 1) == "steady"
    assert judge(points(RISING), Change(at_it, 60, 0.0, 0.0), -1) == "harder"


def test_least_sessions_for_a_change_are_seven_before_this_week() -> None:
    def sample(number: int, strata: int) -> list[Point]:
        early = [Point(str(n), n * DAY, float(n * n), str(n % strata)) for n in range(number)]
        return [*early, Point("now", 20 * DAY, 0.0)]

    assert change_of(sample(6, 1)) == NO_CHANGE
    assert change_of(sample(7, 1)).sessions == 7 and change_of(sample(7, 1)).score > 0
    assert change_of(sample(7, 3)).score > 0, "three degrees of freedom are left"
    assert change_of(sample(7, 4)) == NO_CHANGE


def test_a_start_that_varies_costs_one_degree_of_freedom() -> None:
    starts = [4.0, 8.0, 5.0, 9.0, 6.0, 10.0, 7.0]
    early = [Point(str(n), n * DAY, n / 10, str(n % 3), given=start) for n, start in enumerate(starts)]
    assert change_of([*early, Point("now", 20 * DAY, 0.0)]) == NO_CHANGE
    two = [Point(one.id, one.at, one.value, str(n % 2), given=one.given) for n, one in enumerate(early)]
    assert change_of([*two, Point("now", 20 * DAY, 0.0)]).sessions == 7


def test_outcomes_as_predicted_allow_no_harder() -> None:
    met = [Point("a", 0.0, 1.0, guard_value=1.0), Point("b", DAY, 1.0, guard_value=-1.0), Point("c", DAY, 5.0)]
    assert judgement.predictions_not_above_outcomes(met) and judgement.predictions_not_above_outcomes([])
    above = [*met, Point("d", DAY, 1.0, guard_value=0.5)]
    assert not judgement.predictions_not_above_outcomes(above)


def test_missing_sessions_and_days_are_never_below_nought() -> None:
    assert still_needed(0, 0.0, 0.0) == (8, 14) and still_needed(9, 5 * DAY, 30 * DAY) == (0, 0)
    assert still_needed(7, 3 * DAY, 16 * DAY) == (1, 1)
