"""Past sessions: the list and its filter, a session in full, changing it, and deleting with undo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from securecoach_tui.i18n import _
from securecoach_tui.plain.prompts import ask_day, ask_number, ask_text, ask_yes, choose
from securecoach_tui.practice.record import Capacity, Rating, Scale, SessionRecord
from securecoach_tui.progress.days import parse_instant
from securecoach_tui.store.local.drafts import of_session
from securecoach_tui.store.session_query import ORDERS, SessionFilter
from securecoach_tui.text import history as past
from securecoach_tui.text.dates import full_date, weekday
from securecoach_tui.text.quantities import capacity_name
from securecoach_tui.text.truncation import at_most

if TYPE_CHECKING:
    from securecoach_tui.plain.context import PlainContext


def history(context: PlainContext, filter: SessionFilter | None = None) -> None:
    """Show the list, newest first, until the person goes back; ``filter`` is the first one."""
    filter = filter or SessionFilter()
    try:
        while True:
            titles = {id: one.title for id, one in context.exercises().items()}
            found = context.record.search(filter, titles, day_starts=context.preferences.day_starts)
            if not filter.matches_all:
                context.io.print(_("Shown: {what}.").format(what=past.choice_words(filter, titles)))
            left = context.unfinished(all=True)
            before = [_("Narrow this list"), _("Delete several")] + ([_("Unfinished sessions")] if left else [])
            labels = [*before, *(_row(context, one, titles) for one in found)]
            context.io.print(past.count_words(len(found), len(context.record.sessions)) + ".")
            chosen = choose(context, _("Past sessions"), labels)
            if chosen is None:
                return
            if chosen == 0:
                filter = _choose_filter(context, filter)
            elif chosen == 1:
                _delete_several(context, found, titles)
            elif chosen < len(before):
                from securecoach_tui.plain.start_session import unfinished

                unfinished(context, left)
                context.reload()
            else:
                _open_session(context, found[chosen - len(before)])
    finally:
        context.writer.settle()


def show_session(context: PlainContext, one: SessionRecord) -> None:
    """Print one session in full, a fact a line."""
    exercise = context.exercises().get(one.exercise or "")
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
            context.io.print(part)


def day_of(one: SessionRecord) -> str:
    """The day of a session as a list shows it: "Tuesday 3 March 2026"."""
    started = parse_instant(one.started)
    if started is None:
        return _("no date")
    day = started.date()
    return f"{weekday(day)} {full_date(day)}"


def _choose_filter(context: PlainContext, now: SessionFilter) -> SessionFilter:
    """Choose which sessions the list shows."""
    ways = [_("By words in what I wrote"), _("By exercise"), _("By capacity"), _("By order")]
    ways += [_("Since a day"), _("Until a day"), _("Show all")]
    way = choose(context, _("Narrow this list"), ways)
    if way == 0:
        said = ask_text(context, _("Sessions whose words hold this."), _("Words"))
        return replace(now, words=said or "")
    if way == 1:
        exercises = list(context.exercises().values())
        chosen = choose(context, _("Exercises"), [one.title for one in exercises])
        return now if chosen is None else replace(now, exercise=exercises[chosen].id)
    if way == 2:
        capacities: tuple[Capacity, ...] = tuple(Capacity)
        chosen = choose(context, _("Capacities"), [capacity_name(one) for one in capacities])
        return now if chosen is None else replace(now, capacity=capacities[chosen])
    if way == 3:
        chosen = choose(context, _("Orders"), [past.order_words(one) for one in ORDERS])
        return now if chosen is None else replace(now, order=ORDERS[chosen])
    if way in (4, 5):
        day = ask_day(context)
        if day is None:
            return now
        return replace(now, since=day) if way == 4 else replace(now, until=day)
    return SessionFilter() if way == 6 else now


def _open_session(context: PlainContext, one: SessionRecord) -> None:
    """Show a session and what can be done with it; every change is saved at once."""
    while True:
        show_session(context, one)
        ways = [_("Change the line for yourself"), _("Change a rating"), _("Delete this session")]
        way = choose(context, _("This session"), ways)
        if way is None:
            return
        if way == 0:
            one = _change_reflection(context, one)
        elif way == 1:
            one = _change_rating(context, one)
        elif _delete(context, one):
            return


def _change_reflection(context: PlainContext, one: SessionRecord) -> SessionRecord:
    long = _("Your line in new words; an empty line leaves it as it is.")
    said = ask_text(context, long, _("For yourself"), draft=of_session(one.id))
    if said is None:
        context.io.print(_("Nothing changed."))
        return one
    return _save(context, msgspec.structs.replace(one, reflection=said), {"reflection": said})


def _change_rating(context: PlainContext, one: SessionRecord) -> SessionRecord:
    """Choose a rating and give it another value."""
    can = [index for index, rating in enumerate(one.ratings) if rating.scale != Scale.PRESENCE]
    labels = [_rating_label(one.ratings[index]) for index in can]
    chosen = choose(context, _("Ratings"), labels) if labels else None
    if not labels:
        context.io.print(_("Nothing was rated."))
    if chosen is None:
        return one
    new = ask_number(context, "", _("0-10"), 0, 10)
    if not isinstance(new, int):
        return one
    ratings = list(one.ratings)
    ratings[can[chosen]] = msgspec.structs.replace(ratings[can[chosen]], value=new)
    changed = msgspec.structs.replace(one, ratings=ratings)
    return _save(context, changed, {"ratings": msgspec.to_builtins(ratings)})


def _delete(context: PlainContext, one: SessionRecord) -> bool:
    """Delete after a yes. It can be brought back within ten seconds, until the person leaves this list."""
    if not ask_yes(context, _("Delete it from the record, here and on your other machines?"), _("Delete, yes or no")):
        return False
    context.writer.delete("session", one.id)
    context.print_saved()
    way = choose(context, _("Deleted"), [_("Bring it back (for ten seconds)")])
    if way == 0:
        back = context.writer.undo("session", one.id)
        context.io.print(_("It is back.") if back else _("Ten seconds have passed; it is gone."))
    context.reload()
    return True


def _delete_several(context: PlainContext, found: Sequence[SessionRecord], titles: dict[str, str]) -> None:
    """Mark sessions by number, then delete them together after a yes."""
    marked: list[SessionRecord] = []
    while True:
        there = [one for one in found if one not in marked]
        labels = [_("Delete those marked: {n}").format(n=len(marked)), *(_row(context, one, titles) for one in there)]
        chosen = choose(context, _("Mark by number"), labels)
        if chosen is None:
            return
        if chosen > 0:
            marked.append(there[chosen - 1])
            context.io.print(_("Marked: {n}.").format(n=len(marked)))
        elif marked:
            break
    if not ask_yes(context, _("Delete them here and on your other machines?"), _("Delete, yes or no")):
        return
    for one in marked:
        context.writer.delete("session", one.id)
    context.print_saved()
    if choose(context, _("Deleted"), [_("Bring them back (for ten seconds)")]) == 0:
        back = [context.writer.undo("session", one.id) for one in marked]
        context.io.print(_("They are back.") if all(back) else _("Ten seconds have passed; they are gone."))
    context.reload()


def _save(context: PlainContext, changed: SessionRecord, fields: dict[str, object]) -> SessionRecord:
    context.writer.keep("session", changed.id, fields)
    context.print_saved()
    context.reload()
    return changed


def _row(context: PlainContext, one: SessionRecord, titles: dict[str, str]) -> str:
    _day, facts = past.row(one, titles, context.clock.now().date())
    parts = [day_of(one), titles.get(one.exercise or "", one.exercise or _("unnamed")), facts]
    return ", ".join(part for part in parts if part)


def _rating_label(rating: Rating) -> str:
    whens = {"before": _("before"), "during": _("during"), "after": _("after")}
    return _("{when}: {rating}").format(when=whens[rating.when], rating=past.rating_words(rating))
