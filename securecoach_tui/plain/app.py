"""The plain face from its first line to its last: what is said before a session, and the session."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Literal, cast

from securecoach_tui.app.session_setup import make_setup
from securecoach_tui.clock import Clock, SystemClock
from securecoach_tui.config import settings
from securecoach_tui.i18n import _
from securecoach_tui.plain.plain_context import PlainContext
from securecoach_tui.plain.run_session import play
from securecoach_tui.plain.terminal import lines_here
from securecoach_tui.practice.exercise.model import Exercise
from securecoach_tui.practice.session.position import check_length

if TYPE_CHECKING:
    from securecoach_tui.store.crypto.envelope import Key
    from securecoach_tui.store.reader import Record

QuestionsAsked = Literal["all", "few", "none"]


def practise(
    exercise: Exercise,
    seconds: float | None,
    where: settings.DataPaths,
    preferences: settings.Settings,
    record: Record,
    asking: str | None,
    key: Key | None = None,
) -> None:
    """A session in lines, kept as it ends or as it is left.

    Raises:
        LengthRefused: the exercise can't have this length.
    """
    clock = SystemClock()
    how = cast("QuestionsAsked | None", asking)
    setup = make_setup(exercise, seconds, settings=preferences, record=record, clock=clock, asking=how)
    check_length(setup)  # refuses a length before anything is said or opened
    with open_here(where, preferences, record, key, clock) as sitting:
        first_run(sitting)
        tell_unfinished(sitting)
        play(sitting, setup)


def visit(where: settings.DataPaths, preferences: settings.Settings, record: Record, key: Key | None = None) -> None:
    """The menu, until the person leaves."""
    from securecoach_tui.plain import menu

    with open_here(where, preferences, record, key, SystemClock()) as sitting:
        first_run(sitting)
        menu.visit(sitting)


def check_in(where: settings.DataPaths, preferences: settings.Settings, record: Record, key: Key | None = None) -> None:
    """The direction check-in alone."""
    from securecoach_tui.plain.checkin import check_in
    from securecoach_tui.plain.prompts import Gone

    with open_here(where, preferences, record, key, SystemClock()) as sitting, suppress(Gone):
        check_in(sitting)


def open_here(
    where: settings.DataPaths, preferences: settings.Settings, record: Record, key: Key | None, clock: Clock
) -> PlainContext:
    """A sitting at this terminal or pipe, over the record that was just read."""
    from securecoach_tui.store import reader
    from securecoach_tui.store.writer import Writer

    known = [record]
    return PlainContext(
        lines_here(clock),
        clock,
        Writer(where, clock, key=key),
        where,
        preferences,
        lambda: known.pop() if known else reader.read(where, key),
        key,
    )


def first_run(sitting: PlainContext) -> None:
    """What is said once, at the very first start."""
    if sitting.preferences.first_run_seen:
        return
    for line in sitting.words.first_run():
        sitting.lines.line(line)
    sitting.prefer(first_run_seen=True)


def tell_unfinished(sitting: PlainContext) -> None:
    """One line where a session waits; it is offered in the menu only."""
    waiting = [] if sitting.quietly else sitting.unfinished()
    if waiting:
        words = _("An unfinished session waits, {title}: securecoach --plain goes on with it.")
        sitting.lines.line(words.format(title=waiting[0].title))
