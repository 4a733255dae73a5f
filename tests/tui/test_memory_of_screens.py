"""What is over is let go of: a session's screen, its widgets, and all that was kept of what they drew."""

import asyncio
import gc
import weakref
from pathlib import Path

from securecoach_tui.tui.screens.home import HomeScreen
from securecoach_tui.tui.screens.session import SessionScreen
from securecoach_tui.tui.screens.session_end import SessionEndScreen
from securecoach_tui.tui.textual_internals import DRAWING_CACHES
from tests.tui.stage import Stage

LONGEST = 10.0  # seconds; timers that were stopped are known to the event loop until they would have been due


async def to_its_end(stage: Stage, seconds: float) -> None:
    """A session that has so many seconds left, and back to the first screen."""
    await stage.go_on(seconds)
    await stage.press("3", "enter")
    await stage.type("a line")
    await stage.press("enter")
    assert isinstance(stage.app.screen, SessionEndScreen)
    await stage.press("enter")
    assert isinstance(stage.app.screen, HomeScreen)


def kept_of_drawing() -> int:
    """How many answers about what was drawn are kept."""
    return sum(cache.cache_info().currsize for cache in DRAWING_CACHES)  # type: ignore[attr-defined]


async def test_finished_session_screen_is_garbage_collected(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record")
    async with stage.open("slow-breathing", 120.0):
        screen = weakref.ref(stage.app.screen)
        assert isinstance(screen(), SessionScreen)
        await stage.press("6", "enter")
        await to_its_end(stage, 125)
        async with asyncio.timeout(LONGEST):
            while screen() is not None:
                await stage.settle()
                gc.collect()


async def test_drawing_caches_shrink_after_a_session(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record")
    async with stage.open("slow-breathing", 120.0):
        await stage.press("6", "enter")
        await stage.go_on(60)
        during = kept_of_drawing()
        await to_its_end(stage, 65)
        assert kept_of_drawing() < during / 2
