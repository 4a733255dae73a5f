"""Going back leads to where one was, and the footer names what is useful there."""

from __future__ import annotations

from pathlib import Path

import pytest

from securecoach_tui.practice.record import Capacity
from securecoach_tui.tui.screens.history import HistoryScreen
from securecoach_tui.tui.screens.home import HomeScreen
from securecoach_tui.tui.screens.ladder import LadderScreen
from securecoach_tui.tui.screens.more import MoreScreen
from securecoach_tui.tui.screens.progress import ProgressScreen
from securecoach_tui.tui.screens.session import SessionScreen
from securecoach_tui.tui.widgets.row_list import RowList
from tests.tui.records import put, sessions
from tests.tui.stage import Stage

pytestmark = pytest.mark.screens


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    stage = Stage(tmp_path / "record")
    put(stage, sessions(40))
    return stage


async def test_first_screen_keeps_its_line_while_another_is_open(stage: Stage) -> None:
    async with stage.open():
        await stage.press("end", "enter")
        assert isinstance(stage.app.screen, MoreScreen)
        await stage.press("down", "enter", "escape", "escape")
        rows = stage.app.screen.query_one("#choices", RowList)
        assert isinstance(stage.app.screen, HomeScreen) and rows.highlighted == len(rows.rows) - 1


async def test_session_left_before_it_begins_leads_back(stage: Stage) -> None:
    async with stage.open():
        await stage.show(LadderScreen())
        await stage.press("down", "down", "enter")
        while not isinstance(stage.app.screen, SessionScreen):
            await stage.press("enter")
        await stage.press("escape")
        assert isinstance(stage.app.screen, LadderScreen)
        assert stage.app.screen.query_one(RowList).highlighted == 2 and len(stage.kept) == 40


async def test_footer_of_history_and_ladder_names_how_to_add(stage: Stage) -> None:
    async with stage.open():
        for screen, words in ((HistoryScreen(), "n add"), (LadderScreen(), "n new step")):
            await stage.show(screen)
            assert any(words in line for line in stage.lines[-3:]), stage.shown


@pytest.mark.parametrize("size", [(80, 110), (40, 120)])
async def test_legend_of_before_and_after_is_under_its_chart(size: tuple[int, int], stage: Stage) -> None:
    async with stage.open(size=size):
        screen = ProgressScreen()
        await stage.show(screen)
        for _capacity in range(2):
            at = next(n for n, line in enumerate(stage.lines) if "○ before  ● after" in line)
            assert stage.lines[at - 1].split()[:3] == ["0", "5", "10"], stage.shown
            assert "How often they ended at each number:" in " ".join(stage.shown.split())
            await stage.press("tab")
        assert screen._chosen is Capacity.CLOSENESS
