"""The full screen without a terminal: the real app, the fake clock, the writer that keeps in memory."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec
from textual.pilot import Pilot
from textual.widgets import Static

from securecoach_tui.app.session_setup import make_setup
from securecoach_tui.clock import FakeClock
from securecoach_tui.config import settings
from securecoach_tui.content.custom_exercises import read
from securecoach_tui.practice.exercise.model import Exercise
from securecoach_tui.store.memory_writer import MemoryWriter
from securecoach_tui.tui.app import SecureCoach
from securecoach_tui.tui.context import AppContext
from securecoach_tui.tui.screens.session import SessionScreen

STEP = 0.5  # seconds between two looks at the clock


class Stage:
    """What a test may do and see. ``ended`` holds the exit statuses that the program asked for."""

    def __init__(self, folder: Path, *, refuse: str = "", **preferences: object) -> None:
        self.where = settings.places(str(folder), environ={"SECURECOACH_STATE_DIR": str(folder) + "-state"})
        known = msgspec.structs.replace(settings.Settings(), first_run_seen=True)
        self.clock = FakeClock()
        self.writer = MemoryWriter(refuse)
        self.context = AppContext(self.where, msgspec.structs.replace(known, **preferences), self.clock, self.writer)
        self.ended: list[int] = []
        self.app: SecureCoach
        self.pilot: Pilot[None]

    @asynccontextmanager
    async def open(
        self, exercise: str = "", seconds: float | None = 60.0, *, size: tuple[int, int] = (80, 24)
    ) -> AsyncIterator[Stage]:
        """The first screen, or straight at an exercise."""
        setup = None
        if exercise:
            found = self.context.exercises_by_id()[exercise]
            record = self.context.at_hand()
            setup = make_setup(found, seconds, settings=self.context.preferences, record=record, clock=self.clock)
        self.app = SecureCoach(self.context, setup, end=self.ended.append)
        async with self.app.run_test(size=size) as self.pilot:
            await self.settle()
            yield self

    def own_exercise(self, text: str) -> Exercise:
        """Put an exercise of one's own into the folder."""
        self.where.exercises.mkdir(parents=True, exist_ok=True)
        path = self.where.exercises / "own.toml"
        path.write_text(text)
        return read(path)

    async def settle(self) -> None:
        """Until what is under way has been done."""
        await self.pilot.pause()
        await self.app.workers.wait_for_complete()
        await self.pilot.pause()

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def type(self, text: str) -> None:
        for character in text:
            await self.pilot.press("space" if character == " " else character)
        await self.settle()

    async def go_on(self, seconds: float) -> None:
        """Let time go by, with a look at the clock every half second."""
        for _ in range(round(seconds / STEP)):
            self.clock.advance(STEP)
            if isinstance(self.app.screen, SessionScreen):
                await self.app.screen._tick()
        await self.settle()

    @property
    def shown(self) -> str:
        """What stands on the screen, line by line."""
        compositor = self.app.screen._compositor
        lines = compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in lines)

    def text(self, selector: str) -> str:
        """The words of one widget."""
        return str(self.app.screen.query_one(selector, Static).content)

    @property
    def kept(self) -> list[dict[str, object]]:
        """The sessions that were kept."""
        return [fields for (kind, _id), fields in self.writer.things.items() if kind == "session"]
