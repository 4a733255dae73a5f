"""The one rule that decides between "toward", "harder" and "steady". docs/dev/progress-rule.md explains it.

1. With fewer than 8 sessions or 14 days, it is "not_enough_yet".
2. The values are regressed on the order of the sessions. A value that is a share of a rating (``given``) is measured in
   points: how far the rating fell, given where it began, and whether it falls further with each session.
3. Only change within a stratum counts: the same exercise, direction and time of day, and on the ladder also the same
   rung. Each stratum has an average of its own, so that a change of exercise is no movement.
4. The coefficient is divided by its error, and the ratio reduced by how much ratings depend on those of the session
   before. The week of the newest session is left out, whenever now is, so the result changes once a week at most. A
   week begins on Thursday at 0:00 UTC.
5. A movement is reported where that score reaches ``threshold``. It is highest at first, because the rule is applied
   after every session and a short series often looks like a trend, and rises again after 100 sessions.
6. "harder" needs more: a higher threshold, the same result without the sessions that were eased off, and a guard
   of the indicator (below) that allows it.

The thresholds were chosen by simulation: scripts/prove/simulate_progress.py.

Sources. Averages removed stratum by stratum: Frisch & Waugh (1933), Econometrica 1, 387-401. The variance of a slope
under AR(1) errors: Bartlett (1935), Journal of the Royal Statistical Society 98, 536-543. The bias of the
autocorrelation of short series: Kendall (1954) and Marriott & Pope (1954), Biometrika 41. From Student's t to the
normal deviate: Wallace (1959), Annals of Mathematical Statistics 30, 1121-1130. Thresholds that spend the false rate
over repeated looks: Lan & DeMets (1983), Biometrika 70, 659-663.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from math import copysign, log1p, sqrt
from operator import mul
from typing import Literal

import msgspec

Movement = Literal["toward", "steady", "harder", "not_enough_yet", "described"]

WEEK = 604_800.0  # seconds; weeks are counted from 1 January 1970, a Thursday
DAY = 86_400.0  # seconds
MIN_SESSIONS = 8
MIN_DAYS = 14
TOWARD_SCORE = 2.42  # the lowest threshold for "toward", in standard deviations
HARDER_SCORE = 3.2
EARLY, EARLY_SESSIONS = 1.6, 50  # what is added up to 50 sessions; with more it falls as the eighth power
LATER, LATER_SESSIONS = 0.5, 100  # what is added for each 100 sessions after the first 100
MAX_AUTOCORRELATION = 0.6
ROUNDING = 1 / 12  # the variance that rounding to whole points causes


class Point(msgspec.Struct, frozen=True, gc=False):
    """An indicator's value in a session, with the session's id and its instant (seconds)."""

    id: str
    at: float
    value: float
    stratum: str = ""  # sessions are only compared within one
    eased: bool = False  # eased off, or ended because it did not help
    given: float | None = None  # the rating that the value is a share of
    guard_value: float | None = None


class Change(msgspec.Struct, frozen=True):
    """How the values of a series change: the score in standard deviations, positive upward, and the line's ends."""

    score: float
    sessions: int
    first: float
    last: float


Guard = Callable[[Sequence[Point]], bool]  # True: "harder" must not be reported
NO_CHANGE = Change(0.0, 0, 0.0, 0.0)


def still_needed(sessions: int, first: float, last: float) -> tuple[int, int]:
    """How many sessions and days are missing until movement can be judged.

    ``first`` and ``last`` are the instants (seconds) of the first and the last session.
    """
    days = MIN_DAYS - int((last - first) / DAY)
    return max(0, MIN_SESSIONS - sessions), max(0, days)


def threshold(sessions: int, base: float = TOWARD_SCORE) -> float:
    """The score at which a movement over ``sessions`` is reported."""
    early = EARLY * (EARLY_SESSIONS / max(EARLY_SESSIONS, sessions)) ** 8
    return base + early + LATER * max(0.0, sessions / LATER_SESSIONS - 1)


def judge(
    points: Sequence[Point], change: Change, toward: int, guard: Guard | None = None, stricter: float = 0.0
) -> Movement:
    """The movement of one indicator.

    Args:
        points: oldest first, and enough of them by ``still_needed``.
        change: the change of the same points.
        toward: 1 if greater values are progress, -1 if smaller ones are, 0 if the indicator is only described.
        guard: whether "harder" must not be reported.
        stricter: what is added to the threshold of "toward".
    """
    if not toward:
        return "described"
    score = change.score * toward
    if score >= threshold(change.sessions, TOWARD_SCORE + stricter):
        return "toward"
    if score > -threshold(change.sessions, HARDER_SCORE) or (guard and guard(points)):
        return "steady"
    others = change_of([point for point in points if not point.eased])
    return "harder" if others.score * toward <= -threshold(others.sessions, HARDER_SCORE) else "steady"


