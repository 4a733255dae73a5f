"""Lines in and lines out: the only place of the plain face that touches a stream."""

from __future__ import annotations

import os
import queue
import sys
import threading
from typing import TextIO

from securecoach_tui.practice.words import visible

LONGEST_LINE = 100_000  # characters of one answer that are kept


class Out:
    """Standard output, flushed line by line. A prompt stays open until the next line."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stdout
        self._prompt_open = False

    def line(self, text: str = "") -> None:
        """One line. A line never ends in ": ", so that only questions do."""
        self._end_prompt()
        self._write(visible(text).rstrip() + "\n")

    def prompt(self, text: str) -> None:
        """A question: its words, colon, space, and no line break."""
        self._end_prompt()
        self._write(visible(text).rstrip().rstrip(":") + ": ")
        self._prompt_open = True

    def answered(self, *, echoed: bool) -> None:
        """A line came in; on a terminal its own line break stands there already."""
        if echoed:
            self._prompt_open = False

    def _end_prompt(self) -> None:
        if self._prompt_open:
            self._write("\n")
            self._prompt_open = False

    def _write(self, text: str) -> None:
        encoding = self._stream.encoding or "utf-8"
        self._stream.write(text.encode(encoding, "replace").decode(encoding))
        self._stream.flush()


class In:
    """Standard input as a queue of lines, read on a thread of its own; None where it has ended."""

    WAKE = object()

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stdin
        self._lines: queue.SimpleQueue[str | object | None] = queue.SimpleQueue()
        self.echoes = self._stream is not None and not self._stream.closed and self._stream.isatty()
        threading.Thread(target=self._read, name="input", daemon=True).start()

    def wake(self) -> None:
        """Let ``next`` return early."""
        self._lines.put(self.WAKE)

    def next(self, timeout: float) -> str | object | None:
        """The next line without its break, None at the end of input, WAKE where nothing came."""
        try:
            return self._lines.get(timeout=max(0.0, timeout)) if timeout > 0 else self._lines.get_nowait()
        except queue.Empty:
            return self.WAKE

    def _read(self) -> None:
        # Read bytes: what isn't text of this locale arrives as question marks, never as an error.
        try:
            with os.fdopen(os.dup(self._stream.fileno()), "rb") as raw:
                for line in raw:
                    text = line.decode("utf-8", "replace").rstrip("\r\n")
                    self._lines.put(text[:LONGEST_LINE])
        except (OSError, ValueError):
            pass
        self._lines.put(None)
