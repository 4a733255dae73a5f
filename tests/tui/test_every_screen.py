"""What holds on every screen that can be reached, looked at in one tour: contrast, focus, targets for the mouse."""

from __future__ import annotations

import asyncio
import re
from collections import defaultdict
from pathlib import Path

import pytest
from rich.color import Color, ColorSystem
from textual.strip import Strip
from textual.theme import Theme
from textual.widget import Widget
from textual.widgets import Input

from securecoach_tui.tui.base_screen import BaseScreen
from securecoach_tui.tui.speakable import Speakable, SpokenParts
from securecoach_tui.tui.themes import HIGH_CONTRAST, THEMES
from securecoach_tui.tui.widgets.footer import KeyFooter
from securecoach_tui.tui.widgets.rating_scale import CELLS
from securecoach_tui.tui.widgets.row_list import RowList
from tests.tui.records import lived_in
from tests.tui.stage import Stage
from tests.tui.tour import tour

COLOURED = [theme for theme in THEMES if not theme.ansi]  # with colours of their own
pytestmark = pytest.mark.journeys  # tours of every screen take longer than a unit test may

TEXT, STRONG_TEXT, MARKS = 4.5, 7.0, 3.0  # WCAG 2.2: 1.4.3, 1.4.6, 1.4.11
FINGER = 3  # cells, the least width of what can be clicked


def is_mark(character: str) -> bool:
    """Lines, blocks and dots of bars and charts, and what stands for them in ASCII is text."""
    return 0x2500 <= ord(character) <= 0x28FF


def luminance(color: Color) -> float:
    triplet = color.get_truecolor()
    parts = [part / 255 for part in triplet]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: Color, other: Color) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def strips(room: BaseScreen) -> list[Strip]:
    return [Strip(strip) for strip in room._compositor.render_strips()]


def too_weak(room: BaseScreen, text_needs: float) -> list[str]:
    """Every piece of the screen that stands out too little, in the colours that the terminal is sent."""
    found = []
    depth = ColorSystem[(room.app.console.color_system or "truecolor").upper()]
    for number, strip in enumerate(strips(room)):
        for segment in strip:
            text, style = segment.text.strip(), segment.style
            if not text or segment.control or not text.strip("▀▄"):  # test_picture_colours.py looks at pictures
                continue
            if style is None or style.color is None or style.bgcolor is None:
                found.append(f"line {number}: {text!r} has no colours of its own")
                continue
            sent = [colour.downgrade(depth) for colour in (style.color, style.bgcolor)]
            front, back = reversed(sent) if style.reverse else sent
            needs = MARKS if all(is_mark(one) for one in text.replace(" ", "")) else text_needs
            if ratio(front, back) < needs:
                found.append(f"line {number}: {text!r} {ratio(front, back):.2f}, {front.name} on {back.name}")
    return found


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


async def look_at_contrast(stage: Stage, screen: BaseScreen, theme: Theme) -> list[str]:
    """Weak text and marks in a theme with colours of its own."""
    stage.app.theme = theme.name
    await stage.settle()
    needs = STRONG_TEXT if theme.name in HIGH_CONTRAST else TEXT
    return [f"{type(screen).__name__}, {theme.name}, {one}" for one in too_weak(screen, needs)]


async def look_at_focus(stage: Stage, screen: BaseScreen) -> list[str]:
    """Focus that is out of reading order, out of sight, or has nothing to say."""
    wrong: list[str] = []
    chain = [one for one in screen.focus_chain if one.display and one.region.area]
    if not chain:
        wrong.append(f"{type(screen).__name__}: nothing can have the focus")
    places = [(one.region.y, one.region.x) for one in chain]
    if places != sorted(places):
        wrong.append(f"{type(screen).__name__}: the focus goes {places}")
    before = screen.focused
    for one in chain:
        name = f"{type(screen).__name__}, {type(one).__name__}"
        screen.set_focus(one)
        await stage.settle()
        if not useful(one):
            wrong.append(f"{name}: says nothing useful")
        x, y = cursor_of(one)
        if not screen.region.contains(x, y):
            wrong.append(f"{name}: the cursor is out of sight at {x}, {y}")
    screen.set_focus(before)
    return wrong


