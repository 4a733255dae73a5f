"""What holds in every text field of every screen: leaving at once, help, support, the menu, and any paste."""

from __future__ import annotations

import ast
import re
import unicodedata
from functools import cache
from pathlib import Path

import pytest
from textual.events import Paste
from textual.widgets import Input, Static

from securecoach_tui.tui import screens
from securecoach_tui.tui.base_screen import BaseScreen
from securecoach_tui.tui.screens.contacts import ContactsScreen
from securecoach_tui.tui.screens.help import HelpScreen
from securecoach_tui.tui.screens.key_menu import KeyMenuScreen
from securecoach_tui.tui.screens.session_end import SessionEndScreen
from securecoach_tui.tui.screens.support import SupportScreen
from securecoach_tui.tui.widgets.text_field import LONGEST_ANSWER, LineInput
from tests.fakes.keyboard import ByteKeyboard
from tests.tui.records import lived_in
from tests.tui.screen_list import screens as every_screen
from tests.tui.stage import Stage

PASTED = "wörter\n\x1b[31m\t\x00 and more " * 5_000  # 100 kB and more, with line breaks and controls in it


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return lived_in(tmp_path / "record", 60)


async def try_out(stage: Stage, room: BaseScreen, field: Input) -> None:
    """Every key that has to work there, a paste too long for it, and leaving at once."""
    name = f"{type(room).__name__}: {field!r}"
    field.display = True
    room.set_focus(field)
    await stage.settle()
    foot = stage.shown.splitlines()[-2:]
    assert "f1" in " ".join(foot) and "f2 support" in " ".join(foot) and "^c leave now" in " ".join(foot), name
    await stage.press("c", "q", "v", "question_mark")
    assert stage.app.screen is room and field.value.endswith("cqv?"), f"{name}: a letter did something"
    for key, leads_to in (("f1", HelpScreen), ("f2", SupportScreen), ("ctrl+o", KeyMenuScreen)):
        await stage.press(key)
        assert isinstance(stage.app.screen, leads_to), f"{name}: {key} leads to {stage.app.screen}"
        await stage.press("escape")
        assert stage.app.screen is room, name
        room.set_focus(field)
    field.value = ""
    field.post_message(Paste(PASTED))
    await stage.settle()
    hidden = field.password
    assert len(field.value) == (6 if hidden else LONGEST_ANSWER) and field.value.isprintable(), name
    assert "\x1b[31m" not in stage.shown and "\x00" not in stage.shown, name
    stage.ended.clear()
    await stage.press("ctrl+c")
    assert stage.ended == [0], f"{name}: still there"


@cache
def with_fields() -> set[str]:
    """The classes of screens whose own code makes a text field."""
    found = set()
    for path in sorted(Path(screens.__path__[0]).glob("*.py")):
        lines = path.read_text().splitlines()
        for made in ast.parse("\n".join(lines)).body:
            if isinstance(made, ast.ClassDef):
                text = "\n".join(lines[made.lineno - 1 : made.end_lineno])
                if re.search(r"\b(TextField|LineInput|Input)\(", text):
                    found.add(made.name)
    return found


@pytest.mark.journeys
async def test_text_fields_of_every_screen_take_text_and_keys(stage: Stage) -> None:
    tried = set()
    async with stage.open(size=(60, 20)):
        for make in [*every_screen(stage), lambda: SessionEndScreen("Slow breathing", [], "the disk is full")]:
            room = make()
            if type(room).__name__ not in with_fields():
                continue
            await stage.app.push_screen(room)
            await stage.settle()
            for field in list(room.query(Input)):
                await try_out(stage, room, field)
                tried.add(type(room).__name__)
            stage.app.pop_screen()
            await stage.settle()
    assert tried == with_fields()


@pytest.mark.parametrize(
    ("exercise", "keys"), [("receive-warmth", ["down", "enter"]), ("slow-breathing", ["enter", "", "q", "enter"])]
)
async def test_text_fields_of_a_session_take_text_and_keys(stage: Stage, exercise: str, keys: list[str]) -> None:
    async with stage.open(exercise, 180.0, size=(60, 20)):
        for key in keys:
            await stage.press(*[key] if key else [])
            await stage.go_on(2 if key else 10)
        room = stage.app.screen
        assert isinstance(room, BaseScreen) and isinstance(room.focused, Input)
        await try_out(stage, room, room.focused)


def test_the_cursor_of_a_text_field_does_not_blink() -> None:
    assert not LineInput().cursor_blink


async def test_spaces_and_joiners_are_typed_and_come_back(stage: Stage) -> None:
    words = "not\xa0now\u3000a\u202fb \u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 👩🏽\u200d🚀 🫨 é C"
    async with stage.open():
        await stage.app.push_screen(ContactsScreen())
        await stage.press("n")
        keyboard = ByteKeyboard(stage.app)
        keyboard.send(words.encode())
        await stage.settle()
        field = stage.app.screen.focused
        assert isinstance(field, Input) and field.value == words


@pytest.mark.parametrize("way", ["typed", "pasted"])
async def test_every_space_and_joiner_is_typed_and_pasted(way: str, stage: Stage) -> None:
    between = [chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) in ("Zs", "Cf", "Co", "Cn")]
    known = [one for one in between if unicodedata.category(one) in ("Zs", "Cf")]
    words = "a" + "a".join([*known, "\ue000", "\U000f0000", between[-1]]) + "a"
    async with stage.open():
        await stage.app.push_screen(ContactsScreen())
        await stage.press("n")
        sent = words if way == "typed" else f"\x1b[200~{words}\x1b[201~"
        ByteKeyboard(stage.app).send(sent.encode())
        await stage.settle()
        field = stage.app.screen.focused
        assert isinstance(field, Input) and field.value == words


@pytest.mark.parametrize("size", [(40, 15), (80, 24)])
async def test_an_empty_field_does_not_repeat_its_question(stage: Stage, size: tuple[int, int]) -> None:
    async with stage.open(size=size):
        for make in every_screen(stage):
            room = make()
            if type(room).__name__ not in with_fields():
                continue
            await stage.app.push_screen(room)
            await stage.settle()
            said = " ".join(str(words.content) for words in room.query(Static))
            for field in room.query(LineInput):
                beginning = field.placeholder.rstrip("…")
                assert not beginning or beginning not in said, f"{type(room).__name__}: {beginning}"
            stage.app.pop_screen()
            await stage.settle()
