"""The full screen without a terminal: the real app, the fake clock, the writer that keeps in memory."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import msgspec
from textual import events
from textual.geometry import Size
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Static

from securecoach_tui.app.session_setup import make_setup
from securecoach_tui.config import settings
from securecoach_tui.content.custom_exercises import read
from securecoach_tui.practice.exercise.model import Exercise
from securecoach_tui.tui.app import SecureCoach
from securecoach_tui.tui.context import ScreenContext
from securecoach_tui.tui.screens.session import SessionScreen
from tests.fakes.clock import FakeClock
from tests.fakes.keyboard import send_key, settle
from tests.fakes.writer import MemoryWriter

STEP = 0.5  # seconds between two looks at the clock


class Stage:
    """What a test may do and see. ``ended`` holds the exit statuses that the program asked for."""

    def __init__(self, folder: Path, *, refuse: str = "", **preferences: object) -> None:
        self.where = settings.places(str(folder), environ={"SECURECOACH_STATE_DIR": str(folder) + "-state"})
        known = msgspec.structs.replace(settings.Settings(), first_run_seen=True)
        self.clock = FakeClock()
        self.writer = MemoryWriter(refuse)
        self.context = ScreenContext(self.where, msgspec.structs.replace(known, **preferences), self.clock, self.writer)
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
            found = self.context.exercises()[exercise]
            record = self.context.record
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
        """Wait until every message is handled, every worker is done and the screen is drawn."""
        await settle(self.app, self.pilot)

    async def resize(self, width: int, height: int) -> None:
        """Give the terminal another size, and wait until the screen is drawn in it."""
        size = Size(width, height)
        self.app._driver._size = size  # type: ignore[union-attr]  # the headless driver, as Pilot.resize_terminal does
        self.app.post_message(events.Resize(size, size))
        while self.app.screen._compositor.size != size:  # Textual passes a new size on by a timer of 1/120 s
            await asyncio.sleep(1 / 240)
        await self.settle()

    def send_key(self, key: str) -> None:
        """Post a key to the app as the terminal's driver does, and wait for nothing."""
        send_key(self.app, key)

    async def press(self, *keys: str) -> None:
        """Press each key, and wait until what it does is done."""
        for key in keys:
            self.send_key(key)
            await self.settle()
            self.app.let_held_act()  # time goes by
            await self.settle()
            self.app.words.forget()

    async def type(self, text: str) -> None:
        """Type ``text`` as a person does: each letter is handled before the next."""
        for character in text:
            await self.press("space" if character == " " else character)

    async def type_where_no_field_is(self, text: str, gap: float = 0.1) -> None:
        """Type ``text`` with ``gap`` seconds between two characters, which no field takes."""
        for character in text:
            self.send_key("space" if character == " " else character)
            await self.settle()
            await self.wait(gap)

    async def wait(self, seconds: float) -> None:
        """Let the clock go on, and a held letter act if its time is over."""
        self.clock.advance(seconds)
        self.app._look_at_held()
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

    @property
    def lines(self) -> list[str]:
        """The lines of the screen."""
        return self.shown.splitlines()

    async def show(self, screen: Screen[Any]) -> None:
        """Open a screen on top, and wait until it is drawn."""
        await self.app.push_screen(screen)
        await self.settle()

    def text(self, selector: str) -> str:
        """The words of one widget."""
        return str(self.app.screen.query_one(selector, Static).content)

    @property
    def kept(self) -> list[dict[str, object]]:
        """The sessions that were kept."""
        return [fields for (kind, _id), fields in self.writer.things.items() if kind == "session"]
