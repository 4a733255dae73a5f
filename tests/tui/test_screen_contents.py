"""What holds on every screen of looking back and choosing: each thing is told, each key does something."""

import re
import unicodedata
from pathlib import Path

import pytest
from textual.widgets import Input

from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.base_screen import BaseScreen
from securecoach_tui.tui.screens.dialogs import ChoiceScreen
from securecoach_tui.tui.speakable import Speakable
from securecoach_tui.tui.widgets.text_field import TextField
from tests.tui.records import put, sessions
from tests.tui.screen_list import screens
from tests.tui.stage import Stage

pytestmark = pytest.mark.journeys  # tours of every screen take longer than a unit test may

NEVER = re.compile(r"\b(should|must|failed|streak|decline|worse)\b|!", re.IGNORECASE)


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    stage = Stage(tmp_path / "record", ascii=True)
    put(stage, sessions(60))
    return stage


def check_told(room: BaseScreen) -> None:
    """What has or can have the focus tells a label; the screen tells where one is and what for."""
    assert room.location() and room.purpose() or isinstance(room, ChoiceScreen)
    assert room.focused is not None
    for widget in room.query("*"):
        if widget.focusable:
            assert isinstance(widget, Speakable), f"{type(room).__name__}: {widget!r} says nothing"
            assert widget.spoken_parts().label, f"{type(room).__name__}: {widget!r} has no label"
            assert not isinstance(widget, Input) or isinstance(widget, TextField) and widget.label


def check_keys(room: BaseScreen) -> None:
    """Each key names an act that there is, in a sentence, and takes none away that holds everywhere."""
    everywhere = {
        one
        for key in (key_bindings.HELP, key_bindings.SUPPORT, key_bindings.VOICE, key_bindings.QUIT)
        for one in key.keys.split(",")
    }
    for key in room.KEYS:
        assert key.sentence.endswith((".", "?")) and key.shown
        assert len(key.words) <= 14 and not key.words.endswith("."), f"{type(room).__name__}: {key.words}"
        if key.action:
            name = key.action.split("(")[0]
            assert hasattr(room, f"action_{name}"), f"{type(room).__name__} has no {name}"
            assert not everywhere & set(key.keys.split(",")), f"{type(room).__name__}: {key.keys}"
    foot = [key.action for key in room.footer_keys()]
    assert "help" in foot and "support" in foot, type(room).__name__


def strange(stage: Stage) -> set[str]:
    """Signs outside ASCII. Letters are text: names of those who wrote a study, and whatever a person wrote."""
    return {one for one in stage.shown if not one.isascii() and unicodedata.category(one)[0] not in "LM"}


async def test_every_screen_is_described_and_drawn_in_plain_characters(stage: Stage) -> None:
    async with stage.open():
        for make in screens(stage):
            room = make()
            await stage.app.push_screen(room)
            await stage.settle()
            name = type(room).__name__
            check_told(room)
            check_keys(room)
            assert not strange(stage), f"{name}: {strange(stage)}"
            assert not NEVER.search(stage.shown), f"{name}: {NEVER.search(stage.shown)}"
            stage.app.pop_screen()
            await stage.settle()


@pytest.mark.parametrize("size", [(40, 15), (60, 20), pytest.param((160, 50), marks=pytest.mark.long)])
async def test_every_screen_keeps_its_foot_in_sight_at_every_size(stage: Stage, size: tuple[int, int]) -> None:
    async with stage.open(size=size):
        for make in screens(stage):
            await stage.app.push_screen(make())
            await stage.settle()
            last = [line for line in stage.shown.splitlines() if line.strip()][-1]
            assert "support" in last and "leave now" in last, stage.shown
            assert not strange(stage), strange(stage)
            stage.app.pop_screen()
            await stage.settle()
