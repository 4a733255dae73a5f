"""Hours of practice in minutes: both displays with the real writer, a real disk and a fake clock.

    python3 scripts/prove soak [HOURS]         (8 with each display)

Most sessions are short, so that there are many. Memory, threads and open handles are measured after every twentieth.
After a warm-up of a quarter of the sessions they may grow only by what the data itself needs. ``soak_real_time`` does
the same with a real clock, for an hour.
"""

from __future__ import annotations

import asyncio
import gc
import math
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "journeys"))  # "tests" is also a package that a library installs

from terminal import SHORT  # noqa: E402
from textual.pilot import Pilot  # noqa: E402
from textual.screen import Screen  # noqa: E402

from scripts.prove.random_people import QuietContext  # noqa: E402
from scripts.prove.soak_real_time import MOST_MORE, Look, look  # noqa: E402
from securecoach_tui.app import path_service  # noqa: E402
from securecoach_tui.app.session_setup import make_setup  # noqa: E402
from securecoach_tui.config import settings  # noqa: E402
from securecoach_tui.plain.session_view import PlainSession  # noqa: E402
from securecoach_tui.practice.path.state import KIND, Act, PathState  # noqa: E402
from securecoach_tui.practice.session.events import AskFor  # noqa: E402
from securecoach_tui.practice.session.questions import SAFETY_KINDS  # noqa: E402
from securecoach_tui.practice.session.state import Setup  # noqa: E402
from securecoach_tui.store.writer import Writer  # noqa: E402
from securecoach_tui.tui.app import SecureCoach  # noqa: E402
from securecoach_tui.tui.screens.session import SessionScreen  # noqa: E402
from securecoach_tui.tui.screens.session_end import SessionEndScreen  # noqa: E402
from tests.fakes.clock import FakeClock  # noqa: E402
from tests.fakes.keyboard import send_key, settle  # noqa: E402
from tests.fakes.terminal import FakeLineIO  # noqa: E402

LONG_ONE_IN = 20  # one session in so many is a built-in exercise at its shortest length; the others take twelve seconds
EVERY = 20  # sessions between two measurements
WARM = 0.25
RECORD_KB = 6.0  # memory in kB that a saved session may take (60 MB for 10,000)
MOST_MB = 2.0  # growth in MB allowed beyond that, in total
STEP = 1.0  # seconds that the clock is advanced at once


