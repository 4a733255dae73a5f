"""The list of exercises: groups, favourites, lengths, and what is beside or under the marked one."""

from __future__ import annotations

from pathlib import Path

import pytest

from securecoach_tui.tui.screens.exercises import ExercisesScreen
from securecoach_tui.tui.screens.session import SessionScreen
from securecoach_tui.tui.widgets.row_list import RowList
from tests.tui.records import put, sessions
from tests.tui.stage import Stage


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    made = Stage(tmp_path / "record")
    put(made, sessions(20))
    return made


async def rows_of(stage: Stage) -> RowList:
    await stage.app.push_screen(ExercisesScreen())
    await stage.settle()
    return stage.app.screen.query_one(RowList)


async def test_exercises_are_grouped_with_a_hint_under_the_marked_one(stage: Stage) -> None:
    async with stage.open():
        await rows_of(stage)
        shown = [line.strip() for line in stage.shown.splitlines()]
        at = next(number for number, line in enumerate(shown) if line.startswith("● Soothing myself"))
        assert shown[at + 1].startswith("> Slow breathing")
        assert (
            shown[at + 2].startswith("You take about six")
            and "Minutes:  3  [5]  10   20   until I stop" in shown[at + 4]
        )
        assert "You've practised this" in stage.shown and "before and" in stage.shown
        assert "What research says" not in stage.shown


async def test_length_is_chosen_with_left_and_right_and_enter_begins(stage: Stage) -> None:
    async with stage.open():
        rows = await rows_of(stage)
        assert rows.spoken_parts()[:2] == ("Soothing myself. Slow breathing", "5 minutes")
        await stage.press("left", "left", "h")
        assert rows.spoken_parts()[1] == "3 minutes" and "[3]" in stage.shown
        await stage.press("right", "l", "right", "right", "right")
        assert rows.spoken_parts()[1] == "until I stop" and "[until I stop]" in stage.shown
        await stage.press("left", "enter")
        assert isinstance(stage.app.screen, SessionScreen)
        assert stage.context.runner is not None and stage.context.runner.session.setup.seconds == 1200.0


async def test_favourites_come_first_and_are_saved(stage: Stage) -> None:
    async with stage.open():
        rows = await rows_of(stage)
        await stage.press("down", "down", "f")
        assert rows.highlighted == 0 and rows.spoken_parts() == ("Favourites. Grounding", "3 minutes", "1/30")
        assert "Added to your favourites." in stage.shown
        await stage.press("down", "f")
        assert [row[0] for row in rows.rows][:3] == ["Grounding", "Slow breathing", "Cyclic sighing"]
        assert "favourites = [" in (stage.where.data / "settings.toml").read_text()
        await stage.press("home", "f")
        assert stage.context.preferences.favourites == ["slow-breathing"]
        assert rows.spoken_parts().label == "Grounding" and "No longer" in stage.shown


async def test_broad_screen_shows_an_exercise_beside_the_list(stage: Stage) -> None:
    async with stage.open(size=(120, 40)):
        await rows_of(stage)
        for words in ("How long, in minutes", "[5]", "What research says", "Your practice", "You've practised this"):
            assert words in stage.shown
        assert stage.app.screen.query_one("#picture").region.height > 4
        await stage.press("right")
        assert "[10]" in stage.shown
        await stage.press("e")
        assert "Kind of study" in stage.shown and not isinstance(stage.app.screen, ExercisesScreen)
