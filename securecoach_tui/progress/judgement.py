"""The one rule that decides between "toward", "harder" and "steady". docs/dev/progress-rule.md explains it.

1. With fewer than 8 sessions or 14 days, it is "not_enough_yet".
2. Every session is compared with every later one (Kendall's S). An indicator with ``same_rung_only`` compares only
   sessions on the same rung. The current week is left out, so the result changes once a week at most.
3. A movement is reported only if S is at least ``TOWARD_Z`` standard deviations from its expectation under chance,
   and all of the 95 % interval of the slope is on the same side of zero. Ratings depend on those of
   the session before; that dependence is estimated, and S is reduced by it.
4. "harder" needs more: ``HARDER_Z`` standard deviations, the same result without the sessions that were eased off,
   and a guard of the indicator (below) that allows it.

Both thresholds were chosen by simulation: scripts/prove/simulate_progress.py.

Sources. Kendall's S, its variance and the correction by one: Mann (1945), Econometrica 13, 245-259. The sum over
rungs, as over seasons: Hirsch, Slack & Smith (1982), Water Resources Research 18, 107-121. The bias of the
autocorrelation of short series: Kendall (1954) and Marriott & Pope (1954), Biometrika 41.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from math import sqrt
from typing import Literal

import msgspec

from securecoach_tui.progress.trend import Trend, tie_term

Movement = Literal["toward", "steady", "harder", "not_enough_yet", "described"]

WEEK = 604_800.0  # seconds
DAY = 86_400.0  # seconds
MIN_SESSIONS = 8
MIN_DAYS = 14
TOWARD_Z = 3.2  # standard deviations
HARDER_Z = 3.4
MAX_AUTOCORRELATION = 0.6


class Point(msgspec.Struct, frozen=True, gc=False):
    """An indicator's value in a session, with the session's id and its instant (seconds)."""

    id: str
    at: float
    value: float
    rung: str = ""  # the rung's key; "" if the indicator compares sessions on all rungs
    eased: bool = False  # eased off, or ended because it did not help
    guard_value: float | None = None


Guard = Callable[[Sequence[Point]], bool]  # True: "harder" must not be reported


def still_needed(sessions: int, first: float, last: float) -> tuple[int, int]:
    """How many sessions and days are missing until movement can be judged.

    ``first`` and ``last`` are the instants (seconds) of the first and the last session.
    """
    days = MIN_DAYS - int((last - first) // DAY)
    return max(0, MIN_SESSIONS - sessions), max(0, days)


def judge(points: Sequence[Point], trend: Trend | None, toward: int, guard: Guard | None = None) -> Movement:
    """The movement of one indicator.

    Args:
        points: oldest first, and enough of them by ``still_needed``.
        trend: the trend of the same points.
        toward: 1 if greater values are progress, -1 if smaller ones are, 0 if the indicator is only described.
        guard: whether "harder" must not be reported.
    """
    if not toward:
        return "described"
    if trend is None or trend.low is None or trend.high is None:
        return "steady"
    best, worst = (trend.low, trend.high) if toward > 0 else (-trend.high, -trend.low)
    if best > 0 and kendall_z(points, toward) >= TOWARD_Z:
        return "toward"
    if worst < 0 and kendall_z(points, toward) <= -HARDER_Z and not (guard and guard(points)):
        if kendall_z([point for point in points if not point.eased], toward) <= -HARDER_Z:
            return "harder"
    return "steady"


def calmer_starts(points: Sequence[Point]) -> bool:
    """Guard: whether the guard values (distress before) fall at all. From a calmer start, less is left to settle."""
    starts = [Point(point.id, point.at, point.guard_value) for point in points if point.guard_value is not None]
    return kendall_z(starts, -1) > 0


def predictions_not_above_outcomes(points: Sequence[Point]) -> bool:
    """Guard: whether the guard values (prediction less highest distress) are 0 or less on average.

    Predictions that rise until they meet what happens are learning, not a harder stretch.
    """
    gaps = [point.guard_value for point in points if point.guard_value is not None]
    return sum(gaps) <= 0


def kendall_z(points: Sequence[Point], toward: int) -> float:
    """Kendall's S in standard deviations, positive where values move ``toward`` (1: up, -1: down).

    ``points`` are oldest first; those of the current week are left out.
    """
    this_week = points[-1].at // WEEK if points else 0.0
    series: dict[str, list[tuple[float, float]]] = {}
    for point in points:
        if point.at // WEEK < this_week:
            series.setdefault(point.rung, []).append((point.at / WEEK, point.value))
    score, variance = 0, 0.0
    for points_of_rung in series.values():
        values = [value for _, value in points_of_rung]
        score += _kendall_s(values) * toward
        variance += tie_term(len(values)) - sum(tie_term(n) for n in Counter(values).values())
    if variance <= 0:
        return 0.0
    correlation = _autocorrelation(list(series.values()))
    score -= (score > 0) - (score < 0)  # the continuity correction: S moves in steps of two
    return score / sqrt(variance / 18) * sqrt((1 - correlation) / (1 + correlation))


def _kendall_s(values: Sequence[float]) -> int:
    """Kendall's S: the number of rising pairs minus the number of falling ones."""
    score = 0
    earlier: list[float] = []
    for value in values:
        below, not_above = bisect_left(earlier, value), bisect_right(earlier, value)
        score += below - (len(earlier) - not_above)
        earlier.insert(not_above, value)
    return score


def _autocorrelation(series: Sequence[Sequence[tuple[float, float]]]) -> float:
    """The lag-1 autocorrelation around a common line, corrected for short series; 0 to ``MAX_AUTOCORRELATION``."""
    centred = []
    for points in series:
        x0 = sum(x for x, _ in points) / len(points)
        y0 = sum(y for _, y in points) / len(points)
        centred.append([(x - x0, y - y0) for x, y in points])
    width = sum(x * x for points in centred for x, _ in points)
    slope = sum(x * y for points in centred for x, y in points) / width if width else 0.0
    residuals = [[y - slope * x for x, y in points] for points in centred]
    spread = sum(value * value for points in residuals for value in points)
    if spread < 1e-9:
        return 0.0
    correlation = sum(a * b for points in residuals for a, b in pairwise(points)) / spread
    correlation += len(series) * (1 + 4 * max(0.0, correlation)) / sum(len(points) for points in residuals)
    return min(MAX_AUTOCORRELATION, max(0.0, correlation))