def calmer_starts(points: Sequence[Point]) -> bool:
    """Guard: whether the guard values (distress before) fall at all. From a calmer start, less is left to settle."""
    starts = [Point(point.id, point.at, point.guard_value) for point in points if point.guard_value is not None]
    return change_of(starts).score < 0


def predictions_not_above_outcomes(points: Sequence[Point]) -> bool:
    """Guard: whether the guard values (prediction less highest distress) are 0 or less on average.

    Predictions that rise until they meet what happens are learning, not a harder stretch.
    """
    gaps = [point.guard_value for point in points if point.guard_value is not None]
    return sum(gaps) <= 0


def change_of(points: Sequence[Point]) -> Change:
    """The change over the points (oldest first) but those of the newest one's week, within their strata."""
    newest_week = points[-1].at // WEEK if points else 0.0
    used = [point for point in points if point.at // WEEK < newest_week]
    if len(used) < MIN_SESSIONS - 1:
        return NO_CHANGE
    weights = [1.0 if point.given is None else point.given for point in used]
    strata = _numbered([point.stratum for point in used])
    count = max(strata) + 1
    order = _centred([float(number) for number in range(len(used))], strata, count)
    moved = list(map(mul, map(float, [point.value for point in used]), weights))
    y = _centred(moved, strata, count)
    x = _centred(list(map(mul, weights, order)), strata, count)
    given = _centred(weights, strata, count)
    lost = count + 1  # degrees of freedom
    if (square := _dot(given, given)) > 1e-9 * len(used):
        y, x = _without(y, given, square), _without(x, given, square)
        lost += 1
    square, free = _dot(x, x), len(used) - lost
    if free < 3 or square < 1e-6:
        return NO_CHANGE
    slope = _dot(x, y) / square
    residuals = [a - slope * b for a, b in zip(y, x, strict=True)]
    error = sqrt((max(_dot(residuals, residuals) / free, ROUNDING)) / square)
    correlation = _autocorrelation(residuals)
    ratio = slope / error * sqrt((1 - correlation) / (1 + correlation))
    middle, half = sum(moved) / sum(weights), slope * (len(used) - 1) / 2
    return Change(_deviate(ratio, free), len(used), middle - half, middle + half)


def _dot(a: Sequence[float], b: Sequence[float]) -> float:
    return sum(map(mul, a, b), 0.0)


def _numbered(names: Sequence[str]) -> list[int]:
    numbers: dict[str, int] = {}
    return [numbers.setdefault(name, len(numbers)) for name in names]


def _centred(values: Sequence[float], strata: Sequence[int], count: int) -> list[float]:
    """The values less the average of their stratum; ``strata`` has the number of each value's stratum."""
    sums, sizes = [0.0] * count, [0] * count
    for value, stratum in zip(values, strata, strict=True):
        sums[stratum] += value
        sizes[stratum] += 1
    means = [total / size for total, size in zip(sums, sizes, strict=True)]
    return [value - means[stratum] for value, stratum in zip(values, strata, strict=True)]


def _without(values: Sequence[float], other: Sequence[float], square: float) -> list[float]:
    """What is left of centred values once ``other``, whose squares sum to ``square``, has explained its part."""
    slope = _dot(values, other) / square
    return [a - slope * b for a, b in zip(values, other, strict=True)]


def _autocorrelation(residuals: Sequence[float]) -> float:
    """The lag-1 autocorrelation, corrected for short series; 0 to ``MAX_AUTOCORRELATION``."""
    spread = _dot(residuals, residuals)
    if spread < 1e-9:
        return 0.0
    correlation = sum(a * b for a, b in pairwise(residuals)) / spread
    correlation += (1 + 4 * max(0.0, correlation)) / len(residuals)
    return min(MAX_AUTOCORRELATION, max(0.0, correlation))


def _deviate(ratio: float, free: int) -> float:
    """The normal deviate that is as improbable as a Student's t of ``ratio`` with ``free`` degrees of freedom."""
    size = (8 * free + 1) / (8 * free + 3) * sqrt(free * log1p(ratio * ratio / free))
    return copysign(size, ratio)
