"""Starts sessions: a new one of a chosen exercise and length, an unfinished one, or a debrief."""

from __future__ import annotations

from typing import TYPE_CHECKING

from securecoach_tui.app import comforts
from securecoach_tui.app.ladder_service import APART, CLOSENESS, CURRENT, Ladder, all_rungs, current_rung, ladder_of
from securecoach_tui.config.data_paths import expanded
from securecoach_tui.i18n import _, ngettext
from securecoach_tui.plain.context import PlainContext
from securecoach_tui.plain.line_io import InputLine, Wakeup
from securecoach_tui.plain.prompts import ask_text, ask_yes, choose
from securecoach_tui.plain.session_view import PlainSession
from securecoach_tui.plain.typed_keys import typed
from securecoach_tui.practice.exercise.model import Exercise
from securecoach_tui.practice.exercise.parser import LONGEST_MINUTES, SHORTEST_MINUTES
from securecoach_tui.practice.exercise.timeline import LengthRefused
from securecoach_tui.practice.ladder.offers import Rung, shown
from securecoach_tui.practice.session.position import check_length, length_in_seconds
from securecoach_tui.practice.session.state import Setup
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.store.errors import NameTaken
from securecoach_tui.text import comforts as comfort_words
from securecoach_tui.text import durations, exercise_errors, exercise_list, session_words
from securecoach_tui.text.figures import Figure, minutes_typed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from securecoach_tui.practice.record import SessionRecord
    from securecoach_tui.practice.session.checkpoint import Checkpoint
    from securecoach_tui.store.unfinished_sessions import UnfinishedSession


LOOK_SECONDS = 1.0  # between two looks whether a session that couldn't be saved has been saved since


def run_session(context: PlainContext, setup: Setup, saved: Checkpoint | None = None) -> PlainSession:
    """Print cautions, run a session, and offer to save it in another file if the disk refuses it.

    Raises:
        LengthRefused: the exercise can't have this length; nothing was printed.
    """
    if saved is None:
        check_length(setup)
    planned = length_in_seconds(setup)
    length = durations.duration(planned) if planned is not None else _("open-ended")
    context.io.print(_("{title}, {length}.").format(title=setup.exercise.title, length=length))
    for line in () if setup.cautions_read else setup.cautions:
        context.io.print(typed(line))
    context.started_ids.add(setup.id)
    session = context.open_session()
    session.run(setup, saved)
    _comfort(context, session.runner.record)
    context.note_careful(session.careful)
    _save_elsewhere(context, session)
    return session


def _save_elsewhere(context: PlainContext, session: PlainSession) -> None:
    """If a session couldn't be saved, offer to save it in a file that ``securecoach import`` reads."""
    while session.not_saved and not session.input_ended:
        context.writer.flush(1.0)
        if not context.writer.waiting():
            context.io.print(_("Saved."))
            return
        context.io.print(_("You can save it in another file. securecoach import can read that file later."))
        context.io.prompt(_("Name of a file, or press enter"))
        typed = context.io.read(LOOK_SECONDS)
        while isinstance(typed, Wakeup) and (context.io.typing or context.writer.waiting()):
            typed = context.io.read(LOOK_SECONDS)
        if not context.writer.waiting():
            continue
        if not isinstance(typed, InputLine) or not typed.text.strip():
            return
        try:
            context.writer.save_elsewhere(expanded(typed.text.strip()))
        except NameTaken as taken:
            context.io.print(
                _("A file with that name already exists. This name is free: {name}").format(name=taken.free)
            )
            continue
        except OSError as error:
            context.io.print(_("That file can't be written: {why}.").format(why=error.strerror or ""))
            continue
        context.io.print(_("Saved in {file}.").format(file=typed.text.strip()))
        return


# A new session


def begin(
    context: PlainContext,
    exercise: Exercise,
    seconds: float | None,
    *,
    rung_id: str | None = None,
    at_once: bool = False,
) -> None:
    """Run a session of ``exercise``; ``seconds`` None is open-ended. Prints a line if the length is refused."""
    try:
        session = run_session(context, context.setup(exercise, seconds, rung_id=rung_id, at_once=at_once))
    except LengthRefused as error:
        context.io.print(exercise_errors.length_refused_words(error, exercise.title))
        return
    context.reload()
    if session.printer.choose_another_rung:
        choose_rung(context, ladder_of(exercise))


