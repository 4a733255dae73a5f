"""What a question of a session looks like: said once, bold, and the rest of it below."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input, Static

from tests.tui.stage import Stage


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path / "record", questions="none")


async def go_to_rating(stage: Stage) -> None:
    """Answer nothing before the exercise, and let time go by until a rating is asked for, writing nothing."""
    while stage.app.screen.panel.question is not None:  # type: ignore[attr-defined]
        await stage.press(*(["down"] if "safe to be close to" in stage.shown else []), "enter")
    for _ in range(300):
        await stage.go_on(1.0)
        if stage.app.screen.query("RatingScale"):
            return
        if stage.app.screen.query(Input):
            await stage.press("enter")
    raise AssertionError(stage.shown)


@pytest.mark.parametrize("exercise", ["say-it-out-loud", "urge-wave"])
async def test_rating_of_an_exercise_is_asked_once(tmp_path: Path, exercise: str) -> None:
    stage = Stage(tmp_path / "record")
    async with stage.open(exercise, 180.0):
        await go_to_rating(stage)
        words = " ".join(stage.shown.split())
        asked = "How easy" if exercise == "say-it-out-loud" else "How strong is"
        scale = "0 is not easy at all, 10 is very easy." if exercise == "say-it-out-loud" else "10 is the strongest."
        assert words.count(asked) == 1 and scale in words, stage.shown
        assert stage.app.screen.panel.caption.rich_style.bold  # type: ignore[attr-defined]
        assert not stage.app.screen.query_one(".question", Static).rich_style.bold


async def test_rating_left_open_says_what_it_asks(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record")
    async with stage.open("urge-wave", 180.0):
        await go_to_rating(stage)
        asked = stage.text("#caption")
        while stage.text("#caption") == asked:
            await stage.go_on(1.0)
        words = " ".join(stage.shown.split())
        assert "How strong is the urge now? 0 is none, 10 is the strongest." in words, stage.shown
        assert stage.app.screen.query_one(".question", Static).rich_style.bold


async def test_rating_of_distress_says_what_is_rated(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record")
    async with stage.open("closeness-ladder", 180.0):
        await go_to_rating(stage)
        assert "How strong is your distress now?" in stage.shown
        assert stage.app.screen.query_one(".question", Static).rich_style.bold


async def test_rating_of_ones_own_says_what_it_asks(stage: Stage) -> None:
    async with stage.open("urge-wave", 180.0):
        await stage.go_on(3)
        await stage.press("r")
        assert "How strong is your distress now? 0 is none, 10 is the most." in " ".join(stage.shown.split())
        assert stage.app.screen.query_one(".question", Static).rich_style.bold


async def test_question_before_a_session_is_bold(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record")
    async with stage.open("slow-breathing", 180.0):
        assert stage.app.screen.query_one(".question", Static).rich_style.bold
