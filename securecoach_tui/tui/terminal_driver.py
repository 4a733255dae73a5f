"""The terminal's driver: Textual's own, with input that can't fail, the terminal's real size, and ctrl+z.

This module and ``terminal_keys`` adapt Textual's drivers; both use its private names.
"""

from __future__ import annotations

import os
import select
import signal
import sys
import termios
import threading
import time
from collections.abc import Iterable
from contextlib import suppress
from typing import Any, Protocol, TextIO, cast

from textual import constants, events
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from securecoach_tui.tui.automatic_theme import QUERY, TerminalBackground
from securecoach_tui.tui.terminal_input import Received, TerminalInput
from securecoach_tui.tui.terminal_keys import TerminalKeys, command_key
from securecoach_tui.tui.terminal_output import TerminalOutput

LOOK_SECONDS = 0.1  # between two checks whether the driver was stopped, or an unfinished sequence is too old
LOOK_AGAIN_SECONDS = 0.05  # where there was no memory for a key
MOST_COLUMNS, MOST_ROWS = 1000, 500  # a terminal that claims to be larger is drawn as this
RESTORE_SECONDS = 0.1  # how long the end waits for a terminal that takes no output
SLOW_SECONDS = 10  # how long a terminal may take until it takes output again
STOP_SECONDS = 0.05  # after this long a process that could be stopped is stopped
ALTERNATE_KEYS = "\x1b[=4;2u"  # asks a terminal with the kitty protocol for the place of each key
# Mouse, focus reports, pastes and line wrap as before, kitty's keys off, the main screen, and the cursor.
RESTORE = b"\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1004l\x1b[?2004l\x1b[?7h\x1b[<u\x1b[?1049l\x1b[?25h"


class DrivenApp(Protocol):
    """What the driver calls on the app."""

    def asks_background(self) -> bool:
        """Whether to ask the terminal for the colour of its background now."""

    def background_read(self, light: bool) -> None:
        """The terminal said whether its background is light. Called on the input thread."""

    def interrupted(self) -> None:
        """ctrl+c was read. Called on the input thread, before the key is handled."""

    def continued(self) -> None:
        """The process was stopped from outside, and goes on with a blank screen."""

    def stop_requested(self) -> None:
        """Another program asked this one to stop, as ctrl+z does."""


