"""Support, grounding and a quick exit under every two bad conditions at once, in real sessions in a pseudo-terminal.

    python3 scripts/prove pairs                        every two conditions, on both displays: about 40 minutes
    python3 scripts/prove pairs --display plain|full   on one of them
    python3 scripts/prove pairs 40 --seed N            so many sessions of these, chosen at random

The conditions are those of ``tests/journeys/conditions.py``, from a missing data folder to a full disk. In each session
``c`` has to show who to call, ``g`` has to lead to grounding, and ctrl+c has to end the program quickly, with the screen
cleared and no traceback. The keys are pressed as people press them: with caps lock on, on a Cyrillic keyboard, and
ctrl+c inside a paste that never ends.
"""

from __future__ import annotations

import argparse
import itertools
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.journeys.conditions import CONDITIONS, Started, prepared
from tests.journeys.terminal import Terminal

SESSION = ("practice", "slow-breathing", "--no-questions")
QUICK_SECONDS = 2.0  # allowed for a quick exit on a busy machine
START_SECONDS = 40.0
SIZE = (90, 45)
# How support, grounding and the quick exit are pressed: one way a session, in turn.
WAYS = {
    "letters": ("c", "g", "\x03"),
    "caps lock": ("C", "G", "\x03"),
    "Cyrillic": ("с", "п", "\x1b[1089;5u"),
    "unfinished paste": ("c", "g", "\x1b[200~half a line\x03"),
    "kitty": ("\x1b[99;65;67u", "\x1b[103;65;71u", "\x1b[99;69u"),
}
READS_ASCII = ("letters", "caps lock", "unfinished paste")  # the ways that a terminal without Cyrillic has


class Case(NamedTuple):
    """A session to start: two conditions, a display, and a way of pressing keys."""

    first: str
    second: str
    display: str
    way: str

    @property
    def is_plain(self) -> bool:
        """Whether it is in plain text, chosen or because the terminal can do no more."""
        return self.display == "plain" or "TERM=dumb" in (self.first, self.second)


class DoesNotHold(Exception):
    """A fault: what was expected, and the last lines of the screen."""


def cases(displays: list[str]) -> Iterator[Case]:
    """Every two conditions on these displays, with the ways of pressing keys in turn."""
    for display in displays:
        turn = {True: itertools.cycle(READS_ASCII), False: itertools.cycle(WAYS)}
        for first, second in itertools.combinations(CONDITIONS, 2):
            yield Case(first, second, display, next(turn["ascii" in (first, second)]))


def try_session(case: Case, start: Started) -> float:
    """Run one session and return how long its quick exit took, in seconds. Raises DoesNotHold."""
    face = ["--plain"] if case.display == "plain" else []
    terminal = Terminal(
        *(*SESSION, *face, *start.arguments),
        data=None,
        size=SIZE,
        environment=start.environ,
        command=start.command,
        before=start.before,
    )
    try:
        (press_plain if case.is_plain else press_full)(terminal, *WAYS[case.way][:2])
        began = time.monotonic()
        terminal.press(WAYS[case.way][2])
        status, seconds = terminal.ended(), time.monotonic() - began
        check_end(terminal, status, seconds, cleared="TERM=dumb" not in case)
    except AssertionError as error:
        raise DoesNotHold(str(error)) from None
    finally:
        terminal.close()
    return seconds


def press_plain(terminal: Terminal, support: str, grounding: str) -> None:
    """Ask for support and for grounding in a session in plain text."""
    terminal.see("Slow breathing, 5 minutes.", seconds=START_SECONDS)
    terminal.press(support, "enter")
    terminal.see("findahelpline.com", "988")
    terminal.press(grounding, "enter")
    terminal.see("Grounding, 3 minutes.")


def press_full(terminal: Terminal, support: str, grounding: str) -> None:
    """Ask for support and for grounding in a session on the full screen."""
    terminal.see("5:00 left", "support", seconds=START_SECONDS)
    terminal.press(support)
    terminal.see("People to talk to", "911", "988")
    terminal.press("escape")
    terminal.see("paused")
    terminal.press(grounding)
    terminal.wait(lambda shown: "Grounding" in shown and "Slow breathing" not in shown, "grounding")


def check_end(terminal: Terminal, status: int, seconds: float, *, cleared: bool) -> None:
    """Raise AssertionError unless the program ended well, in time, and left nothing on the screen."""
    assert status == 0, f"ended with status {status}\n{terminal.display}"
    assert seconds < QUICK_SECONDS, f"the quick exit took {seconds:.1f} s"
    assert b"Traceback" not in terminal.raw, f"a traceback\n{terminal.raw[-2000:].decode(errors='replace')}"
    assert terminal.is_as_it_was(), "the terminal is not as it was"
    assert not cleared or not terminal.display.strip(), f"not cleared\n{terminal.display}"


def removed(folder: Path) -> None:
    """Remove a home folder that may not be read."""
    for path in [folder, *folder.rglob("*")]:
        if path.is_dir() and not path.is_symlink():
            path.chmod(0o700)
    shutil.rmtree(folder, ignore_errors=True)


def faults_of(chosen: list[Case]) -> tuple[list[tuple[Case, str]], list[float]]:
    """Try each session; return those that failed, each with why, and the seconds of the quick exits of the others."""
    failed: list[tuple[Case, str]] = []
    seconds: list[float] = []
    for number, case in enumerate(chosen, 1):
        folder = Path(tempfile.mkdtemp(prefix="pairs-"))
        try:
            seconds.append(try_session(case, prepared(case.first, folder / "home", case.second)))
        except DoesNotHold as error:
            failed.append((case, str(error)))
            print(f"{', '.join(case)}: {error}", flush=True)
        finally:
            removed(folder)
        if number % 20 == 0:
            print(f"{number} of {len(chosen)}, {len(failed)} failed", file=sys.stderr, flush=True)
    return failed, seconds


def main(args: list[str]) -> int:
    """Try the sessions; print a table of those that failed and return 1 if there are any."""
    parser = argparse.ArgumentParser(prog="pairs")
    parser.add_argument("sessions", type=int, nargs="?")
    parser.add_argument("--display", choices=("plain", "full"))
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", nargs=2, metavar="CONDITION", help="these two conditions")
    given = parser.parse_args(args)
    chosen = list(cases([given.display] if given.display else ["plain", "full"]))
    if given.only:
        chosen = [case for case in chosen if set(given.only) == {case.first, case.second}]
    if given.sessions is not None:
        chosen = random.Random(given.seed).sample(chosen, min(given.sessions, len(chosen)))
    failed, seconds = faults_of(chosen)
    for case, why in failed:
        print(f"| {case.first} | {case.second} | {case.display} | {case.way} | {why.splitlines()[0]} |")
    slowest = f"{max(seconds):.2f} s" if seconds else "none"
    print(f"pairs of conditions: {len(chosen)} sessions, {len(failed)} failed; slowest quick exit {slowest}")
    return 1 if failed else 0
