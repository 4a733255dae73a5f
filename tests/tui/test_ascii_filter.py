"""Plain characters: in that setting nothing outside ASCII is drawn but letters; every screen: test_screen_contents.py."""

from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color

from securecoach_tui.tui.ascii_filter import AsciiFilter, encoding_is_ascii
from tests.tui.stage import Stage


async def test_session_screen_draws_only_ascii_when_set(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record", ascii=True)
    async with stage.open("slow-breathing", 180.0, size=(40, 15)):
        for act in ("", "enter", "space", "space", "r", "escape", "q", "enter", "enter"):
            if act:
                await stage.press(act)
            await stage.go_on(5)
            assert stage.shown.isascii(), stage.shown


async def test_ascii_setting_keeps_letters_a_person_wrote(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record", ascii=True, questions="all")
    async with stage.open("slow-breathing", 180.0):
        await stage.press("enter")
        await stage.go_on(11)
        await stage.press("q", "enter")
        stage.app.screen.focused.value = "Grüße…"  # type: ignore[union-attr]
        await stage.settle()
        assert "Grüße." in stage.shown


async def test_ascii_setting_changes_the_current_screen(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record")
    async with stage.open("slow-breathing", 180.0):
        await stage.press("enter")
        await stage.go_on(60)
        assert not stage.shown.isascii()
        stage.context.apply_sound_settings(ascii=True)
        stage.app.redraw_all()
        await stage.settle()
        assert stage.shown.isascii()


@pytest.mark.parametrize(
    ("encodings", "poor"),
    [(["utf-8"], False), (["UTF-16"], False), ([None], False), (["ascii"], True), (["latin-1"], True), (["odd"], True)],
)
def test_a_terminal_without_unicode_is_noticed(encodings: list[str | None], poor: bool) -> None:
    assert encoding_is_ascii(encodings) is poor


def test_ascii_filter_keeps_the_cell_width() -> None:
    every = "".join(map(chr, range(0xA1, 0x3000))) + "漢字🙂"
    for letters in (True, False):
        for one in every:
            (made,) = AsciiFilter(letters=letters).apply([Segment(one)], Color(0, 0, 0))
            if cell_len(one):
                assert cell_len(made.text) == cell_len(one), (one, made.text)
            assert not letters or made.text.isascii()


def test_signs_before_spanish_sentences_are_kept() -> None:
    line = [Segment("¿Qué pasó? «Nada»")]
    assert AsciiFilter().apply(line, Color(0, 0, 0))[0].text == '¿Qué pasó? "Nada"'
    assert AsciiFilter(letters=True).apply(line, Color(0, 0, 0))[0].text == '?Que paso? "Nada"'
