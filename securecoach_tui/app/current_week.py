"""The week of the path that a person is in, read from their data and from the path in use."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from securecoach_tui.practice.path import state as states
from securecoach_tui.practice.path.offers import WeekOnOffer, week_on_offer
from securecoach_tui.practice.path.state import KIND, PathState
from securecoach_tui.practice.path.weeks import EightWeeks

if TYPE_CHECKING:
    from pathlib import Path

    from securecoach_tui.practice.suggestion import Practisable
    from securecoach_tui.store.repository import Repository


def state_of(record: Repository) -> PathState:
    """Where the person is."""
    return states.read(record.get(KIND, states.ID))


def weeks_in_use(data: Path | None, own: Mapping[str, Practisable]) -> tuple[EightWeeks, str]:
    """The path in use, and why a path of the person's own isn't used; ``own`` are their own exercises."""
    from securecoach_tui import content

    loaded = content.load().path(data, own.keys)
    if loaded.problem is None:
        return loaded.weeks, ""
    from securecoach_tui.text.path import own_file_words

    return loaded.weeks, own_file_words(loaded.problem)


def on_offer(
    record: Repository, now: datetime, data: Path | None, own: Mapping[str, Practisable]
) -> WeekOnOffer | None:
    """The week that the suggestion follows; None off the path. Reads no file then."""
    state = state_of(record)
    if not state.on or state.lean is None:
        return None
    lesson = weeks_in_use(data, own)[0].week(state.week).lesson(state.lean)
    return week_on_offer(state, lesson.offers, record.sessions, now)
