"""Ends the process a moment after a quick exit, whatever it is doing, on threads that wait for that from the start on.

A thread that is made when it is needed may not run: there may be no memory for it, and ``Thread.start`` waits for ever
then. These threads take no more memory than they have.
"""

from __future__ import annotations

import _thread
import os
import time
from collections.abc import Callable


class ForcedEnd:
    """Two waiting threads: one tidies up and ends the process, the other ends it even if tidying up hangs."""

    def __init__(self, seconds: float, tidy_up: Callable[[], None], most: float) -> None:
        """Let the threads wait. ``tidy_up`` is called ``seconds`` after ``begin``, and may take ``most`` seconds.

        Raises:
            RuntimeError: the system has no thread left.
        """
        self._cancelled = self._begun = False
        self._asked = (_thread.allocate_lock(), _thread.allocate_lock())
        for lock, wait, called in zip(self._asked, (seconds, seconds + most), (tidy_up, None), strict=True):
            lock.acquire()
            _thread.start_new_thread(self._end, (lock, wait, called))

    def begin(self) -> None:
        """End the process soon."""
        self._begun = True
        self._wake()

    def cancel(self) -> None:
        """Let the threads end without doing anything; nothing changes once they were asked to end the process."""
        self._cancelled = not self._begun
        self._wake()

    def _wake(self) -> None:
        for lock in self._asked:
            if lock.locked():
                lock.release()

    def _end(self, asked: _thread.LockType, seconds: float, tidy_up: Callable[[], None] | None) -> None:
        asked.acquire()
        if self._cancelled:
            return
        try:
            time.sleep(seconds)
            if tidy_up is not None:
                tidy_up()
        finally:
            os._exit(0)
