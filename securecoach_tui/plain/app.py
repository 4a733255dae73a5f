"""The entry points of the plain-text display: a session, the menu, and the check-in."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from securecoach_tui.clock import SystemClock
from securecoach_tui.config import low_memory, threads
from securecoach_tui.config.settings import DataPaths, Settings
from securecoach_tui.i18n import _
from securecoach_tui.plain.context import PlainContext
from securecoach_tui.plain.start_session import run_session
from securecoach_tui.plain.terminal import open_line_io
from securecoach_tui.plain.typed_keys import typed
from securecoach_tui.practice.exercise.model import Exercise
from securecoach_tui.practice.session.position import check_length

if TYPE_CHECKING:
    from securecoach_tui.practice.session.state import QuestionsAsked
    from securecoach_tui.store.crypto.envelope import DataKey
    from securecoach_tui.store.repository import Repository


def practise(
    exercise: Exercise,
    seconds: float | None,
    paths: DataPaths,
    preferences: Settings,
    record: Repository,
    asking: QuestionsAsked | None,
    key: DataKey | None = None,
) -> None:
    """Run a session; ``seconds`` None is open-ended.

    Raises:
        LengthRefused: the exercise can't have this length.
    """
    from securecoach_tui.app.session_setup import make_setup

    clock = SystemClock()
    setup = make_setup(exercise, seconds, settings=preferences, record=record, clock=clock, asking=asking)
    check_length(setup)  # before anything is printed or opened
    with open_context(paths, preferences, record, key) as context:
        print_first_words(context)
        print_unfinished(context)
        run_session(context, setup)


def show_menu(paths: DataPaths, preferences: Settings, record: Repository, key: DataKey | None = None) -> None:
    """Show the menu until the person leaves."""
    from securecoach_tui.plain import menu

    with open_context(paths, preferences, record, key) as context:
        print_first_words(context)
        menu.run(context)


def check_in(paths: DataPaths, preferences: Settings, record: Repository, key: DataKey | None = None) -> None:
    """Run only the direction check-in."""
    from securecoach_tui.plain.checkin import check_in
    from securecoach_tui.plain.prompts import Quit

    with open_context(paths, preferences, record, key) as context, suppress(Quit):
        check_in(context)


def apart_ladder(paths: DataPaths, preferences: Settings, record: Repository, key: DataKey | None = None) -> None:
    """Show only the ladder of time on one's own."""
    from securecoach_tui.plain.menu import apart_ladder
    from securecoach_tui.plain.prompts import Quit

    with open_context(paths, preferences, record, key) as context, suppress(Quit):
        print_first_words(context)
        apart_ladder(context)


def now(paths: DataPaths, preferences: Settings, record: Repository, *, locked: bool) -> None:
    """Ask only what is happening now, and start what fits; ``locked``: nothing can be saved."""
    from securecoach_tui.plain.now import now
    from securecoach_tui.plain.prompts import Quit

    with open_context(paths, preferences, record, None) as context, suppress(Quit):
        if locked:
            context.io.print(_("Your data is locked. You can practise, but nothing will be saved."))
        now(context)


def open_context(paths: DataPaths, preferences: Settings, record: Repository, key: DataKey | None) -> PlainContext:
    """A context for this terminal or pipe that uses ``record``, which was just read.

    Raises:
        NoThreads: the system has too few threads left.
        MemoryError: the system has too little memory left.
    """
    low_memory.check(low_memory.PLAIN_TEXT)
    threads.check()
    clock = SystemClock()
    context = PlainContext(open_line_io(clock), paths, preferences, clock, key=key)
    context.record = record
    return context


def print_first_words(context: PlainContext) -> None:
    """Print what this program is for, at the very first start."""
    if context.preferences.first_run_seen:
        return
    for line in context.content.first_run():
        context.io.print(typed(line))
    context.save_settings(first_run_seen=True)


def print_unfinished(context: PlainContext) -> None:
    """Print that a session is unfinished; only the menu offers to resume it."""
    sessions = [] if context.starts_quietly else context.unfinished()
    if sessions:
        words = _("You have an unfinished session, {title}. To go on with it: securecoach --plain")
        context.io.print(words.format(title=sessions[0].title))
