"""Looks for garbage while nobody presses a key: a full collection takes 20 to 60 ms, which a key would wait for."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from contextlib import suppress

LOOK_SECONDS = 1.0  # between two looks whether to collect
QUIET_SECONDS = 0.5  # without a key, click or paste before a collection
# Python counts the smaller collections since the last full one, and begins a full one at WAITING of them, whatever the
# person does. Here it begins at WAITING only in a quiet moment, and at MOST_WAITING even between two keys.
WAITING, MOST_WAITING = 10, 100


def collect() -> None:
    """Make a full collection, and give freed memory back to the system: the C library of Linux keeps it otherwise."""
    gc.collect()
    if sys.platform == "linux":
        with suppress(ImportError, OSError, AttributeError):  # a Python without ctypes, or another C library
            import ctypes

            ctypes.CDLL(None).malloc_trim(0)


class IdleCollection:
    """``elapsed`` is the clock's reading in seconds; ``collect`` makes a full collection."""

    def __init__(self, elapsed: Callable[[], float], collect: Callable[[], object] = collect) -> None:
        self._elapsed, self._collect = elapsed, collect
        self._touched = elapsed()

    def begin(self) -> None:
        """Turn collection on after the first frame, exempting the objects created so far."""
        if not gc.isenabled():
            gc.freeze()
            gc.enable()
            small, middle, _full = gc.get_threshold()
            gc.set_threshold(small, middle, MOST_WAITING)

    def touched(self) -> None:
        """A key, a click or a paste has arrived."""
        self._touched = self._elapsed()

    def look(self) -> None:
        """Collect if it is time and nobody has done anything for ``QUIET_SECONDS``."""
        if gc.get_count()[2] >= WAITING and self._elapsed() - self._touched >= QUIET_SECONDS:
            self._collect()
