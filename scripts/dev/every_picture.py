"""A picture of every screen, and of a session of each scene at a few moments, at six sizes, dark and light."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from tests.tui.stage import Stage
from tests.tui.visits import Size, show_theme, visit_all

SIZES: tuple[Size, ...] = ((40, 15), (60, 20), (80, 24), (100, 30), (120, 40), (200, 55))
THEMES = ("dark", "light")


async def _draw(folder: Path, size: Size, finish: Callable[[str], str]) -> int:
    drawn = 0

    async def look(stage: Stage, name: str) -> None:
        nonlocal drawn
        for theme in (*THEMES[1:], THEMES[0]):
            await show_theme(stage, theme)
            path = folder / f"{size[0]}x{size[1]}" / theme / f"{name}.svg"
            path.write_text(finish(stage.app.export_screenshot(title=name)), encoding="utf-8")
            drawn += 1

    await visit_all(size, look)
    return drawn


def draw_all(folder: Path, finish: Callable[[str], str], sizes: tuple[Size, ...] = SIZES) -> int:
    """Write folder/SIZE/THEME/SCREEN.svg for each, passed through ``finish``; return how many. Takes a few minutes."""
    drawn = 0
    for size in sizes:
        for theme in THEMES:
            (folder / f"{size[0]}x{size[1]}" / theme).mkdir(parents=True, exist_ok=True)
        drawn += asyncio.run(_draw(folder, size, finish))
    return drawn
