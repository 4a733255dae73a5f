"""What I need: the sentences built so far, and the two exercises that build them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from securecoach_tui.i18n import _
from securecoach_tui.plain.prompts import choose
from securecoach_tui.practice.needs import EXERCISES, sentence_in

if TYPE_CHECKING:
    from securecoach_tui.plain.plain_context import PlainContext


def needs(sitting: PlainContext) -> None:
    """Build a sentence, or read those that were kept."""
    from securecoach_tui.plain.history import day_of, tell
    from securecoach_tui.plain.start_session import choose_length

    while True:
        exercises = [sitting.exercises()[id] for id in EXERCISES if id in sitting.exercises()]
        kept = [(one, said) for one in sitting.record.sessions if (said := sentence_in(one))]
        labels = [_("{title}. {summary}").format(title=one.title, summary=one.summary) for one in exercises]
        labels += [_("{day}: {words}").format(day=day_of(one), words=said) for one, said in kept]
        chosen = choose(sitting, _("What I need"), labels)
        if chosen is None:
            return
        if chosen < len(exercises):
            choose_length(sitting, exercises[chosen])
        else:
            tell(sitting, kept[chosen - len(exercises)][0])
