"""Automatic colours: the terminal is asked for its background once, and a late answer changes no session."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from securecoach_tui.tui.automatic_theme import ANSWER_SECONDS, AutomaticTheme, TerminalBackground, is_light
from securecoach_tui.tui.terminal_input import TerminalInput
from securecoach_tui.tui.terminal_keys import TerminalKeys
from tests.tui.stage import Stage

WHITE = b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\"


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stage:
    monkeypatch.setenv("TERM", "xterm-256color")
    return Stage(tmp_path / "record")


def backgrounds(*parts: bytes) -> list[bool]:
    reader, keys, found = TerminalInput(), TerminalKeys(), []
    for part in parts:
        found += [message for item in reader.feed(part, 0.0) for message in keys.messages(item)]
    assert all(isinstance(message, TerminalBackground) for message in found)
    return [message.light for message in found if isinstance(message, TerminalBackground)]


@pytest.mark.parametrize(
    ("answer", "light"),
    [
        ("11;rgb:ffff/ffff/ffff", True),
        ("11;rgb:fd/f6/e3", True),
        ("11;rgba:fafa/f8f8/f3f3/ffff", True),
        ("11;rgb:f/f/f", True),
        ("11;rgb:0000/0000/0000", False),
        ("11;rgb:1e1e/2020/2020", False),
        ("11;rgb:0000/2b2b/3636", False),
        ("10;rgb:ffff/ffff/ffff", None),
        ("11;rgb:ffff/ffff", None),
        ("11;rgb:fffff/ffff/ffff", None),
        ("11;?", None),
    ],
)
def test_answer_says_whether_the_background_is_light(answer: str, light: bool | None) -> None:
    assert is_light(answer) is light


@given(st.lists(st.integers(1, len(WHITE) - 1), max_size=5), st.sampled_from([b"\x1b\\", b"\x07", b"\xc2\x9c"]))
def test_answer_is_read_in_any_pieces(cuts: list[int], end: bytes) -> None:
    data = WHITE.removesuffix(b"\x1b\\") + end
    places = sorted({0, *(cut for cut in cuts if cut < len(data) - (len(end) == 2)), len(data)})
    parts = [data[begin:to] for begin, to in zip(places, places[1:], strict=False)]
    assert backgrounds(*parts) == [True]


@pytest.mark.parametrize(
    "sent",
    [
        b"\x1b]10;rgb:ffff/ffff/ffff\x1b\\",
        b"\x1b]4;1;rgb:ff/00/00\x07",
        b"\x1bP11;rgb:ffff/ffff/ffff\x1b\\",
        b"\x1b]11;rgb:ffff/ffff/ffff\x18",
        b"\x1b]11;rgb:ffff/ffff/" + b"f" * 9000 + b"\x07",
        b"\x1b]0;title\x07",
    ],
)
def test_every_other_string_is_dropped(sent: bytes) -> None:
    assert backgrounds(sent) == []


def test_terminal_is_asked_once_and_not_where_it_cant_answer() -> None:
    assert not AutomaticTheme().ask(0.0, {"TERM": "linux"}) and not AutomaticTheme().ask(0.0, {})
    automatic = AutomaticTheme()
    assert automatic.ask(0.0, {"TERM": "xterm"}) and not automatic.ask(1.0, {"TERM": "xterm"})


def test_answer_counts_once_and_only_if_it_was_asked_for() -> None:
    automatic = AutomaticTheme()
    assert not automatic.answered(True, 0.0) and not automatic.light
    automatic.ask(1.0, {"TERM": "xterm"})
    assert automatic.answered(True, 1.0 + ANSWER_SECONDS / 2) and automatic.light
    assert not automatic.answered(False, 1.05) and automatic.light


async def test_a_light_terminal_is_light_at_once(stage: Stage) -> None:
    async with stage.open():
        assert stage.app.theme == "dark" and stage.app.asks_background()
        stage.app.background_read(True)
        await stage.settle()
        assert stage.app.theme == "light"


async def test_a_late_answer_waits_for_the_next_screen(stage: Stage) -> None:
    async with stage.open("slow-breathing"):
        stage.app.asks_background()
        stage.clock.advance(ANSWER_SECONDS * 3)
        stage.app.background_read(True)
        await stage.settle()
        await stage.press("enter")
        assert stage.app.theme == "dark"
        await stage.press("f2")
        assert stage.app.theme == "light"


async def test_chosen_colours_are_never_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    stage = Stage(tmp_path / "record", theme="paper")
    async with stage.open():
        assert not stage.app.asks_background()
        stage.app.background_read(True)
        await stage.settle()
        assert stage.app.theme == "paper"
