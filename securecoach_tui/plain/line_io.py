"""Input and output in lines: the protocol that the plain-text display uses, and its implementation for pipes.

``terminal.TerminalIO`` implements it for terminals, with a line editor.
"""

from __future__ import annotations

import codecs
import os
import queue
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, TextIO

from securecoach_tui.clock import Clock
from securecoach_tui.config import threads
from securecoach_tui.plain.wrapping import columns_of, wrapped
from securecoach_tui.practice.narrow_text import encodable
from securecoach_tui.practice.visible_text import visible

LONGEST_LINE = 100_000  # characters of one answer; more are ignored
PASTE_GAP_SECONDS = 0.05  # lines with shorter gaps are one paste
LONGEST_PASTE_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class InputLine:
    """A line that was typed, with the clock readings (seconds) when it was ``begun`` and when it ended (``at``).

    It answers the question that was open when it was begun, since nothing is printed while a person types.
    """

    text: str
    begun: float
    at: float


@dataclass(frozen=True, slots=True)
class Wakeup:
    """No line was read before the timeout or a call of ``wake``."""


@dataclass(frozen=True, slots=True)
class EndOfInput:
    """There is no more input."""


class LineIO(Protocol):
    """Lines in and out. ``is_terminal`` is True if this class edits the line being typed."""

    is_terminal: bool

    @property
    def prompting(self) -> bool:
        """Whether the last thing printed is an open question."""

    @property
    def typing(self) -> bool:
        """Whether a line is half typed, or the last ``read`` saw a key or ctrl+z; always False unless ``is_terminal``."""

    @property
    def read_until(self) -> float:
        """The clock's elapsed second at which a screen reader has read what was printed; 0 unless ``is_terminal``."""

    def print(self, text: str = "") -> None:
        """Print a line, after any half-typed answer is finished."""

    def print_or_drop(self, text: str) -> None:
        """Print a line that is only useful now; drop it if ``print`` would wait."""

    def prompt(self, text: str, *, initial: str = "") -> None:
        """Print a question that ends in a colon and a space.

        ``initial`` is the text that the answer starts with; it is ignored unless ``is_terminal``.
        """

    def on_draft(self, save: Callable[[str], None] | None) -> None:
        """A text is asked for: call ``save`` with what is typed within a second of each change. None ends it.

        Until then lines that arrive together, as those of a paste do, are read as one.
        """

    def flush_draft(self) -> None:
        """Save the text being typed now."""

    def read(self, timeout: float) -> InputLine | Wakeup | EndOfInput:
        """The next input, or ``Wakeup`` after ``timeout`` seconds."""

    def unread(self, lines: Sequence[InputLine | EndOfInput]) -> None:
        """Make ``read`` return ``lines`` again, before other input."""

    def wake(self) -> None:
        """Make ``read`` return early; may be called from any thread."""

    def close(self) -> None:
        """Restore the terminal; may be called twice."""


class LinePrinter:
    """A text stream that is flushed after every line. A prompt stays open until the next line.

    On a terminal, a line that is too long for it is broken between words.
    """

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stdout
        self.prompting = False
        self.muted = False  # if True, nothing is written any more

    def print(self, text: str) -> None:
        self.end_prompt()
        self.write(wrapped(one_line(text), columns_of(self._stream)) + "\n")

    def prompt(self, text: str) -> None:
        self.end_prompt()
        self.write(prompt_text(text))
        self.prompting = True

    def end_prompt(self) -> None:
        """End the line of a prompt if it was not ended with enter."""
        if self.prompting:
            self.write("\n")
            self.prompting = False

    def write(self, text: str) -> None:
        """Write ``text`` unchanged, except for characters that the stream can't encode."""
        if self.muted:
            return
        self._stream.write(encodable(text, self._stream.encoding))
        self._stream.flush()


def one_line(text: str) -> str:
    """``text`` as one line, with control characters made visible. Only a prompt ends in a space."""
    return visible(text).rstrip()


