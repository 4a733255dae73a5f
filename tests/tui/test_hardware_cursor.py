"""Where the terminal's cursor is after something was scrolled by a wheel, which moves no highlight."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widget import Widget

from securecoach_tui.tui import hardware_cursor
from securecoach_tui.tui.screens.history import HistoryScreen
from tests.tui.records import put, sessions
from tests.tui.stage import Stage


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    made = Stage(tmp_path / "record")
    put(made, sessions(60))
    return made


def inside(stage: Stage, widget: Widget) -> bool:
    hardware_cursor.place(stage.app)
    return widget.content_region.contains_point(stage.app.cursor_position)


async def test_cursor_is_never_above_the_heading_after_scrolling(stage: Stage) -> None:
    async with stage.open(size=(60, 20)):
        await stage.app.push_screen(HistoryScreen())
        await stage.press("c")
        for keys in ((), ("escape",)):  # a page of text, then a list
            await stage.press(*keys)
            widget = stage.app.screen.focused
            assert widget is not None and inside(stage, widget)
            widget.scroll_to(y=12, animate=False, immediate=True)
            await stage.settle()
            assert widget.scroll_offset.y == 12 and inside(stage, widget)
            await stage.press("down")  # the next key shows the row again
            assert inside(stage, widget)
