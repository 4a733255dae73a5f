"""How much of practice/ the tests really hold: faults are put in one at a time, and a test has to notice.

    python3 scripts/prove mutants                 every fault (about half an hour)
    python3 scripts/prove mutants --sample 400    a random 400 of them; --seed N: other ones
    python3 scripts/prove mutants --minutes 25    as many as that leaves time for, at random
    python3 scripts/prove mutants ladder session  these modules only

A fault is one comparison, number, word, branch, argument, call or returned value changed. The tests that reach its
line run against it, until one fails: in a copy of a process that has read everything once, which is quick, or where
the fault is in what is read at import, in a process of its own that reads everything anew (``--anew``: every fault
so). Words in tables at the top of a module are content and are not changed. Those that nobody noticed are printed
with their lines, to be looked at.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import signal
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

from scripts.prove import fault_injection
from scripts.prove.code_faults import Mutant, mutants_of

ROOT = Path(__file__).resolve().parents[2]

ROOM = ROOT / "securecoach_tui" / "practice"
NEAR = ("tests/practice", "tests/content", "tests/app")
FAR = ("tests/plain",)  # what a face shows of it: the quickest of those that reach a line
MOST_FAR = 30  # tests
FEW = 5  # tests
WANTED = 85.0  # per cent of mutants noticed
MOST_SECONDS = 15.0  # of tests for one mutant, the quickest first; a slower one that would notice doesn't count


class Reached:
    """Which tests run through which line, and how long each takes; noted by one run of all of them."""

    def __init__(self, tests: dict[tuple[str, int], set[str]], seconds: dict[str, float]) -> None:
        self.tests, self.seconds = tests, seconds

    def of(self, mutant: Mutant) -> list[str]:
        """The tests to run: those that reach its statement, or its module where it is run at import; quickest first.

        Those of its module come after them where they are few: what is worked out once for all tests was noted for
        the first of them alone.
        """
        found = {one for line in mutant.lines for one in self.tests.get((mutant.module, line), ())}
        more = set[str]()
        if mutant.at_import or 0 < len(found) < FEW:
            more = {one for (module, _), some in self.tests.items() if module == mutant.module for one in some}
        if mutant.at_import:
            found, more = found or more or set(self.seconds), set()
        chosen: list[str] = []
        spent = 0.0
        for one in self._in_turn(found) + self._in_turn(more - found):
            spent += self.seconds.get(one, 0.0)
            if chosen and spent > MOST_SECONDS:
                break
            chosen.append(one)
        return chosen

    def _in_turn(self, tests: set[str]) -> list[str]:
        quickest = sorted(tests, key=lambda one: self.seconds.get(one, 0.0))
        near = [one for one in quickest if one.startswith(NEAR)]
        return near + [one for one in quickest if not one.startswith(NEAR)][:MOST_FAR]

    def limit(self, tests: list[str]) -> float:
        """Seconds after which these tests will never end."""
        return 60 + 10 * sum(self.seconds.get(one, 0.0) for one in tests)


class Quick:
    """The process that has read everything once."""

    def __init__(self) -> None:
        self._texts = {path.stem: path.read_text() for path in ROOM.glob("*.py")}
        self._pipe, theirs = multiprocessing.Pipe()
        self._child = os.fork()
        if self._child == 0:
            fault_injection.quietly()
            os._exit(_pytest([*NEAR, *FAR], fault_injection.Reader(theirs, ROOM)))
        theirs.close()
        noted = self._pipe.recv()
        if noted is None:
            sys.exit("The tests fail before any fault is put in: mend that first.")
        self.reached = Reached(*noted)

    def noticed(self, mutant: Mutant, tests: list[str]) -> bool | None:
        """Whether a test noticed; None where that can't be told here."""
        file, limit = str(ROOM / f"{mutant.module}.py"), self.reached.limit(tests)
        self._pipe.send((file, self._texts[mutant.module], mutant.source, tests, self.reached.seconds, limit))
        found: bool | None = self._pipe.recv()
        return found

    def end(self) -> None:
        """Let it go."""
        self._pipe.send(None)
        os.waitpid(self._child, 0)


