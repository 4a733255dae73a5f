"""Any size, resized at any moment; any length of text, any rate of keys."""

import random
import re
from pathlib import Path

import pytest

from securecoach_tui.practice.session.state import SessionState
from securecoach_tui.tui.widgets.breath_guide import Bar
from tests.tui.stage import Stage


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path / "record", questions="none")


@pytest.mark.journeys
@pytest.mark.parametrize("resizes", [24, pytest.param(60, marks=pytest.mark.long)])
async def test_many_resizes_lose_no_second_and_no_cue(stage: Stage, resizes: int) -> None:
    chance = random.Random(7)
    said: list[str] = []
    async with stage.open("slow-breathing", 180.0):
        screen = stage.app.screen
        show = screen.panel.show_caption  # type: ignore[attr-defined]
        screen.panel.show_caption = lambda text: (said.append(text), show(text))  # type: ignore[attr-defined]
        for _ in range(resizes):
            await stage.resize(chance.randint(1, 200), chance.randint(1, 60))
            stage.clock.advance(0.5)
            await screen._tick()  # type: ignore[attr-defined]
        await stage.settle()
        session = stage.context.runner.session  # type: ignore[union-attr]
        assert session.position == pytest.approx(resizes / 2, abs=0.01)
        due = [cue.text for cue in session.timeline.cues if cue.phase is None and 0 < cue.at <= session.position]
        assert due and said == due


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (40, 15)])
async def test_everything_needed_in_a_session_fits(stage: Stage, size: tuple[int, int]) -> None:
    async with stage.open("slow-breathing", 180.0, size=size):
        await stage.go_on(60)
        assert "left" in stage.shown
        assert {"space", "esc", "s", "c", "?", "^c"} <= set(stage.shown.strip().splitlines()[-1].split())
        assert re.search(r"\b(in|out)\b", stage.shown)  # it may stand between the blocks of the picture
        assert all(len(line) <= size[0] for line in stage.shown.splitlines())


@pytest.mark.parametrize("size", [(1, 1), (20, 5), (27, 40), (120, 8)])
async def test_too_small_terminal_says_so_and_continues(stage: Stage, size: tuple[int, int]) -> None:
    async with stage.open("slow-breathing", 180.0, size=size):
        await stage.go_on(30)
        assert size == (1, 1) or "Too small" in stage.shown.replace("\n", " ")
        await stage.resize(80, 24)
        await stage.settle()
        assert "left" in stage.shown and "Too small" not in stage.shown


async def test_huge_terminal_shows_a_session(stage: Stage) -> None:
    async with stage.open("slow-breathing", 180.0, size=(500, 200)):
        await stage.go_on(60)
        assert "left" in stage.shown


async def test_paste_of_100_000_letters_is_saved_as_one_line(tmp_path: Path) -> None:
    from textual.events import Paste

    stage = Stage(tmp_path / "record")
    async with stage.open("slow-breathing", 180.0):
        await stage.press("enter")
        await stage.go_on(10)
        await stage.press("q", "enter")
        field = stage.app.screen.focused
        assert field is not None
        field.post_message(Paste("word " * 20_000))
        await stage.settle()
        await stage.press("enter")
        await stage.go_on(1)
        (kept,) = stage.kept
        assert len(str(kept["reflection"])) == 99_999


async def test_keys_held_down_leave_a_session_standing(stage: Stage) -> None:
    async with stage.open("slow-breathing", 600.0):
        await stage.go_on(30)
        for _ in range(60):
            await stage.pilot.press("space")
        await stage.settle()
        session = stage.context.runner.session  # type: ignore[union-attr]
        assert session.state is SessionState.RUNNING
        assert session.position == pytest.approx(30.0, abs=0.01)


async def test_reduced_motion_redraws_once_a_second_at_most(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record", questions="none", reduced_motion=True)
    async with stage.open("slow-breathing", 180.0):
        await stage.go_on(60)
        screen, guide = stage.app.screen, stage.app.screen.query_one("#guide", Bar)
        before = guide.drawn
        for _ in range(100):
            stage.clock.advance(0.1)
            screen._breathe()  # type: ignore[attr-defined]
        assert guide.drawn - before <= 11


async def test_without_box_drawing_the_guide_is_ascii(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record", questions="none", ascii=True)
    async with stage.open("slow-breathing", 180.0):
        await stage.go_on(60)
        assert "=" in stage.shown and "━" not in stage.shown and "─" not in stage.shown
        assert stage.shown.isascii()
