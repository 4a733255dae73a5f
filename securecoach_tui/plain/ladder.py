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
    """Show the rungs from the lowest, until the person goes back."""
    while True:
        rungs = all_rungs(context.content.rungs(), context.record)
        there = shown(rungs)
        hidden = [rung for rung in rungs if rung.hidden]
        current = current_rung(there, context.record)
        context.io.print(_("From the lowest. A rung never moves by itself; another will do at any time."))
        labels = [rung_label(rung, current) for rung in there] + [_("Add a rung")]
        if hidden:
            labels.append(_("Show a hidden rung again"))
        chosen = choose(context, _("The closeness ladder"), labels)
        if chosen is None:
            return
        if chosen < len(there):
            _open_rung(context, rungs, there[chosen])
        elif chosen == len(there):
            _add(context, rungs)
        else:
            _unhide(context, hidden)


def _open_rung(context: PlainContext, rungs: list[Rung], rung: Rung) -> None:
    turn = _("It doesn't happen with someone") if rung.lived else _("It happens with someone")
    ways = [
        _("Practise it now"),
        _("Practise it next time"),
        _("Put it in other words"),
        _("Move it to another place"),
        turn,
        _("Hide it"),
    ]
    today, sessions = context.clock.now().date(), context.record.sessions
    for line in (
        last_words(sessions, rung.id, today),
        step_offer_words(offer_after(sessions, rung.id), rungs, rung.id),
    ):
        if line:
            context.io.print(line)
    way = choose(context, rung.words, ways)
    if way == 0:
        exercise = context.exercises()["closeness-ladder"]
        if rung.lived:
            begin(context, exercise, exercise.shortest, rung_id=rung.id)
        else:
            choose_length(context, exercise, rung_id=rung.id)
    elif way == 1:
        set_current_rung(context, rung)
    elif way == 2:
        said = ask_text(context, _("The rung in your own words."), _("This rung"), draft=f"rung/{rung.id}")
        _save(context, steps.reworded(rung.id, said or ""))
    elif way == 3:
        count = len(shown(rungs))
        position = ask_number(context, _("1 is the lowest."), _("Place, 1-{n}").format(n=count), 1, count)
        if isinstance(position, int):
            _save(context, steps.moved(rungs, rung.id, position))
    elif way == 4:
        _save(context, steps.lived(rung.id, not rung.lived))
    elif way == 5:
        _save(context, steps.hidden(rung.id, True))


def _add(context: PlainContext, rungs: list[Rung]) -> None:
    said = ask_text(context, _("A step of your own, about what you do."), _("New rung"), draft="rung/new", held=True)
    if said is None:
        return
    someone = ask_yes(context, _("Does it happen with someone?"), _("With someone, yes or no"))
    _save(context, steps.added(rungs, f"own-{secrets.token_hex(4)}", said, with_someone=someone))
    context.drafts.drop("rung/new")


def _unhide(context: PlainContext, hidden: list[Rung]) -> None:
    chosen = choose(context, _("Hidden rungs"), [rung.words for rung in hidden])
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
