"""What went wrong is told in words, with a sign and in bold, never by colour; a voice lets it wait for nothing."""

import ast
import re
from pathlib import Path

import securecoach_tui
from securecoach_tui.tui.base_screen import BaseScreen
from securecoach_tui.tui.messages import Notice
from securecoach_tui.tui.screen_speech import ERROR
from securecoach_tui.tui.screens.dialogs import TextEntryScreen
from securecoach_tui.voice.model import NoLongerTrue
from tests.tui.stage import Stage
from tests.tui.test_screen_speech import Listening

WRONG = re.compile(r"\bnot (kept|deleted|saved)|can't|isn't here|\berror\b|refused_words|\bwhy\b", re.IGNORECASE)
NONE = ("It's too late to undo that.",)  # an answer to a key: the time for it has passed


def test_error_messages_are_always_marked_as_errors() -> None:
    for path in sorted((Path(securecoach_tui.__file__).parent / "tui").rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text())):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "tell":
                words = ast.unparse(call)
                if WRONG.search(words) and not any(one in words for one in NONE):
                    assert any(one.arg == "wrong" for one in call.keywords), f"{path.name}: {words}"


async def test_answer_error_is_marked_in_bold_and_spoken_at_once(tmp_path: Path) -> None:
    stage = Listening(tmp_path / "record")
    async with stage.open():
        await stage.app.push_screen(
            TextEntryScreen("A number", "From 0 to 10.", "", lambda text: "A whole number, please.")
        )
        await stage.settle()
        stage.heard()
        await stage.press("enter")
        assert "* A whole number, please." in stage.shown
        assert stage.app.screen.query_one("#notice").rich_style.bold
        assert ("A whole number, please.", ERROR) in list(zip(stage.said, stage.ranks, strict=True))


async def test_notice_line_is_plain_again_after_an_error(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record")
    async with stage.open():
        stage.app.screen.show_notice("Not kept.", error=True)  # type: ignore[attr-defined]
        stage.app.screen.show_notice("Kept.")  # type: ignore[attr-defined]
        await stage.settle()
        assert "* " not in stage.shown and not stage.app.screen.query_one("#notice").rich_style.bold


async def test_footer_in_a_text_field_names_function_keys(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record")
    async with stage.open("slow-breathing", 180.0, size=(60, 20)):
        await stage.press("enter", "enter")
        await stage.go_on(11)
        await stage.press("q", "enter")  # the line for oneself
        foot = stage.shown.splitlines()[-2:]
        assert "f1" in " ".join(foot) and "f2 support" in " ".join(foot) and "^c leave now" in " ".join(foot)
        assert "? help" not in stage.shown and "c support" not in stage.shown.replace("f2 support", "")
        await stage.press("enter")
        await stage.go_on(1)
        assert "? help" in stage.shown and "c support" in stage.shown


async def test_footer_names_function_keys_in_the_save_path_field(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record", refuse="the disk is full", questions="none")
    async with stage.open("slow-breathing", 180.0):
        await stage.go_on(11)
        await stage.press("q")
        await stage.go_on(1)
        assert "? help" in stage.shown
        await stage.press("down", "enter")
        assert "f1 help" in stage.shown and "f2 support" in stage.shown and "? help" not in stage.shown


async def test_notice_goes_when_its_cause_goes(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record")
    async with stage.open():
        stage.app.post_message(Notice("No sound."))
        await stage.settle()
        assert "* No sound." in stage.shown
        await stage.press("?")  # on another screen meanwhile
        stage.app.post_message(Notice(NoLongerTrue("No sound.")))
        await stage.press("escape")
        assert "No sound." not in stage.shown


async def test_a_key_without_meaning_is_told_once_a_screen(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record")
    async with stage.open():
        await stage.press("z")
        assert "z does nothing here. Press ? to see the keys." in stage.shown
        await stage.press("down")
        assert "does nothing here" not in stage.shown
        await stage.press("J", "z")
        assert "does nothing here" not in stage.shown
        await stage.press("C")
        assert stage.app.screen.__class__.__name__ == "SupportScreen"


async def test_notice_goes_after_three_seconds_and_an_error_at_a_key(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record")
    async with stage.open():
        screen = stage.app.screen
        assert isinstance(screen, BaseScreen)
        screen.show_notice("Kept.")
        for seconds, still in ((2.9, True), (0.2, False)):
            stage.clock.advance(seconds)
            screen.expire_notice()
            await stage.settle()
            assert ("Kept." in stage.shown) is still
        screen.show_notice("Not kept.", error=True)
        stage.clock.advance(60)
        screen.expire_notice()
        await stage.settle()
        assert "Not kept." in stage.shown
        await stage.press("down")
        assert "Not kept." not in stage.shown