class TerminalDriver(LinuxDriver):
    """Textual's driver for a terminal, made safe."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        self._suspending = self._was_continued = False
        super().__init__(*arguments, **options)
        self._size = self._size or self._get_terminal_size()
        self._output = TerminalOutput(cast(TextIO, self._file))
        self._file = cast(Any, self._output)
        self._restoring, self._is_restored = threading.Lock(), False
        self._first_modes: list[Any] | None = None
        with suppress(termios.error):
            self._first_modes = termios.tcgetattr(self.fileno)

    @property
    def _driven(self) -> DrivenApp:
        return cast("DrivenApp", self._app)

    # Size

    def _get_terminal_size(self) -> tuple[int, int]:
        # COLUMNS and LINES may be left over from another window, so only the terminal is asked.
        for stream in (sys.__stdin__, sys.__stderr__, sys.__stdout__):
            with suppress(OSError, ValueError, AttributeError):
                size = os.get_terminal_size(stream.fileno())  # type: ignore[union-attr]
                if size.columns > 0 and size.lines > 0:
                    return min(size.columns, MOST_COLUMNS), min(size.lines, MOST_ROWS)
        return 80, 24

    def _query_in_band_window_resize(self) -> None:
        """Don't ask for reports of the size: the signal of a resize is enough, and a report may be any number."""

    # Input

    def start_application_mode(self) -> None:
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if self.runs and self._driven.asks_background():
            self.write(QUERY)
            self.flush()
        if self.runs and not constants.DISABLE_KITTY_KEY:
            self.write(ALTERNATE_KEYS)
            self.flush()

    @property
    def runs(self) -> bool:
        """Whether the terminal is in application mode."""
        return self._writer_thread is not None and self._writer_thread.is_alive()

    def run_input_thread(self) -> None:
        reader, keys = TerminalInput(constants.ESCAPE_DELAY), TerminalKeys()
        while not self.exit_event.is_set():
            data = b""
            try:
                self._post(reader.tick(time.monotonic()), keys)
                if select.select([self.fileno], [], [], LOOK_SECONDS)[0]:
                    data = os.read(self.fileno, 4096)
                    if not data:
                        raise EOFError
                    self._post(reader.feed(data, time.monotonic()), keys)
            except MemoryError:
                if b"\x03" in data:
                    self._driven.interrupted()
                self.exit_event.wait(LOOK_AGAIN_SECONDS)
            except Exception:  # the terminal is gone, which the app notices, or the app is about to end
                self.exit_event.wait(LOOK_SECONDS)

    def _post(self, received: Iterable[Received], keys: TerminalKeys) -> None:
        for item in received:
            for message in keys.messages(item):
                with suppress(Exception):
                    self._post_message(message)

    def _post_message(self, message: Message) -> None:
        if isinstance(message, events.Key) and command_key(message).key == "ctrl+c":
            with suppress(Exception):
                self._driven.interrupted()
        if isinstance(message, TerminalBackground):
            self._driven.background_read(message.light)
        else:
            self.process_message(message)

    # Stopping and going on

    def stop_process(self) -> bool:
        """Restore the terminal and stop the program, as ctrl+z does elsewhere, until it is continued.

        Return False, at once, if nothing can continue it: the system stops no program without a shell above it.
        """
        self._suspending, self._was_continued = True, False
        try:
            self.suspend_application_mode()
            while True:
                signal.signal(signal.SIGTSTP, signal.SIG_DFL)
                os.kill(0, signal.SIGTSTP)  # the whole group, as the terminal would: the speech process stops, too
                time.sleep(STOP_SECONDS)
                signal.signal(signal.SIGTSTP, self._sigtstp_application)
                if not self._was_continued or self._in_foreground():
                    break
            self.resume_application_mode()
        finally:
            self._suspending = False
        return self._was_continued

    def _in_foreground(self) -> bool:
        try:
            return os.tcgetpgrp(self.fileno) == os.getpgrp()
        except OSError:
            return True

    def _sigtstp_application(self, *_signal: Any) -> None:
        self._loop.call_soon_threadsafe(self._driven.stop_requested)

    def _sigcont_application(self, *_signal: Any) -> None:
        self._was_continued = True
        if not self._suspending:
            # Not here: the handler may run within a write to the driver's queue, whose lock it would wait for, for ever.
            with suppress(RuntimeError):  # the loop is closed
                self._loop.call_soon_threadsafe(self._enter_again)

    def _enter_again(self) -> None:
        """Set the terminal up again after a stop by a signal that no program sees: the shell has changed it meanwhile."""
        if not self._suspending and self.runs and self._in_foreground():
            self.suspend_application_mode()
            self.resume_application_mode()
            self._driven.continued()

    # Ending

    @property
    def gave_up_frames(self) -> bool:
        """Whether output was given up, and with it perhaps what ``stop_application_mode`` wrote."""
        return self._output.abandoned

    def restore_now(self, before: bytes = b"") -> None:
        """Write ``before``, and restore screen, cursor and modes, without waiting for any thread of the driver.

        Waits ``RESTORE_SECONDS`` for a terminal that takes no output, then leaves it to a process of its own, so that
        the end needn't wait. Only the first call does something; another waits for it.
        """
        with self._restoring:
            if self._is_restored:
                return
            self._is_restored = True
            modes = self.attrs_before or self._first_modes
            if modes is not None:
                with suppress(termios.error, OSError, ValueError):
                    termios.tcsetattr(self.fileno, termios.TCSANOW, modes)
            with suppress(termios.error, OSError, ValueError, AttributeError):
                self._output.abandoned = True
                descriptor = self._output.fileno()
                termios.tcflush(descriptor, termios.TCOFLUSH)  # a frame that a slow terminal has to take would block
                if select.select([], [descriptor], [], RESTORE_SECONDS)[1]:
                    os.write(descriptor, before + RESTORE + before)
                else:
                    _write_after_the_end(descriptor, before + RESTORE + before)


def _write_after_the_end(descriptor: int, data: bytes) -> None:
    """Write ``data`` from a new process, which ends once the terminal has taken it, or after ``SLOW_SECONDS``."""
    blocked = {signal.SIGHUP, signal.SIGINT}  # which the end of this process may send to the new one
    before = signal.pthread_sigmask(signal.SIG_BLOCK, blocked)
    try:
        if os.fork() == 0:
            try:
                signal.signal(signal.SIGALRM, signal.SIG_DFL)
                signal.alarm(SLOW_SECONDS)
                os.write(descriptor, data)
            finally:
                os._exit(0)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
