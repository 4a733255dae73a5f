"""Lines in and lines out: what a plain face talks through, for pipes, and for tests.

``terminal.TerminalLines`` is the third of its kind, with an editor of its own.
"""

from __future__ import annotations

import os
import queue
import sys
import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TextIO

from securecoach_tui.clock import Clock, FakeClock
from securecoach_tui.practice.visible_text import visible

LONGEST_LINE = 100_000  # characters of one answer that are kept


@dataclass(frozen=True, slots=True)
class Heard:
    """A line that came in: readings of the clock at its first character and at its end, in seconds.

    What was open when it was ``begun`` is what it answers, since nothing is shown while one types.
    """

    text: str
    begun: float
    at: float


@dataclass(frozen=True, slots=True)
class Woken:
    """Nothing came in; it is time to look at the clock."""


@dataclass(frozen=True, slots=True)
class Ended:
    """Nothing will come in any more."""


class Lines(Protocol):
    """A conversation in lines. ``terminal`` says that a person's own line is edited here."""

    terminal: bool

    @property
    def prompting(self) -> bool:
        """Whether the last thing shown is an open question."""

    def line(self, text: str = "") -> None:
        """One line, as soon as it can't land in a half-typed answer."""

    def phase(self, text: str) -> None:
        """One line that is worth something only now: dropped where ``line`` would wait."""

    def prompt(self, text: str, *, secret: bool = False, given: str = "") -> None:
        """A question: its words, colon, space, and no line break. The answer to a secret one isn't echoed.

        ``given`` is what stands there already, to be gone on with; only where ``terminal``.
        """

    def drafting(self, put: Callable[[str], None] | None) -> None:
        """``put`` keeps what is being typed, each second; None where nothing of it is to be kept."""

    def hand_on(self) -> None:
        """What was typed so far, to whoever keeps it, now."""

    def next(self, timeout: float) -> Heard | Woken | Ended:
        """What comes in within ``timeout`` seconds."""

    def put_back(self, lines: Sequence[Heard | Ended]) -> None:
        """Lines that were not for whoever asked: they come in again, next."""

    def wake(self) -> None:
        """Let ``next`` return early; may be called from any thread."""

    def close(self) -> None:
        """Leave the terminal as it was found; may be called twice."""


class Printed:
    """A stream of text, flushed line by line. A prompt stays open until the next line."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stdout
        self.prompting = False

    def line(self, text: str) -> None:
        self.end_prompt()
        self.write(one_line(text) + "\n")

    def prompt(self, text: str) -> None:
        self.end_prompt()
        self.write(visible(text).rstrip().rstrip(":") + ": ")
        self.prompting = True

    def end_prompt(self) -> None:
        """A line break after a question that nobody has answered with one."""
        if self.prompting:
            self.write("\n")
            self.prompting = False

    def write(self, text: str) -> None:
        """``text`` as it is; what the stream can't encode becomes question marks."""
        encoding = self._stream.encoding or "utf-8"
        self._stream.write(text.encode(encoding, "replace").decode(encoding))
        self._stream.flush()


def one_line(text: str) -> str:
    """``text`` as a line: controls written out, and no ending that only a question has."""
    return visible(text).rstrip()


