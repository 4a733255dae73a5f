"""The exercise that is suggested to a person, by their data and settings, and the one that works in a minute."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from securecoach_tui import content
from securecoach_tui.app.checkin_results import direction, last_checkin
from securecoach_tui.app.current_week import on_offer
from securecoach_tui.app.session_setup import waiting_debriefs
from securecoach_tui.clock import Clock
from securecoach_tui.config.settings import Settings
from securecoach_tui.practice import suggestion as suggestion_rules
from securecoach_tui.practice.checkin import second_of
from securecoach_tui.practice.exercise import timeline as timelines
from securecoach_tui.practice.exercise.model import Exercise
from securecoach_tui.practice.suggestion import Practisable, Suggestion, Wishes, suggest

if TYPE_CHECKING:
    from pathlib import Path

    from securecoach_tui.store.repository import Repository

ONE_MINUTE = 60.0  # seconds


def suggestion(
    record: Repository,
    settings: Settings,
    clock: Clock,
    *,
    own: Sequence[Practisable] = (),
    data: Path | None = None,
    careful: bool = False,
) -> Suggestion:
    """The exercise to suggest; ``own`` are the custom exercises, and ``data`` may hold a path of the person's own.

    ``careful`` is true after an answer in this run that led to people to talk to.
    """
    last = last_checkin(record) or {}
    leaning = direction(record)
    wishes = Wishes(
        no_breathing=settings.no_breathing,
        leave_closeness_out=settings.leave_closeness_out,
        debrief_waits=bool(waiting_debriefs(record)),
        second=second_of(leaning, last.get("anxiety"), last.get("avoidance")),
        day_starts=settings.day_starts,
        week=on_offer(record, clock.now(), data, {one.id: one for one in own}),
        careful=careful,
    )
    cards = content.load().cards()
    suggested = suggest([*cards, *own], record.sessions, leaning, now=clock.now(), wishes=wishes)
    assert suggested is not None, "senses-grounding is left out by no wish"
    return suggested


def in_a_minute(suggested: str, exercises: Mapping[str, Exercise], settings: Settings) -> Exercise | None:
    """The exercise that is offered at ``ONE_MINUTE``: the suggested one, or one that works in a minute."""
    fitting = {id: exercise for id, exercise in exercises.items() if _works(exercise, ONE_MINUTE)}
    found = suggestion_rules.in_a_minute(suggested, fitting, Wishes(no_breathing=settings.no_breathing))
    return None if found is None else fitting[found]


def _works(exercise: Exercise, seconds: float) -> bool:
    try:
        timelines.check_length(exercise, seconds)
    except timelines.LengthRefused:
        return False
    return True
