"""Lines at a terminal, with a line editor: output never breaks into a half-typed answer.

A line that is printed while the person types is held until enter, until the answer is empty, or for 20 seconds.
Then the held lines are printed, and after them the question and the typed text again. Breath lines are dropped
instead. The terminal's modes are restored on every exit.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import select
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any, TextIO

from securecoach_tui.clock import Clock
from securecoach_tui.plain.editor import LineEditor
from securecoach_tui.plain.line_io import (
    LONGEST_PASTE_SECONDS,
    PASTE_GAP_SECONDS,
    EndOfInput,
    InputLine,
    LineIO,
    LinePrinter,
    PipeIO,
    Wakeup,
    input_encoding,
    joined,
)
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.text.durations import reading_seconds

DRAFT_SECONDS = 0.7  # the delay before typed text is saved as a draft
HOLD_SECONDS = 20.0  # the longest time that a line is held for a half-typed answer


def open_line_io(clock: Clock) -> LineIO:
    """A ``TerminalIO`` if input and output are a terminal with modes, else a ``PipeIO``."""
    try:
        import termios  # noqa: F401  # some systems don't have it

        if sys.stdin.isatty() and sys.stdout.isatty():
            return TerminalIO(clock)
    except (ImportError, AttributeError, OSError, ValueError):
        pass
    return PipeIO(clock)


class TerminalIO:
    """A terminal in key-by-key mode until ``close``."""

    is_terminal = True

    def __init__(self, clock: Clock, source: TextIO | None = None, out: TextIO | None = None) -> None:
        given = source or sys.stdin
        self._clock, self._out, self._editor = clock, LinePrinter(out), LineEditor(input_encoding(given))
        self._fd = given.fileno()
        self._last_prompt = ""
        self.read_until = 0.0
        self._held: list[tuple[str, bool]] = []  # (line, whether it is a prompt)
        self._held_since = 0.0
        self._ready: deque[InputLine | EndOfInput] = deque()
        self._wake_out, self._wake_in = os.pipe()
        os.set_blocking(self._wake_in, False)
        self._input_ended = self._touched = False
        self._save_draft: Callable[[str], None] | None = None
        self._drafted = ""
        self._draft_due: float | None = None
        self._modes: list[Any] | None = None
        self._set_modes()
        atexit.register(self.close)
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTSTP, self._suspend)

    @property
    def prompting(self) -> bool:
        return self._out.prompting or any(is_prompt for _text, is_prompt in self._held[-1:])

    @property
    def typing(self) -> bool:
        return self._touched or bool(self._editor.text)

    def print(self, text: str = "") -> None:
        self._will_be_read(text)
        if not self._hold((text, False)):
            self._out.print(text)

    def print_or_drop(self, text: str) -> None:
        if not self._editor.text and not self._held:
            self._will_be_read(text)
            self._out.print(text)

    def prompt(self, text: str, *, initial: str = "") -> None:
        self._will_be_read(text)
        if not self._hold((text, True)):
            self._print_prompt(text)
            if initial:
                self._editor.text, self._editor.begun = initial, self._clock.elapsed()
                self._print_typed()

    def _will_be_read(self, text: str) -> None:
        self.read_until = max(self.read_until, self._clock.elapsed()) + reading_seconds(text)

    def on_draft(self, save: Callable[[str], None] | None) -> None:
        self._save_draft, self._drafted, self._draft_due = save, self._editor.text, None

    def flush_draft(self) -> None:
        self._draft_due = None
        if self._save_draft is not None and self._editor.text != self._drafted:
            self._drafted = self._editor.text
            self._save_draft(self._drafted)

    def _plan_draft(self, now: float) -> None:
        """Save an emptied line now, and other text after ``DRAFT_SECONDS``."""
        if self._editor.text == self._drafted:
            return
        if not self._editor.text:
            self.flush_draft()
        elif self._draft_due is None:
            self._draft_due = now + DRAFT_SECONDS

    def unread(self, lines: Sequence[InputLine | EndOfInput]) -> None:
        self._ready = deque([*lines, *self._ready])

    def wake(self) -> None:
        with contextlib.suppress(OSError):
            os.write(self._wake_in, b".")

    def read(self, timeout: float) -> InputLine | Wakeup | EndOfInput:
        self._release(after=HOLD_SECONDS)
        self._touched = False
        if self._ready:
            return self._ready.popleft()
        wait = max(0.0, timeout)
        if self._draft_due is not None:
            wait = min(wait, max(0.0, self._draft_due - self._clock.elapsed()))
        if self._held:
            wait = min(wait, max(0.0, self._held_since + HOLD_SECONDS - self._clock.elapsed()))
        sources = [self._wake_out, *([] if self._input_ended else [self._fd])]
        try:
            readable, _out, _bad = select.select(sources, [], [], wait)
        except OSError:
            return EndOfInput()
        if self._wake_out in readable:
            os.read(self._wake_out, 4096)
        if self._fd in readable:
            self._read_keys()
            if self._save_draft is not None:  # a text is asked for
                self._join_paste()
        if self._draft_due is not None and self._clock.elapsed() >= self._draft_due:
            self.flush_draft()
        return self._ready.popleft() if self._ready else Wakeup()

    def close(self) -> None:
        import termios

        modes, self._modes = self._modes, None
        if modes is not None:
            with contextlib.suppress(termios.error, OSError):
                termios.tcsetattr(self._fd, termios.TCSANOW, modes)
            with contextlib.suppress(OSError, ValueError):
                self._out.end_prompt()
            self._out.muted = True

    def _read_keys(self) -> None:
        try:
            data = os.read(self._fd, 65536)
        except OSError:
            data = b""
        now, self._touched = self._clock.elapsed(), True
        if not data:
            self._input_ended = True
            self._ready.append(EndOfInput())
            return
        for event in self._editor.feed(data, now):
            if event.kind == "echo":
                self._out.write(event.text)
            elif event.kind == "line":
                self._out.write("\n")
                self._out.prompting = False
                self.read_until = now  # a screen reader stops at a key
                begun = self._editor.begun if event.text else now
                self._ready.append(InputLine(event.text, begun, now))
                self._release()
            elif event.kind == "interrupt":
                os.kill(os.getpid(), signal.SIGINT)  # to the process: this thread may hold the signal back
            else:
                self._ready.append(EndOfInput())
        self._plan_draft(now)
        if not self._editor.text:
            self._release()

    def _join_paste(self) -> None:
        """Take lines that arrive together as one text: a paste, since nobody types that fast."""
        if not any(isinstance(line, InputLine) and line.text.strip() for line in self._ready):
            return
        until = time.monotonic() + LONGEST_PASTE_SECONDS
        while not self._input_ended and time.monotonic() < until:
            try:
                if not select.select([self._fd], [], [], PASTE_GAP_SECONDS)[0]:
                    break
            except OSError:
                break
            self._read_keys()
        lines = [line for line in self._ready if isinstance(line, InputLine)]
        rest = self._editor.text
        if len(lines) == 1 and not rest:
            return
        text = joined([*(line.text for line in lines), rest])
        self._ready = deque(line for line in self._ready if isinstance(line, EndOfInput))
        if not rest:
            self._ready.appendleft(InputLine(text, lines[0].begun, lines[-1].at))
            return
        # The paste has no last line break, so it can still be changed.
        self._editor.text, self._editor.begun = text, lines[0].begun
        self._out.prompting = False
        self._print_prompt(self._last_prompt)
        self._print_typed()
        self._plan_draft(self._clock.elapsed())

    def _hold(self, line: tuple[str, bool]) -> bool:
        """Hold a line while an answer is half typed. Return whether it was held."""
        if not self._editor.text and not self._held:
            return False
        if not self._held:
            self._held_since = self._clock.elapsed()
        self._held.append(line)
        return True

    def _release(self, *, after: float = 0.0) -> None:
        """Print the held lines if the oldest was held for ``after`` seconds."""
        if not self._held or self._clock.elapsed() - self._held_since < after:
            return
        held, self._held = self._held, []
        if self._editor.text:
            self._out.write("\n")
            self._out.prompting = False
            self._editor.begun = self._clock.elapsed()  # the answer now belongs to what is printed here
        open_prompt = self._last_prompt if self._editor.text else ""
        for text, is_prompt in held:
            if is_prompt:
                self._print_prompt(text)
            else:
                self._out.print(text)
        if self._editor.text:
            if open_prompt and not self._out.prompting:
                self._print_prompt(open_prompt)
            self._print_typed()

    def _print_prompt(self, text: str) -> None:
        self._last_prompt = text
        self._out.prompt(text)

    def _print_typed(self) -> None:
        """Print the typed text again."""
        self._out.write(visible(self._editor.text))

    def _set_modes(self) -> None:
        """Turn off line mode and the system's echo; ctrl+c and ctrl+z still send signals."""
        import termios

        current = termios.tcgetattr(self._fd)
        if self._modes is None:
            self._modes = current
        modes = [*current[:6], list(current[6])]
        modes[0] |= termios.ICRNL
        modes[3] &= ~(termios.ICANON | termios.ECHO | termios.ECHONL | termios.IEXTEN)
        modes[3] |= termios.ISIG
        modes[6][termios.VMIN], modes[6][termios.VTIME] = 1, 0
        termios.tcsetattr(self._fd, termios.TCSANOW, modes)

    def _suspend(self, *_signal: Any) -> None:
        """On ctrl+z, restore the terminal for the shell; after ``fg``, print the question again."""
        import termios

        self._touched = True
        if self._modes is None:
            return
        termios.tcsetattr(self._fd, termios.TCSANOW, self._modes)
        signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGTSTP)
        signal.signal(signal.SIGTSTP, self._suspend)  # runs after the program is continued
        with contextlib.suppress(termios.error, OSError):
            self._set_modes()
        if self._out.prompting:
            self._out.prompting = False
            self._print_prompt(self._last_prompt)
        self._print_typed()