class PipeLines:
    """Standard input and output where no person's hand is at a terminal, or its line is edited by the system."""

    terminal = False

    def __init__(self, clock: Clock, given: TextIO | None = None, out: TextIO | None = None) -> None:
        self._clock, self._out = clock, Printed(out)
        self._given = given or sys.stdin
        self._lines: queue.SimpleQueue[str | Woken | Ended] = queue.SimpleQueue()
        self._echoed = self._given is not None and not self._given.closed and self._given.isatty()
        self._ended = False
        self._back: deque[Heard | Ended] = deque()
        threading.Thread(target=self._read, name="input", daemon=True).start()

    @property
    def prompting(self) -> bool:
        return self._out.prompting

    def line(self, text: str = "") -> None:
        self._out.line(text)

    def phase(self, text: str) -> None:
        self._out.line(text)

    def prompt(self, text: str, *, secret: bool = False, given: str = "") -> None:
        self._out.prompt(text)

    def drafting(self, put: Callable[[str], None] | None) -> None:
        """Nobody knows of a line before it is whole."""

    def hand_on(self) -> None:
        pass

    def put_back(self, lines: Sequence[Heard | Ended]) -> None:
        self._back = deque([*lines, *self._back])

    def wake(self) -> None:
        self._lines.put(Woken())

    def next(self, timeout: float) -> Heard | Woken | Ended:
        if self._back:
            return self._back.popleft()
        if self._ended and timeout <= 0:
            return Woken()
        try:
            got = self._lines.get(timeout=timeout) if timeout > 0 else self._lines.get_nowait()
        except queue.Empty:
            return Woken()
        if not isinstance(got, str):
            self._ended = self._ended or isinstance(got, Ended)
            return got
        if self._echoed:
            self._out.prompting = False  # the line break that was typed stands there already
        now = self._clock.elapsed()
        return Heard(got, now, now)

    def close(self) -> None:
        pass

    def _read(self) -> None:
        # Read bytes: what isn't text of this locale arrives as question marks, never as an error.
        try:
            with os.fdopen(os.dup(self._given.fileno()), "rb") as raw:
                while line := raw.readline(4 * LONGEST_LINE):
                    self._lines.put(line.decode("utf-8", "replace").rstrip("\r\n")[:LONGEST_LINE])
        except (OSError, ValueError, AttributeError):
            pass
        self._lines.put(Ended())


@dataclass
class MemoryLines:
    """The fake beside ``PipeLines``: a person who types ``(second, line)`` by a clock that waiting moves on.

    ``shown`` holds (second, line) of everything; seconds count from the fake's making. After the last
    line the input ends, or stays open for ``patience`` seconds where not ``ends``.
    """

    clock: FakeClock
    typed: deque[tuple[float, str]] = field(default_factory=deque)
    ends: bool = True
    patience: float = 4 * 3600.0
    terminal: bool = False
    shown: list[tuple[float, str]] = field(default_factory=list)
    prompting: bool = False
    closed: bool = False
    secrets: list[str] = field(default_factory=list)
    half: str = ""  # what is being typed and has no end yet
    given: str = ""
    put: Callable[[str], None] | None = None

    def __post_init__(self) -> None:
        self._zero = self.clock.elapsed()
        self._woken = False

    def says(self, *lines: str) -> None:
        """Type these, each as soon as it is waited for."""
        self.typed.extend((self.now, line) for line in lines)

    @property
    def now(self) -> float:
        return self.clock.elapsed() - self._zero

    @property
    def lines(self) -> list[str]:
        """What was shown, prompts as they stand."""
        return [line for _second, line in self.shown]

    def line(self, text: str = "") -> None:
        self.shown.append((self.now, one_line(text)))
        self.prompting = False

    def phase(self, text: str) -> None:
        self.line(text)

    def prompt(self, text: str, *, secret: bool = False, given: str = "") -> None:
        self.given = given
        asked = visible(text).rstrip().rstrip(":") + ": "
        self.shown.append((self.now, asked))
        self.prompting = True
        if secret:
            self.secrets.append(asked)

    def drafting(self, put: Callable[[str], None] | None) -> None:
        self.put = put

    def hand_on(self) -> None:
        if self.put is not None and self.half:
            self.put(self.half)

    def next(self, timeout: float) -> Heard | Woken | Ended:
        if self._woken:
            self._woken = False
            return Woken()
        wait = max(0.0, timeout)
        if self.typed and self.typed[0][0] <= self.now + wait:
            second, text = self.typed.popleft()
            self.clock.advance(max(0.0, second - self.now))
            return Heard(text, self.clock.elapsed(), self.clock.elapsed())
        if not self.typed and self.ends:
            self.ends = False
            return Ended()
        assert self.typed or self.now < self.patience, f"nobody answers {self.shown[-1:]}"
        self.clock.advance(max(wait, 1e-6))  # a wait below what the clock can tell would never end
        return Woken()

    def put_back(self, lines: Sequence[Heard | Ended]) -> None:
        self.typed = deque([*((self.now, one.text) for one in lines if isinstance(one, Heard)), *self.typed])
        self.ends = self.ends or any(isinstance(one, Ended) for one in lines)

    def wake(self) -> None:
        self._woken = True

    def close(self) -> None:
        self.closed = True
