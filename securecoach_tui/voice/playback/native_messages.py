"""Keeps the libraries of the sound system from writing to the terminal: the full screen is drawn there."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

STDERR = 2  # the descriptor that libraries in C write to, whatever sys.stderr is


class _Redirection:
    """Sends the descriptor to nowhere while anybody asks for it. Threads may ask at the same time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._asking = 0
        self._before: int | None = None

    def begin(self) -> None:
        with self._lock:
            self._asking += 1
            if self._asking > 1:
                return
            with suppress(OSError):  # there is no such descriptor, or there are too many
                nowhere = os.open(os.devnull, os.O_WRONLY)
                try:
                    self._before = os.dup(STDERR)
                    os.dup2(nowhere, STDERR, inheritable=True)
                finally:
                    os.close(nowhere)

    def end(self) -> None:
        with self._lock:
            self._asking -= 1
            if self._asking == 0 and self._before is not None:
                os.dup2(self._before, STDERR, inheritable=True)
                os.close(self._before)
                self._before = None


_redirection = _Redirection()


@contextmanager
def no_native_messages() -> Iterator[None]:
    """Let nothing that is written to standard error inside reach the terminal, such as PulseAudio's word on a full disk.

    Nothing of this program writes there meanwhile: frames have a descriptor of their own, see ``TerminalOutput``.
    """
    _quiet_alsa()
    _redirection.begin()
    try:
        yield
    finally:
        _redirection.end()


def _quiet_alsa() -> None:
    """Keep ALSA from writing its errors, which it does at any time, also while sound plays."""
    global _alsa_handler
    if not sys.platform.startswith("linux") or _alsa_handler is not None:
        return
    try:
        import ctypes
    except ImportError:  # a Python that was built without it
        return
    kind = ctypes.CFUNCTYPE(None, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p)
    try:
        alsa = ctypes.CDLL("libasound.so.2")
    except OSError:
        return
    _alsa_handler = kind(lambda *_: None)
    alsa.snd_lib_error_set_handler(_alsa_handler)


_alsa_handler: Any = None  # ALSA keeps its address, so it must live as long as the program
