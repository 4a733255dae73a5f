"""A picture of one's own in a real terminal: on its own screen only, and nowhere once that screen is left."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from securecoach_tui.config import settings
from securecoach_tui.store.local import comforts
from tests.journeys.terminal import Terminal, choose, past_first_run

pytestmark = pytest.mark.journeys

HALF = "\N{UPPER HALF BLOCK}"
GRAPHICS = (b"\x1bP", b"\x1b_", b"\x1b]1337")  # how sixel, kitty and iTerm2 begin
QUESTIONS = (b"\x1b[c", b"\x1b[0c", b"\x1b[14t", b"\x1b[16t")  # what terminal it is, and its pixels


@pytest.fixture
def at_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    """The program, with a picture of one's own open."""
    image = pytest.importorskip("PIL.Image")
    data = past_first_run(tmp_path / "record")
    monkeypatch.setenv("SECURECOACH_STATE_DIR", str(data) + "-state")
    file = tmp_path / "sea.png"
    image.effect_noise((320, 240), 90).save(file, "PNG")
    comforts.add(settings.places(str(data)), "picture", "sea.png", file.read_bytes())
    terminal = Terminal(data=data)
    terminal.see("> Start")
    choose(terminal, "More")
    terminal.see("Your own contacts")
    choose(terminal, "What comforts me")
    terminal.see("Picture: sea.png")
    choose(terminal, "Picture: sea.png")
    terminal.wait(lambda shown: shown.count(HALF) > 500 and "remove" not in shown, "the picture, whole")
    yield terminal
    terminal.close()


def pieces(terminal: Terminal) -> int:
    """How many cells of the screen show a piece of a picture."""
    return terminal.display.count(HALF)


def test_nothing_of_a_picture_is_left_on_the_support_page(at_picture: Terminal) -> None:
    at_picture.press("c")
    at_picture.see("People to talk to")
    at_picture.wait(lambda shown: HALF not in shown, "no piece of the picture")
    at_picture.press("escape")
    at_picture.wait(lambda shown: shown.count(HALF) > 500, "the picture again")


def test_quick_exit_from_a_picture_leaves_nothing_of_it(at_picture: Terminal) -> None:
    at_picture.press("\x03")
    assert at_picture.ended() == 0
    assert at_picture.is_as_it_was() and pieces(at_picture) == 0
    last = at_picture.raw.rfind(HALF.encode())
    assert at_picture.raw.find(b"\x1b[2J", last) > last, "cleared after the last piece of it"
    sent = [one for one in (*GRAPHICS, *QUESTIONS) if one in at_picture.raw]
    assert sent == [], "drawn in cells, without asking the terminal anything"
