"""What I need: the exercises that help to put a need in a sentence, and the sentences saved so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from securecoach_tui.i18n import _
from securecoach_tui.plain.prompts import choose
from securecoach_tui.practice.needs import EXERCISES, sentence_in

if TYPE_CHECKING:
    from securecoach_tui.plain.context import PlainContext


def needs(context: PlainContext) -> None:
    """Start an exercise, or show the session of a saved sentence."""
    from securecoach_tui.plain.history import day_of, show_session
    from securecoach_tui.plain.start_session import choose_length

    while True:
        exercises = [context.exercises()[id] for id in EXERCISES if id in context.exercises()]
        sessions = context.record.sessions
        saved = [(session, sentence) for session in sessions if (sentence := sentence_in(session))]
        labels = [
            _("{title}. {summary}").format(title=exercise.title, summary=exercise.summary) for exercise in exercises
        ]
        labels += [_("{day}: {words}").format(day=day_of(session), words=sentence) for session, sentence in saved]
        chosen = choose(context, _("What I need"), labels)
        if chosen is None:
            return
        if chosen < len(exercises):
            choose_length(context, exercises[chosen])
        else:
            show_session(context, saved[chosen - len(exercises)][0])
