"""The list of words for feelings on the full screen: a group, a word, and it is in the field."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Input

from securecoach_tui.practice.session.state import SessionState
from securecoach_tui.tui.screens.feelings import FeelingsScreen
from securecoach_tui.tui.screens.session import SessionScreen
from tests.tui.stage import Stage

OWN = """id = "own"\nversion = 1\ntitle = "Own"\nsummary = "S"\ncapacity = "need_expression"
directions = ["anxious"]\nminutes = [1]\n[[opening]]\nask = "What do you feel?"\nkey = "feel"
choices_from = "feelings"\nseconds = 40\n[[body]]\nsay = "Here."\nseconds = 10\n[[closing]]\nsay = "Bye."\nseconds = 5\n"""


async def test_a_chosen_word_is_written_into_the_field(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record", settle_seconds=0)
    stage.own_exercise(OWN)
    async with stage.open("own", size=(40, 15)):
        await stage.press("enter")
        await stage.go_on(2)
        await stage.type("fl")
        await stage.press("backspace", "backspace", "f5")
        screen = stage.app.screen_stack[-2]
        assert isinstance(stage.app.screen, FeelingsScreen) and isinstance(screen, SessionScreen)
        assert "> In your body" in stage.shown and screen.runner.session.state is SessionState.PAUSED
        await stage.press("down", "enter", "escape", "enter", "down", "enter")
        assert stage.app.screen is screen and screen.query_one(Input).value == "scared"
        assert screen.runner.session.state is SessionState.RUNNING
        await stage.press("f5", "enter", "enter")
        assert screen.query_one(Input).value == "scared, tight"
        await stage.press("enter")
        assert screen.runner.session.texts["feel"] == "scared, tight"
