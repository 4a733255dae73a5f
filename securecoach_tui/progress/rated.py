"""The ratings before and after each session of a capacity, and how its sessions usually end. Facts, never judged."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from securecoach_tui.practice.instants import DAY_STARTS, day_of
from securecoach_tui.practice.record import Capacity
from securecoach_tui.progress.days import DatedSession
from securecoach_tui.progress.indicators import session_ratings

MOST = 300  # sessions, as many as a trend looks at
FEWEST = 5  # sessions; what is usual can't be seen in fewer


class RatedSession(msgspec.Struct, frozen=True):
    """A session's id and local day, and its distress before and after, in points."""

    id: str
    day: date
    before: int
    after: int


class UsualEnd(msgspec.Struct, frozen=True):
    """How sessions end: the middle rating after, and the ends of the middle half of them."""

    sessions: int
    middle: int
    low: int
    high: int


def rated_sessions(
    dated: Sequence[DatedSession], capacity: Capacity, day_starts: int = DAY_STARTS, since: date | None = None
) -> list[RatedSession]:
    """The newest ``MOST`` sessions of ``capacity`` from ``since`` on with a rating before and one after, oldest first."""
    found: list[RatedSession] = []
    for one in reversed(dated):
        if one.session.capacity == capacity:
            ratings = session_ratings(one.session)
            if ratings.before is not None and ratings.after is not None:
                day = day_of(one.started, day_starts)
                if len(found) == MOST or (since is not None and day < since):
                    break
                found.append(RatedSession(one.session.id, day, ratings.before, ratings.after))
    return found[::-1]


def usual_end(sessions: Sequence[RatedSession]) -> UsualEnd | None:
    """How the sessions usually end; None with fewer than ``FEWEST``."""
    if len(sessions) < FEWEST:
        return None
    ends = sorted(one.after for one in sessions)
    last = len(ends) - 1
    return UsualEnd(len(ends), ends[(last + 1) // 2], ends[last // 4], ends[-(-3 * last // 4)])