class Practice:
    """A context with a real disk, and the setups of consecutive sessions."""

    def __init__(self, folder: Path) -> None:
        paths = settings.places(str(folder / "data"), environ={"SECURECOACH_STATE_DIR": str(folder / "state")})
        paths.exercises.mkdir(parents=True)
        (paths.exercises / "twelve-seconds.toml").write_text(SHORT)
        self.clock = FakeClock()
        preferences = settings.Settings(first_run_seen=True, lens="off")
        self.context = QuietContext(paths, preferences, self.clock, Writer(paths, self.clock))
        for id, fields in path_service.changes(PathState(), Act.START, self.clock.now(), "anxious"):
            self.context.writer.keep(KIND, id, fields)
        self.ids, self.seconds, self.looks, self.begun = list[str](), 0.0, list[Look](), time.monotonic()
        self.happened: list[str] = []  # in the session that runs
        self.log = folder / "what-happened"  # in each session; a file, since memory is measured

    @property
    def sessions(self) -> int:
        """How many sessions have begun."""
        return len(self.ids)

    def next(self) -> Setup:
        """Return the setup of the next session."""
        built_in, own = self.context.content.exercises(), self.context.custom_exercises()[0]
        exercise = own["twelve-seconds"]
        if self.sessions % LONG_ONE_IN == 0:
            calm = [one for one in built_in.values() if one.capacity == "regulation"]
            exercise = calm[self.sessions // LONG_ONE_IN % len(calm)]
        seconds = 60 * min(exercise.minutes)
        self.seconds += seconds
        record = self.context.record
        setup = make_setup(exercise, seconds, settings=self.context.preferences, record=record, clock=self.clock)
        self.ids.append(setup.id)
        self.happened = [exercise.id]
        return setup

    def ended(self) -> None:
        """Keep what happened in the session, and measure this process after every ``EVERY`` sessions."""
        with self.log.open("a") as file:
            print(self.sessions, self.ids[-1], *self.happened, file=file)
        if self.sessions % EVERY == 0:
            gc.collect()
            self.looks.append(look(os.getpid(), self.sessions))

    def judged(self, display: str) -> bool:
        """Print the row of a display; return whether nothing grew and every session was saved."""
        self.context.writer.close(20)
        self.context.forget_record()  # read what is on disk
        # A step for daily life is prepared, and becomes a session when the person writes how it went.
        prepared = {entry["id"] for entry in self.context.debriefs()}
        saved = {one.id for one in self.context.record.sessions} | prepared
        lost = [id for id in self.ids if id not in saved]
        after = [one for one in self.looks if one.at > WARM * self.sessions] or self.looks
        slope = statistics.linear_regression([one.at for one in after], [one.own for one in after]).slope * 1024
        gained = after[-1].own - after[0].own
        most = MOST_MB + RECORD_KB / 1024 * (after[-1].at - after[0].at)
        threads, handles = [one.threads for one in after], [one.handles for one in after]
        more = any(max(one[len(one) // 2 :]) > max(one[: len(one) // 2]) + MOST_MORE for one in (threads, handles))
        print(
            f"| {display} | {self.seconds / 3600:.1f} h | {self.sessions:,} | {self.sessions - len(lost):,} | {after[0].own:.1f}, {after[-1].own:.1f} MB "
            f"| {slope:+.1f} kB | {min(threads)}-{max(threads)} | {min(handles)}-{max(handles)} "
            f"| {time.monotonic() - self.begun:.0f} s |",
            flush=True,
        )
        for line in self.log.read_text().splitlines():
            if line.split()[1] in lost:
                print("not saved:", line, flush=True)
        return gained <= most and not more and not lost


async def _screens(practice: Practice, hours: float) -> None:
    app = SecureCoach(practice.context, None, end=lambda _status: None)
    async with app.run_test(size=(80, 24)) as pilot:
        while practice.seconds < hours * 3600:
            await app.push_screen(SessionScreen(practice.next()))
            await settle(app, pilot)
            for _ in range(100_000):
                screen: Screen[Any] = app.screen
                if isinstance(screen, SessionEndScreen):
                    break
                if not isinstance(screen, SessionScreen):
                    continue
                runner = screen.runner
                if (ask := runner.session.open) is not None:
                    practice.happened.append(f"{ask.key}: {_answer(ask)} at {runner.session.position:.0f}.")
                    await _typed(app, pilot, _answer(ask))
                    assert runner.session.open is not ask, f"{ask} took no answer"
                else:
                    practice.clock.advance(STEP)
                    screen.call_later(screen._tick)
                    await pilot._wait_for_screen()
            assert isinstance(app.screen, SessionEndScreen), f"{app.screen} has no end"
            practice.happened.append(app.screen.purpose())
            await _typed(app, pilot, [])
            practice.ended()


def _answer(ask: AskFor) -> list[str]:
    """The keys of an answer. At choices the first real one, "yes" to being safe: no answer leads to people to talk to."""
    if ask.choices:
        return ["down"]
    return ["4"] if ask.scale else ["w", "o", "r", "d"]


async def _typed(app: SecureCoach, pilot: Pilot[Any], keys: list[str]) -> None:
    """Type keys and enter, and wait for what follows each."""
    for key in [*keys, "enter"]:
        send_key(app, key)
        await settle(app, pilot)


def screens(practice: Practice, hours: float) -> None:
    """Practise for ``hours`` on the full screen."""
    asyncio.run(_screens(practice, hours))


def lines(practice: Practice, hours: float) -> None:
    """Practise for ``hours`` in plain text."""
    while practice.seconds < hours * 3600:
        setup = practice.next()
        length = setup.seconds or 0.0
        display = FakeLineIO(practice.clock, patience=math.inf)  # the real disk can be slow
        safe = [(0.0, "yes")] if setup.exercise.kinds & SAFETY_KINDS else []
        display.typed.extend([*safe, (0.0, "6"), (length + 1, "3"), (length + 2, "a line")])
        session = PlainSession(display, practice.clock, practice.context.writer, support=list, recent=[])
        session.run(setup)
        practice.ended()


def main(args: list[str]) -> int:
    """Run both displays; return 1 if one grew or lost a session."""
    hours = float(args[0]) if args else 8.0
    displays: dict[str, Callable[[Practice, float], None]] = {"plain lines": lines, "full screen": screens}
    print("| face | practised | sessions | kept | own memory | a session | threads | handles | took |")
    print("|---|---|---|---|---|---|---|---|---|")
    flat = True
    for display, run in displays.items():
        with tempfile.TemporaryDirectory(prefix="securecoach-soak-") as folder:
            practice = Practice(Path(folder))
            run(practice, hours)
            flat = practice.judged(display) and flat
    print("memory, threads and handles stay flat" if flat else "something grows, or is lost")
    return 0 if flat else 1
