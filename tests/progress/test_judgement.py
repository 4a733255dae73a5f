"""The rule for movement: weeks, rungs, autocorrelation, and what prevents "harder"."""

from __future__ import annotations

from securecoach_tui.progress import judgement
from securecoach_tui.progress.judgement import DAY, WEEK, Point, judge, kendall_z, still_needed
from securecoach_tui.progress.trend import theil_sen


def points(values: list[float], step: float = 2.0, **more: object) -> list[Point]:
    return [Point(str(n), n * step * DAY, value, **more) for n, value in enumerate(values)]  # type: ignore[arg-type]


def judged(sample: list[Point], toward: int = 1, guard: judgement.Guard | None = None) -> str:
    trend = theil_sen([one.at / WEEK for one in sample], [one.value for one in sample])
    return judge(sample, trend, toward, guard)


RISING = [n / 10 + n % 3 for n in range(60)]


def test_rising_is_toward_or_harder_by_the_indicator() -> None:
    assert judged(points(RISING)) == "toward"
    assert judged(points(RISING), toward=-1) == "harder"
    assert judged(points(RISING), toward=0) == "described"


def test_equal_and_swinging_values_are_steady() -> None:
    assert judged(points([5.0] * 60)) == "steady"
    assert judged(points([n % 7 for n in range(60)])) == "steady"


def test_the_current_week_is_left_out() -> None:
    sample = points([float(n % 5) for n in range(40)], step=1.0)
    before = kendall_z(sample, 1)
    week = sample[-1].at // WEEK
    more = [Point(f"x{n}", week * WEEK + WEEK - 1 - n, 100.0) for n in range(9, -1, -1)]
    assert kendall_z([*sample, *more], 1) == before


def test_sessions_are_compared_on_the_same_rung_only() -> None:
    climbing = [Point(str(n), n * 2 * DAY, float(n // 10), rung=f"r{n // 10}") for n in range(60)]
    assert kendall_z(climbing, 1) == 0
    on_each = [Point(str(n), n * 2 * DAY, -float(n % 10), rung=f"r{n // 10}") for n in range(60)]
    assert kendall_z(on_each, -1) > judgement.TOWARD_Z


def test_autocorrelated_ratings_count_for_less() -> None:
    jumps = [float(n // 10 % 2) for n in range(100)]
    quick = [float(n % 2) for n in range(100)]
    rising = [n / 100 for n in range(100)]
    slow = points([a + b for a, b in zip(jumps, rising, strict=True)])
    fast = points([a + b for a, b in zip(quick, rising, strict=True)])
    assert 0 < kendall_z(slow, 1) < kendall_z(fast, 1)


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


def test_kendall_z_is_zero_for_none_and_one_session() -> None:
    assert kendall_z([], 1) == 0 and kendall_z(points([3.0]), 1) == 0
