"""The one rule for movement: weeks, rungs, leaning, and what spares a person "harder"."""

from __future__ import annotations

from securecoach_tui.progress import judgement
from securecoach_tui.progress.judgement import DAY, WEEK, Point, judge, lacking, lean
from securecoach_tui.progress.trend import theil_sen


def points(values: list[float], step: float = 2.0, **more: object) -> list[Point]:
    return [Point(str(n), n * step * DAY, value, **more) for n, value in enumerate(values)]  # type: ignore[arg-type]


def judged(held: list[Point], good: int = 1, guard: judgement.Guard | None = None) -> str:
    trend = theil_sen([one.at / WEEK for one in held], [one.value for one in held])
    return judge(held, trend, good, guard)


RISING = [n / 10 + n % 3 for n in range(60)]


def test_rising_is_toward_where_more_is_good_and_harder_where_less_is() -> None:
    assert judged(points(RISING)) == "toward"
    assert judged(points(RISING), good=-1) == "harder"
    assert judged(points(RISING), good=0) == "described"


def test_equal_and_swinging_values_are_steady() -> None:
    assert judged(points([5.0] * 60)) == "steady"
    assert judged(points([n % 7 for n in range(60)])) == "steady"


def test_the_week_going_on_changes_nothing() -> None:
    held = points([float(n % 5) for n in range(40)], step=1.0)
    before = lean(held, 1)
    week = held[-1].at // WEEK
    more = [Point(f"x{n}", week * WEEK + WEEK - 1 - n, 100.0) for n in range(9, -1, -1)]
    assert lean([*held, *more], 1) == before


def test_sessions_are_only_compared_on_the_same_rung() -> None:
    climbing = [Point(str(n), n * 2 * DAY, float(n // 10), rung=f"r{n // 10}") for n in range(60)]
    assert lean(climbing, 1) == 0
    on_each = [Point(str(n), n * 2 * DAY, -float(n % 10), rung=f"r{n // 10}") for n in range(60)]
    assert lean(on_each, -1) > judgement.TOLD


def test_ratings_that_lean_on_the_one_before_count_for_less() -> None:
    jumps = [float(n // 10 % 2) for n in range(100)]
    quick = [float(n % 2) for n in range(100)]
    rising = [n / 100 for n in range(100)]
    slow = points([a + b for a, b in zip(jumps, rising, strict=True)])
    fast = points([a + b for a, b in zip(quick, rising, strict=True)])
    assert 0 < lean(slow, 1) < lean(fast, 1)


def test_harder_needs_the_sessions_that_were_not_eased_off() -> None:
    held = points([-value for value in RISING])
    assert judged(held) == "harder"
    eased = [Point(one.id, one.at, 0.0, whole=True) if n % 2 else Point(one.id, one.at, one.value * 2, whole=False) for n, one in enumerate(held)]  # fmt: skip
    assert judged(eased) == "steady"


def test_a_guard_that_holds_spares_harder_and_never_toward() -> None:
    falling = points([-value for value in RISING])
    assert judged(falling, guard=lambda _held: True) == "steady"
    assert judged(falling, guard=lambda _held: False) == "harder"
    assert judged(points(RISING), guard=lambda _held: True) == "toward"


def test_guards_look_at_what_stands_beside() -> None:
    calmer = [Point(str(n), n * 2 * DAY, 0.0, beside=10 - n / 10) for n in range(60)]
    assert judgement.calmer_starts(calmer) and not judgement.calmer_starts(points([1.0] * 20))
    learning = [Point(str(n), n * 2 * DAY, float(n), beside=-1.0) for n in range(60)]
    dreading = [Point(str(n), n * 2 * DAY, float(n), beside=2.0) for n in range(60)]
    assert judgement.expects_no_more(learning) and not judgement.expects_no_more(dreading)


def test_what_is_lacking_is_counted_in_sessions_and_whole_days() -> None:
    assert lacking(5, 0.0, 20 * DAY) == (3, 0)
    assert lacking(8, 0.0, 13.9 * DAY) == (0, 1)
    assert lacking(8, 0.0, 14 * DAY) == (0, 0)


def test_nothing_and_one_session_lean_nowhere() -> None:
    assert lean([], 1) == 0 and lean(points([3.0]), 1) == 0
