"""What a week offers, what was practised of it, and what comes next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

import msgspec

from securecoach_tui.practice.instants import parse_instant
from securecoach_tui.practice.path.state import PathState
from securecoach_tui.practice.path.weeks import PathOffer
from securecoach_tui.practice.record import SessionRecord

AWAY = timedelta(days=14)  # without a session or a turn; then the first screen says which week was left


class WeekOnOffer(msgspec.Struct, frozen=True):
    """The week that the suggestion follows: its number, its offers, when it was turned to, and how often each was practised.

    ``away`` is true where neither a session nor a turn was within two weeks.
    """

    number: int
    offers: tuple[PathOffer, ...]
    counts: dict[str, int]
    away: bool = False


def week_on_offer(
    state: PathState, offers: Sequence[PathOffer], sessions: Sequence[SessionRecord], now: datetime
) -> WeekOnOffer:
    """The week of ``state``. ``sessions`` are newest first."""
    return WeekOnOffer(
        state.week, tuple(offers), practised_since(sessions, state.since), _is_away(state, sessions, now)
    )


def practised_since(sessions: Sequence[SessionRecord], since: str) -> dict[str, int]:
    """How often each exercise was practised from the instant ``since`` (ISO) on; any session counts."""
    begin = parse_instant(since)
    if begin is None:
        return {}
    times: Counter[str] = Counter()
    for session in sessions:
        started = parse_instant(session.started)
        if session.exercise and session.was_practised and started is not None and started >= begin:
            times[session.exercise] += 1
    return dict(times)


def next_offer(week: WeekOnOffer, permitted: Collection[str], not_helping: Collection[str] = ()) -> PathOffer | None:
    """The offer to suggest: the one furthest behind its share; None if all are left out.

    What didn't help the last time is left out where something else is on offer.
    """
    possible = [offer for offer in week.offers if offer.exercise in permitted]
    liked = [offer for offer in possible if offer.exercise not in not_helping] or possible
    return min(liked, key=lambda offer: week.counts.get(offer.exercise, 0) / offer.times, default=None)


def _is_away(state: PathState, sessions: Sequence[SessionRecord], now: datetime) -> bool:
    last = next((started for session in sessions if (started := parse_instant(session.started))), None)
    known = [moment for moment in (last, parse_instant(state.since)) if moment is not None]
    return bool(known) and now - max(known) > AWAY
