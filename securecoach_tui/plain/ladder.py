"""A ladder: practise a rung, choose the next, reword, reorder, add and hide."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from securecoach_tui.app.ladder_service import APART, CLOSENESS, Ladder, all_rungs, current_rung
from securecoach_tui.i18n import _
from securecoach_tui.plain.prompts import ask_number, ask_text, ask_yes, choose
from securecoach_tui.plain.start_session import begin, choose_length, rung_label, set_current_rung
from securecoach_tui.practice.ladder import steps
from securecoach_tui.practice.ladder.offers import Rung, offer_after, shown
from securecoach_tui.text.ladder import last_words, purpose_words, step_offer_words, title_words

if TYPE_CHECKING:
    from securecoach_tui.plain.context import PlainContext


def ladder(context: PlainContext, which: Ladder = CLOSENESS) -> None:
    """Show the rungs, lowest first, until the person goes back."""
    while True:
        rungs = all_rungs(which.defaults(context.content), context.record, which.kind)
        visible_rungs = shown(rungs)
        hidden = [rung for rung in rungs if rung.hidden]
        current = current_rung(visible_rungs, context.record, kind=which.kind)
        context.io.print(purpose_words(apart=which is APART))
        labels = [rung_label(rung, current, which) for rung in visible_rungs] + [_("Add a step")]
        if hidden:
            labels.append(_("Show a hidden step again"))
        chosen = choose(context, title_words(apart=which is APART), labels)
        if chosen is None:
            return
        if chosen < len(visible_rungs):
            _open_rung(context, which, rungs, visible_rungs[chosen])
        elif chosen == len(visible_rungs):
            _add(context, which, rungs)
        else:
            _unhide(context, which, hidden)


def _open_rung(context: PlainContext, which: Ladder, rungs: list[Rung], rung: Rung) -> None:
    lived_label = _("It doesn't involve anyone else") if rung.lived else _("It involves someone else")
    if which is APART:
        lived_label = _("Do it here, while I practise") if rung.lived else _("Do it in daily life")
    labels = [
        _("Practise it now"),
        _("Save it for next time"),
        _("Change the words"),
        _("Move it up or down"),
        lived_label,
        _("Hide it"),
    ]
    today, sessions = context.clock.now().date(), context.record.sessions
    for line in (
        last_words(sessions, rung.id, today),
        step_offer_words(offer_after(sessions, rung.id), rungs, rung.id),
    ):
        if line:
            context.io.print(line)
    choice = choose(context, rung.words, labels)
    if choice == 0:
        exercise = context.exercises()[which.exercise]
        if rung.lived:
            begin(context, exercise, exercise.shortest, rung_id=rung.id)
        else:
            choose_length(context, exercise, rung_id=rung.id)
    elif choice == 1:
        set_current_rung(context, rung, which)
    elif choice == 2:
        words = ask_text(context, _("The step, in your own words."), _("This step"), draft=f"{which.kind}/{rung.id}")
        _save(context, which, steps.reworded(rung.id, words or ""))
        context.print_people_after(words or "")
    elif choice == 3:
        count = len(shown(rungs))
        position = ask_number(context, _("1 is the lowest."), _("Position, 1-{n}").format(n=count), 1, count)
        if isinstance(position, int):
            _save(context, which, steps.moved(rungs, rung.id, position))
    elif choice == 4:
        _save(context, which, steps.lived(rung.id, not rung.lived))
    elif choice == 5:
        _save(context, which, steps.hidden(rung.id, True))


def _add(context: PlainContext, which: Ladder, rungs: list[Rung]) -> None:
    words = ask_text(
        context, _("A step of your own, about something you do."), _("New step"), draft=f"{which.kind}/new", held=True
    )
    if words is None:
        return
    if which is APART:
        someone = ask_yes(context, _("Do you take this step in daily life?"), _("In daily life, yes or no"))
    else:
        someone = ask_yes(context, _("Does it involve someone else?"), _("Involves someone else, yes or no"))
    _save(context, which, steps.added(rungs, f"own-{secrets.token_hex(4)}", words, with_someone=someone))
    context.print_people_after(words)
    context.drafts.drop(f"{which.kind}/new")


def _unhide(context: PlainContext, which: Ladder, hidden: list[Rung]) -> None:
    chosen = choose(context, _("Hidden steps"), [rung.words for rung in hidden])
    if chosen is not None:
        _save(context, which, steps.hidden(hidden[chosen].id, False))


def _save(context: PlainContext, which: Ladder, changes: steps.Changes) -> None:
    if not changes:
        context.io.print(_("Nothing changed."))
        return
    for id, fields in changes.items():
        context.writer.keep(which.kind, id, fields)
    context.print_saved()
    context.reload()
