"""Past sessions: the list and its filter, a session in full, changing it, and deleting with undo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from securecoach_tui.i18n import _
from securecoach_tui.plain import hand_form
from securecoach_tui.plain.prompts import ask_day, ask_number, ask_text, ask_yes, choose
from securecoach_tui.practice.instants import parse_instant
from securecoach_tui.practice.record import Capacity, Rating, Scale, SessionRecord
from securecoach_tui.store.local.drafts import of_session
from securecoach_tui.store.session_query import ORDERS, SessionFilter
from securecoach_tui.text import history as past
from securecoach_tui.text.dates import full_date, weekday
from securecoach_tui.text.quantities import capacity_name
from securecoach_tui.text.truncation import at_most

if TYPE_CHECKING:
    from securecoach_tui.plain.context import PlainContext


def history(context: PlainContext, filter: SessionFilter | None = None) -> None:
    """Show the list, newest first, until the person goes back; ``filter`` is the filter at first."""
    filter = filter or SessionFilter()
    try:
        while True:
            titles = {id: exercise.title for id, exercise in context.exercises().items()}
            sessions = context.record.search(filter, titles, day_starts=context.preferences.day_starts)
            if not filter.matches_all:
                context.io.print(_("Filter: {what}.").format(what=past.choice_words(filter, titles)))
            unfinished_sessions = context.unfinished(all=True)
            before = [_("Filter this list"), _("Delete several"), _("Add a session")] + (
                [_("Unfinished sessions")] if unfinished_sessions else []
            )
            labels = [*before, *(_row(context, session, titles) for session in sessions)]
            context.io.print(past.count_words(len(sessions), len(context.record.sessions)) + ".")
            chosen = choose(context, _("History"), labels)
            if chosen is None:
                return
            if chosen == 0:
                filter = _choose_filter(context, filter)
            elif chosen == 1:
                _delete_several(context, sessions, titles)
            elif chosen == 2:
                hand_form.add(context)
            elif chosen < len(before):
                from securecoach_tui.plain.start_session import unfinished

                unfinished(context, unfinished_sessions)
                context.reload()
            else:
                _open_session(context, sessions[chosen - len(before)])
    finally:
        context.writer.settle()


def show_session(context: PlainContext, session: SessionRecord) -> None:
    """Print everything stored with a session, one fact per line."""
    exercise = context.exercises().get(session.exercise or "")
    lines = [
        _("Exercise: {title}").format(title=exercise.title if exercise else session.exercise or _("no title")),
        _("When: {when}").format(when=past.moment_words(session)),
        _("Practised: {how}").format(how=past.how_words(session)),
    ]
    lines += [past.fact_words(fact) for fact in past.session_facts(session, exercise)]
    lines += [_("During: {rating}").format(rating=past.rating_words(rating)) for rating in past.during(session)]
    if session.reflection:
        lines.append(_("Your note: {words}").format(words=session.reflection))
    for line in lines:
        for part in at_most(line):
            context.io.print(part)


def day_of(session: SessionRecord) -> str:
    """The day of a session in a list: "Tuesday 3 March 2026"."""
    started = parse_instant(session.started)
    if started is None:
        return _("no date")
    day = started.date()
    return f"{weekday(day)} {full_date(day)}"


def _choose_filter(context: PlainContext, filter: SessionFilter) -> SessionFilter:
    """Let the person choose which sessions the list shows."""
    labels = [_("By words I wrote"), _("By exercise"), _("By part of the practice"), _("Change the order")]
    labels += [_("Since a day"), _("Up to a day"), _("Show all")]
    choice = choose(context, _("Filter this list"), labels)
    if choice == 0:
        typed = ask_text(context, _("Sessions where you wrote these words."), _("Words"))
        return filter if typed is None else replace(filter, words=typed)
    if choice == 1:
        exercises = list(context.exercises().values())
        chosen = choose(context, _("Exercises"), [item.title for item in exercises])
        return filter if chosen is None else replace(filter, exercise=exercises[chosen].id)
    if choice == 2:
        capacities: tuple[Capacity, ...] = tuple(Capacity)
        chosen = choose(context, _("Parts of the practice"), [capacity_name(item) for item in capacities])
        return filter if chosen is None else replace(filter, capacity=capacities[chosen])
    if choice == 3:
        chosen = choose(context, _("Orders"), [past.order_words(item) for item in ORDERS])
        return filter if chosen is None else replace(filter, order=ORDERS[chosen])
    if choice in (4, 5):
        day = ask_day(context)
        if day is None:
            return filter
        return replace(filter, since=day) if choice == 4 else replace(filter, until=day)
    return SessionFilter() if choice == 6 else filter


def _open_session(context: PlainContext, session: SessionRecord) -> None:
    """Show a session and its actions; every change is saved immediately."""
    while True:
        show_session(context, session)
        labels = [_("Change your note"), _("Change a rating"), _("Delete this session"), _("Correct this session")]
        labels += [_("Remove your note")] if session.reflection else []
        choice = choose(context, _("This session"), labels)
        if choice is None:
            return
        if choice == 0:
            session = _change_reflection(context, session)
        elif choice == 1:
            session = _change_rating(context, session)
        elif choice == 3:
            session = hand_form.correct(context, session)
        elif choice == 4:
            session = _save(context, msgspec.structs.replace(session, reflection=None), {"reflection": None})
        elif _delete(context, session):
            return


def _change_reflection(context: PlainContext, session: SessionRecord) -> SessionRecord:
    long = _("Write your note again, or press enter to keep it as it is.")
    reflection = ask_text(context, long, _("Your note"), draft=of_session(session.id))
    if reflection is None:
        context.io.print(_("Nothing changed."))
        return session
    changed = _save(context, msgspec.structs.replace(session, reflection=reflection), {"reflection": reflection})
    context.print_people_after(reflection)
    return changed


def _change_rating(context: PlainContext, session: SessionRecord) -> SessionRecord:
    """Let the person choose a rating and change its value."""
    changeable = [index for index, rating in enumerate(session.ratings) if rating.scale != Scale.PRESENCE]
    labels = [_rating_label(session.ratings[index]) for index in changeable]
    chosen = choose(context, _("Ratings"), labels) if labels else None
    if not labels:
        context.io.print(_("You didn't rate anything."))
    if chosen is None:
        return session
    new = ask_number(context, "", _("0-10"), 0, 10)
    if not isinstance(new, int):
        return session
    ratings = list(session.ratings)
    ratings[changeable[chosen]] = msgspec.structs.replace(ratings[changeable[chosen]], value=new)
    changed = msgspec.structs.replace(session, ratings=ratings)
    return _save(context, changed, {"ratings": msgspec.to_builtins(ratings)})


def _delete(context: PlainContext, session: SessionRecord) -> bool:
    """Delete a session if the person confirms. It can be restored for ten seconds, until the list is closed."""
    if not ask_yes(context, _("Delete it here and on your other devices?"), _("Delete, yes or no")):
        return False
    context.writer.delete("session", session.id)
    context.print_saved()
    choice = choose(context, _("Deleted"), [_("Undo (for ten seconds)"), _("Remove it from the backups too, for good")])
    if choice == 1:
        _delete_from_copies(context, [session])
    if choice == 0:
        restored = context.writer.undo("session", session.id)
        context.io.print(_("Brought back.") if restored else _("Ten seconds have passed, so it is gone."))
    context.reload()
    return True


def _delete_several(context: PlainContext, sessions: Sequence[SessionRecord], titles: dict[str, str]) -> None:
    """Let the person mark sessions by number, then delete them together if the person confirms."""
    marked: list[SessionRecord] = []
    while True:
        unmarked = [session for session in sessions if session not in marked]
        labels = [
            _("Delete the marked sessions: {n}").format(n=len(marked)),
            *(_row(context, session, titles) for session in unmarked),
        ]
        chosen = choose(context, _("Mark by number"), labels)
        if chosen is None:
            return
        if chosen > 0:
            marked.append(unmarked[chosen - 1])
            context.io.print(_("Marked: {n}.").format(n=len(marked)))
        elif marked:
            break
    if not ask_yes(context, _("Delete them here and on your other devices?"), _("Delete, yes or no")):
        return
    for session in marked:
        context.writer.delete("session", session.id)
    context.print_saved()
    choice = choose(
        context, _("Deleted"), [_("Undo (for ten seconds)"), _("Remove them from the backups too, for good")]
    )
    if choice == 1:
        _delete_from_copies(context, marked)
    if choice == 0:
        restored = [context.writer.undo("session", session.id) for session in marked]
        context.io.print(_("Brought back.") if all(restored) else _("Ten seconds have passed, so they are gone."))
    context.reload()


def _delete_from_copies(context: PlainContext, sessions: Sequence[SessionRecord]) -> None:
    for session in sessions:
        context.writer.delete("session", session.id, copies=True)
    context.print_saved()


def _save(context: PlainContext, changed: SessionRecord, fields: dict[str, object]) -> SessionRecord:
    context.writer.keep("session", changed.id, fields)
    context.print_saved()
    context.reload()
    return changed


def _row(context: PlainContext, session: SessionRecord, titles: dict[str, str]) -> str:
    title = titles.get(session.exercise or "", session.exercise or _("no title"))
    parts = [day_of(session), title, past.facts_words(session)]
    return ", ".join(part for part in parts if part)


def _rating_label(rating: Rating) -> str:
    whens = {"before": _("before"), "during": _("during"), "after": _("after")}
    return _("{when}: {rating}").format(when=whens[rating.when], rating=past.rating_words(rating))
