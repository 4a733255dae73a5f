"""Lines at a terminal, with an editor of our own: output never lands in a half-typed answer.

A line that comes while one types waits until enter, an emptied line, or 20 seconds; then the line is
broken, what waits is shown, and the question and what was typed stand once more. Breath lines that
would wait are dropped. The terminal's modes are those it was found with on every way out.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import select
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any, TextIO

from securecoach_tui.clock import Clock
from securecoach_tui.plain.editor import Editor
from securecoach_tui.plain.line_io import Ended, Heard, Lines, PipeLines, Printed, Woken
from securecoach_tui.practice.visible_text import visible

DRAFT_SECONDS = 0.7  # how long typing is gathered before it is handed on to be kept
HOLD_SECONDS = 20.0  # how long a line waits for a half-typed answer
WIDEST_PROMPT = 36  # cells, so that a prompt and its answer stay on a braille display of 40


def lines_here(clock: Clock) -> Lines:
    """The lines that fit here: an editor where both ends are a terminal that has modes, else plain streams."""
    try:
        import termios  # noqa: F401  # not there on every system

        if sys.stdin.isatty() and sys.stdout.isatty():
            return TerminalLines(clock)
    except (ImportError, AttributeError, OSError, ValueError):
        pass
    return PipeLines(clock)


class TerminalLines:
    """A terminal whose keys come one by one, from the first line on until ``close``."""

    terminal = True

    def __init__(self, clock: Clock, given: TextIO | None = None, out: TextIO | None = None) -> None:
        self._clock, self._out, self._editor = clock, Printed(out), Editor()
        self._fd = (given or sys.stdin).fileno()
        self._asked = ""
        self._held: list[tuple[str, bool]] = []  # (line, whether it is a prompt)
        self._held_since = 0.0
        self._ready: deque[Heard | Ended] = deque()
        self._wake_out, self._wake_in = os.pipe()
        os.set_blocking(self._wake_in, False)
        self._gone = False
        self._put: Callable[[str], None] | None = None
        self._drafted = ""
        self._draft_due: float | None = None
        self._modes: list[Any] | None = None
        self._take()
        atexit.register(self.close)
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTSTP, self._stopped)

    @property
    def prompting(self) -> bool:
        return self._out.prompting or any(is_prompt for _text, is_prompt in self._held[-1:])

    def line(self, text: str = "") -> None:
        if not self._waits((text, False)):
            self._out.line(text)

    def phase(self, text: str) -> None:
        if not self._editor.text and not self._held:
            self._out.line(text)

    def prompt(self, text: str, *, secret: bool = False, given: str = "") -> None:
        self._editor.secret = secret
        if not self._waits((text, True)):
            self._prompt(text)
            if given and not secret:
                self._editor.text, self._editor.begun = given, self._clock.elapsed()
                self._again()

    def drafting(self, put: Callable[[str], None] | None) -> None:
        self._put, self._drafted, self._draft_due = put, self._editor.text, None

    def hand_on(self) -> None:
        self._draft_due = None
        if self._put is not None and not self._editor.secret and self._editor.text != self._drafted:
            self._drafted = self._editor.text
            self._put(self._drafted)

    def _typed(self, now: float) -> None:
        """Hand on what stands there now: an empty line at once, else with what follows within the second."""
        if self._editor.text == self._drafted:
            return
        if not self._editor.text:
            self.hand_on()
        elif self._draft_due is None:
            self._draft_due = now + DRAFT_SECONDS

    def put_back(self, lines: Sequence[Heard | Ended]) -> None:
        self._ready = deque([*lines, *self._ready])

    def wake(self) -> None:
        with contextlib.suppress(OSError):
            os.write(self._wake_in, b".")

    def next(self, timeout: float) -> Heard | Woken | Ended:
        self._let_go(after=HOLD_SECONDS)
        if self._ready:
            return self._ready.popleft()
        wait = max(0.0, timeout)
        if self._draft_due is not None:
            wait = min(wait, max(0.0, self._draft_due - self._clock.elapsed()))
        if self._held:
            wait = min(wait, max(0.0, self._held_since + HOLD_SECONDS - self._clock.elapsed()))
        try:
            there, _out, _bad = select.select([self._wake_out, *([] if self._gone else [self._fd])], [], [], wait)
        except OSError:
            return Ended()
        if self._wake_out in there:
            os.read(self._wake_out, 4096)
        if self._fd in there:
            self._read()
        if self._draft_due is not None and self._clock.elapsed() >= self._draft_due:
            self.hand_on()
        return self._ready.popleft() if self._ready else Woken()

    def close(self) -> None:
        import termios

        modes, self._modes = self._modes, None
        if modes is not None:
            with contextlib.suppress(termios.error, OSError):
                termios.tcsetattr(self._fd, termios.TCSANOW, modes)
            with contextlib.suppress(OSError, ValueError):
                self._out.end_prompt()

    def _read(self) -> None:
        try:
            data = os.read(self._fd, 65536)
        except OSError:
            data = b""
        now = self._clock.elapsed()
        if not data:
            self._gone = True
            self._ready.append(Ended())
            return
        for typed in self._editor.feed(data, now):
            if typed.what == "echo":
                self._out.write(typed.text)
            elif typed.what == "line":
                self._out.write("\n")
                self._out.prompting = False
                begun = self._editor.begun if typed.text else now
                self._ready.append(Heard(typed.text, begun, now))
                self._let_go()
            else:
                self._ready.append(Ended())
        self._typed(now)
        if not self._editor.text:
            self._let_go()

    def _waits(self, what: tuple[str, bool]) -> bool:
        if not self._editor.text and not self._held:
            return False
        if not self._held:
            self._held_since = self._clock.elapsed()
        self._held.append(what)
        return True

    def _let_go(self, *, after: float = 0.0) -> None:
        """Show what waits, if the oldest of it has waited ``after`` seconds."""
        if not self._held or self._clock.elapsed() - self._held_since < after:
            return
        held, self._held = self._held, []
        if self._editor.text:
            self._out.write("\n")
            self._out.prompting = False
            self._editor.begun = self._clock.elapsed()  # from here on it answers what is shown
        asks = self._asked if self._editor.text else ""
        for text, is_prompt in held:
            if is_prompt:
                self._prompt(text)
            else:
                self._out.line(text)
        if self._editor.text:
            if asks and not self._out.prompting:
                self._prompt(asks)
            self._again()

    def _prompt(self, text: str) -> None:
        self._asked = text
        self._out.prompt(text)

    def _again(self) -> None:
        """What was typed so far, once more at the end of what is shown."""
        if not self._editor.secret:
            self._out.write(visible(self._editor.text))

    def _take(self) -> None:
        """Keys one by one and without the system's echo; ctrl+c and ctrl+z stay signals."""
        import termios

        found = termios.tcgetattr(self._fd)
        if self._modes is None:
            self._modes = found
        modes = [*found[:6], list(found[6])]
        modes[0] |= termios.ICRNL
        modes[3] &= ~(termios.ICANON | termios.ECHO | termios.ECHONL | termios.IEXTEN)
        modes[3] |= termios.ISIG
        modes[6][termios.VMIN], modes[6][termios.VTIME] = 1, 0
        termios.tcsetattr(self._fd, termios.TCSANOW, modes)

    def _stopped(self, *_signal: Any) -> None:
        """ctrl+z: the shell gets its terminal as it was; after fg the question stands again."""
        import termios

        if self._modes is None:
            return
        termios.tcsetattr(self._fd, termios.TCSANOW, self._modes)
        signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGTSTP)
        signal.signal(signal.SIGTSTP, self._stopped)  # runs once the program goes on
        with contextlib.suppress(termios.error, OSError):
            self._take()
        if self._out.prompting:
            self._out.prompting = False
            self._prompt(self._asked)
        self._again()
