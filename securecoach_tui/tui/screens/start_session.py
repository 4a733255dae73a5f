"""Starts a session, or resumes an unfinished one. If that is not possible, a notice is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from securecoach_tui.i18n import _
from securecoach_tui.practice.exercise.model import Exercise
from securecoach_tui.practice.exercise.timeline import LengthRefused
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.text import exercise_errors
from securecoach_tui.tui.base_screen import BaseScreen

if TYPE_CHECKING:
    from securecoach_tui.store.unfinished_sessions import UnfinishedSession


async def start_session(
    screen: BaseScreen,
    exercise: Exercise,
    seconds: float | None,
    *,
    rung_id: str | None = None,
    at_once: bool = False,
) -> None:
    """Start ``exercise`` for ``seconds`` (None: open); ``screen`` shows a notice if it can't have that length."""
    setup = screen.context.setup(exercise, seconds, rung_id=rung_id, at_once=at_once)
    from securecoach_tui.tui.screens.session import SessionScreen

    try:
        session = SessionScreen(setup)
    except LengthRefused as error:
        screen.show_notice(exercise_errors.length_refused_words(error, visible(exercise.title)), error=True)
        return
    await screen.app.push_screen(session)


async def resume_session(screen: BaseScreen, waiting: UnfinishedSession) -> None:
    """Resume an unfinished session; ``screen`` shows a notice if its exercise no longer exists."""
    context = screen.context
    exercise = context.exercises().get(waiting.exercise)
    if exercise is None:
        screen.show_notice(_("This exercise is no longer here. You can save what you practised."), error=True)
        return
    saved = waiting.checkpoint
    setup = context.resumed_setup(exercise, saved)
    from securecoach_tui.tui.screens.session import SessionScreen

    try:
        await screen.app.push_screen(SessionScreen(setup, saved))
    except LengthRefused as error:
        screen.show_notice(exercise_errors.length_refused_words(error, visible(exercise.title)), error=True)
