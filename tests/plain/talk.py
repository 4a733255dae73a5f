"""A plain face with a fake clock, a fake record and a person who types by it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from securecoach_tui import content
from securecoach_tui.clock import FakeClock
from securecoach_tui.config.settings import DataPaths, Settings
from securecoach_tui.plain import menu, menu_entries
from securecoach_tui.plain.line_io import MemoryLines
from securecoach_tui.plain.narration import Manner
from securecoach_tui.plain.plain_context import PlainContext
from securecoach_tui.plain.session_view import PlainSession
from securecoach_tui.practice.exercise.model import Exercise
from securecoach_tui.practice.session.state import Setup
from securecoach_tui.store.memory_writer import MemoryWriter
from securecoach_tui.store.reader import Record
from tests.practice import person

CONTENT = content.load()


def an_exercise(**changes: object) -> Exercise:
    """A small exercise, of breath alone."""
    body, closing = [{"breathe": {"in": 4, "out": 6}}], [{"say": "Goodbye.", "seconds": 6}]
    return person.an_exercise(**{"body": body, "closing": closing, **changes})


def a_setup(exercise: Exercise | None = None, seconds: float | None = 60, **changes: Any) -> Setup:
    return person.a_setup(exercise or an_exercise(), seconds, **changes)


@dataclass
class Talk:
    """A session in lines; ``typed`` are (second, line), seconds from the start."""

    setup: Setup = field(default_factory=a_setup)
    terminal: bool = False
    manner: Manner = field(default_factory=Manner)
    refuse: str = ""

    def __post_init__(self) -> None:
        self.clock = FakeClock()
        self.lines = MemoryLines(self.clock, terminal=self.terminal)
        self.writer = MemoryWriter(self.refuse)
        self.session = PlainSession(
            self.lines,
            self.clock,
            self.writer,
            support=lambda: ["Who to call."],
            recent=[],
            manner=self.manner,
        )

    def types(self, *typed: tuple[float, str], ends: bool = True) -> Talk:
        self.lines.typed.extend(typed)
        self.lines.ends = ends
        self.session.run(self.setup)
        return self

    @property
    def said(self) -> list[str]:
        return self.lines.lines

    def at(self, line: str) -> list[float]:
        """The seconds at which a line was shown."""
        return [round(second, 3) for second, said in self.lines.shown if said == line]

    @property
    def kept(self) -> dict[str, Any]:
        """The session as the record has it."""
        return self.writer.things["session", "s1"]


def a_sitting(
    folder: Path, *typed: str, preferences: Settings | None = None, waits: bool = False, later: float = 0.0
) -> PlainContext:
    """A sitting over a real record in ``folder``, and a person who types these lines and is gone."""
    from securecoach_tui.store import reader
    from securecoach_tui.store.writer import Writer

    clock = FakeClock()
    clock.advance(later)
    where = DataPaths(folder / "data", folder / "state", folder / "cache")
    lines = MemoryLines(clock)
    lines.says(*typed)
    lines.ends = not waits
    lines.patience = 1e9  # the disk is a real one, and takes its time
    return PlainContext(
        lines,
        clock,
        Writer(where, clock),
        where,
        preferences or Settings(first_run_seen=True),
        lambda: reader.read(where),
    )


def visited(folder: Path, *typed: str, preferences: Settings | None = None, later: float = 0.0) -> Visit:
    """What a visit to the menu shows, and what is on the disk after it."""
    sitting = a_sitting(folder, *typed, preferences=preferences, later=later)
    menu.visit(sitting)
    sitting.writer.close()
    sitting.reload()
    return Visit(sitting, lines_of(sitting))


@dataclass
class Visit:
    """A visit that is over: its lines, and the record as it is read anew."""

    sitting: PlainContext
    lines: list[str]

    @property
    def record(self) -> Record:
        return self.sitting.record

    def has(self, start: str) -> bool:
        return any(line.startswith(start) for line in self.lines)


def lines_of(sitting: PlainContext) -> list[str]:
    assert isinstance(sitting.lines, MemoryLines)
    return sitting.lines.lines


def number(label: str) -> str:
    """The number under which the first list holds a room."""
    labels = [one for one, _room in menu_entries.always()]
    return str(2 + labels.index(label))
