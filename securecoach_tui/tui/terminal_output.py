"""Output to the terminal in small pieces, so that an end need not wait for a frame that a slow terminal still takes."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import Any, TextIO

PIECE = 4096  # bytes; what a terminal takes at once


class TerminalOutput:
    """Stands for the stream that the driver writes frames to. ``abandoned`` ends writing after the present piece.

    Without it a blocked write of a large frame would hold the terminal, and keep what restores it from being written.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        # Its own, so that frames arrive while standard error goes nowhere: sound libraries write their messages there.
        self._descriptor = stream.fileno()
        with suppress(OSError):  # too many files are open
            self._descriptor = os.dup(self._descriptor)
        self.abandoned = False

    def write(self, text: str) -> int:
        """Write ``text`` at once, without a buffer. Raises OSError."""
        left = memoryview(text.encode(self._stream.encoding or "utf-8", "backslashreplace"))
        while left and not self.abandoned:
            left = left[os.write(self._descriptor, left[:PIECE]) :]
        return len(text)

    def flush(self) -> None:
        """Nothing is held back."""

    def fileno(self) -> int:
        """The descriptor of the terminal."""
        return self._descriptor

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)
