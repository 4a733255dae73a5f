"""How much of practice/ the tests really hold: faults are put in one at a time, and a test has to notice.

    python3 scripts/prove.py mutants                 every fault (about an hour)
    python3 scripts/prove.py mutants --sample 400    a random 400 of them
    python3 scripts/prove.py mutants --minutes 25    as many as that leaves time for, at random
    python3 scripts/prove.py mutants ladder session  these modules only

A fault is one comparison, number, word, branch, argument, call or returned value changed. The tests that reach its
line run against it in a process of its own, until one fails. Words in tables at the top of a module are
content and are not changed. Those that nobody noticed are printed with their lines, to be looked at.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from scripts.faults_in_code import Mutant, mutants_of  # noqa: E402

ROOM = ROOT / "securecoach_tui" / "practice"
NEAR = ("tests/practice", "tests/content", "tests/test_setups.py", "tests/test_conductor.py")
FAR = ("tests/plain",)  # what a face shows of it: the quickest of those that reach a line
MOST_FAR = 30  # tests
WANTED = 85.0  # per cent of mutants noticed
MOST_SECONDS = 15.0  # of tests for one mutant, the quickest first; a slower one that would notice doesn't count
MEMORY = 3 << 30  # bytes a mutant may take


class Reached:
    """Which tests run through which line, and how long each takes; noted by one run of all of them."""

    def __init__(self) -> None:
        self.tests: dict[tuple[str, int], set[str]] = defaultdict(set)
        self.seconds: dict[str, float] = {}

    def note(self) -> int:
        """Run the tests once under coverage; pytest's exit code."""
        import coverage
        import pytest

        measured = coverage.Coverage(data_file=None, config_file=False, include=[f"{ROOM}/*"], branch=False)
        reached = self

        class Plugin:
            @pytest.hookimpl(wrapper=True)
            def pytest_runtest_protocol(self, item: Any) -> Iterator[None]:
                measured.switch_context(item.nodeid)
                begin = time.perf_counter()
                yield
                reached.seconds[item.nodeid] = time.perf_counter() - begin
                measured.switch_context("")

        measured.start()
        code = pytest.main(["-q", "-x", "-p", "no:cacheprovider", *NEAR, *FAR], plugins=[Plugin()])
        measured.stop()
        data = measured.get_data()
        for file in data.measured_files():
            for line, contexts in data.contexts_by_lineno(file).items():
                self.tests[Path(file).stem, line] |= {context for context in contexts if context}
        return int(code)

    def of(self, mutant: Mutant) -> list[str]:
        """The tests to run, quickest first; all of them where the line is read at import."""
        found = self.tests.get((mutant.module, mutant.line)) or set(self.seconds)
        quickest = sorted(found, key=lambda one: self.seconds.get(one, 0.0))
        near = [one for one in quickest if one.startswith(NEAR)]
        chosen: list[str] = []
        spent = 0.0
        for one in near + [one for one in quickest if not one.startswith(NEAR)][:MOST_FAR]:
            spent += self.seconds.get(one, 0.0)
            if chosen and spent > MOST_SECONDS:
                break
            chosen.append(one)
        return chosen


def noticed(mutant: Mutant, tests: list[str], limit: float) -> bool:
    """Whether a test fails, or never ends, with this fault in place."""
    child = os.fork()
    if child == 0:
        _run_with(mutant, tests, limit)
    _, status = os.waitpid(child, 0)
    return not (os.WIFEXITED(status) and os.WEXITSTATUS(status) == 0)


def _run_with(mutant: Mutant, tests: list[str], limit: float) -> None:
    code: Any = 3
    try:
        quiet = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(quiet, stream)
        signal.setitimer(signal.ITIMER_REAL, limit)  # an endless loop ends the process, which is noticed
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        from importlib.machinery import SourceFileLoader

        import hypothesis
        import pytest

        usual, target = SourceFileLoader.get_code, str(ROOM / f"{mutant.module}.py")

        def get_code(self: SourceFileLoader, name: str) -> Any:
            return compile(mutant.source, target, "exec") if self.path == target else usual(self, name)

        SourceFileLoader.get_code = get_code  # type: ignore[method-assign]
        phases = [hypothesis.Phase.explicit, hypothesis.Phase.generate]
        hypothesis.settings.register_profile("mutants", derandomize=True, database=None, deadline=None, phases=phases)
        hypothesis.settings.load_profile("mutants")
        code = pytest.main(["-q", "-x", "-p", "no:cacheprovider", "--no-header", *tests])
    finally:
        os._exit(int(code))


def main(args: list[str]) -> int:
    """Run them and print the figure; 1 where too few were noticed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="*")
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--minutes", type=float, default=0.0)
    given = parser.parse_args(args)
    os.chdir(ROOT)
    os.nice(10)
    until = time.monotonic() + 60 * given.minutes if given.minutes else float("inf")
    reached = _reached_in_child()
    names = given.names or sorted(path.stem for path in ROOM.glob("*.py") if path.stem != "__init__")
    mutants = [one for name in names for one in mutants_of(ROOM / f"{name}.py")]
    everything = len(mutants)
    random.Random(1).shuffle(mutants)  # so that wherever it ends, those tried are a fair sample
    counted: dict[str, list[bool]] = defaultdict(list)
    for mutant in mutants[: given.sample or everything]:
        if time.monotonic() > until:
            break
        tests = reached.of(mutant)
        seen = noticed(mutant, tests, 20 + 5 * sum(reached.seconds.get(one, 0.0) for one in tests))
        counted[mutant.module].append(seen)
        if not seen:
            print(f"nobody noticed: {mutant.module}.py:{mutant.line}  {mutant.what}", flush=True)
    return told(counted, everything)


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


def _reached_in_child() -> Reached:
    """Noted in a process of its own, so that this one has read nothing of the program yet."""
    import pickle
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "reached"
        child = os.fork()
        if child == 0:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            reached = Reached()
            code = reached.note()
            file.write_bytes(pickle.dumps((dict(reached.tests), reached.seconds)))
            os._exit(code)
        _, status = os.waitpid(child, 0)
        if status:
            sys.exit("The tests fail before any fault is put in: mend that first.")
        found = Reached()
        tests, found.seconds = pickle.loads(file.read_bytes())
        found.tests.update(tests)
    import hypothesis  # noqa: F401  # here, so that the children need not
    import pytest  # noqa: F401

    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