def noticed_anew(mutant: Mutant, tests: list[str], reached: Reached) -> bool:
    """Whether a test fails, or never ends, in a process that reads everything with this fault in place."""
    child = os.fork()
    if child == 0:
        try:
            fault_injection.quietly()
            signal.setitimer(signal.ITIMER_REAL, reached.limit(tests))
            _read_with(mutant)
            os._exit(_pytest(tests, fault_injection.Tests(reached.seconds)))
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    return not (os.WIFEXITED(status) and os.WEXITSTATUS(status) == 0)


def _read_with(mutant: Mutant) -> None:
    from importlib.machinery import SourceFileLoader

    usual, target = SourceFileLoader.get_code, str(ROOM / f"{mutant.module}.py")

    def get_code(self: SourceFileLoader, name: str) -> Any:
        return compile(mutant.source, target, "exec") if self.path == target else usual(self, name)

    SourceFileLoader.get_code = get_code  # type: ignore[method-assign, assignment]


def _pytest(tests: list[str], plugin: fault_injection.Tests) -> int:
    import pytest

    with tempfile.TemporaryDirectory() as folder:
        options = ["-q", "-p", "no:cacheprovider", "--no-header", "--basetemp", f"{folder}/tests"]
        return int(pytest.main([*options, *tests], plugins=[plugin]))


def main(args: list[str]) -> int:
    """Run them and print the figure; 1 where too few were noticed."""
    given = _given(args)
    os.chdir(ROOT)
    os.nice(10)
    until = time.monotonic() + 60 * given.minutes if given.minutes else float("inf")
    quick = Quick()
    names = given.names or sorted(path.stem for path in ROOM.glob("*.py") if path.stem != "__init__")
    mutants = [one for name in names for one in mutants_of(ROOM / f"{name}.py")]
    everything = len(mutants)
    random.Random(given.seed).shuffle(mutants)  # so that wherever it ends, those tried are a fair sample
    counted: dict[str, list[bool]] = defaultdict(list)
    for mutant in mutants[: given.sample or everything]:
        if time.monotonic() > until:
            break
        tests = quick.reached.of(mutant)
        seen = None if given.anew else bool(tests) and quick.noticed(mutant, tests)
        if seen is None:
            seen = noticed_anew(mutant, tests, quick.reached)
        counted[mutant.module].append(seen)
        if not seen:
            print(f"nobody noticed: {mutant.module}.py:{mutant.line}  {mutant.what}", flush=True)
    quick.end()
    return told(counted, everything)


def _given(args: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="*")
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--minutes", type=float, default=0.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--anew", action="store_true")
    return parser.parse_args(args)


def told(counted: dict[str, list[bool]], everything: int) -> int:
    """Print each module's figure and the whole, with what the sample allows to say of it."""
    for name, all_of in sorted(counted.items()):
        print(f"{name}: {sum(all_of)} of {len(all_of)} noticed")
    tried, seen = sum(map(len, counted.values())), sum(sum(all_of) for all_of in counted.values())
    share = seen / max(1, tried)
    z, n = 1.96, max(1, tried)
    middle, half = share + z * z / (2 * n), z * (share * (1 - share) / n + z * z / (4 * n * n)) ** 0.5  # Wilson
    low, high = (100 * (middle + sign * half) / (1 + z * z / n) for sign in (-1, 1))
    sure = "" if tried == everything else f"; of all of them {low:.1f} to {high:.1f} % (95 %)"
    print(f"{tried} of {everything} faults tried, {100 * share:.1f} % noticed{sure} (wanted: {WANTED:g} %)")
    return 0 if 100 * share >= WANTED else 1
