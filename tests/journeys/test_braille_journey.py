"""A session by braille display: only the forty cells from the cursor on are read."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.journeys.terminal import Terminal, past_first_run

pytestmark = pytest.mark.journeys

CELLS = 40


class Braille:
    """A braille display of forty cells that begin at the cursor."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal

    @property
    def line(self) -> str:
        cursor, display = self._terminal.screen.cursor, self._terminal.screen.display
        return "" if cursor.hidden else display[cursor.y][cursor.x : cursor.x + CELLS].rstrip()

    @property
    def place(self) -> tuple[int, int]:
        return self._terminal.screen.cursor.x, self._terminal.screen.cursor.y

    def feel(self, *words: str, seconds: float = 30.0) -> str:
        """Wait until the cells begin with the first of these and contain all."""
        until = time.monotonic() + seconds
        while not (self.line.startswith(words[0]) and all(word in self.line for word in words)):
            assert time.monotonic() < until, f"{words} not under the fingers but {self.line!r} at {self.place}"
            self._terminal.read(0.1)
        return self.line

    def press(self, *keys: str) -> None:
        self._terminal.press(*keys)

    def choose(self, label: str) -> None:
        """Move down a list to a row and press enter."""
        for _ in range(40):
            while self._terminal.read(0.3):
                pass  # the cursor may be anywhere in an unfinished frame
            if self.line.startswith(label):
                self.press("enter")
                return
            before = self.line
            self.press("down")
            until = time.monotonic() + 20
            while self.line == before and time.monotonic() < until:
                self._terminal.read(0.1)
        raise AssertionError(f"{label} is not in the list")


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    opened = Terminal(data=past_first_run(tmp_path / "record"))
    yield opened
    opened.close()


def test_session_by_forty_braille_cells(terminal: Terminal) -> None:
    fingers = Braille(terminal)
    fingers.feel("Start")
    fingers.choose("Choose another")
    fingers.feel("Slow breathing", "5 minutes")
    fingers.press("end")
    fingers.feel("Twelve seconds", "12 seconds")
    fingers.press("enter")
    fingers.feel("0  1  2  3")
    fingers.press("7")
    fingers.feel("7]")
    fingers.press("enter")
    fingers.feel("You can stop whenever you like.")
    fingers.press("5")
    fingers.feel("5]")
    fingers.press("enter")
    fingers.feel("Look round the room.")
    fingers.feel("0  1  2  3")
    fingers.press("3")
    fingers.feel("3]")
    fingers.press("enter")
    fingers.feel("Your note")
    fingers.press("quieter now")
    until = time.monotonic() + 20
    while "quieter now" not in terminal.screen.display[fingers.place[1]] and time.monotonic() < until:
        terminal.read(0.1)
    at, row = fingers.place
    assert terminal.screen.display[row][:at].endswith("quieter now"), "the caret is not behind what was typed"
    fingers.press("enter")
    fingers.feel("Back to start", "Saved.")
    fingers.press("enter")
    fingers.feel("Start")
    fingers.press("q")
    assert terminal.ended() == 0
    assert terminal.is_as_it_was()


def test_cursor_never_moves_with_guide_or_clock(tmp_path: Path) -> None:
    data = past_first_run(tmp_path / "record", questions="none")
    terminal = Terminal("practice", "slow-breathing", "--minutes", "3", data=data)
    try:
        fingers = Braille(terminal)
        terminal.see("left")
        for _ in range(12):  # on to where the guide breathes; its count comes a moment after its caption
            with suppress(AssertionError):
                terminal.see("breath 1 of", seconds=1.0)
                break
            before = fingers.line
            fingers.press("s")
            terminal.wait(lambda shown, before=before: fingers.line not in ("", before), "another caption")  # type: ignore[misc]
        terminal.see("breath 1 of")
        terminal.wait(lambda shown: fingers.line != "", "a caption under the fingers")
        until, drawn, drawings = time.monotonic() + 8, terminal.display, 0
        places: dict[str, set[tuple[int, int]]] = {}
        while time.monotonic() < until:
            terminal.read(0.1)
            places.setdefault(fingers.line, set()).add(fingers.place)
            drawings += terminal.display != drawn
            drawn = terminal.display
        assert drawings >= 3, "neither guide nor clock was drawn"
        assert all(len(where) == 1 for where in places.values()), places
        assert not any(line[:1] in ("━", "─", "i", "o") for line in places)
    finally:
        terminal.close()
