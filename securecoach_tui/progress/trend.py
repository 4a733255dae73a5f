"""Theil-Sen slope with Sen's interval, in plain Python and fast enough to be asked at every start.

The slope is the median of the slopes between all pairs of points whose x differ (Theil 1950); the
interval is that of Sen (1968), equation 2.6, whose ranks among those slopes allow for ties. Figures
are those of ``scipy.stats.theilslopes(y, x, 0.95)``.

300 points have 44,850 pairs. Computing and sorting them all takes four times as long as finding the
few that are needed: a sample of slopes brackets the wanted ranks, inversions count the slopes below
the bracket and name the ones within it, and only those are sorted.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from math import sqrt

import msgspec

WINDOW = 300  # a trend looks at this many points, the newest
Z_95 = 1.959963984540054  # normal deviate of a two-sided 95 % interval
_SORT_ALL = 100  # up to this many points, sorting every slope is as quick
_SAMPLE = 3000
_MARGIN = 2.6  # standard deviations of a sample's rank to either side of the bracket


class Trend(msgspec.Struct, frozen=True):
    """A line through points: y units an x unit. ``low`` and ``high`` are None where ties leave no interval."""

    slope: float
    low: float | None
    high: float | None
    intercept: float


def theil_sen(x: Sequence[float], y: Sequence[float]) -> Trend | None:
    """The line through points with its 95 % interval; None where no two points differ in x.

    ``x`` and ``y`` are of one length, in any order, finite.
    """
    n = len(x)
    pairs = (n * (n - 1) - sum(k * (k - 1) for k in _repeats(x))) // 2
    if pairs < 1:
        return None
    variance = _cubes([n]) - _cubes(_repeats(x)) - _cubes(_repeats(y))
    ranks = [(pairs - 1) // 2, pairs // 2]
    if variance >= 0:
        spread = Z_95 * sqrt(variance / 18)
        ranks.append(max(round((pairs - spread) / 2) - 1, 0))
        ranks.append(min(round((pairs + spread) / 2), pairs - 1))
    found = ranked_slopes(x, y, ranks, pairs)
    slope = (found[0] + found[1]) / 2
    low, high = (found[2], found[3]) if variance >= 0 else (None, None)
    return Trend(slope, low, high, median(y) - slope * median(x))


def median(values: Sequence[float]) -> float:
    """The middle value, or the mean of the two middle ones; ``values`` isn't empty."""
    ordered, n = sorted(values), len(values)
    return (ordered[(n - 1) // 2] + ordered[n // 2]) / 2


def ranked_slopes(x: Sequence[float], y: Sequence[float], ranks: Sequence[int], pairs: int) -> list[float]:
    """The slopes at some ranks (from 0) among the ``pairs`` slopes between points whose x differ."""
    points = sorted(zip(x, y, strict=True))
    if len(points) > _SORT_ALL:
        within = _bracketed(points, min(ranks), max(ranks), pairs)
        if within is not None:
            below, slopes = within
            return [slopes[rank - below] for rank in ranks]
    slopes = []
    for at, (x0, y0) in enumerate(points):
        slopes += [(y1 - y0) / (x1 - x0) for x1, y1 in points[at + 1 :] if x1 > x0]
    slopes.sort()
    return [slopes[rank] for rank in ranks]


def _repeats(values: Sequence[float]) -> list[int]:
    return [count for count in Counter(values).values() if count > 1]


def _cubes(sizes: Sequence[int]) -> int:
    return sum(k * (k - 1) * (2 * k + 5) for k in sizes)


def _bracketed(
    points: Sequence[tuple[float, float]], first: int, last: int, pairs: int
) -> tuple[int, list[float]] | None:
    """How many slopes lie below a bracket around two ranks, and the sorted ones within it.

    None where the sample missed the ranks or a slope is too near the bracket's lower edge to tell
    on which side rounding puts it; the caller then sorts everything.
    """
    edges = _edges(points, first / pairs, last / pairs)
    if edges is None:
        return None
    low, high = edges
    keyed = [(y - low * x, y - high * x, x, y) for x, y in points]  # in the order of x, then y
    by_low = sorted(keyed)
    scale = max(abs(by_low[0][0]), abs(by_low[-1][0])) * 1e-11
    for one, next in pairwise(by_low):
        if next[0] - one[0] <= scale and one[2] != next[2]:
            return None
    below = _descents([key for key, *_ in keyed])
    slopes: list[float] = []
    seen: list[float] = []
    passed: list[tuple[float, float]] = []
    for _, key, x1, y1 in by_low:  # steeper than low: later here; flatter than high: lower key than those passed
        at = bisect_right(seen, key)
        slopes += [(y1 - y0) / (x1 - x0) for x0, y0 in passed[at:]]
        seen.insert(at, key)
        passed.insert(at, (x1, y1))
    if not below <= first <= last < below + len(slopes):
        return None
    slopes.sort()
    return below, slopes


def _edges(points: Sequence[tuple[float, float]], first: float, last: float) -> tuple[float, float] | None:
    """Two values between sampled slopes that probably enclose two quantiles of all slopes."""
    n = len(points)
    sample = []
    for k in range(_SAMPLE):
        x0, y0 = points[k * 7919 % n]
        x1, y1 = points[(k * 104729 + k // n + 1) % n]
        if x0 != x1:
            sample.append((y1 - y0) / (x1 - x0))
    if not sample:
        return None
    sample.sort()
    margin = _MARGIN * sqrt(len(sample)) / 2
    at = int(first * len(sample) - margin)
    to = int(last * len(sample) + margin) + 1
    while at > 0 and sample[at - 1] == sample[at]:
        at -= 1
    while to < len(sample) and sample[to - 1] == sample[to]:
        to += 1
    if at < 1 or to >= len(sample):
        return None
    return (sample[at - 1] + sample[at]) / 2, (sample[to - 1] + sample[to]) / 2


def _descents(values: Sequence[float]) -> int:
    """How many pairs stand in falling order."""
    seen: list[float] = []
    count = 0
    for value in values:
        at = bisect_right(seen, value)
        count += len(seen) - at
        seen.insert(at, value)
    return count
