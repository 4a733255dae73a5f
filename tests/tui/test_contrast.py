"""What is really drawn, cell by cell: text and marks stand out from their ground in every theme."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.color import Color
from textual.strip import Strip

from securecoach_tui.tui.base_screen import BaseScreen
from securecoach_tui.tui.themes import THEMES
from tests.tui.records import lived_in
from tests.tui.stage import Stage
from tests.tui.tour import tour

TEXT, STRONG_TEXT, MARKS = 4.5, 7.0, 3.0  # WCAG 2.2: 1.4.3, 1.4.6, 1.4.11


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
    """Every piece of the screen that stands out too little."""
    found = []
    for number, strip in enumerate(strips(room)):
        for segment in strip:
            text, style = segment.text.strip(), segment.style
            if not text or segment.control:
                continue
            if style is None or style.color is None or style.bgcolor is None:
                found.append(f"line {number}: {text!r} has no colours of its own")
                continue
            front, back = (style.bgcolor, style.color) if style.reverse else (style.color, style.bgcolor)
            needs = MARKS if all(is_mark(one) for one in text.replace(" ", "")) else text_needs
            if ratio(front, back) < needs:
                found.append(f"line {number}: {text!r} {ratio(front, back):.2f}, {front.name} on {back.name}")
    return found


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return lived_in(tmp_path / "record", 40)


async def test_text_and_marks_stand_out_on_every_screen_in_every_theme(stage: Stage) -> None:
    weak: list[str] = []
    looked: list[str] = []

    async def look(room: BaseScreen) -> None:
        for theme in THEMES:
            if theme.ansi:
                continue
            stage.app.theme = theme.name
            await stage.settle()
            needs = STRONG_TEXT if theme.name == "contrast" else TEXT
            weak.extend(f"{type(room).__name__}, {theme.name}, {one}" for one in too_weak(room, needs))
        looked.append(type(room).__name__)

    async with stage.open():
        await tour(stage, look)
    assert len(looked) >= 20 and "SessionScreen" in looked and "ProgressScreen" in looked
    assert not weak, "\n".join(weak[:40])


async def test_a_session_stands_out_while_it_runs_and_while_it_is_rated(stage: Stage) -> None:
    async with stage.open("slow-breathing", 180.0):
        await stage.press("enter")
        await stage.go_on(60)
        for keys in ((), ("5",)):
            await stage.press(*keys)
            for theme in THEMES:
                if not theme.ansi:
                    stage.app.theme = theme.name
                    await stage.settle()
                    needs = STRONG_TEXT if theme.name == "contrast" else TEXT
                    room = stage.app.screen
                    assert isinstance(room, BaseScreen)
                    assert too_weak(room, needs) == [], theme.name


async def test_the_terminals_own_theme_uses_nothing_but_the_terminals_own_colours(tmp_path: Path) -> None:
    stage = lived_in(tmp_path / "record", 40, theme="terminal")
    found: set[str] = set()

    async def look(room: BaseScreen) -> None:
        for strip in strips(room):
            for segment in strip:
                style = segment.style
                for color in (style.color, style.bgcolor) if style is not None and segment.text.strip() else ():
                    if color is not None and not (
                        color.is_default or (color.number or 0) < 16 and color.triplet is None
                    ):
                        found.add(f"{type(room).__name__}: {segment.text.strip()!r} {color.name}")

    async with stage.open():
        await tour(stage, look)
    assert not found, "\n".join(sorted(found)[:20])
