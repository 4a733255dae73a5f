"""The path of eight weeks with a person's data: where they are, what is on offer, and what was tried."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from securecoach_tui.app.current_week import state_of, weeks_in_use
from securecoach_tui.practice.path import state as states
from securecoach_tui.practice.path.offers import practised_since
from securecoach_tui.practice.path.page import OfferLine, PathPage, TriedOnPath
from securecoach_tui.practice.path.state import KIND, Act, Entry, OtherTurn, PathState
from securecoach_tui.practice.path.weeks import Lean, lean_of

if TYPE_CHECKING:
    from pathlib import Path

    from securecoach_tui.config.settings import Settings
    from securecoach_tui.practice.suggestion import Practisable
    from securecoach_tui.store.repository import Repository

TOOLS = 3  # to keep, at weeks 4 and 8


def page(
    record: Repository,
    now: datetime,
    *,
    data: Path | None = None,
    own: Mapping[str, Practisable] | None = None,
    titles: Mapping[str, str],
    careful: bool = False,
) -> PathPage:
    """The path as it is at ``now``. ``titles`` names exercises by id; ``careful`` as in ``suggestion.Wishes``."""
    from securecoach_tui.app.checkin_results import direction
    from securecoach_tui.practice.suggestion import needs_soothing

    state = state_of(record)
    weeks, problem = weeks_in_use(data, own or {})
    documents = record.of_kind(KIND)
    words = tuple(states.words_of(state, documents))
    if not state.on or state.lean is None:
        return PathPage(state, weeks, words=words, problem=problem)
    counts = practised_since(record.sessions, state.since)
    offers = weeks.week(state.week).lesson(state.lean).offers
    return PathPage(
        state,
        weeks,
        tuple(
            OfferLine(one.exercise, titles.get(one.exercise, one.exercise), one.note, counts.get(one.exercise, 0))
            for one in offers
        ),
        words,
        careful or needs_soothing(record.sessions, now),
        states.other_turn(state, documents),
        states.changed_lean(state, direction(record)),
        problem,
    )


def plan_words(record: Repository, data: Path | None, own: Mapping[str, Practisable]) -> str:
    """The week in words, to show beside the days planned for practice; empty off the path."""
    from securecoach_tui.text import path as words

    state = state_of(record)
    return words.plan_words(weeks_in_use(data, own)[0].week(state.week)) if state.on else ""


def known_lean(record: Repository) -> Lean | None:
    """The direction of the last check-in, if the path has words for it."""
    from securecoach_tui.app.checkin_results import direction

    return lean_of(direction(record))


def changes(state: PathState, act: Act, now: datetime, lean: Lean | None = None) -> list[Entry]:
    """What to save for an act; empty if it isn't possible."""
    at = now.isoformat(timespec="seconds")
    after = states.after(state, act, at=at, id=secrets.token_hex(8), lean=lean)
    return states.entries(state, after, at)


def told(other: OtherTurn) -> list[Entry]:
    """What to save once it was said that a turn on another computer doesn't count."""
    return [(id, {"told": True}) for id in other.ids]


def was_offered(now: datetime) -> Entry:
    """What to save once the path was offered."""
    return states.ID, {"offered": now.isoformat(timespec="seconds")}


def was_asked(lean: Lean) -> Entry:
    """What to save once the person was asked whether to go on in a new direction."""
    return states.ID, {"asked": lean}


def may_offer(record: Repository) -> bool:
    """Whether to offer the path after a check-in: once, to somebody who never started it, with a direction it has."""
    state = state_of(record)
    return not state.offered and not state.begun and known_lean(record) is not None


def tried(record: Repository, state: PathState) -> TriedOnPath:
    """What was tried since the path was started, and three exercises to keep: those practised most that did help."""
    counts = Counter(practised_since(record.sessions, state.started))
    last = {session.exercise: session for session in reversed(record.sessions) if session.exercise}
    helping = [id for id, _n in counts.most_common() if not last[id].not_helping]
    return TriedOnPath(tuple(counts.most_common()), tuple(helping[:TOOLS]))


def look_back_lines(
    record: Repository, settings: Settings, found: PathPage, now: datetime, titles: Mapping[str, str]
) -> list[str]:
    """The look back of weeks 4 and 8, as sentences. ``titles`` names exercises by id."""
    from securecoach_tui.app.progress_service import progress_of
    from securecoach_tui.text import path as words

    progress = progress_of(record, settings, now)
    return words.look_back_lines(tried(record, found.state), found, progress, titles)