def _comfort(context: PlainContext, record: SessionRecord | None) -> None:
    """Keep words that the session asked for, and print the person's own words where it ended high."""
    if record is None:
        return
    comforts.keep_written(context.paths, record, context.key)
    found = comforts.for_a_hard_moment(context.paths, context.key) if comforts.helps_after(record) else []
    if found:
        context.io.print(_("These are yours, for when it's hard."))
    for one in found:
        context.io.print(visible(comfort_words.line(one.kind, one.text)))


def begin_suggested(context: PlainContext) -> None:
    """Run a session of the suggested exercise."""
    suggested = context.suggestion()
    begin(context, context.exercises()[suggested.exercise_id], suggested.minutes * 60)


def choose_exercise(context: PlainContext) -> None:
    """Let the person choose an exercise, then its length."""
    custom, bad = context.custom_exercises()
    for file in bad:
        why = exercise_errors.bad_exercise_words(file.error).rstrip(".")
        context.io.print(_("{file}: {why}.").format(file=file.path.name, why=why))
    favourites = context.preferences.favourites
    groups = exercise_list.exercise_groups(context.exercises(), favourites, custom)
    exercises = [exercise for group in groups for exercise in group.exercises]
    labels = [
        _exercise_label(exercise, custom=exercise.id in custom, favourite=exercise.id in favourites)
        for exercise in exercises
    ]
    chosen = choose(context, _("Exercises"), labels)
    if chosen is not None:
        choose_length(context, exercises[chosen])


def choose_length(context: PlainContext, exercise: Exercise, *, rung_id: str | None = None) -> None:
    """Let the person choose a length, and begin. Without a rung, the exercise can be made a favourite, too."""
    actions: list[tuple[str, Callable[[], None]]] = []

    def add_length(label: str, seconds: float | None) -> None:
        actions.append((label, lambda: begin(context, exercise, seconds, rung_id=rung_id)))

    def another_length() -> None:
        minutes = _ask_minutes(context)
        if minutes is not None:
            begin(context, exercise, minutes * 60, rung_id=rung_id)

    for minutes in exercise.minutes:
        add_length(durations.duration(minutes * 60), minutes * 60)
    actions.append((_("Another length"), another_length))
    if exercise.longest is None:
        add_length(_("Open-ended, until you stop"), None)
    if rung_id is None:
        is_favourite = exercise.id in context.preferences.favourites
        label = _("Remove it from your favourites") if is_favourite else _("Add it to your favourites")
        actions.append((label, lambda: _toggle_favourite(context, exercise)))
    chosen = choose(context, _("{title}, lengths").format(title=exercise.title), [label for label, _act in actions])
    if chosen is not None:
        actions[chosen][1]()


def _toggle_favourite(context: PlainContext, exercise: Exercise) -> None:
    favourites = exercise_list.toggled(context.preferences.favourites, exercise.id)
    context.io.print(exercise_list.favourite_changed_words(added=exercise.id in favourites))
    context.print_settings_saved(context.save_settings(favourites=favourites))


def _ask_minutes(context: PlainContext) -> float | None:
    long = _("Minutes, from 0.05 to 120, such as 7.5.")
    while True:
        typed = ask_text(context, long, _("Minutes"))
        if typed is None:
            return None
        minutes = minutes_typed(typed)
        if minutes is not None and SHORTEST_MINUTES <= minutes <= LONGEST_MINUTES:
            context.io.print(_("Your answer: {what}.").format(what=durations.duration(minutes * 60)))
            return minutes
        long = _("Choose a length from 0.05 to 120 minutes, or press enter to go back.")


def _exercise_label(exercise: Exercise, *, custom: bool, favourite: bool) -> str:
    lengths = ", ".join(f"{Figure(minutes):g}" for minutes in exercise.minutes)
    minutes = ngettext("{lengths} minute", "{lengths} minutes", 2).format(lengths=lengths)
    mark = (_(", made by you") if custom else "") + (_(", a favourite") if favourite else "")
    return _("{title}, {minutes}{own}. {summary}").format(
        title=exercise.title, minutes=minutes, own=mark, summary=exercise.summary
    )


