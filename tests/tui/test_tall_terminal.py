"""The stage in a tall terminal: in its middle, at one place on every screen, and never so low that lists are cut."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.geometry import Region

from securecoach_tui.tui.base_screen import BaseScreen
from securecoach_tui.tui.screens.exercises import ExercisesScreen
from securecoach_tui.tui.widgets.row_list import RowList
from tests.tui.records import put, sessions
from tests.tui.screen_list import other_screens, screens
from tests.tui.stage import Stage


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path / "record", questions="none")


def frame_of(stage: Stage) -> tuple[Region, Region]:
    """Where the heading and the footer are."""
    screen = stage.app.screen
    return screen.query_one("#heading").region, screen.query_one("#footer").region


@pytest.mark.parametrize(
    ("height", "free"), [(15, 0), (24, 0), (40, 0), (44, 0), (48, 4), (55, 11), (100, 20)], ids=lambda rows: str(rows)
)
async def test_stage_is_in_the_middle_of_a_tall_terminal(stage: Stage, height: int, free: int) -> None:
    async with stage.open(size=(120, height)):
        found = stage.app.screen.query_one("#stage").region
        assert height - found.height == free
        assert 0 <= height - found.bottom - found.y <= 1


@pytest.mark.journeys
async def test_heading_and_footer_are_at_one_place_everywhere(stage: Stage) -> None:
    put(stage, sessions(60))
    async with stage.open(size=(200, 55)):
        first = frame_of(stage)
        for make in (*screens(stage), *other_screens(stage)):
            screen: BaseScreen = make()
            await stage.app.push_screen(screen)
            await stage.settle()
            assert frame_of(stage) == first, type(screen).__name__
            stage.app.pop_screen()
            await stage.settle()


async def test_session_has_the_edges_of_the_other_screens(tmp_path: Path) -> None:
    places = []
    for name in ("", "slow-breathing"):
        stage = Stage(tmp_path / f"record{name}", questions="none")
        async with stage.open(name, 180.0, size=(200, 55)):
            places.append(frame_of(stage))
    assert places[0] == places[1]


@pytest.mark.parametrize("height", [44, 50, 55])
async def test_tall_terminal_shows_every_exercise_at_once(stage: Stage, height: int) -> None:
    async with stage.open(size=(200, height)):
        await stage.app.push_screen(ExercisesScreen())
        await stage.settle()
        assert not stage.app.screen.query_one(RowList).max_scroll_y
