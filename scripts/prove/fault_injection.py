"""A process that has read the program and its tests once, and copies itself for each fault.

A copy puts the fault into the functions that are already there, so it needs neither imports nor collecting: some
thousandths of a second instead of some seconds. What can't be put in so, a number in a table or a field's usual
value, is left to a process that reads everything anew (``prove_mutants.py``).
"""

from __future__ import annotations

import functools
import gc
import os
import pickle
import resource
import signal
import time
from collections import defaultdict
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import hypothesis
import pytest

MEMORY = 3 << 30  # bytes a fault may take
OURS = ("securecoach_tui", "tests")


class Tests:
    """Pytest's side: the same examples every time, and the first test that fails ends the process with status 1."""

    def __init__(self, seconds: dict[str, float]) -> None:
        self._seconds = seconds

    def pytest_collection_modifyitems(self, items: list[Any]) -> None:
        phases = [hypothesis.Phase.explicit, hypothesis.Phase.generate]
        for item in items:
            drawn: Any = getattr(item, "obj", None)
            usual = getattr(drawn, "_hypothesis_internal_use_settings", None)
            if usual is not None:
                drawn._hypothesis_internal_use_settings = hypothesis.settings(
                    usual, derandomize=True, database=None, deadline=None, phases=phases
                )

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: Any) -> Iterator[None]:
        # Of the processor's time, so that a busy machine ends nothing; an endless loop ends the process.
        signal.setitimer(signal.ITIMER_VIRTUAL, 5 + 10 * self._seconds.get(item.nodeid, 0.0))
        return (yield)

    def pytest_runtest_logreport(self, report: Any) -> None:
        if report.failed:
            os._exit(1)


def quietly() -> None:
    """This process says nothing, and can't take all the memory there is."""
    quiet = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(quiet, stream)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


class Reader(Tests):
    """Collects all tests, then answers what it is asked through ``pipe`` until that is None."""

    def __init__(self, pipe: Connection, room: Path) -> None:
        super().__init__({})
        self._pipe, self._room = pipe, room

    def pytest_runtestloop(self, session: Any) -> bool:
        items = {item.nodeid: item for item in session.items}
        self._pipe.send(_in_copy(lambda: self._noted(session)))
        while (asked := self._pipe.recv()) is not None:
            file, original, source, tests, self._seconds, limit = asked
            parts = Parts(compile(original, file, "exec"), compile(source, file, "exec"))
            chosen = [items[one] for one in tests]
            self._pipe.send(self._noticed(chosen, parts, limit) if parts.can_be_put_in else None)
        return True

    def _noticed(self, chosen: list[Any], parts: Parts, limit: float) -> bool | None:
        child = os.fork()
        if child == 0:
            try:
                quietly()
                signal.setitimer(signal.ITIMER_REAL, limit)
                if not parts.put_in():
                    os._exit(3)
                _run(chosen)
                os._exit(0)
            finally:
                os._exit(2)
        return {0: False, 1: True}.get(_ended(child))

    def _noted(self, session: Any) -> tuple[dict[tuple[str, int], set[str]], dict[str, float]]:
        """Run all of them once: which of them reach each line, and how many seconds each takes."""
        import coverage

        measured = coverage.Coverage(data_file=None, config_file=False, include=[f"{self._room}/*"], branch=False)
        seconds: dict[str, float] = {}
        measured.start()
        for item, after in zip(session.items, [*session.items[1:], None], strict=True):
            measured.switch_context(item.nodeid)
            begin = time.perf_counter()
            self._seconds = {item.nodeid: 60.0}
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
            seconds[item.nodeid] = time.perf_counter() - begin
        measured.stop()
        reached: dict[tuple[str, int], set[str]] = defaultdict(set)
        data = measured.get_data()
        for name in data.measured_files():
            for line, contexts in data.contexts_by_lineno(name).items():
                reached[Path(name).stem, line] |= {context for context in contexts if context}
        return dict(reached), seconds


def _run(chosen: list[Any]) -> None:
    for item, after in zip(chosen, [*chosen[1:], None], strict=True):
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)


def _in_copy(work: Any) -> Any:
    """What ``work`` gives, done in a copy of this process; None where that fails."""
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(out)
            quietly()
            with os.fdopen(into, "wb") as file:
                file.write(pickle.dumps(work()))
            os._exit(0)
        finally:
            os._exit(2)
    os.close(into)
    with os.fdopen(out, "rb") as file:
        found = file.read()
    return pickle.loads(found) if _ended(child) == 0 else None


def _ended(child: int) -> int:
    """A copy's status; 1 where a signal ended it."""
    _, status = os.waitpid(child, 0)
    return os.WEXITSTATUS(status) if os.WIFEXITED(status) else 1


class Parts:
    """The functions of a module that a fault changes, as compiled before and after."""

    def __init__(self, before: CodeType, after: CodeType) -> None:
        self._file = before.co_filename
        self.changed: dict[CodeType, CodeType] = {}
        self.can_be_put_in = True
        same = self._same_around(before, after)
        self.can_be_put_in = self.can_be_put_in and same

    def _same_around(self, before: CodeType, after: CodeType) -> bool:
        """Whether what runs at import is the same; the functions that aren't are noted."""
        inner, new = _inner(before), _inner(after)
        if _own(before) != _own(after) or len(inner) != len(new):
            return False
        for one, other in zip(inner, new, strict=True):
            if one.co_flags & 1:  # CO_OPTIMIZED: a function's, not a class's
                self._note(one, other)
            elif not self._same_around(one, other):
                return False
        return True

    def _note(self, before: CodeType, after: CodeType) -> None:
        """This function where it changed, and those made within it before now."""
        inner, new = _inner(before), _inner(after)
        if before != after and [*map(_own, _deep(before))] != [*map(_own, _deep(after))]:
            self.changed[before] = after
        if len(inner) == len(new):
            for one, other in zip(inner, new, strict=True):
                self._note(one, other)
        elif any(one.co_name == "<lambda>" or not one.co_name.startswith("<") for one in inner):
            self.can_be_put_in = False  # functions that it made at import are in use, and can't be found in it now

    def put_in(self) -> bool:
        """Change them where they stand, and forget what they worked out before; whether all could be."""
        done = False
        for one in gc.get_objects():
            if (
                isinstance(one, FunctionType)
                and one.__code__.co_filename == self._file
                and one.__code__ in self.changed
            ):
                try:
                    one.__code__ = self.changed[one.__code__]
                except ValueError:  # it closes over other names now
                    return False
                done = True
            elif isinstance(one, functools._lru_cache_wrapper) and str(one.__module__).startswith(OURS):
                one.cache_clear()
        return done


def _inner(code: CodeType) -> list[CodeType]:
    return [one for one in code.co_consts if isinstance(one, CodeType)]


def _deep(code: CodeType) -> list[CodeType]:
    return [code, *(deep for one in _inner(code) for deep in _deep(one))]


def _own(code: CodeType) -> tuple[Any, ...]:
    """What it does by itself, wherever in the file it stands."""
    consts = [(type(one), one) for one in code.co_consts if not isinstance(one, CodeType)]
    return code.co_name, code.co_code, code.co_names, code.co_varnames, code.co_freevars, repr(consts)