# The current rung of the ladder


def choose_rung(context: PlainContext, ladder: Ladder) -> None:
    """Let the person choose the current rung of a ladder."""
    visible_rungs = shown(all_rungs(ladder.defaults(context.content), context.record, ladder.kind))
    current = current_rung(visible_rungs, context.record, kind=ladder.kind)
    chosen = choose(context, _("Next time"), [rung_label(rung, current, ladder) for rung in visible_rungs])
    if chosen is not None:
        set_current_rung(context, visible_rungs[chosen], ladder)


def set_current_rung(context: PlainContext, rung: Rung, ladder: Ladder = CLOSENESS) -> None:
    """Save ``rung`` as the current rung."""
    context.writer.keep(ladder.kind, CURRENT, {"rung_id": rung.id})
    context.reload()
    context.io.print(_("Next time: {rung}.").format(rung=rung.words))


def rung_label(rung: Rung, current: Rung | None, ladder: Ladder = CLOSENESS) -> str:
    """A rung's label in a list."""
    marks = [rung.words]
    if rung.lived:
        marks.append(_("in daily life") if ladder is APART else _("involves someone else"))
    if current is not None and rung.id == current.id:
        marks.append(_("your current step"))
    return ", ".join(marks)


# Unfinished sessions and debriefs


def unfinished(context: PlainContext, waiting: Sequence[UnfinishedSession]) -> None:
    """Let the person resume an unfinished session, save what was practised, or drop it."""
    if not waiting:
        context.io.print(_("You have no unfinished session."))
        return
    chosen = 0
    if len(waiting) > 1:
        picked = choose(context, _("Unfinished sessions"), [_unfinished_label(one) for one in waiting])
        if picked is None:
            return
        chosen = picked
    session = waiting[chosen]
    context.io.print(_unfinished_label(session))
    labels = [_("Go on from here"), _("Save what you practised"), _("Discard it")]
    choice = choose(context, _("This session"), labels)
    if choice == 0:
        _resume(context, session)
    elif choice == 1:
        from securecoach_tui.store.unfinished_sessions import keep

        keep(session, context.writer)
        context.started_ids.add(session.id)
        context.print_saved()
    elif choice == 2:
        if not ask_yes(context, session_words.discard_words(), _("Discard, yes or no")):
            return
        context.writer.drop_checkpoint(session.id)
        context.started_ids.add(session.id)
        context.io.print(_("Discarded."))


def _resume(context: PlainContext, session: UnfinishedSession) -> None:
    exercise = context.exercises().get(session.checkpoint.exercise)
    if exercise is None:
        context.io.print(_("This exercise is no longer here. You can still save what you practised."))
        return
    try:
        run_session(context, context.resumed_setup(exercise, session.checkpoint), session.checkpoint)
    except LengthRefused:
        context.io.print(_("You can't go on with it here. You can still save what you practised."))
    context.reload()


def _unfinished_label(session: UnfinishedSession) -> str:
    day = session.started[:16].replace("T", " ")
    at = durations.duration(session.position)
    return _("{title}, stopped after {at}, {day}").format(title=session.title, at=at, day=day)


def debrief(context: PlainContext) -> None:
    """Let the person look back at a prepared step with someone, do it later, or drop it."""
    for entry in context.debriefs():
        setup = context.debrief_setup(entry)
        if setup is None:
            context.writer.keep("debrief", str(entry["id"]), {"waits": False})
            continue
        for line in session_words.prepared_words(setup):
            context.io.print(line)
        labels = [_("Write how it went"), _("Later"), _("Let it go")]
        choice = choose(context, _("This step"), labels)
        if choice == 0:
            context.open_session().run(setup)
            context.writer.keep("debrief", str(entry["id"]), {"waits": False})
        elif choice == 2:
            context.writer.keep("debrief", str(entry["id"]), {"waits": False})
            context.io.print(_("That's fine. You won't be asked about it again."))
        context.reload()
        return
