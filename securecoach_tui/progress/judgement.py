"""The one rule for "toward", "harder" and "steady". docs/dev/progress-rule.md tells it in plain words.

1. Under 8 sessions or 14 days: not enough yet.
2. Every session is compared with every later one (Kendall's S; for an indicator by rung only on the same
   rung). The week going on is left out, so that the answer changes once a week at most.
3. Movement is told only where S lies ``TOLD`` standard deviations from what chance gives, and the whole 95 %
   interval of the slope lies on the same side of zero. Ratings lean on the session before: how far
   is estimated, and S counts for so much less.
4. "Harder" is told later, at ``TOLD_HARDER``, and only where the sessions that weren't eased off say it
   too and the indicator's guard (below) doesn't hold.

Both were chosen by simulation: scripts/prove/simulate_progress.py.
Kendall's S and its variance: Mann (1945), Econometrica 13, 245-259; summed over rungs as over seasons
in Hirsch, Slack & Smith (1982), Water Resources Research 18, 107-121.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from math import sqrt
from typing import Literal

import msgspec

from securecoach_tui.progress.trend import Trend

Movement = Literal["toward", "steady", "harder", "not_enough_yet", "described"]

WEEK = 604_800.0  # seconds
DAY = 86_400.0
LEAST_SESSIONS = 8
LEAST_DAYS = 14
TOLD = 3.2  # standard deviations
TOLD_HARDER = 3.4
MOST_LEANING = 0.6


class Point(msgspec.Struct, frozen=True, gc=False):
    """A session's value: its id, the instant (seconds), and what the rule asks about it."""

    id: str
    at: float
    value: float
    rung: str = ""  # "" where rungs are not told apart
    whole: bool = True  # neither eased off nor ended because it didn't help
    beside: float | None = None  # what the guard looks at


Guard = Callable[[Sequence[Point]], bool]  # True: "harder" isn't told


def lacking(sessions: int, first: float, last: float) -> tuple[int, int]:
    """How many sessions, and how many days, are missing until movement can be told."""
    days = LEAST_DAYS - int((last - first) // DAY)
    return max(0, LEAST_SESSIONS - sessions), max(0, days)


def judge(points: Sequence[Point], trend: Trend | None, good: int, guard: Guard | None = None) -> Movement:
    """What is told of one indicator's points, oldest first, of which there are enough.

    ``good`` is 1 where more is toward, -1 where less is; 0 is only described. ``trend`` is that of the
    same points.
    """
    if not good:
        return "described"
    if trend is None or trend.low is None or trend.high is None:
        return "steady"
    best, worst = (trend.low, trend.high) if good > 0 else (-trend.high, -trend.low)
    if best > 0 and lean(points, good) >= TOLD:
        return "toward"
    if worst < 0 and lean(points, good) <= -TOLD_HARDER and not (guard and guard(points)):
        if lean([point for point in points if point.whole], good) <= -TOLD_HARDER:
            return "harder"
    return "steady"


def calmer_starts(points: Sequence[Point]) -> bool:
    """Whether the values beside the points lean down at all: from a calmer start less is left to settle."""
    return lean([Point(point.id, point.at, point.beside) for point in points if point.beside is not None], -1) > 0


def expects_no_more(points: Sequence[Point]) -> bool:
    """Whether the values beside the points (prediction less what happened) are 0 or less on average.

    Predictions that rise to meet what happens are learning, not a harder stretch.
    """
    beside = [point.beside for point in points if point.beside is not None]
    return sum(beside) <= 0


def lean(points: Sequence[Point], good: int) -> float:
    """Standard deviations by which later sessions lie above earlier ones; with ``good`` -1, below.

    The week going on is left out. ``points`` are oldest first.
    """
    this_week = points[-1].at // WEEK if points else 0.0
    series: dict[str, list[tuple[float, float]]] = {}
    for point in points:
        if point.at // WEEK < this_week:
            series.setdefault(point.rung, []).append((point.at / WEEK, point.value))
    score, variance = 0, 0.0
    for one in series.values():
        values = [value for _, value in one]
        score += _rises(values) * good
        variance += _cubes(len(values)) - sum(_cubes(n) for n in Counter(values).values())
    if variance <= 0:
        return 0.0
    leaning = _leaning(list(series.values()))
    score -= (score > 0) - (score < 0)  # S moves in steps of two
    return score / sqrt(variance / 18) * sqrt((1 - leaning) / (1 + leaning))


def _rises(values: Sequence[float]) -> int:
    """Kendall's S: pairs that rise, less pairs that fall."""
    found = 0
    earlier: list[float] = []
    for value in values:
        below, to = bisect_left(earlier, value), bisect_right(earlier, value)
        found += below - (len(earlier) - to)
        earlier.insert(to, value)
    return found


def _cubes(n: int) -> int:
    return n * (n - 1) * (2 * n + 5)


def _leaning(series: Sequence[Sequence[tuple[float, float]]]) -> float:
    """How far a session leans on the one before: the lag-1 autocorrelation around one common line, 0 to 0.6.

    Corrected for the bias of short series (Kendall 1954; Marriott & Pope 1954, Biometrika 41).
    """
    centred = []
    for one in series:
        x0 = sum(x for x, _ in one) / len(one)
        y0 = sum(y for _, y in one) / len(one)
        centred.append([(x - x0, y - y0) for x, y in one])
    width = sum(x * x for one in centred for x, _ in one)
    slope = sum(x * y for one in centred for x, y in one) / width if width else 0.0
    left = [[y - slope * x for x, y in one] for one in centred]
    spread = sum(value * value for one in left for value in one)
    if spread < 1e-9:
        return 0.0
    found = sum(a * b for one in left for a, b in pairwise(one)) / spread
    found += len(series) * (1 + 4 * max(0.0, found)) / sum(len(one) for one in left)
    return min(MOST_LEANING, max(0.0, found))
