"""The closeness ladder: practise a rung, choose the next, reword, reorder, add and hide."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from securecoach_tui.app.ladder_service import all_rungs
from securecoach_tui.app.session_setup import current_rung
from securecoach_tui.i18n import _
from securecoach_tui.plain.prompts import ask_number, ask_text, ask_yes, choose
from securecoach_tui.plain.start_session import begin, choose_length, rung_label, set_current_rung
from securecoach_tui.practice.ladder import steps
from securecoach_tui.practice.ladder.offers import Rung, offer_after, shown
from securecoach_tui.text.ladder import last_words, step_offer_words

if TYPE_CHECKING:
    from securecoach_tui.plain.context import PlainContext


def ladder(context: PlainContext) -> None:
    """Show the rungs, lowest first, until the person goes back."""
    while True:
        rungs = all_rungs(context.content.rungs(), context.record)
        visible_rungs = shown(rungs)
        hidden = [rung for rung in rungs if rung.hidden]
        current = current_rung(visible_rungs, context.record)
        context.io.print(
            _(
                "The lowest step comes first. You only move when you choose to, and you can choose another step "
                "at any time."
            )
        )
        labels = [rung_label(rung, current) for rung in visible_rungs] + [_("Add a step")]
        if hidden:
            labels.append(_("Show a hidden step again"))
        chosen = choose(context, _("The closeness ladder"), labels)
        if chosen is None:
            return
        if chosen < len(visible_rungs):
            _open_rung(context, rungs, visible_rungs[chosen])
        elif chosen == len(visible_rungs):
            _add(context, rungs)
        else:
            _unhide(context, hidden)


def _open_rung(context: PlainContext, rungs: list[Rung], rung: Rung) -> None:
    lived_label = _("It doesn't involve someone") if rung.lived else _("It involves someone")
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
        exercise = context.exercises()["closeness-ladder"]
        if rung.lived:
            begin(context, exercise, exercise.shortest, rung_id=rung.id)
        else:
            choose_length(context, exercise, rung_id=rung.id)
    elif choice == 1:
        set_current_rung(context, rung)
    elif choice == 2:
        words = ask_text(context, _("The step in your own words."), _("This step"), draft=f"rung/{rung.id}")
        _save(context, steps.reworded(rung.id, words or ""))
    elif choice == 3:
        count = len(shown(rungs))
        position = ask_number(context, _("1 is the lowest."), _("Position, 1-{n}").format(n=count), 1, count)
        if isinstance(position, int):
            _save(context, steps.moved(rungs, rung.id, position))
    elif choice == 4:
        _save(context, steps.lived(rung.id, not rung.lived))
    elif choice == 5:
        _save(context, steps.hidden(rung.id, True))


def _add(context: PlainContext, rungs: list[Rung]) -> None:
    words = ask_text(
        context, _("A step of your own, about something you do."), _("New step"), draft="rung/new", held=True
    )
    if words is None:
        return
    someone = ask_yes(context, _("Does it involve someone?"), _("Involves someone, yes or no"))
    _save(context, steps.added(rungs, f"own-{secrets.token_hex(4)}", words, with_someone=someone))
    context.drafts.drop("rung/new")


def _unhide(context: PlainContext, hidden: list[Rung]) -> None:
    chosen = choose(context, _("Hidden steps"), [rung.words for rung in hidden])
    if chosen is not None:
        _save(context, steps.hidden(hidden[chosen].id, False))


def _save(context: PlainContext, changes: steps.Changes) -> None:
    if not changes:
        context.io.print(_("Nothing changed."))
        return
    for id, fields in changes.items():
        context.writer.keep("rung", id, fields)
    context.print_saved()
    context.reload()
