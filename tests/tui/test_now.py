"""What's happening now, on the full screen: one key, one choice, and the exercise has begun."""

from __future__ import annotations

from pathlib import Path

from securecoach_tui.practice.session.state import SessionState
from securecoach_tui.tui.screens.session import SessionScreen
from tests.tui.stage import Stage


async def test_one_key_and_one_choice_start_an_exercise(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record")
    async with stage.open(size=(40, 15)):
        await stage.press("n")
        assert "I want to ask or check again" in stage.shown and "Press c." in stage.shown
        await stage.press("down", "down")
        assert "Grounding, 3 minutes" in stage.shown
        await stage.press("c")
        assert "911" in stage.shown
        await stage.press("escape", "enter")
        assert isinstance(stage.app.screen, SessionScreen)
        assert stage.app.screen.runner.session.state is SessionState.RUNNING
