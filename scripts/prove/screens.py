"""The full screen with random input: keys, clicks, pastes, resizes, clock jumps and disk errors, on every screen.

    python3 scripts/prove screens [EVENTS]     (100,000)
    python3 scripts/prove screens [EVENTS] --seed N    the same again from one seed

The app is the real one, without a terminal; clock, writer and voice are fakes, and data is read from a real disk. Input
is faster than any person's: up to eight events are sent before waiting for the program. The screens that were shown are
counted, because a screen that was never shown wasn't tested.
"""

from __future__ import annotations

import asyncio
import importlib
import random
import shutil
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from textual import events
from textual.geometry import Size

from scripts.prove.random_people import WORDS, person
from scripts.prove.rounds import run_rounds
from securecoach_tui.tui.app import SecureCoach
from securecoach_tui.tui.screens.session import SessionScreen
from tests.fakes.clock import FakeClock
from tests.fakes.keyboard import send_key
from tests.fakes.writer import MemoryWriter

ROUND = 600  # events with one user
AT_ONCE = 8  # events at most before waiting for the program
SLOWEST = 5.0  # seconds allowed for the events sent at once
HANGS = 60.0  # seconds after which the program counts as hung
FRAME = 1 / 30
KEYS = [
    *["enter"] * 8, *["down", "up", "tab", "shift+tab", "right", "left"] * 3, "space", "space", *["escape"] * 6, "home", "end",
    "pageup", "pagedown", "backspace", "delete", "f1", "f2", "f3", "f4", "f5", "f6", "ctrl+o", "ctrl+z", "ctrl+p", "ctrl+w", "ctrl+a",
    *"0123456789", *"scgartwxuhn+-=[]?viybedlpm/", "A", "é", "足",
]  # fmt: skip
LEAVES = ["q", "ctrl+c"]  # chosen less often, because they end the round
PASTES = [*WORDS, "a" * 20_000]
SIZES = [(80, 24), (80, 24), (60, 20), (40, 15), (132, 43), (20, 5), (1, 1), (300, 100)]
# Screens that a round can begin on; the others are reached from these.
FIRST_SCREENS = {
    "exercises": "ExercisesScreen", "history": "HistoryScreen", "progress": "ProgressScreen", "more": "MoreScreen",
    "ladder": "LadderScreen", "needs": "NeedsScreen", "now": "NowScreen", "cards": "CardsScreen",
    "evidence": "EvidenceScreen", "contacts": "ContactsScreen", "plan": "PlanScreen", "settings": "SettingsScreen",
    "checkin": "CheckInScreen",
    "over_time": "OverTimeScreen", "support": "SupportScreen", "first_run": "FirstRunScreen",
    "speech_consent": "SpeechConsentScreen",
}  # fmt: skip


