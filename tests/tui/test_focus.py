"""What has the focus is seen, found by the cursor, in reading order, and says something useful; on every screen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual.widget import Widget
from textual.widgets import Input

from securecoach_tui.tui.base_screen import BaseScreen
from securecoach_tui.tui.speakable import Speakable, SpokenParts
from tests.tui.records import lived_in
from tests.tui.stage import Stage
from tests.tui.tour import tour


def useful(widget: Widget) -> bool:
    """Whether a voice would have something to say: words, not a class's name."""
    if not isinstance(widget, Speakable):
        return False
    label, value, _position = widget.spoken_parts()
    words = f"{label} {value}".strip()
    return bool(re.search(r"\w", words)) and not re.search(r"object at 0x|<\w|\b[A-Z]\w+\(", words)


def cursor_of(widget: Widget) -> tuple[int, int]:
    """Where the terminal's cursor stands for it."""
    if isinstance(widget, Input):
        return widget.cursor_screen_offset
    place = widget.cursor_cell()
    return widget.content_region.offset + place


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return lived_in(tmp_path / "record", 40)


async def test_whatever_can_have_the_focus_is_seen_in_order_and_says_something_useful(stage: Stage) -> None:
    wrong: list[str] = []

    async def look(room: BaseScreen) -> None:
        chain = [one for one in room.focus_chain if one.display and one.region.area]
        if not chain:
            wrong.append(f"{type(room).__name__}: nothing can have the focus")
        places = [(one.region.y, one.region.x) for one in chain]
        if places != sorted(places):
            wrong.append(f"{type(room).__name__}: the focus goes {places}")
        before = room.focused
        for one in chain:
            name = f"{type(room).__name__}, {type(one).__name__}"
            room.set_focus(one)
            await stage.settle()
            if not useful(one):
                wrong.append(f"{name}: says nothing useful")
            x, y = cursor_of(one)
            if not room.region.contains(x, y):
                wrong.append(f"{name}: the cursor is out of sight at {x}, {y}")
        room.set_focus(before)

    async with stage.open():
        await tour(stage, look)
    assert not wrong, "\n".join(wrong)


async def test_something_that_says_nothing_is_noticed() -> None:
    class Silent(Widget, can_focus=True):
        pass

    class Empty(Widget, can_focus=True):
        speech_role = ""

        def spoken_parts(self) -> SpokenParts:
            return SpokenParts("", "", "3/4")

    class Named(Widget, can_focus=True):
        speech_role = ""

        def spoken_parts(self) -> SpokenParts:
            return SpokenParts(repr(self))

    assert not any(useful(one) for one in (Silent(), Empty(), Named()))
