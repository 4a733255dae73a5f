"""Past sessions in lines: the list, one in full, a line or rating changed, one deleted and brought back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from securecoach_tui.i18n import _
from securecoach_tui.plain.prompts import choose, number, words, yes
from securecoach_tui.practice.record import Rating, Scale, SessionRecord
from securecoach_tui.progress.days import parse_instant
from securecoach_tui.store.local.drafts import of_session
from securecoach_tui.text import history as past
from securecoach_tui.text.dates import full_date, weekday
from securecoach_tui.text.truncation import at_most

if TYPE_CHECKING:
    from securecoach_tui.plain.plain_context import PlainContext


def history(sitting: PlainContext, narrowed: past.Choice | None = None) -> None:
    """The list, newest first, until the person goes back; ``narrowed`` to begin with."""
    narrowed = narrowed or past.Choice()
    try:
        while True:
            titles = {id: one.title for id, one in sitting.exercises().items()}
            found = past.chosen(sitting.record.sessions, narrowed, titles, day_starts=sitting.preferences.day_starts)
            if not narrowed.all:
                sitting.lines.line(_("Shown: {what}.").format(what=past.choice_words(narrowed, titles)))
            left = sitting.unfinished(all=True)
            before = [_("Narrow this list"), _("Delete several")] + ([_("Unfinished sessions")] if left else [])
            labels = [*before, *(_row(sitting, one, titles) for one in found)]
            sitting.lines.line(past.count_words(len(found), len(sitting.record.sessions)) + ".")
            chosen = choose(sitting, _("Past sessions"), labels)
            if chosen is None:
                return
            if chosen == 0:
                from securecoach_tui.plain.history_filter import narrow

                narrowed = narrow(sitting, narrowed)
            elif chosen == 1:
                _delete_several(sitting, found, titles)
            elif chosen < len(before):
                from securecoach_tui.plain.unfinished import unfinished

                unfinished(sitting, left)
                sitting.reload()
            else:
                _one(sitting, found[chosen - len(before)])
    finally:
        sitting.writer.settle()


def tell(sitting: PlainContext, one: SessionRecord) -> None:
    """One session in full, a fact a line."""
    exercise = sitting.exercises().get(one.exercise or "")
    lines = [
        _("Exercise: {title}").format(title=exercise.title if exercise else one.exercise or _("unnamed")),
        _("When: {when}").format(when=past.moment_words(one)),
        _("Practised: {how}").format(how=past.how_words(one)),
    ]
    lines += [past.fact_words(fact) for fact in past.session_facts(one, exercise)]
    lines += [_("During: {rating}").format(rating=past.rating_words(rating)) for rating in past.during(one)]
    if one.reflection:
        lines.append(_("For yourself: {words}").format(words=one.reflection))
    for line in lines:
        for part in at_most(line):
            sitting.lines.line(part)


def day_of(one: SessionRecord) -> str:
    """The day of a session as a list names it: "Tuesday 3 March 2026"."""
    started = parse_instant(one.started)
    if started is None:
        return _("no date")
    day = started.date()
    return f"{weekday(day)} {full_date(day)}"


def _one(sitting: PlainContext, one: SessionRecord) -> None:
    """What can be done with a session; every change is kept at once."""
    while True:
        tell(sitting, one)
        ways = [_("Change the line for yourself"), _("Change a rating"), _("Delete this session")]
        way = choose(sitting, _("This session"), ways)
        if way is None:
            return
        if way == 0:
            one = _reflect(sitting, one)
        elif way == 1:
            one = _rate(sitting, one)
        elif _delete(sitting, one):
            return


def _reflect(sitting: PlainContext, one: SessionRecord) -> SessionRecord:
    long = _("Your line in new words; an empty line leaves it as it is.")
    said = words(sitting, long, _("For yourself"), draft=of_session(one.id))
    if said is None:
        sitting.lines.line(_("Nothing changed."))
        return one
    return _kept(sitting, msgspec.structs.replace(one, reflection=said), {"reflection": said})


def _rate(sitting: PlainContext, one: SessionRecord) -> SessionRecord:
    """One of the ratings that were given, put right."""
    can = [place for place, rating in enumerate(one.ratings) if rating.scale != Scale.PRESENCE]
    labels = [_rating_label(one.ratings[place]) for place in can]
    chosen = choose(sitting, _("Ratings"), labels) if labels else None
    if not labels:
        sitting.lines.line(_("Nothing was rated."))
    if chosen is None:
        return one
    new = number(sitting, "", _("0-10"), 0, 10)
    if not isinstance(new, int):
        return one
    ratings = list(one.ratings)
    ratings[can[chosen]] = msgspec.structs.replace(ratings[can[chosen]], value=new)
    changed = msgspec.structs.replace(one, ratings=ratings)
    return _kept(sitting, changed, {"ratings": msgspec.to_builtins(ratings)})


def _delete(sitting: PlainContext, one: SessionRecord) -> bool:
    """Delete after a yes; it comes back for as long as this room is not left, ten seconds at most."""
    if not yes(sitting, _("Delete it from the record, here and on your other machines?"), _("Delete, yes or no")):
        return False
    sitting.writer.delete("session", one.id)
    sitting.lines.line(sitting.kept_words())
    way = choose(sitting, _("Deleted"), [_("Bring it back (for ten seconds)")])
    if way == 0:
        back = sitting.writer.undo("session", one.id)
        sitting.lines.line(_("It is back.") if back else _("Ten seconds have passed; it is gone."))
    sitting.reload()
    return True


def _delete_several(sitting: PlainContext, found: Sequence[SessionRecord], titles: dict[str, str]) -> None:
    """Mark sessions by their numbers, then delete them together after a yes."""
    marked: list[SessionRecord] = []
    while True:
        there = [one for one in found if one not in marked]
        labels = [_("Delete those marked: {n}").format(n=len(marked)), *(_row(sitting, one, titles) for one in there)]
        chosen = choose(sitting, _("Mark by number"), labels)
        if chosen is None:
            return
        if chosen > 0:
            marked.append(there[chosen - 1])
            sitting.lines.line(_("Marked: {n}.").format(n=len(marked)))
        elif marked:
            break
    if not yes(sitting, _("Delete them here and on your other machines?"), _("Delete, yes or no")):
        return
    for one in marked:
        sitting.writer.delete("session", one.id)
    sitting.lines.line(sitting.kept_words())
    if choose(sitting, _("Deleted"), [_("Bring them back (for ten seconds)")]) == 0:
        back = [sitting.writer.undo("session", one.id) for one in marked]
        sitting.lines.line(_("They are back.") if all(back) else _("Ten seconds have passed; they are gone."))
    sitting.reload()


def _kept(sitting: PlainContext, changed: SessionRecord, fields: dict[str, object]) -> SessionRecord:
    sitting.writer.keep("session", changed.id, fields)
    sitting.lines.line(sitting.kept_words())
    sitting.reload()
    return changed


def _row(sitting: PlainContext, one: SessionRecord, titles: dict[str, str]) -> str:
    _day, facts = past.row(one, titles, sitting.clock.now().date())
    parts = [day_of(one), titles.get(one.exercise or "", one.exercise or _("unnamed")), facts]
    return ", ".join(part for part in parts if part)


def _rating_label(rating: Rating) -> str:
    whens = {"before": _("before"), "during": _("during"), "after": _("after")}
    return _("{when}: {rating}").format(when=whens[rating.when], rating=past.rating_words(rating))
