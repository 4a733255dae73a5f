"""The closeness ladder in lines: practise a rung, choose the next, reword, reorder, add and hide."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from securecoach_tui.app.session_setup import current_rung, whole_ladder
from securecoach_tui.i18n import _
from securecoach_tui.plain.ladder_step import next_time, rung_label
from securecoach_tui.plain.prompts import choose, number, words, yes
from securecoach_tui.practice.ladder import steps
from securecoach_tui.practice.ladder.offers import Rung, offer_after, shown
from securecoach_tui.text.ladder import last_words, step_offer_words

if TYPE_CHECKING:
    from securecoach_tui.plain.plain_context import PlainContext


def ladder(sitting: PlainContext) -> None:
    """The rungs from the lowest, until the person goes back."""
    while True:
        whole = whole_ladder(sitting.words.rungs(), sitting.record)
        there = shown(whole)
        hidden = [rung for rung in whole if rung.hidden]
        current = current_rung(there, sitting.record)
        sitting.lines.line(_("From the lowest. A rung never moves by itself; another will do at any time."))
        labels = [rung_label(rung, current) for rung in there] + [_("Add a rung")]
        if hidden:
            labels.append(_("Show a hidden rung again"))
        chosen = choose(sitting, _("The closeness ladder"), labels)
        if chosen is None:
            return
        if chosen < len(there):
            _one(sitting, whole, there[chosen])
        elif chosen == len(there):
            _add(sitting, whole)
        else:
            _show(sitting, hidden)


def _one(sitting: PlainContext, whole: list[Rung], rung: Rung) -> None:
    turn = _("It doesn't happen with someone") if rung.lived else _("It happens with someone")
    ways = [
        _("Practise it now"),
        _("Practise it next time"),
        _("Put it in other words"),
        _("Move it to another place"),
        turn,
        _("Hide it"),
    ]
    today, sessions = sitting.clock.now().date(), sitting.record.sessions
    for told in (
        last_words(sessions, rung.id, today),
        step_offer_words(offer_after(sessions, rung.id), whole, rung.id),
    ):
        if told:
            sitting.lines.line(told)
    way = choose(sitting, rung.words, ways)
    if way == 0:
        from securecoach_tui.plain.start_session import begin, choose_length

        exercise = sitting.exercises()["closeness-ladder"]
        if rung.lived:
            begin(sitting, exercise, exercise.shortest, rung_id=rung.id)
        else:
            choose_length(sitting, exercise, rung_id=rung.id)
    elif way == 1:
        next_time(sitting, rung)
    elif way == 2:
        said = words(sitting, _("The rung in your own words."), _("This rung"), draft=f"rung/{rung.id}")
        _keep(sitting, steps.reworded(rung.id, said or ""))
    elif way == 3:
        count = len(shown(whole))
        place = number(sitting, _("1 is the lowest."), _("Place, 1-{n}").format(n=count), 1, count)
        if isinstance(place, int):
            _keep(sitting, steps.moved(whole, rung.id, place))
    elif way == 4:
        _keep(sitting, steps.lived(rung.id, not rung.lived))
    elif way == 5:
        _keep(sitting, steps.hidden(rung.id, True))


def _add(sitting: PlainContext, whole: list[Rung]) -> None:
    said = words(sitting, _("A step of your own, about what you do."), _("New rung"), draft="rung/new", held=True)
    if said is None:
        return
    someone = yes(sitting, _("Does it happen with someone?"), _("With someone, yes or no"))
    _keep(sitting, steps.added(whole, f"own-{secrets.token_hex(4)}", said, with_someone=someone))
    sitting.drafts.drop("rung/new")


def _show(sitting: PlainContext, hidden: list[Rung]) -> None:
    chosen = choose(sitting, _("Hidden rungs"), [rung.words for rung in hidden])
    if chosen is not None:
        _keep(sitting, steps.hidden(hidden[chosen].id, False))


def _keep(sitting: PlainContext, changes: steps.Changes) -> None:
    if not changes:
        sitting.lines.line(_("Nothing changed."))
        return
    for id, fields in changes.items():
        sitting.writer.keep("rung", id, fields)
    sitting.lines.line(sitting.kept_words())
    sitting.reload()
