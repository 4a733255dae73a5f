"""From a choice to a session: begun anew, or gone on with. What can't be is told on the screen one is on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from securecoach_tui.app.session_setup import make_resumed, make_setup
from securecoach_tui.i18n import _
from securecoach_tui.practice.exercise.parser import Exercise
from securecoach_tui.practice.exercise.timeline import LengthRefused
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.text import wording
from securecoach_tui.tui.base_screen import Room

if TYPE_CHECKING:
    from securecoach_tui.store.unfinished_sessions import Unfinished


async def start(room: Room, exercise: Exercise, seconds: float | None, *, rung_id: str | None = None) -> None:
    """Practise ``exercise``; a length that it can't have is told on ``room``."""
    house = room.house
    setup = make_setup(
        exercise,
        seconds,
        settings=house.preferences,
        record=house.at_hand(),
        clock=house.clock,
        rung_id=rung_id,
    )
    from securecoach_tui.tui.screens.session import Practise

    try:
        screen = Practise(setup)
    except LengthRefused as error:
        room.tell(wording.refused_words(error, visible(exercise.title)), wrong=True)
        return
    await room.app.push_screen(screen)


async def go_on(room: Room, waiting: Unfinished) -> None:
    """Go on with a session that was left; one whose exercise is gone is told on ``room``."""
    house = room.house
    built_in, own, _bad = house.exercises()
    exercise = built_in.get(waiting.exercise) or own.get(waiting.exercise)
    if exercise is None:
        room.tell(_("Its exercise isn't here any more. What was practised can be kept."), wrong=True)
        return
    saved = waiting.checkpoint
    setup = make_resumed(exercise, saved, settings=house.preferences, record=house.at_hand(), clock=house.clock)
    from securecoach_tui.tui.screens.session import Practise

    try:
        await room.app.push_screen(Practise(setup, saved))
    except LengthRefused as error:
        room.tell(wording.refused_words(error, visible(exercise.title)), wrong=True)
