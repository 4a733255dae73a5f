"""What to do where a system gives no more memory, as under ``ulimit -v``: tell it from other faults, and make room to say so.

Without memory any call can fail: an import, a thread, a library in C, or what would report the failure. This module is
imported at the very start and imports only what Python has loaded by then.
"""

from __future__ import annotations

import errno
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, TextIO

RESERVE = 1 << 20  # bytes that are given back before anything is said
SCARCE = 4 << 20  # with fewer bytes left, a fault is one of memory, whatever a library made of it
THREAD = 32 << 20  # bytes for a thread, the library that ends it, and what is loaded meanwhile
# Bytes that each display takes from its start on. With less, libraries in C end the program in the middle of a drawing.
FULL_SCREEN = 56 << 20
PLAIN_TEXT = 24 << 20
SOUND = 256 << 20
SMALL_STACK = 2 << 20  # bytes of a thread's stack under a limit, instead of 8 MB
# What the loader of libraries writes where it has no memory for one.
_UNLOADABLE = ("failed to map segment", "cannot allocate memory", "cannot apply additional memory protection")

_ARENAS = -8  # M_ARENA_MAX of glibc: how many heaps threads may have, of 64 MB each

_reserve: list[bytearray] = []


def keep_reserve() -> None:
    """Hold memory back to report with. Not a page of it is used."""
    try:
        _reserve[:] = [bytearray(RESERVE)]
    except MemoryError:
        pass


def use_small_threads() -> None:
    """Where the system limits memory, let threads take little: else eight of them may take 500 MB, nearly all unused."""
    if not _is_limited():
        return
    try:
        import threading

        threading.stack_size(SMALL_STACK)
        import ctypes

        ctypes.CDLL(None).mallopt(_ARENAS, 1)
    except (ImportError, MemoryError, OSError, ValueError, RuntimeError, AttributeError, TypeError):
        pass  # other systems than Linux have no such option


def sound_fits() -> bool:
    """Whether there is memory for sound. Libraries in C that play and speak end the program where there isn't."""
    return not _is_limited() or has_room(SOUND)


def _is_limited() -> bool:
    """Whether the system limits the memory of this process, as after ``ulimit -v``."""
    try:
        import resource

        limits = (resource.getrlimit(one)[0] for one in (resource.RLIMIT_AS, resource.RLIMIT_DATA))
        return any(limit != resource.RLIM_INFINITY for limit in limits)
    except (ImportError, MemoryError, OSError, ValueError):
        return False  # Windows has no such limit


class WithoutLogs:
    """Standard error without what libraries log there: hashlib writes a traceback for each part that it can't load."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        """Write ``text``, unless it is an entry of a log."""
        return len(text) if text.startswith("ERROR:") else self._stream.write(text)


def check(size: int) -> None:
    """Raise MemoryError unless ``has_room``: a display would end later, and lose the terminal."""
    if not has_room(size):
        raise MemoryError


def has_room(size: int) -> bool:
    """Whether the system gives so many bytes at once. Nothing is written into them, so this takes microseconds.

    They are asked of the system itself: what Python's own heap has left doesn't help a thread or a library.
    """
    try:
        import mmap

        private = {"flags": mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS} if hasattr(mmap, "MAP_PRIVATE") else {}
        mmap.mmap(-1, size, **private).close()
    except (ImportError, MemoryError, OSError):
        return False
    return True


def is_cause(error: BaseException | None) -> bool:
    """Whether an error means that there is no memory left."""
    seen: list[BaseException] = []
    while error is not None and error not in seen and len(seen) < 20:
        seen.append(error)
        if isinstance(error, MemoryError) or (isinstance(error, OSError) and error.errno == errno.ENOMEM):
            return True
        if isinstance(error, ImportError) and any(words in str(error).lower() for words in _UNLOADABLE):
            return True
        error = error.__cause__ or error.__context__
    return not has_room(SCARCE)


def give_back(error: BaseException | None) -> None:
    """Free the reserve, and what the frames of ``error`` hold."""
    _reserve.clear()
    for _step in range(20):
        if error is None:
            break
        following = error.__cause__ or error.__context__
        error.__traceback__ = error.__context__ = error.__cause__ = None
        error = following


def write(lines: Sequence[str], descriptor: int) -> None:
    """Write lines to standard output or standard error, past Python's streams if these can't."""
    stream = sys.stdout if descriptor == 1 else sys.stderr
    data = "\n".join([*lines, ""])
    try:
        stream.write(data)
        stream.flush()
    except (AttributeError, LookupError, MemoryError, OSError, ValueError):
        try:
            os.write(descriptor, data.encode())
        except OSError:
            pass  # closed by the caller
