"""The full screen under random hands: keys, pastes, resizes, clocks that jump and disks that refuse, on every screen.

    python3 scripts/prove.py screens [EVENTS]     (100,000)
    python3 scripts/prove.py screens [EVENTS] --seed N    the same again from one seed

The app is the real one, without a terminal; clock and record are the project's own fakes. After each round the
screens that were seen are counted: a screen that random hands never reach proves nothing.
"""

from __future__ import annotations

import asyncio
import os
import random
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec
from textual import events

from securecoach_tui import content, settings
from securecoach_tui.clock import FakeClock
from securecoach_tui.settings import Settings
from securecoach_tui.setups import make_setup
from securecoach_tui.store.memory_writer import MemoryWriter
from securecoach_tui.tui.app import SecureCoach
from securecoach_tui.tui.house import House

ROUND = 400  # events before a new person sits down
SLOWEST = 5.0  # seconds for one event to be dealt with
KEYS = [
    *["enter"] * 8, *["down", "up", "tab", "shift+tab", "right", "left"] * 3, "space", "space", *["escape"] * 8, "home", "end",
    "pageup", "pagedown", "backspace", "delete", "f1", "f2", "f3", "f4", "f6", "ctrl+o", "ctrl+z", "ctrl+p", "ctrl+w",
    *"0123456789", *"scqgartwxuhn+-=[]?viybedlpm/", "A", "é", "足",
]  # fmt: skip
PASTES = [
    "",
    "words of one's own",
    "[bold]x[/bold]",
    "\x1b[2J\x07",
    "a" * 20_000,
    "1\n2\n3\n",
    "💜\u202e\u0000",
    "../../x",
    "{rung}",
]
SIZES = [(80, 24), (80, 24), (60, 20), (40, 15), (132, 43), (20, 5), (1, 1), (300, 100)]


def person(chance: random.Random, folder: Path) -> tuple[House, Any]:
    """A house with somebody's preferences, a clock and a record; at an exercise, or at the first screen."""
    where = settings.places(str(folder / "data"), environ={"SECURECOACH_STATE_DIR": str(folder / "state")})
    preferences = msgspec.structs.replace(
        Settings(),
        first_run_seen=chance.random() < 0.9,
        questions=chance.choice(["all", "all", "few", "none"]),
        ascii=chance.random() < 0.2,
        reduced_motion=chance.random() < 0.2,
        theme=chance.choice(["dark", "light", "nonsense"]),
        lens=chance.choice(["ask", "on", "off"]),
        breath_lines=chance.choice(["all", "few", "none"]),
    )
    clock = FakeClock()
    house = House(where, preferences, clock, MemoryWriter("the disk is full" if chance.random() < 0.1 else ""))
    setup = None
    if chance.random() < 0.4:
        exercise = content.load().exercise(chance.choice(content.load().ids()))
        seconds = 60 * min(exercise.minutes)
        setup = make_setup(exercise, seconds, settings=preferences, record=house.at_hand(), clock=clock)
    return house, setup


async def hands(chance: random.Random, app: SecureCoach, pilot: Any, clock: FakeClock) -> None:
    """One random act."""
    luck = chance.random()
    if luck < 0.80:
        await pilot.press(chance.choice(KEYS))
    elif luck < 0.90:
        clock.advance(chance.choice([0.1, 0.7, 5, 30, 60]))
        await pilot.pause()
    elif luck < 0.92:
        clock.sleep(chance.choice([1.0, 3.0, 3600, 86400 * 40]))
        await pilot.pause()
    elif luck < 0.96:
        app.post_message(events.Paste(chance.choice(PASTES)))
        await pilot.pause()
    elif luck < 0.99:
        await pilot.resize_terminal(*chance.choice(SIZES))
    else:
        await pilot.press("ctrl+c")


async def one_round(seed: int, count: int, found: Counter[str], slow: list[float]) -> None:
    """Somebody sits down, does so many things, and gets up."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        house, setup = person(chance, Path(folder))
        app = SecureCoach(house, setup, end=lambda _status: None)
        async with app.run_test(size=chance.choice(SIZES[:4])) as pilot:
            for _ in range(count):
                if not app.is_running or app._exit:
                    break
                begin = time.perf_counter()
                await asyncio.wait_for(hands(chance, app, pilot, house.clock), 60)  # type: ignore[arg-type]
                slow.append(time.perf_counter() - begin)
                found["events"] += 1
                if app.screen_stack:
                    found[type(app.screen).__name__] += 1


def main(args: list[str]) -> int:
    """Rounds until so many events have been dealt with; 1 where one brought a traceback."""
    seed = int(args[args.index("--seed") + 1]) if "--seed" in args else 0
    wanted = int(args[0]) if args and not args[0].startswith("-") else 100_000
    os.environ.pop("SECURECOACH_DATA_DIR", None)
    found: Counter[str] = Counter()
    slow: list[float] = []
    faults = 0
    while found["events"] < wanted and faults < 20:
        try:
            asyncio.run(one_round(seed, min(ROUND, wanted - found["events"]), found, slow))
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            faults += 1
            print(f"seed {seed}:\n{''.join(traceback.format_exception(error)[-4:])}", flush=True)
        found["people"] += 1
        seed += 1
    screens = ", ".join(f"{name} {many:,}" for name, many in found.most_common() if name not in ("events", "people"))
    slow.sort()
    p99 = slow[int(len(slow) * 0.99)] * 1000 if slow else 0.0
    print(f"screens seen: {screens}")
    print(
        f"the full screen under random hands: {found['events']:,} events by {found['people']} people; tracebacks {faults}; "
        f"an act is dealt with in {p99:.0f} ms at p99, {1000 * slow[-1]:.0f} ms at most"
    )
    return 1 if faults or slow[-1] > SLOWEST else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
