"""Everything by mouse or finger alone, and nothing that is smaller than a fingertip."""

from __future__ import annotations

from pathlib import Path

import pytest

from securecoach_tui.practice.session.state import SessionState
from securecoach_tui.tui.screens.exercises import ExercisesScreen
from securecoach_tui.tui.screens.help import HelpScreen
from securecoach_tui.tui.screens.key_menu import KeyMenuScreen
from securecoach_tui.tui.screens.session import SessionScreen
from tests.tui.stage import Stage


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    made = Stage(tmp_path / "record")
    made.context.enable_sound = lambda notice: None  # type: ignore[method-assign]
    return made


async def click(stage: Stage, words: str) -> None:
    """On the first place where these words stand."""
    lines = stage.shown.splitlines()
    y = next(number for number, line in enumerate(lines) if words in line)
    await stage.pilot.click(offset=(lines[y].index(words) + 1, y))
    await stage.settle()


async def test_a_session_from_start_to_saved_by_mouse_alone(stage: Stage) -> None:
    async with stage.open():
        await click(stage, "Choose another")
        assert isinstance(stage.app.screen, ExercisesScreen)
        await click(stage, "Cyclic sighing")
        await click(stage, "Slow breathing")
        assert isinstance(stage.app.screen, ExercisesScreen)
        await click(stage, "Slow breathing")
        assert isinstance(stage.app.screen, SessionScreen)
        await click(stage, " 7 ")
        await click(stage, "[7]")
        await stage.go_on(20)
        await click(stage, "space pause")
        assert stage.context.runner is not None
        assert stage.context.runner.session.state is SessionState.PAUSED
        await click(stage, "space go on")
        await click(stage, "- ease")
        await stage.go_on(60)
        await click(stage, " 3 ")
        await click(stage, "Type a number, then enter")
        await click(stage, "enter goes on")
        assert "Saved." in stage.shown
        (kept,) = stage.kept
        ratings = kept["ratings"]
        assert isinstance(ratings, list) and [one["value"] for one in ratings] == [7, 3]


async def test_every_key_is_a_click_away_by_help_and_the_menu(stage: Stage) -> None:
    async with stage.open("slow-breathing", 180.0):
        await stage.press("enter")
        await stage.go_on(20)
        await click(stage, "?  ^c")
        assert isinstance(stage.app.screen, HelpScreen)
        await click(stage, "^o menu")
        assert isinstance(stage.app.screen, KeyMenuScreen)
        session = stage.context.runner.session  # type: ignore[union-attr]
        before = session.position
        await click(stage, "Skip to the next step.")
        assert isinstance(stage.app.screen, SessionScreen)
        assert stage.context.runner.session.position > before + 1  # type: ignore[union-attr]


async def test_what_enter_does_can_be_clicked_in_the_foot(stage: Stage) -> None:
    async with stage.open():
        await stage.press("down", "down")
        await click(stage, "enter start")
        assert isinstance(stage.app.screen, ExercisesScreen)
