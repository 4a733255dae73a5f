"""Plain text with random input at random times: every session ends and is saved.

    python3 scripts/prove lines [SESSIONS]     (10,000: over 100,000 lines typed)

The clock, the writer and the terminal are fakes. The machine sleeps, the disk fails and ticks come late.
"""

from __future__ import annotations

import random
import re
import tempfile
import traceback
from collections import Counter
from pathlib import Path
from typing import Any

from securecoach_tui import content
from securecoach_tui.app.session_setup import make_setup
from securecoach_tui.config.settings import DataPaths, Settings
from securecoach_tui.plain.line_io import EndOfInput, InputLine, Wakeup
from securecoach_tui.plain.session_input import LETTERS, WORDS
from securecoach_tui.plain.session_view import PlainSession
from securecoach_tui.practice.exercise.timeline import LengthRefused
from securecoach_tui.store import reader
from securecoach_tui.store.repository import Repository
from tests.fakes.clock import FakeClock
from tests.fakes.terminal import FakeLineIO
from tests.fakes.writer import MemoryWriter

ANSWERS = ["yes", "no", "not sure", "partly", "a little", "not yet", "stay here", "another", "not telling by choice"]
ODD = [
    "",
    " ",
    "11",
    "-1",
    "1e9",
    "nan",
    "٣",
    "5.",
    "[bold]x",
    "\x1b[2J\x1b]0;x\x07",
    "\x00",
    "\u202eabc",
    "a" * 5000,
    "💜",
    "'",
    "ja",
]
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


class Restless(FakeLineIO):
    """Input from a machine that sometimes stalls or sleeps."""

    chance: random.Random

    def read(self, timeout: float) -> InputLine | Wakeup | EndOfInput:
        luck = self.chance.random()
        if luck < 0.01:
            self.clock.sleep(self.chance.choice([0.5, 1.9, 3, 600, 4 * 3600, 86400 * 30]))
        elif luck < 0.05:
            self.clock.advance(self.chance.uniform(0, 30))
        return super().read(timeout)


def typed(chance: random.Random, seconds: float) -> list[tuple[float, str]]:
    """Return the lines that a random person types, each with its time in seconds."""
    found, now = [], 0.0
    for _ in range(chance.randint(0, 30)):
        now += chance.choice([0.0, 0.1, 1.0, chance.uniform(0, seconds / 4)])
        words = chance.choice([list(LETTERS), list(WORDS), ANSWERS, ODD, [str(number) for number in range(-1, 12)]])
        word = chance.choice(words)
        found.append((now, "." + word if chance.random() < 0.15 else word))
    return found


def session(number: int) -> Counter[str]:
    """Run one random session from its first question to its last line."""
    chance = random.Random(number)
    clock, words = FakeClock(), content.load()
    id = chance.choice(sorted(words.exercises()))
    exercise = words.exercise(id)
    seconds: float | None = 60 * chance.choice([*exercise.minutes, 0.5, 1.0, chance.uniform(0.1, 20)])
    if chance.random() < 0.05:
        seconds = None
    asking: Any = chance.choice(["all", "all", "few", "none"])
    preferences = Settings(lens=chance.choice(["ask", "on", "off"]), settle_seconds=chance.choice([0.0, 5.0]))
    lines = Restless(clock, is_terminal=chance.random() < 0.3)
    lines.chance = chance
    writer = MemoryWriter(refuse="the disk is full" if chance.random() < 0.1 else "")
    display = PlainSession(lines, clock, writer, support=lambda: ["Who to call."], recent=[])
    lines.typed.extend(typed(chance, seconds or 300))
    if seconds is None:  # an open-ended session runs until it is stopped
        last = lines.typed[-1][0] if lines.typed else 0.0
        lines.typed.extend([(last + 600, ".q")] * 4)
    line_count = len(lines.typed)
    try:
        display.run(make_setup(exercise, seconds, settings=preferences, record=_record(), clock=clock, asking=asking))
    except LengthRefused:
        return Counter(refused=1)
    found = Counter(sessions=1, lines=line_count)
    for line in lines.lines:
        if CONTROL.search(line) or "\x1b" in line:
            found["controls shown"] += 1
    for (kind, _id), fields in writer.things.items():
        found["kept"] += kind == "session"
        for rating in fields.get("ratings", []) if kind == "session" else []:
            found["ratings out of range"] += not 0 <= rating["value"] <= 10
    return found


def _record() -> Repository:

    nowhere = Path(tempfile.gettempdir()) / "securecoach-nothing-here"
    return reader.read(DataPaths(nowhere, nowhere, nowhere))


def main(args: list[str]) -> int:
    """Run ``args[0]`` sessions; return 1 if one raised, never ended, or printed a control character."""
    count = int(args[0]) if args else 10_000
    found: Counter[str] = Counter()
    for number in range(count):
        try:
            found += session(number)
        except (Exception, AssertionError):
            found["tracebacks"] += 1
            print(f"session {number}:\n{traceback.format_exc(limit=-4)}", flush=True)
    counts = ", ".join(f"{name} {many:,}" for name, many in sorted(found.items()))
    print(f"the plain face under random people: {counts}; tracebacks {found['tracebacks']}")
    return 1 if found["tracebacks"] or found["controls shown"] or found["ratings out of range"] else 0
