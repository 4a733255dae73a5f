"""A scripted person at the plain-text display."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from securecoach_tui.plain.line_io import EndOfInput, InputLine, Wakeup, one_line, prompt_text
from securecoach_tui.text.durations import reading_seconds
from tests.fakes.clock import FakeClock


@dataclass
class FakeLineIO:
    """A ``LineIO`` whose person types ``(second, line)`` pairs by a clock that reading advances.

    ``shown`` holds (second, line) of everything printed. Seconds count from the creation of the fake. After the last
    line the input ends; where ``ends`` is false it stays open for ``patience`` seconds.
    """

    clock: FakeClock
    typed: deque[tuple[float, str]] = field(default_factory=deque)
    ends: bool = True
    patience: float = 4 * 3600.0
    is_terminal: bool = False
    shown: list[tuple[float, str]] = field(default_factory=list)
    prompting: bool = False
    closed: bool = False
    unfinished: str = ""  # what is being typed, before its enter
    initial: str = ""
    read_until: float = 0.0
    save_draft: Callable[[str], None] | None = None

    def __post_init__(self) -> None:
        self._zero = self.clock.elapsed()
        self._woken = False

    def type(self, *lines: str | float) -> None:
        """Type these lines, each as soon as input is read. A number waits for so many seconds before the next one."""
        at = self.now
        for line in lines:
            if isinstance(line, str):
                self.typed.append((at, line))
            else:
                at += line

    @property
    def now(self) -> float:
        return self.clock.elapsed() - self._zero

    @property
    def lines(self) -> list[str]:
        """The lines printed, prompts included."""
        return [line for _second, line in self.shown]

    @property
    def typing(self) -> bool:
        return bool(self.unfinished)

    def print(self, text: str = "") -> None:
        self._will_be_read(text)
        self.shown.append((self.now, one_line(text)))
        self.prompting = False

    def print_or_drop(self, text: str) -> None:
        self.print(text)

    def prompt(self, text: str, *, initial: str = "") -> None:
        self.initial = initial
        self._will_be_read(text)
        self.shown.append((self.now, prompt_text(text)))
        self.prompting = True

    def _will_be_read(self, text: str) -> None:
        self.read_until = max(self.read_until, self.clock.elapsed()) + reading_seconds(text)

    def on_draft(self, save: Callable[[str], None] | None) -> None:
        self.save_draft = save

    def flush_draft(self) -> None:
        if self.save_draft is not None and self.unfinished:
            self.save_draft(self.unfinished)

    def read(self, timeout: float) -> InputLine | Wakeup | EndOfInput:
        if self._woken:
            self._woken = False
            return Wakeup()
        wait = max(0.0, timeout)
        if self.typed and self.typed[0][0] <= self.now + wait:
            second, text = self.typed.popleft()
            self.clock.advance(max(0.0, second - self.now))
            self.read_until = self.clock.elapsed()
            return InputLine(text, self.clock.elapsed(), self.clock.elapsed())
        if not self.typed and self.ends:
            self.ends = False
            return EndOfInput()
        assert self.typed or self.now < self.patience, f"no answer to {self.shown[-1:]}"
        self.clock.advance(max(wait, 1e-6))  # a wait below the clock's resolution would never end
        return Wakeup()

    def unread(self, lines: Sequence[InputLine | EndOfInput]) -> None:
        self.typed = deque([*((self.now, one.text) for one in lines if isinstance(one, InputLine)), *self.typed])
        self.ends = self.ends or any(isinstance(one, EndOfInput) for one in lines)

    def wake(self) -> None:
        self._woken = True

    def close(self) -> None:
        self.closed = True