class RandomEvents:
    """Sends random events to one program; ``done`` counts them."""

    def __init__(self, chance: random.Random, app: SecureCoach, clock: FakeClock) -> None:
        self.chance, self.app, self.clock, self.done = chance, app, clock, 0

    def act(self) -> None:
        """Cause one random event of the terminal, the machine or the disk."""
        self.done += 1
        chance, luck = self.chance, self.chance.random()
        if luck < 0.78:
            self.press(chance.choice(KEYS))
        elif luck < 0.90:
            self.pass_by(chance.choice([0.1, 0.7, 5, 30, 60]))
        elif luck < 0.92:
            self.clock.sleep(chance.choice([1.0, 3.0, 3600, 86400 * 40]))
            self.pass_by(0.1)
        elif luck < 0.945:
            self.app.post_message(events.Paste(chance.choice(PASTES)))
        elif luck < 0.965:
            self.click()
        elif luck < 0.985:
            self.resize(*chance.choice(SIZES))
        elif luck < 0.995:
            self.disk()
        else:
            self.press(chance.choice(LEAVES))

    def press(self, key: str) -> None:
        """Send a key as the terminal driver would."""
        send_key(self.app, key)

    def pass_by(self, seconds: float) -> None:
        """Advance the clock and let a session tick."""
        self.clock.advance(seconds)
        if self.app.screen_stack and isinstance(self.app.screen, SessionScreen) and self.app.screen._runner is not None:
            self.app.screen.call_later(self.app.screen._tick)

    def click(self) -> None:
        """Click on a random cell."""
        x, y = self.chance.randrange(self.app.size.width or 1), self.chance.randrange(self.app.size.height or 1)
        assert self.app._driver is not None
        for kind in (events.MouseDown, events.MouseUp):
            self.app._driver.process_message(kind(None, x, y, 0, 0, 1, False, False, False, x, y, None))

    def resize(self, width: int, height: int) -> None:
        """Resize the terminal."""
        size = Size(width, height)
        self.app._driver._size = size  # type: ignore[union-attr]
        self.app.post_message(events.Resize(size, size))

    def disk(self) -> None:
        """Make the disk fail or work again, damage settings.toml, or remove the data folder."""
        context, luck = self.app.context, self.chance.random()
        if luck < 0.6:
            writer = context.writer
            assert isinstance(writer, MemoryWriter)
            writer.refuse = "" if writer.refuse else "the disk is full"
        elif luck < 0.9:
            context.paths.data.mkdir(parents=True, exist_ok=True)
            (context.paths.data / "settings.toml").write_bytes(
                self.chance.choice([b"rate = 'x'", b"\xff\xfe", b"= = =", b""])
            )
        else:
            shutil.rmtree(context.paths.data, ignore_errors=True)


async def dealt_with(app: SecureCoach, pilot: Any, chance: random.Random) -> None:
    """Wait until every pending message has been handled, and sometimes until the screen is drawn."""
    await pilot._wait_for_screen(HANGS)
    if chance.random() < 0.25 and app.is_running:
        await asyncio.sleep(FRAME)
        await pilot._wait_for_screen(HANGS)


async def one_round(seed: int, count: int, found: Counter[str], slow: list[tuple[float, int]]) -> None:
    """Run the program with one random user and ``ROUND`` events."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        context, setup = person(chance, Path(folder))
        ended: list[int] = []
        app = SecureCoach(context, setup, end=ended.append)
        assert isinstance(context.clock, FakeClock)
        async with app.run_test(size=chance.choice(SIZES[:5])) as pilot:
            if setup is None and chance.random() < 0.6:
                module, name = chance.choice(sorted(FIRST_SCREENS.items()))
                await app.push_screen(getattr(importlib.import_module(f"securecoach_tui.tui.screens.{module}"), name)())
            source = RandomEvents(chance, app, context.clock)
            while source.done < count and app.is_running and not app._exit and not ended:
                begin = time.process_time()
                for _ in range(min(chance.randint(1, AT_ONCE), count - source.done)):
                    source.act()
                await dealt_with(app, pilot, chance)
                slow.append((time.process_time() - begin, seed))
                if app.screen_stack:
                    found[type(app.screen).__name__] += 1
            found["events"] += source.done


def main(args: list[str]) -> int:
    """Run rounds until ``args[0]`` events were handled; return 1 if one raised."""
    found: Counter[str] = Counter()
    slow: list[tuple[float, int]] = []

    def act(seed: int, left: int) -> None:
        asyncio.run(one_round(seed, min(ROUND, left), found, slow))

    faults, people = run_rounds(args, "events", found, act)
    return report(found, slow, faults, people)


def report(found: Counter[str], slow: list[tuple[float, int]], faults: int, people: int) -> int:
    """Print the figures; return 1 if there was a fault or an event took too long."""
    screens = ", ".join(f"{name} {many:,}" for name, many in found.most_common() if name != "events")
    ordered = sorted(slow) or [(0.0, 0)]
    longest, seed = ordered[-1]
    print(f"screens seen ({len(found) - 1}): {screens}")
    print(
        f"the full screen under random hands: {found['events']:,} events by {people:,} people; tracebacks {faults}; "
        f"up to {AT_ONCE} acts at once took {1000 * ordered[int(len(ordered) * 0.99)][0]:.0f} ms of a processor at p99, "
        f"{1000 * longest:.0f} ms at most (seed {seed})"
    )
    return 1 if faults or longest > SLOWEST else 0