async def look_at_targets(_stage: Stage, screen: BaseScreen) -> list[str]:
    """What is too narrow to be clicked."""
    small: list[str] = []
    for footer in screen.query(KeyFooter):
        small.extend(f"{type(screen).__name__}: {key}" for first, after, key in footer._spans if after - first < FINGER)
    for rows in screen.query(RowList):
        if rows.display and rows.rows and rows.region.width < FINGER:
            small.append(f"{type(screen).__name__}: a list of {rows.region.width} cells")
    return small


@pytest.fixture(scope="module")
def faults(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The faults that one tour of every screen finds, by what was looked at; "screens" has the screens' names."""
    found: dict[str, list[str]] = defaultdict(list)
    stage = lived_in(tmp_path_factory.mktemp("tour") / "record", 40)

    async def look(screen: BaseScreen) -> None:
        found["screens"].append(type(screen).__name__)
        found["targets"] += await look_at_targets(stage, screen)
        found["focus"] += await look_at_focus(stage, screen)
        # Each screen in one theme, in turn; every screen in every theme is among the long tests.
        found["contrast"] += await look_at_contrast(stage, screen, COLOURED[len(found["screens"]) % len(COLOURED)])

    async def run() -> None:
        async with stage.open():
            await tour(stage, look)

    asyncio.run(run())
    return found


def test_contrast_holds_on_every_screen(faults: dict[str, list[str]]) -> None:
    screens = faults["screens"]
    assert len(screens) >= 20 and "SessionScreen" in screens and "ProgressScreen" in screens
    assert not faults["contrast"], "\n".join(faults["contrast"][:40])


@pytest.mark.long
async def test_contrast_holds_on_every_screen_in_every_theme(stage: Stage) -> None:
    weak: list[str] = []

    async def look(screen: BaseScreen) -> None:
        for theme in COLOURED:
            weak.extend(await look_at_contrast(stage, screen, theme))

    async with stage.open():
        await tour(stage, look)
    assert not weak, "\n".join(weak[:40])


def test_focus_is_seen_in_order_and_useful_on_every_screen(faults: dict[str, list[str]]) -> None:
    assert not faults["focus"], "\n".join(faults["focus"])


def test_mouse_targets_are_three_cells_wide(faults: dict[str, list[str]]) -> None:
    assert not faults["targets"] and CELLS >= FINGER


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return lived_in(tmp_path / "record", 40)


@pytest.mark.parametrize("terminal", ["xterm-direct", "xterm"])
async def test_contrast_holds_in_a_session_and_its_rating(
    stage: Stage, terminal: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", terminal)
    monkeypatch.setenv("COLORTERM", "truecolor" if terminal == "xterm-direct" else "")
    async with stage.open("slow-breathing", 180.0):
        await stage.press("enter")
        await stage.go_on(60)
        for keys in ((), ("5",)):
            await stage.press(*keys)
            for theme in COLOURED:
                screen = stage.app.screen
                assert isinstance(screen, BaseScreen)
                assert await look_at_contrast(stage, screen, theme) == []


@pytest.mark.long
async def test_terminal_theme_uses_only_the_terminals_colours(tmp_path: Path) -> None:
    stage = lived_in(tmp_path / "record", 40, theme="terminal")
    found: set[str] = set()

    async def look(screen: BaseScreen) -> None:
        for strip in strips(screen):
            for segment in strip:
                style = segment.style
                for color in (style.color, style.bgcolor) if style is not None and segment.text.strip() else ():
                    if color is not None and not (
                        color.is_default or (color.number or 0) < 16 and color.triplet is None
                    ):
                        found.add(f"{type(screen).__name__}: {segment.text.strip()!r} {color.name}")

    async with stage.open():
        await tour(stage, look)
    assert not found, "\n".join(sorted(found)[:20])


async def test_focus_on_a_silent_widget_is_noticed() -> None:
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
