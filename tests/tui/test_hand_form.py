"""A session added or corrected by hand on the full screen, by keys alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from securecoach_tui.tui.screens.hand_form import HandFormScreen
from securecoach_tui.tui.screens.history import HistoryScreen
from securecoach_tui.tui.screens.session_detail import SessionDetailScreen
from securecoach_tui.tui.widgets.row_list import RowList
from tests.tui.records import put, sessions
from tests.tui.stage import Stage


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    stage = Stage(tmp_path / "record")
    put(stage, sessions(5))
    return stage


async def pressed(stage: Stage, *keys: str) -> None:
    await stage.app.push_screen(HistoryScreen())
    await stage.settle()
    await stage.press(*keys)


async def test_session_is_added_from_the_history_and_undone(stage: Stage) -> None:
    async with stage.open():
        await pressed(stage, "n")
        assert "Add a session" in stage.shown and stage.shown.count("needed") == 2
        await stage.press("enter")
        await stage.type("yesterday")
        await stage.press("enter", "down", "enter", "enter", "enter", "5", "enter", "enter", "6", "enter")
        await stage.press("enter", "3", "enter", "enter")
        await stage.type("on the bus")
        await stage.press("enter")
        assert "Monday 2 March 2026" in stage.shown and "5 minutes" in stage.shown and "on the bus" in stage.shown
        rows = stage.app.screen.query_one(RowList)
        rows.highlighted = 6
        assert rows.spoken_parts()[:2] == ("Your note", "written")
        await stage.press("end", "enter")
        assert "6 sessions" in stage.shown and "Added by hand. Press u to undo." in stage.shown
        (made,) = [one for one in stage.kept if one.get("by_hand") == "added"]
        assert made["started"] == "2026-03-02T12:00:00+00:00" and made["reflection"] == "on the bus"
        assert any(
            line.startswith("        > Mon  2 Mar") or "> Mon  2 Mar" in line for line in stage.shown.splitlines()
        )
        assert not stage.writer.unfinished
        await stage.press("u")
        assert "5 sessions" in stage.shown and len(stage.kept) == 5
        await stage.press("u")
        assert "6 sessions" in stage.shown and len(stage.kept) == 6


async def test_bad_input_and_leaving_lose_nothing(stage: Stage) -> None:
    async with stage.open():
        await pressed(stage, "n", "end", "enter")
        assert "Choose the exercise and say how many minutes, then save." in stage.shown
        await stage.press("home", "down", "down", "down", "enter", *"9x", "enter")
        assert '"9x" isn\'t a length.' in stage.shown and "9x" in stage.shown
        await stage.press("backspace", "enter", "escape", "n")
        assert "9 minutes" in stage.shown and "What you entered before is back." in stage.shown
        await stage.press("d", "down", "enter")
        assert isinstance(stage.app.screen, HandFormScreen) and "9 minutes" not in stage.shown
        assert len(stage.kept) == 5 and not stage.writer.unfinished


async def test_session_is_corrected_on_its_own_screen_and_undone(stage: Stage) -> None:
    async with stage.open():
        await pressed(stage, "enter", "o", "down", "down", "down", "enter", "ctrl+u", "7", "enter", "end", "enter")
        assert isinstance(stage.app.screen, SessionDetailScreen)
        assert "You did the full 7 minutes." in stage.shown and "How it was saved: corrected by hand" in stage.shown
        assert stage.writer.things["session", "s00004"]["by_hand"] == "corrected"
        await stage.press("u")
        assert "by hand" not in stage.shown and "Correction undone." in stage.shown
        assert stage.writer.things["session", "s00004"]["by_hand"] is None
        await stage.press("escape")
        assert "5 sessions" in stage.shown


async def test_refused_save_is_told_and_keeps_the_session_in_the_list(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record", refuse="the disk is full")
    put(stage, sessions(2))
    async with stage.open():
        await pressed(stage, "n", "down", "down", "enter", "enter", "enter", "5", "enter", "end", "enter")
        assert "Not saved on disk yet: the disk is full." in stage.shown and "3 sessions" in stage.shown
