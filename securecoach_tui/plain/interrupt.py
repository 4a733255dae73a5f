"""Sees ctrl+c on a thread of its own, because the main thread may wait for a disk that hangs."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress

from securecoach_tui.config import threads
from securecoach_tui.config.early_exit import end_at_once, handle_interrupt

AGAIN_SECONDS = 0.05  # until memory is asked for again


class InterruptWatch:
    """Calls ``interrupted`` on another thread for each ctrl+c between ``start`` and ``stop``."""

    def __init__(self, interrupted: Callable[[], None]) -> None:
        self._interrupted = interrupted
        self._out = self._in = -1

    def start(self) -> None:
        """Watch from now on. Does nothing outside the main thread, which has no signals."""
        if threading.current_thread() is not threading.main_thread():
            return
        self._out, self._in = os.pipe()
        if hasattr(os, "set_blocking"):  # Windows has it from Python 3.12 on, and doesn't need it
            os.set_blocking(self._in, False)
        threads.start_needed(threading.Thread(target=self._watch, args=(self._out,), name="interrupt", daemon=True))
        with suppress(ValueError):
            signal.set_wakeup_fd(self._in, warn_on_full_buffer=False)
        handle_interrupt(lambda _number, _frame: None)  # the thread acts
        self._mask("SIG_BLOCK")  # so that the system gives the signal to a thread that doesn't wait for a disk

    def stop(self) -> None:
        """Watch no longer; ctrl+c ends the process at once again."""
        if self._in < 0:
            return
        with suppress(ValueError):
            signal.set_wakeup_fd(-1)
        end_at_once()
        self._mask("SIG_UNBLOCK")
        os.close(self._in)
        self._in = -1

    @staticmethod
    def _mask(how: str) -> None:
        if hasattr(signal, "pthread_sigmask"):
            signal.pthread_sigmask(getattr(signal, how), {signal.SIGINT})

    def _watch(self, out: int) -> None:
        with suppress(OSError):
            while numbers := _read(out):
                if signal.SIGINT in numbers:
                    self._interrupted()
            os.close(out)


def _read(out: int) -> bytes:
    """The numbers of the signals that came; empty at the end. Raises OSError."""
    while True:
        try:
            return os.read(out, 64)
        except MemoryError:
            time.sleep(AGAIN_SECONDS)
