"""The Theil-Sen slope with Sen's interval, in plain Python and fast enough to compute at every start.

The slope is the median of the slopes between all pairs of points whose x differ (Theil 1950). The interval is that
of Sen (1968), Journal of the American Statistical Association 63, 1379-1389, equation 2.6, with ranks that allow
for ties. The results equal those of ``scipy.stats.theilslopes(y, x, 0.95)``.

300 points have 44,850 pairs. Computing and sorting all of them takes four times as long as finding the few that are
needed: a sample of slopes brackets the wanted ranks, inversions count the slopes below the bracket and
identify those within it, and only those are sorted.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from math import sqrt

import msgspec

TREND_POINTS = 300  # a trend uses at most this many points, the newest
Z_95 = 1.959963984540054  # normal deviate of a two-sided 95 % interval
_SORT_ALL = 100  # up to this many points, sorting every slope is as quick
_SAMPLE = 1000
_MARGIN = 2.6  # standard deviations of a sample's rank to either side of the bracket


class Trend(msgspec.Struct, frozen=True):
    """A line through points. Slopes are in units of y for each unit of x.

    ``low`` and ``high`` are the ends of the 95 % interval, None where ties leave no interval.
    """

    slope: float
    low: float | None
    high: float | None
    intercept: float


def theil_sen(x: Sequence[float], y: Sequence[float]) -> Trend | None:
    """The line through the points (x, y) with its 95 % interval; None where no two points differ in x.

    ``x`` and ``y`` have the same length and finite values, in any order.
    """
    n = len(x)
    pairs = (n * (n - 1) - sum(k * (k - 1) for k in _repeats(x))) // 2
    if pairs < 1:
        return None
    variance = tie_term(n) - sum(map(tie_term, _repeats(x))) - sum(map(tie_term, _repeats(y)))
    ranks = [(pairs - 1) // 2, pairs // 2]
    if variance >= 0:
        spread = Z_95 * sqrt(variance / 18)
        ranks.append(max(round((pairs - spread) / 2) - 1, 0))
        ranks.append(min(round((pairs + spread) / 2), pairs - 1))
    slopes = ranked_slopes(x, y, ranks, pairs)
    slope = (slopes[0] + slopes[1]) / 2
    low, high = (slopes[2], slopes[3]) if variance >= 0 else (None, None)
    return Trend(slope, low, high, median(y) - slope * median(x))


def median(values: Sequence[float]) -> float:
    """The middle value, or the mean of the two middle ones. ``values`` must not be empty."""
    ordered, n = sorted(values), len(values)
    return (ordered[(n - 1) // 2] + ordered[n // 2]) / 2


def ranked_slopes(x: Sequence[float], y: Sequence[float], ranks: Sequence[int], pairs: int) -> list[float]:
    """The slopes at the given ranks (from 0) among the ``pairs`` slopes between points whose x differ."""
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


def tie_term(n: int) -> int:
    """18 times the variance of Kendall's S for ``n`` untied points, and what ``n`` tied points take from it."""
    return n * (n - 1) * (2 * n + 5)


def _bracketed(
    points: Sequence[tuple[float, float]], first: int, last: int, pairs: int
) -> tuple[int, list[float]] | None:
    """The number of slopes below a bracket around two ranks, and the sorted slopes within it.

    None where the sample missed the ranks, or where rounding could put a slope on either side of the bracket's
    lower edge. The caller then sorts all slopes.
    """
    edges = _edges(points, first / pairs, last / pairs)
    if edges is None:
        return None
    low, high = edges
    keyed = [(y - low * x, y - high * x, x, y) for x, y in points]  # in the order of x, then y
    by_low = sorted(keyed)
    scale = max(abs(by_low[0][0]), abs(by_low[-1][0])) * 1e-11
    for one, following in pairwise(by_low):
        if following[0] - one[0] <= scale and one[2] != following[2]:
            return None
    below = _descents([key for key, *_ in keyed])
    slopes: list[float] = []
    keys: list[float] = []
    passed: list[tuple[float, float]] = []
    # A slope within the bracket joins a point to one that comes earlier by the low key and has a greater high key.
    for _, key, x1, y1 in by_low:
        at = bisect_right(keys, key)
        slopes += [(y1 - y0) / (x1 - x0) for x0, y0 in passed[at:]]
        keys.insert(at, key)
        passed.insert(at, (x1, y1))
    if not below <= first <= last < below + len(slopes):
        return None
    slopes.sort()
    return below, slopes


def _edges(points: Sequence[tuple[float, float]], first: float, last: float) -> tuple[float, float] | None:
    """Two values between sampled slopes that probably enclose two quantiles of all slopes; None without such values."""
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
    low = int(first * len(sample) - margin)
    high = int(last * len(sample) + margin) + 1
    while low > 0 and sample[low - 1] == sample[low]:
        low -= 1
    while high < len(sample) and sample[high - 1] == sample[high]:
        high += 1
    if low < 1 or high >= len(sample):
        return None
    return (sample[low - 1] + sample[low]) / 2, (sample[high - 1] + sample[high]) / 2


def _descents(values: Sequence[float]) -> int:
    """The number of pairs in which the later value is smaller."""
    earlier: list[float] = []
    count = 0
    for value in values:
        at = bisect_right(earlier, value)
        count += len(earlier) - at
        earlier.insert(at, value)
    return count
