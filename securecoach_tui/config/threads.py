"""Threads and open files, of which the system may have none left, as when a user runs as many processes as it allows."""

from __future__ import annotations

import errno
import threading

from securecoach_tui.config import low_memory

# The threads of a display without sound: for the screen, the input, ctrl+c, its two that force the end, the disk, and what
# is computed early.
NEEDED = 10


class NoThreads(RuntimeError):
    """The system has too few threads left."""


def start(thread: threading.Thread) -> bool:
    """Start a thread. Return False if the system has none left, so that the caller does without it."""
    try:
        start_needed(thread)
    except MemoryError:
        return False
    except RuntimeError as error:
        if not none_left(error):
            raise
        return False
    return True


def start_needed(thread: threading.Thread) -> None:
    """Start a thread that the caller can't do without.

    Raises:
        MemoryError: there is too little memory for it. Python would wait for ever for a thread that ends as it begins.
        RuntimeError: the system has none left.
    """
    low_memory.check(low_memory.SCARCE)
    thread.start()


def check() -> None:
    """Find out whether a display's threads can be started. Once it is open, it would end in the middle of a drawing.

    Raises:
        NoThreads: they can't.
    """
    low_memory.use_small_threads()
    done, started = threading.Event(), list[threading.Thread]()
    try:
        for _number in range(NEEDED):
            thread = threading.Thread(target=done.wait, daemon=True)
            if not start(thread):
                raise NoThreads
            started.append(thread)
    finally:
        done.set()
        for thread in started:
            thread.join()


def none_left(error: BaseException | None) -> bool:
    """Whether an error means that the system has no thread left, or opens no more files."""
    words = str(error)
    if isinstance(error, OSError):
        return error.errno in (errno.EMFILE, errno.ENFILE)
    return isinstance(error, NoThreads) or (isinstance(error, RuntimeError) and "can't start new thread" in words)
