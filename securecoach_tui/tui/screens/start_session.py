"""From a choice to a session: begun anew, or gone on with. What can't be is told on the screen one is on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from securecoach_tui.app.session_setup import make_resumed, make_setup
from securecoach_tui.i18n import _
from securecoach_tui.practice.exercise.model import Exercise
from securecoach_tui.practice.exercise.timeline import LengthRefused
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.text import exercise_errors
from securecoach_tui.tui.base_screen import BaseScreen

if TYPE_CHECKING:
    from securecoach_tui.store.unfinished_sessions import Unfinished


async def start(room: BaseScreen, exercise: Exercise, seconds: float | None, *, rung_id: str | None = None) -> None:
    """Practise ``exercise``; a length that it can't have is told on ``room``."""
    context = room.context
    setup = make_setup(
        exercise,
        seconds,
        settings=context.preferences,
        record=context.at_hand(),
        clock=context.clock,
        rung_id=rung_id,
    )
    from securecoach_tui.tui.screens.session import SessionScreen

    try:
        screen = SessionScreen(setup)
    except LengthRefused as error:
        room.tell(exercise_errors.length_refused_words(error, visible(exercise.title)), wrong=True)
        return
    await room.app.push_screen(screen)


async def go_on(room: BaseScreen, waiting: Unfinished) -> None:
    """Go on with a session that was left; one whose exercise is gone is told on ``room``."""
    context = room.context
    built_in, own, _bad = context.exercises()
    exercise = built_in.get(waiting.exercise) or own.get(waiting.exercise)
    if exercise is None:
        room.tell(_("Its exercise isn't here any more. What was practised can be kept."), wrong=True)
        return
    saved = waiting.checkpoint
    setup = make_resumed(exercise, saved, settings=context.preferences, record=context.at_hand(), clock=context.clock)
    from securecoach_tui.tui.screens.session import SessionScreen

    try:
        await room.app.push_screen(SessionScreen(setup, saved))
    except LengthRefused as error:
        room.tell(exercise_errors.length_refused_words(error, visible(exercise.title)), wrong=True)