def prompt_text(text: str) -> str:
    """``text`` as a prompt, which ends in a colon and a space."""
    return visible(text).rstrip().rstrip(":") + ": "


def joined(lines: Sequence[str]) -> str:
    """The lines of a paste as one text."""
    return " ".join(line.strip() for line in lines if line.strip())[:LONGEST_LINE]


def input_encoding(stream: TextIO) -> str:
    """The encoding of what is typed: UTF-8 unless the stream has another one with more than ASCII."""
    try:
        name = codecs.lookup(getattr(stream, "encoding", None) or "utf-8").name
    except LookupError:
        return "utf-8"
    return "utf-8" if name == "ascii" else name


class PipeIO:
    """Standard input and output when there is no terminal, or when the system edits the line."""

    is_terminal = typing = False
    read_until = 0.0

    def __init__(self, clock: Clock, source: TextIO | None = None, out: TextIO | None = None) -> None:
        self._clock, self._out = clock, LinePrinter(out)
        self._given = source or sys.stdin
        self._lines: queue.SimpleQueue[str | Wakeup | EndOfInput] = queue.SimpleQueue()
        self._echoed = self._given is not None and not self._given.closed and self._given.isatty()
        self._ended = self._takes_text = False
        self._unread: deque[InputLine | EndOfInput] = deque()
        threads.start_needed(threading.Thread(target=self._read_stream, name="input", daemon=True))

    @property
    def prompting(self) -> bool:
        return self._out.prompting

    def print(self, text: str = "") -> None:
        self._out.print(text)

    def print_or_drop(self, text: str) -> None:
        self._out.print(text)

    def prompt(self, text: str, *, initial: str = "") -> None:
        self._out.prompt(text)

    def on_draft(self, save: Callable[[str], None] | None) -> None:
        """Save nothing, since only complete lines are read."""
        self._takes_text = save is not None

    def flush_draft(self) -> None:
        pass

    def unread(self, lines: Sequence[InputLine | EndOfInput]) -> None:
        self._unread = deque([*lines, *self._unread])

    def wake(self) -> None:
        self._lines.put(Wakeup())

    def read(self, timeout: float) -> InputLine | Wakeup | EndOfInput:
        if self._unread:
            return self._unread.popleft()
        if self._ended and timeout <= 0:
            return Wakeup()
        try:
            item = self._lines.get(timeout=timeout) if timeout > 0 else self._lines.get_nowait()
        except queue.Empty:
            return Wakeup()
        if not isinstance(item, str):
            self._ended = self._ended or isinstance(item, EndOfInput)
            return item
        if self._echoed:
            self._out.prompting = False  # the system echoed the line break
            if self._takes_text and item.strip():
                item = self._with_paste(item)
        now = self._clock.elapsed()
        return InputLine(item, now, now)

    def close(self) -> None:
        pass

    def _with_paste(self, first: str) -> str:
        """The line, with the lines that follow it too fast to be typed."""
        lines, until = [first], time.monotonic() + LONGEST_PASTE_SECONDS
        while time.monotonic() < until:
            try:
                item = self._lines.get(timeout=PASTE_GAP_SECONDS)
            except queue.Empty:
                break
            if isinstance(item, EndOfInput):
                self._lines.put(item)
                break
            if isinstance(item, str):
                lines.append(item)
        return joined(lines) if len(lines) > 1 else first

    def _read_stream(self) -> None:
        # Decode bytes here, so that input in another encoding doesn't raise an error.
        try:
            with os.fdopen(os.dup(self._given.fileno()), "rb") as raw:
                while line := raw.readline(4 * LONGEST_LINE):
                    self._lines.put(self._decoded(line).rstrip("\r\n")[:LONGEST_LINE])
        except (OSError, ValueError, AttributeError):
            pass
        self._lines.put(EndOfInput())

    def _decoded(self, line: bytes) -> str:
        try:
            return line.decode("utf-8")
        except UnicodeDecodeError:
            encoding = input_encoding(self._given)
            return line.decode("cp1252" if encoding == "utf-8" else encoding, "replace")
