"""What's happening now: seven lines, each of which starts an exercise at its shortest length at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from securecoach_tui.app import comforts
from securecoach_tui.app.card_service import shown_now
from securecoach_tui.i18n import _
from securecoach_tui.plain.prompts import choose
from securecoach_tui.plain.start_session import begin
from securecoach_tui.practice.now import names_of
from securecoach_tui.text import comforts as comfort_words
from securecoach_tui.text.cards import now_words

if TYPE_CHECKING:
    from securecoach_tui.plain.context import PlainContext


def now(context: PlainContext) -> None:
    """Let the person choose what is happening, and start what fits.

    Raises:
        Quit: the person leaves, or the input has ended.
    """
    lines = context.content.now_lines()
    context.io.print(_("Are you in danger, or thinking of harming yourself? Type c."))
    for card in shown_now(context.record):
        context.io.print(now_words(card))
    labels, names = [line.text for line in lines], [names_of(line) for line in lines]
    if comforts.stored(context.paths, context.key):
        labels, names = [*labels, _(comfort_words.TITLE)], [*names, ()]
    chosen = choose(context, _("What's happening now?"), labels, names=names)
    if chosen == len(lines):
        from securecoach_tui.plain.comforts import show_comforts

        show_comforts(context)
    elif chosen is not None:
        exercise = context.content.exercise(lines[chosen].exercise)
        begin(context, exercise, min(exercise.minutes) * 60, at_once=True)
