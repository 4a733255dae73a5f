"""Time from a key press to a change of the screen, with 10,000 saved sessions, and the time of a quick exit.

    python3 scripts/bench keys [ROUNDS]        (10)

Measured from sending the key to the first byte that changes the screen. Escape is left out, because Textual waits
100 ms for more bytes after it. On each screen that the first one and its menu lead to, the arrow keys are pressed, then
enter on its first row, and the arrow keys on the screen that this opens.
"""

from __future__ import annotations

import math
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import pyte

from scripts.bench.peers import Watched
from scripts.bench.session import family
from scripts.bench.start import OURS, filled
from securecoach_tui.app.setting_list import GROUPS

APART = 0.5  # seconds between two letters, which would be words if they came together
SESSION = [*OURS, "practice", "slow-breathing", "--minutes", "5", "--no-questions", "--no-voice"]
QUIET = 0.25  # seconds without a byte before the next key
NO_ANSWER = 1.0  # seconds after which a key counts as unanswered
UP, DOWN, END, HOME, ENTER = b"\x1b[A", b"\x1b[B", b"\x1b[F", b"\x1b[H", b"\r"

FIRST = ("one minute", "exercises", "now", "check-in", "progress", "history")  # the rows below Start
# The settings whose rows open a screen of their own, counted from the first row.
BEHIND_SETTINGS = ("voice_id", "theme")
FIRST_TITLE = "SecureCoach"
MOST_ESCAPES = 4  # to come back from what enter opened
# The rows of More, in order.
ELSE = (
    "ladder",
    "needs",
    "cards",
    "evidence",
    "people to talk to",
    "own people",
    "comforts",
    "days",
    "settings",
    "where others look",
    "first words",
    "time apart",
    "path",
)


class Seen(Watched):
    """A program whose title, at the top left, can be read."""

    def __init__(self, command: Sequence[str], environ: dict[str, str]) -> None:
        super().__init__(command, environ)
        self._screen = pyte.Screen(80, 24)
        self._stream = pyte.ByteStream(self._screen)
        self._fed = 0

    def title(self) -> str:
        """The first words of the first line that isn't blank, once nothing more is written."""
        while self.read(QUIET):
            pass
        self._stream.feed(self.raw[self._fed :])  # only now, since it takes time that a key would seem to take
        self._fed = len(self.raw)
        return next((line.strip().split("  ")[0] for line in self._screen.display if line.strip()), "")


def answered(program: Watched, key: bytes, *, required: bool = False) -> float:
    """Return the milliseconds until the screen changes, or nan if it doesn't.

    Raises:
        RuntimeError: ``required``, and the screen didn't change within ten seconds.
    """
    while program.read(QUIET):
        pass
    begin = time.perf_counter()
    program.press(key)
    while not program.read(0.1):
        if time.perf_counter() - begin > (10 if required else NO_ANSWER):
            if required:
                raise RuntimeError(f"{key!r} was never answered")
            return float("nan")
    return (time.perf_counter() - begin) * 1000


def count(times: dict[str, list[float]], what: str, took: float) -> None:
    """Add the time of a key, unless it is nan: then nothing changed."""
    if not math.isnan(took):
        times[what].append(took)


def walk(program: Watched, times: dict[str, list[float]]) -> None:
    """Press the keys of the first screen and of help."""
    for key in (DOWN, DOWN, UP, DOWN):
        times["first screen, arrows"].append(answered(program, key))
    times["help opens"].append(answered(program, b"?", required=True))
    for key in (DOWN, UP):
        times["help, arrows"].append(answered(program, key))
    back(program)
    program.press(END)
    while program.read(QUIET):
        pass


def back(program: Watched) -> None:
    """Press escape and read all that follows."""
    program.press(b"\x1b")
    until = time.perf_counter() + 1.0
    while time.perf_counter() < until:
        program.read(0.2)


def arrows(program: Watched, what: str, times: dict[str, list[float]]) -> None:
    """Press the arrow keys; those that change nothing aren't counted."""
    for key in (DOWN, DOWN, END, UP, HOME):  # each of them moves, where there are four rows or more
        count(times, what, answered(program, key))


def to_row(program: Watched, row: int) -> None:
    """Highlight a row of the list."""
    program.press(HOME)
    for _ in range(row):
        answered(program, DOWN)


