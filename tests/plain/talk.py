"""A plain face with a fake clock, a fake record and a person who types by it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from securecoach_tui import content
from securecoach_tui.config.settings import DataPaths, Settings
from securecoach_tui.plain import menu
from securecoach_tui.plain.context import PlainContext
from securecoach_tui.plain.narration import NarrationOptions
from securecoach_tui.plain.session_view import PlainSession
from securecoach_tui.practice.exercise.model import Exercise
from securecoach_tui.practice.session.state import Setup
from securecoach_tui.store.repository import Repository
from tests.fakes.clock import FakeClock
from tests.fakes.terminal import FakeLineIO
from tests.fakes.writer import MemoryWriter
from tests.practice import person

CONTENT = content.load()
KEPT = 10.5  # seconds of practice after which a session that stops is saved


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
    options: NarrationOptions = field(default_factory=NarrationOptions)
    refuse: str = ""

    def __post_init__(self) -> None:
        self.clock = FakeClock()
        self.io = FakeLineIO(self.clock, is_terminal=self.terminal)
        self.writer = MemoryWriter(self.refuse)
        self.session = PlainSession(
            self.io,
            self.clock,
            self.writer,
            support=lambda: ["Show who you can call or text for support."],
            recent=[],
            options=self.options,
        )

    def types(self, *typed: tuple[float, str], ends: bool = True) -> Talk:
        self.io.typed.extend(typed)
        self.io.ends = ends
        self.session.run(self.setup)
        return self

    @property
    def said(self) -> list[str]:
        return self.io.lines

    def at(self, line: str) -> list[float]:
        """The seconds at which a line was shown."""
        return [round(second, 3) for second, said in self.io.shown if said == line]

    @property
    def kept(self) -> dict[str, Any]:
        """The session as the record has it."""
        return self.writer.things["session", "s1"]


def a_context(
    folder: Path, *typed: str | float, preferences: Settings | None = None, waits: bool = False, later: float = 0.0
) -> PlainContext:
    """A sitting over a real record in ``folder``, and a person who types these lines and is gone."""
    clock = FakeClock()
    clock.advance(later)
    where = DataPaths(folder / "data", folder / "state", folder / "cache")
    io = FakeLineIO(clock)
    io.type(*typed)
    io.ends = not waits
    io.patience = 1e9  # the disk is a real one, and takes its time
    return PlainContext(io, where, preferences or Settings(first_run_seen=True), clock)


def visited(folder: Path, *typed: str | float, preferences: Settings | None = None, later: float = 0.0) -> Visit:
    """What a visit to the menu shows, and what is on the disk after it."""
    context = a_context(folder, *typed, preferences=preferences, later=later)
    menu.run(context)
    context.writer.close()
    context.reload()
    return Visit(context, lines_of(context))


@dataclass
class Visit:
    """A visit that is over: its lines, and the record as it is read anew."""

    context: PlainContext
    lines: list[str]

    @property
    def record(self) -> Repository:
        return self.context.record

    def has(self, start: str) -> bool:
        return any(line.startswith(start) for line in self.lines)


def lines_of(context: PlainContext) -> list[str]:
    assert isinstance(context.io, FakeLineIO)
    return context.io.lines


def number(label: str) -> str:
    """The number under which the first list holds a room."""
    labels = [one for one, _room in menu.fixed_items()]
    return str(2 + labels.index(label))


def first_due() -> str:
    """The number under which the first list holds what is due: an unfinished session, a look back."""
    return str(2 + len(menu.fixed_items()))
