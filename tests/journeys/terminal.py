"""The program in a pseudo-terminal, and a terminal emulator that gives what a user would see."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import pyte

from securecoach_tui.config import settings

KEYS = {
    "enter": "\r",
    "escape": "\x1b",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "left": "\x1b[D",
    "right": "\x1b[C",
    "end": "\x1b[F",
    "home": "\x1b[H",
}
MARK = b"\x00\x7f\x00\x7f\x00\x00\x7f\x7f"  # which no program writes, and a terminal does not show

SHORT = """
id = "twelve-seconds"
version = 1
title = "Twelve seconds"
summary = "Two breaths, for a short while."
capacity = "regulation"
directions = ["anxious", "avoidant"]
kind = ["body"]
minutes = [0.2]
[[opening]]
say = "You can stop whenever you like."
seconds = 3
[[body]]
breathe = { in = 2, out = 3 }
[[closing]]
say = "Look round the room."
seconds = 3
"""


def past_first_run(folder: Path, **preferences: object) -> Path:
    """Make ``folder`` the data folder of a returning user, with ``SHORT`` as a custom exercise, and return it."""
    (folder / "exercises").mkdir(parents=True)
    (folder / "exercises" / "twelve-seconds.toml").write_text(SHORT)
    known = settings.Settings(first_run_seen=True, **preferences)  # type: ignore[arg-type]
    settings.save(settings.places(str(folder)), known)
    return folder


class Terminal:
    """A program in a terminal. Its methods wait until the screen shows something, never for a fixed time."""

    def __init__(
        self,
        *arguments: str,
        data: Path | None,
        size: tuple[int, int] = (80, 24),
        environment: Mapping[str, str] | None = None,
        command: Sequence[str] = (sys.executable, "-m", "securecoach_tui"),
        before: Callable[[], None] = lambda: None,
    ) -> None:
        """With ``data`` None, ``environment`` is the whole environment. ``before`` is called in the new process."""
        self.columns, self.rows = size
        self.screen = pyte.Screen(*size)
        self.stream = pyte.ByteStream(self.screen)
        self.raw = b""
        own, theirs = pty.openpty()
        self.own, self._theirs = own, theirs
        fcntl.ioctl(own, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        self.modes = termios.tcgetattr(theirs)
        known = {**os.environ, "TERM": "xterm-256color", "SECURECOACH_STATE_DIR": str(data) + "-state"}
        for name in ("SECURECOACH_PLAIN", "ACCESSIBLE", "NO_COLOR", "SECURECOACH_DATA_DIR"):
            known.pop(name, None)

        def start() -> None:
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)
            before()

        self.process = subprocess.Popen(
            [*command, *arguments, *(["--data-dir", str(data)] if data is not None else [])],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env={**(known if data is not None else {}), **(environment or {})},
            start_new_session=True,
            preexec_fn=start,
        )

    @property
    def display(self) -> str:
        """Return the lines of the screen as text."""
        return "\n".join(self.screen.display)

    def press(self, *keys: str) -> None:
        """Type text, or keys by their names in ``KEYS``."""
        for key in keys:
            os.write(self.own, KEYS.get(key, key).encode())

    def read(self, seconds: float) -> bool:
        """Read what the program writes within ``seconds``; return whether there was anything."""
        ready, _, _ = select.select([self.own], [], [], seconds)
        if not ready:
            return False
        try:
            data = os.read(self.own, 65536)
        except OSError:
            return False
        self.raw += data
        self.stream.feed(data)
        return bool(data)

    def wait(self, seen: Callable[[str], bool], what: str, seconds: float = 20.0) -> str:
        """Wait until ``seen`` is true of the screen, and return the screen."""
        until = time.monotonic() + seconds
        while not seen(self.display):
            if time.monotonic() > until:
                raise AssertionError(f"not seen in {seconds} s: {what}\n{self.display}")
            if self.process.poll() is not None and not self.read(0.1):
                raise AssertionError(f"the program ended before: {what}\n{self.display}")
            self.read(0.1)
        return self.display

    def see(self, *words: str, seconds: float = 20.0) -> str:
        """Wait until the screen shows all of these, and return it."""
        return self.wait(lambda shown: all(word in shown for word in words), repr(words), seconds)

    def ended(self, seconds: float = 10.0) -> int:
        """Wait for the end of the program and return its exit status."""
        until = time.monotonic() + seconds
        while self.process.poll() is None:
            if time.monotonic() > until:
                raise AssertionError(f"still running\n{self.display}")
            self.read(0.05)
        self._read_what_is_left(until)
        return self.process.returncode

    def _read_what_is_left(self, until: float) -> None:
        """Read all that the program wrote: up to a mark written after it, since a busy system passes output on late."""
        os.set_blocking(self._theirs, False)
        unsent = MARK
        while MARK not in self.raw[-10_000:] and time.monotonic() < until:
            with suppress(BlockingIOError):
                unsent = unsent[os.write(self._theirs, unsent) :] if unsent else unsent
            self.read(0.05)
        self.raw = self.raw.replace(MARK, b"")

    def is_as_it_was(self) -> bool:
        """Return whether modes, cursor, mouse and the main screen are restored."""
        at = self.raw.rfind
        shown = at(b"\x1b[?25h") >= at(b"\x1b[?25l") and at(b"\x1b[?1049l") >= at(b"\x1b[?1049h")
        mouse = at(b"\x1b[?1000l") >= at(b"\x1b[?1000h")
        return termios.tcgetattr(self._theirs)[:4] == self.modes[:4] and shown and mouse

    def close(self) -> None:
        """Kill the program if it still runs."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
        os.close(self.own)
        os.close(self._theirs)


Open = Callable[..., Terminal]  # called with the arguments of the program


def marked(shown: str) -> str:
    """Return the selected row."""
    rows = [line.strip() for line in shown.splitlines() if line.strip().startswith("> ")]
    return rows[0] if len(rows) == 1 else ""


def choose(terminal: Terminal, label: str) -> None:
    """Move down a list to a row and press enter."""
    here = marked(terminal.wait(lambda shown: marked(shown) != "", "a row that is marked"))
    for _ in range(30):
        if here.startswith(f"> {label}"):
            break
        terminal.press("down")
        moved = terminal.wait(lambda shown, old=here: marked(shown) not in ("", old), f"{label}, after {here}")  # type: ignore[misc]
        here = marked(moved)
    terminal.press("enter")


def stop_and_type(terminal: Terminal, words: str, *, plain: bool) -> None:
    """Ease off and stop, rate distress, and type ``words`` where it asks for a note.

    To ease off completes a session, so that it is kept however short it is.
    """
    terminal.press(*([".-", "enter", ".q", "enter"] if plain else ["-", "q"]))
    terminal.see("Distress now" if plain else "How strong is your distress now", *(["Stopping"] if plain else []))
    terminal.press("3", "enter")
    terminal.see("Your note" if plain else "Write a line for yourself")
    terminal.press(words)
    terminal.see(words)