def opened(program: Seen, row: int, name: str, times: dict[str, list[float]]) -> None:
    """Open a row of the list, press the arrow keys and enter on the opened screen, and come back."""
    above = program.title()
    to_row(program, row)
    times[f"{name} opens"].append(answered(program, ENTER, required=True))
    arrows(program, f"{name}, arrows", times)
    title = program.title()
    for inner in behind(name):
        to_row(program, inner)
        count(times, f"{name}, enter", answered(program, ENTER))
        if program.title() != title:
            if name != "now":  # whose session goes on by itself
                arrows(program, f"behind {name}, arrows", times)
            if not until_back(program, title):
                return
    until_back(program, above)


def behind(name: str) -> list[int]:
    """The rows of a screen on which to press enter."""
    if name != "settings":
        return [0]
    rows = [setting for _title, settings in GROUPS for setting in settings]
    return [0, *(rows.index(setting) for setting in BEHIND_SETTINGS)]


def until_back(program: Seen, title: str) -> bool:
    """Press escape until the screen has that title; return False if the first screen was reached instead."""
    for _ in range(MOST_ESCAPES):
        if program.title() in (title, FIRST_TITLE):
            break
        back(program)
    return program.title() == title


def every_screen(program: Seen, times: dict[str, list[float]]) -> None:
    """Visit every screen that the first screen and its menu lead to."""
    for row, name in enumerate(FIRST, 1):
        opened(program, row, name, times)
    program.press(END)
    times["everything else opens"].append(answered(program, ENTER, required=True))
    for row, name in enumerate(ELSE):
        if program.title() == FIRST_TITLE:  # a screen behind the menu led there
            program.press(END)
            answered(program, ENTER, required=True)
        opened(program, row, name, times)
    back(program)


def paused(environ: dict[str, str], times: dict[str, list[float]], rounds: int) -> None:
    """Press keys in a paused session, where only they change the screen."""
    program = Watched(SESSION, environ)
    try:
        program.until(b"left", 60)
        program.press(b" ")
        for _ in range(rounds):
            for key in (b"w", b"h", b"a"):
                time.sleep(APART)
                count(times, "a session that is paused", answered(program, key))
            times["a session's menu opens"].append(answered(program, b"\x0f", required=True))
            back(program)
    finally:
        program.close()


def leaving(environ: dict[str, str]) -> tuple[float, float]:
    """Return the milliseconds from ctrl+c in a session to a cleared screen, and to the end of all processes."""
    program = Watched(SESSION, environ)
    try:
        program.until(b"left", 60)
        pids = family(program.process.pid)
        before, begin = len(program.raw), time.perf_counter()
        program.press(b"\x03")
        while b"\x1b[2J" not in program.raw[before:]:
            program.read(1.0)
        cleared = (time.perf_counter() - begin) * 1000
        while program.process.poll() is None or any(Path(f"/proc/{pid}/mem").exists() for pid in pids[1:]):
            program.read(0.005)
        return cleared, (time.perf_counter() - begin) * 1000
    finally:
        program.close()


def main(args: list[str]) -> int:
    """Print the table."""
    rounds = int(args[0]) if args else 10
    found: dict[str, list[float]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as name:
        environ = filled(Path(name))
        program = Seen(OURS, environ)
        try:
            program.until(b"Start", 60)
            for _ in range(rounds):
                walk(program, found)
                every_screen(program, found)
        finally:
            program.close()
        paused(environ, found, rounds)
        exits = [leaving(environ) for _ in range(rounds)]
    print("| key | times | median | p99 | at most |\n|---|---|---|---|---|")
    found["any of these"] = [took for times in list(found.values()) for took in times if not math.isnan(took)]
    for what, times in found.items():
        ordered = sorted(times)
        p99 = ordered[min(len(ordered) - 1, int(0.99 * len(ordered)))]
        print(f"| {what} | {len(times)} | {statistics.median(times):.0f} ms | {p99:.0f} ms | {ordered[-1]:.0f} ms |")
    for what, times in (("quick exit, cleared", [a for a, _ in exits]), ("quick exit, ended", [b for _, b in exits])):
        print(f"| {what} | {len(times)} | {statistics.median(times):.0f} ms | | {max(times):.0f} ms |")
    return 0
