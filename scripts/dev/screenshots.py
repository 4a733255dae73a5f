"""Pictures of the main screens, drawn by the real program with invented data and a stopped clock.

    python3 scripts/dev/screenshots.py [NAME...] [--to FOLDER] [--size 80x24]
    python3 scripts/dev/screenshots.py --all FOLDER [--size 80x24]

Writes docs/pictures/NAME.svg, or all pictures without a name. Random numbers are seeded and the date is fixed, so a
picture changes only when the program does. The pictures load no fonts from the network.

With --all, every screen is drawn into the folder, and a session of each scene at a few moments: dark and light, at six
sizes or at the one that is named. These pictures are for looking at and aren't kept.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import sys
import tempfile
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
from textual.pilot import Pilot

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from securecoach_tui.config import settings  # noqa: E402
from securecoach_tui.tui.app import SecureCoach  # noqa: E402
from securecoach_tui.tui.context import ScreenContext  # noqa: E402
from tests.fakes.clock import FakeClock  # noqa: E402
from tests.fakes.repository import repository_with  # noqa: E402
from tests.fakes.writer import MemoryWriter  # noqa: E402
from tests.tui.records import NOW, sessions  # noqa: E402

os.environ["COLORTERM"] = "truecolor"  # the same colours wherever the pictures are made


class ScreenDriver:
    """The program with a fake clock, and methods that press keys to reach a screen."""

    def __init__(self, folder: Path) -> None:
        paths = settings.places(str(folder), environ={"SECURECOACH_STATE_DIR": str(folder) + "-state"})
        preferences = msgspec.structs.replace(settings.Settings(), first_run_seen=True)
        self.clock = FakeClock(NOW)
        context = ScreenContext(paths, preferences, self.clock, MemoryWriter())
        context.record = repository_with(sessions(140, a_week=6.4, until=NOW - timedelta(days=1)))
        context.enable_sound = lambda notice, *, speech=True: None  # type: ignore[method-assign, misc, assignment]  # no engine
        self.app = SecureCoach(context, end=lambda status: None)
        self.pilot: Pilot[Any]

    async def press(self, *keys: str) -> None:
        """Press keys, waiting for each one's effects."""
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def settle(self) -> None:
        """Wait until the program is idle."""
        await self.pilot.pause()
        await self.app.workers.wait_for_complete()
        await self.pilot.pause()

    async def choose(self, words: str) -> None:
        """Choose the row of the list that begins with ``words``."""
        from securecoach_tui.tui.widgets.row_list import RowList

        rows = self.app.screen.query_one(RowList)
        rows.highlighted = next(n for n, row in enumerate(rows.rows) if row[0].strip().startswith(words))
        await self.press("enter")

    async def go_on(self, seconds: float) -> None:
        """Advance a session by ``seconds``."""
        for _ in range(round(seconds * 2)):
            self.clock.advance(0.5)
            await self.app.screen._tick()  # type: ignore[attr-defined]  # as a session does at each tick
        await self.settle()
        self.app.screen._breathe()  # type: ignore[attr-defined]


async def first(driver: ScreenDriver) -> None:
    """Stay on the first screen."""


async def session(driver: ScreenDriver) -> None:
    await driver.choose("Choose another")
    await driver.choose("Slow breathing")
    await driver.press("6", "enter")
    await driver.go_on(98.5)


async def exercises(driver: ScreenDriver) -> None:
    await driver.choose("Choose another")


async def progress(driver: ScreenDriver) -> None:
    await driver.choose("My progress")
    await driver.settle()


async def pairs(driver: ScreenDriver) -> None:
    await driver.choose("My progress")
    await driver.settle()
    await driver.press("o", *["down"] * 6)


async def history(driver: ScreenDriver) -> None:
    await driver.choose("History")


async def checkin(driver: ScreenDriver) -> None:
    await driver.choose("Check in")
    await driver.press("enter", "5", "enter", "3")


async def ladder(driver: ScreenDriver) -> None:
    await driver.choose("More")
    await driver.choose("The closeness ladder")


async def evidence(driver: ScreenDriver) -> None:
    await driver.choose("More")
    await driver.choose("What research says")
    await driver.choose("Slow breathing")


async def support(driver: ScreenDriver) -> None:
    await driver.press("c")


SCENES: dict[str, Callable[[ScreenDriver], Awaitable[None]]] = {
    scene.__name__: scene
    for scene in (
        first,
        exercises,
        session,
        progress,
        pairs,
        history,
        checkin,
        ladder,
        evidence,
        support,
    )
}


def without_addresses(svg: str) -> str:
    """Return the picture without fonts from the network."""
    svg = re.sub(r"<!--.*?-->\s*", "", svg, flags=re.DOTALL)
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    return svg.replace("font-family: Fira Code, monospace", "font-family: ui-monospace, Menlo, Consolas, monospace")


async def picture(name: str, size: tuple[int, int]) -> str:
    """Return one screen as SVG."""
    with tempfile.TemporaryDirectory() as folder:
        driver = ScreenDriver(Path(folder) / "record")
        async with driver.app.run_test(size=size) as driver.pilot:
            await driver.settle()
            await SCENES[name](driver)
            return without_addresses(driver.app.export_screenshot(title="SecureCoach"))


def main(args: list[str]) -> int:
    parser = argparse.ArgumentParser(description="Pictures of the main screens.")
    parser.add_argument("names", nargs="*", help=", ".join(SCENES))
    parser.add_argument("--to", type=Path, default=ROOT / "docs" / "pictures")
    parser.add_argument("--size", help="columns and rows, such as 80x24")
    parser.add_argument("--all", type=Path, metavar="FOLDER", help="every screen, into this folder")
    asked = parser.parse_args(args)
    width, height = (int(part) for part in (asked.size or "80x24").split("x"))
    if asked.all is not None:
        from scripts.dev.every_picture import SIZES, draw_all

        drawn = draw_all(asked.all, without_addresses, ((width, height),) if asked.size else SIZES)
        print(f"{drawn} pictures in {asked.all}")
        return 0
    asked.to.mkdir(parents=True, exist_ok=True)
    for name in asked.names or SCENES:
        if name not in SCENES:
            print(f"There is no picture {name}; there are {', '.join(SCENES)}.", file=sys.stderr)
            return 2
        path = asked.to / f"{name}.svg"
        path.write_text(asyncio.run(picture(name, (width, height))), encoding="utf-8")
        print(path.name)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
