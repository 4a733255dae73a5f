"""Choosing an exercise and a length, and beginning it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from securecoach_tui.app.session_setup import make_setup
from securecoach_tui.i18n import _, ngettext
from securecoach_tui.plain.ladder_step import choose_rung
from securecoach_tui.plain.prompts import choose, words
from securecoach_tui.plain.run_session import play
from securecoach_tui.practice.exercise.model import Exercise
from securecoach_tui.practice.exercise.parser import LONGEST_MINUTES, SHORTEST_MINUTES
from securecoach_tui.practice.exercise.timeline import LengthRefused
from securecoach_tui.text import durations, exercise_errors

if TYPE_CHECKING:
    from securecoach_tui.plain.plain_context import PlainContext


def begin(sitting: PlainContext, exercise: Exercise, seconds: float | None, *, rung_id: str | None = None) -> None:
    """A session of ``exercise``; a length it can't have is told, and nothing begins."""
    setup = make_setup(
        exercise,
        seconds,
        settings=sitting.preferences,
        record=sitting.record,
        clock=sitting.clock,
        rung_id=rung_id,
    )
    try:
        session = play(sitting, setup)
    except LengthRefused as error:
        sitting.lines.line(exercise_errors.length_refused_words(error, exercise.title))
        return
    sitting.reload()
    if session.showing.wants_another_rung:
        choose_rung(sitting)


def choose_one(sitting: PlainContext) -> None:
    """An exercise from the list, then its length."""
    own, bad = sitting.own_exercises()
    for file in bad:
        why = exercise_errors.bad_exercise_words(file.error).rstrip(".")
        sitting.lines.line(_("{file}: {why}.").format(file=file.path.name, why=why))
    found = list(sitting.exercises().values())
    labels = [_about(one, own=one.id in own) for one in found]
    chosen = choose(sitting, _("Exercises"), labels)
    if chosen is not None:
        choose_length(sitting, found[chosen])


def choose_length(sitting: PlainContext, exercise: Exercise, *, rung_id: str | None = None) -> None:
    """A length on offer, any other, or open-ended; then it begins."""
    labels = [durations.duration(minutes * 60) for minutes in exercise.minutes]
    others = [_("Another length")]
    if exercise.longest is None:
        others.append(_("Open-ended, until you stop"))
    chosen = choose(sitting, _("{title}, lengths").format(title=exercise.title), [*labels, *others])
    if chosen is None:
        return
    if chosen < len(labels):
        begin(sitting, exercise, exercise.minutes[chosen] * 60, rung_id=rung_id)
    elif chosen == len(labels):
        minutes = _minutes(sitting)
        if minutes is not None:
            begin(sitting, exercise, minutes * 60, rung_id=rung_id)
    else:
        begin(sitting, exercise, None, rung_id=rung_id)


def _minutes(sitting: PlainContext) -> float | None:
    long = _("Minutes, from 0.05 to 120; 7.5 is seven and a half.")
    while True:
        typed = words(sitting, long, _("Minutes"))
        if typed is None:
            return None
        try:
            minutes = float(typed.replace(",", "."))
        except ValueError:
            minutes = 0.0
        if SHORTEST_MINUTES <= minutes <= LONGEST_MINUTES:
            sitting.lines.line(_("Noted: {what}.").format(what=durations.duration(minutes * 60)))
            return minutes
        long = _("That is no length from 0.05 to 120 minutes. Another, or empty to go back.")


def _about(exercise: Exercise, *, own: bool) -> str:
    lengths = ", ".join(f"{minutes:g}" for minutes in exercise.minutes)
    minutes = ngettext("{lengths} minute", "{lengths} minutes", 2).format(lengths=lengths)
    mark = _(", your own") if own else ""
    return _("{title}, {minutes}{own}. {summary}").format(
        title=exercise.title, minutes=minutes, own=mark, summary=exercise.summary
    )
