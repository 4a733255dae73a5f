"""The path of eight weeks as plain text: what it is, the week with its exercises, and what a person can do with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from securecoach_tui.app import path_service
from securecoach_tui.i18n import _
from securecoach_tui.plain.prompts import ask_text, ask_yes, choose, print_lines
from securecoach_tui.practice.path import state as states
from securecoach_tui.practice.path.state import Act, Entry
from securecoach_tui.practice.path.weeks import LEANS
from securecoach_tui.text import path as words

if TYPE_CHECKING:
    from securecoach_tui.plain.context import PlainContext
    from securecoach_tui.practice.path.page import PathPage
    from securecoach_tui.practice.path.weeks import Lean

Row = tuple[str, Callable[[], None]]
# The order of a week's choices; after something hard what leads on comes last.
ORDER = (Act.NEXT, Act.REPEAT, Act.BACK, Act.LEAN, Act.LEAVE)


def path(context: PlainContext) -> None:
    """Show the path until the person goes back."""
    found = context.path_page()
    if found.problem:
        context.io.print(found.problem)
    if found.state.on:
        _tell_once(context, found)
        _print_week(context, context.path_page())
    else:
        _before(context, found)
    _weeks(context)


def offer_after_checkin(context: PlainContext) -> None:
    """Offer the path in one line, once and never again."""
    if path_service.may_offer(context.record):
        _save(context, [path_service.was_offered(context.clock.now())])
        context.io.print(words.offered_words())


def _before(context: PlainContext, found: PathPage) -> None:
    """Say what the path is and who might wait; start it, or go on where it was left, where the person chooses so."""
    print_lines(context, [words.title(), *found.weeks.about, *found.weeks.wait])
    acts = [act for act in (Act.RESUME, Act.START) if act in states.possible(found.state)]
    labels = [words.act_words(act, found.state, found.weeks) for act in acts]
    chosen = choose(context, _("If none of these is true, you can start"), [*labels, _("People to talk to")])
    if chosen is None:
        return
    if chosen == len(acts):
        from securecoach_tui.plain.support import support

        support(context)
        return
    act = acts[chosen]
    lean = _lean(context) if act is Act.START else None
    if act is Act.START and lean is None:
        return
    _act(context, found, act, lean)


def _lean(context: PlainContext) -> Lean | None:
    """The direction of the last check-in, else the one that the person chooses."""
    return path_service.known_lean(context.record) or _chosen_lean(context)


def _chosen_lean(context: PlainContext) -> Lean | None:
    chosen = choose(context, _("Where to start"), words.lean_rows(context.content.checkin().choices))
    return None if chosen is None else LEANS[chosen]


def _tell_once(context: PlainContext, found: PathPage) -> None:
    """Say that another computer's turn doesn't count, and ask about a check-in with another result."""
    if found.other is not None:
        context.io.print(words.other_words(found.other, found.state))
        _save(context, path_service.told(found.other))
    if found.asks is None:
        return
    _save(context, [path_service.was_asked(found.asks)])
    if choose(context, words.asks_words(), words.ask_rows(found.asks, context.content.checkin().choices)) == 1:
        _act(context, context.path_page(), Act.LEAN, found.asks)


def _weeks(context: PlainContext) -> None:
    """Show what a person can do in the week, until they go back or leave the path."""
    while True:
        found = context.path_page()
        if not found.state.on:
            return
        if found.hard:
            context.io.print(words.hard_words())
        rows = _rows(context, found)
        chosen = choose(context, words.week_words(found.week), [label for label, _open in rows])
        if chosen is None:
            return
        rows[chosen][1]()


def _rows(context: PlainContext, found: PathPage) -> list[Row]:
    rows: list[Row] = []
    if found.hard:
        from securecoach_tui.plain.start_session import begin_suggested

        title = context.exercises()[context.suggestion().exercise_id].title
        rows.append((_("Start: {title}").format(title=title), partial(begin_suggested, context)))
    rows += [(words.offer_words(one), partial(_begin, context, one.exercise)) for one in found.offers]
    rows.append((_("This week's lesson"), partial(_print_week, context, found)))
    if context.preferences.voice and found.lesson is not None:
        rows.append((_("Hear the lesson"), partial(context.speak, " ".join(found.lesson.words))))
    rows.append((_("What helped this week"), partial(_write, context, found)))
    if found.looks_back:
        rows.append((_("Look back on the path"), partial(_look_back, context, found)))
    order = [*ORDER[1:], ORDER[0]] if found.hard else ORDER
    for act in order:
        if act in states.possible(found.state):
            rows.append((words.act_words(act, found.state, found.weeks), partial(_choose_act, context, found, act)))
    return [
        *rows,
        (words.act_words(Act.START, found.state, found.weeks), partial(_choose_act, context, found, Act.START)),
    ]


def _begin(context: PlainContext, exercise: str) -> None:
    from securecoach_tui.plain.start_session import choose_length

    known = context.exercises().get(exercise)
    if known is None:
        context.io.print(_("This exercise is no longer here."))
    else:
        choose_length(context, known)


def _choose_act(context: PlainContext, found: PathPage, act: Act) -> None:
    lean: Lean | None = None
    if act in (Act.LEAN, Act.START):
        lean = _chosen_lean(context)
        if lean is None:
            return
    if act is Act.LEAVE and not ask_yes(context, _("Leave the path? Your week is saved."), _("Leave? 1 yes, 2 no")):
        return
    if act is Act.NEXT:
        _write(context, found)
    _act(context, found, act, lean)


def _act(context: PlainContext, found: PathPage, act: Act, lean: Lean | None = None) -> None:
    _save(context, path_service.changes(found.state, act, context.clock.now(), lean))
    now = context.path_page()
    context.io.print(words.turned_words(now.state, now.weeks))
    if now.state.on and act is not Act.LEAN:
        _print_week(context, now)


def _write(context: PlainContext, found: PathPage) -> None:
    """Ask the two questions at the end of a week. Nothing typed keeps what was written before."""
    before = found.words_of_week()
    context.io.print(words.end_of_week_words())
    draft = f"path/{found.state.round}-{found.state.week}"
    helped = ask_text(context, found.weeks.helped, _("What helped"), draft=f"{draft}/helped") or before.helped
    keep = ask_text(context, found.weeks.keep, _("What to keep"), draft=f"{draft}/keep") or before.keep
    if (helped, keep) != (before.helped, before.keep):
        _save(
            context, [states.words_entry(found.state, helped, keep, context.clock.now().isoformat(timespec="seconds"))]
        )
        context.print_saved()
        context.print_people_after(helped, keep)


def _look_back(context: PlainContext, found: PathPage) -> None:
    titles = {id: exercise.title for id, exercise in context.exercises().items()}
    now = context.clock.now()
    print_lines(context, path_service.look_back_lines(context.record, context.preferences, found, now, titles))


def _print_week(context: PlainContext, found: PathPage) -> None:
    if found.lesson is not None:
        print_lines(context, words.lesson_lines(found.week, found.lesson))
        context.io.print(words.plenty_words(found.week))


def _save(context: PlainContext, changes: Iterable[Entry]) -> None:
    for id, fields in changes:
        context.writer.keep(states.KIND, id, fields)
    context.reload()
