"""Ends the program on a quick exit, a signal or a crash, and restores the terminal each time."""

from __future__ import annotations

import os
import select
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from rich.text import Text
from textual.driver import Driver

from securecoach_tui import i18n
from securecoach_tui.config import fault_log, low_memory, threads
from securecoach_tui.config.early_exit import CLEAR
from securecoach_tui.config.forced_end import ForcedEnd
from securecoach_tui.content import last_resort, without_memory
from securecoach_tui.text.faults import fault_words, too_many_programs
from securecoach_tui.tui import hardware_cursor
from securecoach_tui.tui.textual_internals import output_descriptor

if TYPE_CHECKING:
    from securecoach_tui.tui.context import ScreenContext

QUICK_SECONDS = 0.3  # how long a quick exit waits for the disk
FORCE_SECONDS = 0.4  # after ctrl+c was read, when the process is ended whatever it is doing
RESTORE_SECONDS = 1.0  # how long the end waits where the driver itself can't tell that the terminal hangs
LOST_SECONDS = 2.0  # how long a signal, or a terminal that hung up, waits for the disk
LOOK_SECONDS = 1.0  # between two checks whether the terminal has hung up

End = Callable[[int], None]


def leave(context: ScreenContext, driver: Driver | None, *, quick: bool, end: End) -> None:
    """Stop sound, clear the screen if ``quick``, save the session, restore the terminal, and end with status 0."""
    if quick:
        _write(driver, CLEAR)
        for tidy_up in (context.silence, lambda: _save_quickly(context)):
            with suppress(Exception):  # whatever fails, the program ends
                tidy_up()
    else:
        context.leave(quick=False, wait=LOST_SECONDS)
    if driver is not None:
        with suppress(Exception):  # a terminal that has hung up can't be restored
            driver.stop_application_mode()
            driver.close()
    if getattr(driver, "gave_up_frames", False):
        _restore(driver)
    restore_cursor_shape()
    if quick:
        _write(driver, CLEAR)
    end(0)


def _save_quickly(context: ScreenContext) -> None:
    """Save on a thread of its own, because a disk may hang in any call."""
    saving = threading.Thread(target=context.leave, kwargs={"quick": True, "wait": QUICK_SECONDS}, daemon=True)
    if threads.start(saving):
        saving.join(QUICK_SECONDS)
    else:
        context.leave(quick=True, wait=QUICK_SECONDS)


def leave_by_signal(context: ScreenContext, driver: Driver | None, end: End) -> None:
    """A quick exit in a signal handler, at any moment of a start or an end, when no thread of the driver can be asked."""
    quick_exit_read(context, driver)
    _save_quickly(context)
    _restore(driver)
    end(0)


def quick_exit_read(context: ScreenContext, driver: Driver | None) -> None:
    """Begin a quick exit on the thread that read ctrl+c: clear the screen, stop the sound, and end in time.

    The app saves the session and ends sooner, unless it hangs.
    """
    low_memory.give_back(None)
    if context.forced_end is not None:
        context.forced_end.begin()
    _write(driver, CLEAR)
    context.silence()


def forced_end(driver: Callable[[], Driver | None]) -> ForcedEnd | None:
    """Threads that end the process after a quick exit and restore the terminal of ``driver``; None if there are none."""

    def restore() -> None:
        restore_now = getattr(driver(), "restore_now", None)
        if restore_now is not None:
            restore_now(CLEAR)

    with suppress(RuntimeError):
        return ForcedEnd(FORCE_SECONDS, restore, RESTORE_SECONDS)
    return None


def _restore(driver: Driver | None) -> None:
    restore = getattr(driver, "restore_now", None)
    if restore is not None:
        restoring = threading.Thread(target=restore, args=(CLEAR,), daemon=True)
        if threads.start(restoring):
            restoring.join(RESTORE_SECONDS)
        else:
            restore(CLEAR)


def terminal_gone() -> bool:
    """Whether the terminal has hung up.

    SIGHUP is sent only to processes that have the terminal as controlling terminal. Without this check, in other
    processes the thread that reads keys would read from a closed terminal for ever.
    """
    if sys.__stdin__ is None or not hasattr(select, "poll"):
        return False
    with suppress(OSError, ValueError):
        poll = select.poll()
        poll.register(sys.__stdin__.fileno(), select.POLLHUP)
        return any(event & select.POLLHUP for _descriptor, event in poll.poll(0))
    return False


def restore_cursor_shape() -> None:
    """Restore the terminal's default cursor shape."""
    with suppress(OSError, ValueError):
        if sys.__stderr__ is not None and sys.__stderr__.isatty():
            os.write(sys.__stderr__.fileno(), hardware_cursor.USUAL.encode())


def _write(driver: Driver | None, data: bytes) -> None:
    """Write directly to the terminal, without waiting for frames in the driver's queue."""
    with suppress(OSError, ValueError):
        descriptor = output_descriptor(driver)
        if descriptor is not None:
            os.write(descriptor, data)


def crash_message(context: ScreenContext, error: BaseException | None) -> Text:
    """Save the session, and log where the error was raised. The log never contains what a person wrote."""
    if no_memory := low_memory.is_cause(error):
        low_memory.give_back(error)
    context.leave(quick=False, wait=LOST_SECONDS)
    if no_memory:
        return Text("\n".join(without_memory.lines()))
    if threads.none_left(error):
        return Text("\n".join([*last_resort.lines(i18n.language()), too_many_programs()]))
    return Text(fault_words(fault_log.write(context.paths.state, error)))
