"""The one rule for "toward", "harder" and "steady". docs/progress.md tells it in plain words.

1. Under 8 sessions or 14 days: not enough yet.
2. Sessions are taken together in blocks: a block ends with the first week (of the calendar of
   instants, in whole weeks) in which it holds 3 sessions or more, and its value is their mean. The
   week going on is left out, so that the answer changes once a week at most. Blocks are why ratings
   that lean on the day before aren't taken for a trend.
3. Every block is compared with every later one (Kendall's S; for an indicator by rung only within a
   rung, in blocks of 2). Movement is told only where S lies ``TOLD`` standard deviations from what
   chance gives and the whole 95 % interval of the slope lies on the same side of zero.
4. "Harder" is told later, at ``TOLD_HARDER``, and only where the sessions that weren't eased off say it
   too and the indicator's guard (below) doesn't hold.

Both were chosen by simulation: scripts/simulate_movement.py.
Kendall's S and its variance: Mann (1945), Econometrica 13, 245-259; summed over rungs as over seasons
in Hirsch, Slack & Smith (1982), Water Resources Research 18, 107-121.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import sqrt
from typing import Literal

import msgspec

from securecoach_tui.progress.trend import Trend

Movement = Literal["toward", "steady", "harder", "not_enough_yet", "described"]

WEEK = 604_800.0  # seconds
DAY = 86_400.0
LEAST_SESSIONS = 8
LEAST_DAYS = 14
TOLD = 2.8  # standard deviations
TOLD_HARDER = 3.0
BLOCK = 3  # sessions
BLOCK_ON_A_RUNG = 2


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
    """Standard deviations by which later blocks lie above earlier ones; with ``good`` -1, below."""
    score = 0
    variance = 0.0
    for blocks in _blocks(points):
        n = len(blocks)
        variance += n * (n - 1) * (2 * n + 5) / 18
        for at, value in enumerate(blocks):
            for later in blocks[at + 1 :]:
                score += (later > value) - (later < value)
    if not variance:
        return 0.0
    score *= good
    return (score - (score > 0) + (score < 0)) / sqrt(variance)  # one less: S moves in steps of two


def _blocks(points: Sequence[Point]) -> list[list[float]]:
    """The means of blocks, a list a rung."""
    if not points:
        return []
    this_week = points[-1].at // WEEK
    open_blocks: dict[str, tuple[float, list[float]]] = {}
    closed: dict[str, list[float]] = {}
    for point in points:
        week = point.at // WEEK
        least = BLOCK_ON_A_RUNG if point.rung else BLOCK
        began, values = open_blocks.get(point.rung, (week, []))
        if len(values) >= least and week > began:
            closed.setdefault(point.rung, []).append(sum(values) / len(values))
            values = []
        values.append(point.value)
        open_blocks[point.rung] = (week, values)
    for rung, (week, values) in open_blocks.items():
        if week < this_week and len(values) >= (BLOCK_ON_A_RUNG if rung else BLOCK):
            closed.setdefault(rung, []).append(sum(values) / len(values))
    return list(closed.values())
