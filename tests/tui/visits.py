"""Every screen opened in turn with fixed data and a fixed clock, for pictures and snapshots of them.

Nothing that is drawn depends on the date, the language, the time zone, the terminal or the sound of the machine.
"""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

from securecoach_tui.practice.exercise.model import Exercise
from securecoach_tui.tui.screens.session import SessionScreen
from tests.fakes.clock import FakeClock
from tests.tui.records import put, sessions
from tests.tui.screen_list import exercises_of_scenes, other_screens, screens
from tests.tui.stage import Stage

EVENING = datetime(2026, 3, 3, 18, 39, tzinfo=UTC)
TICK = 5.0  # seconds; a longer step would look like a machine that was asleep
LATE = 8.0  # seconds before the end
MOMENTS = ("begin", "middle", "late", "after")
Size = tuple[int, int]
Look = Callable[[str], Awaitable[None]]  # called with the name of what is on the screen


@contextmanager
def fixed_terminal() -> Iterator[None]:
    """A terminal with all colours and characters, whatever the machine's one has."""
    known = {"COLORTERM": "truecolor", "TERM": "xterm-256color"}
    with patch.dict(os.environ, known), patch("securecoach_tui.tui.app.encoding_is_ascii", lambda: False):
        os.environ.pop("NO_COLOR", None)
        yield


@asynccontextmanager
async def fixed_stage(
    size: Size, *, exercise: str = "", seconds: float | None = None, count: int = 60, **preferences: object
) -> AsyncIterator[Stage]:
    """The program at its first screen, or at an exercise, with ``count`` sessions that were practised."""
    known: dict[str, object] = {"language": "en", "theme": "dark", "questions": "none", **preferences}
    with tempfile.TemporaryDirectory() as folder, fixed_terminal():
        stage = Stage(Path(folder) / "record", **known)
        stage.clock = stage.context.clock = FakeClock(EVENING)
        stage.context.enable_sound = lambda notice, **more: None  # type: ignore[method-assign]
        put(stage, sessions(count, until=EVENING.replace(day=2)))
        async with stage.open(exercise, seconds, size=size):
            yield stage


async def visit_screens(stage: Stage, look: Look, only: set[str] | None = None) -> None:
    """Look at each screen but sessions. Names are those of the classes, numbered where a class has several."""
    for theme in ("light", "dark"):  # laid out again: only then a list that came late is scrolled to its row
        await show_theme(stage, theme)
    await look("HomeScreen")
    seen: Counter[str] = Counter()
    for make in (*screens(stage), *other_screens(stage)):
        screen = make()
        kind = type(screen).__name__
        seen[kind] += 1
        name = f"{kind}-{seen[kind]}" if seen[kind] > 1 else kind
        if only is not None and name not in only:
            continue
        await stage.app.push_screen(screen)
        await stage.settle()
        await look(name)
        stage.app.pop_screen()
        await stage.settle()


async def visit_session(stage: Stage, scene: str, look: Look) -> None:
    """Look at a session at its beginning, in the middle, near its end and after it."""
    assert stage.context.runner is not None
    total = stage.context.runner.session.timeline.total
    for name, at in zip(MOMENTS, (LATE, total / 2, total - LATE, total + 1), strict=True):
        await go_to(stage, at)
        await look(f"SessionScreen-{scene}-{name}")


async def go_to(stage: Stage, second: float) -> None:
    """Let time go by until ``second`` of the session."""
    runner = stage.context.runner
    while runner is not None and isinstance(stage.app.screen, SessionScreen):
        left = second - runner.session.position
        if left <= 0.001:
            break
        before = runner.session.position
        stage.clock.advance(min(TICK, left))
        await stage.app.screen._tick()
        if runner.session.position == before:
            break  # it waits for an answer, or has ended
    await redraw(stage)


async def show_theme(stage: Stage, name: str) -> None:
    """Show everything in another theme."""
    stage.app.theme = name
    await redraw(stage)


async def redraw(stage: Stage) -> None:
    """Draw what the clock and the theme say now; a session does it by a timer, which may not have come yet."""
    await stage.settle()
    if isinstance(stage.app.screen, SessionScreen):
        stage.app.screen._breathe()
    await stage.settle()


async def visit_all(size: Size, look: Callable[[Stage, str], Awaitable[None]], **preferences: object) -> None:
    """Look at every screen, and at a session of each scene."""
    async with fixed_stage(size, **preferences) as stage:
        await visit_screens(stage, lambda name: look(stage, name))
        scenes = exercises_of_scenes(stage)
    for scene, exercise in scenes.items():
        async with session_stage(exercise, size, **preferences) as stage:
            await visit_session(stage, scene, lambda name, stage=stage: look(stage, name))  # type: ignore[misc]


def session_stage(exercise: Exercise, size: Size, **preferences: object) -> AbstractAsyncContextManager[Stage]:
    """A session of an exercise, in its shortest length."""
    return fixed_stage(size, exercise=exercise.id, seconds=min(exercise.minutes) * 60.0, **preferences)
