"""How much of practice/ the tests really hold: faults are put in one at a time, and a test has to notice.

    python3 scripts/prove.py mutants                 every fault (about an hour)
    python3 scripts/prove.py mutants --sample 400    a random 400 of them
    python3 scripts/prove.py mutants ladder session  these modules only

A fault is one comparison, number, word, branch, argument, call or returned value changed. The tests that reach its
line run against it in a process of its own, until one fails. Words in tables at the top of a module are
content and are not changed. Those that nobody noticed are printed with their lines, to be looked at.
"""

from __future__ import annotations

import ast
import copy
import os
import random
import resource
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
ROOM = ROOT / "securecoach_tui" / "practice"
NEAR = ("tests/practice", "tests/content", "tests/test_setups.py", "tests/test_conductor.py")
FAR = ("tests/plain",)  # what a face shows of it: the quickest of those that reach a line
MOST_FAR = 30  # tests
WANTED = 85.0  # per cent of mutants noticed
MEMORY = 3 << 30  # bytes a mutant may take

COMPARED: dict[type, type] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
COUNTED: dict[type, type] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Div,
    ast.Mod: ast.Mult, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """One fault: where it is, and the whole text of the module with it."""

    module: str
    line: int
    what: str
    source: str


class _Finder:
    """Walks a module and yields each node that may be changed with what it is changed to."""

    def __init__(self, tree: ast.Module) -> None:
        self._tree = tree

    def changes(self) -> Iterator[tuple[ast.expr | ast.stmt, ast.AST]]:
        for node in self._tree.body:
            yield from self._walk(node, inside=False)

    def _walk(self, node: ast.AST, *, inside: bool) -> Iterator[tuple[ast.expr | ast.stmt, ast.AST]]:
        if isinstance(node, (ast.Assert, ast.Import, ast.ImportFrom)) or _for_types(node):
            return
        yield from _changed(node, inside)
        inside = inside or isinstance(node, (ast.FunctionDef, ast.Lambda))
        for field, value in ast.iter_fields(node):
            if field in ("annotation", "returns", "decorator_list", "bases", "type_params") or (
                field == "keywords" and isinstance(node, ast.ClassDef)
            ):
                continue
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST) and not _docstring(child):
                    yield from self._walk(child, inside=inside)


def _for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def _docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _changed(node: ast.AST, inside: bool) -> Iterator[tuple[Any, ast.AST]]:
    if isinstance(node, ast.Compare):
        for at, op in enumerate(node.ops):
            yield node, _with(node, lambda new, at=at, op=op: new.ops.__setitem__(at, COMPARED[type(op)]()))
    elif isinstance(node, ast.BoolOp):
        other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield node, _with(node, lambda new: setattr(new, "op", other))
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node, node.operand
    elif isinstance(node, (ast.BinOp, ast.AugAssign)) and type(node.op) in COUNTED and inside:
        yield node, _with(node, lambda new: setattr(new, "op", COUNTED[type(node.op)]()))
    elif isinstance(node, ast.Constant):
        yield from _constant(node, inside)
    elif isinstance(node, (ast.IfExp, ast.If, ast.While)):
        yield node.test, ast.UnaryOp(ast.Not(), node.test)
    elif (isinstance(node, ast.Return) and node.value is not None and not _is_none(node.value)) or (
        isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
    ):
        yield node.value, ast.Constant(None)
    elif isinstance(node, (ast.Break, ast.Continue)):
        yield node, ast.Continue() if isinstance(node, ast.Break) else ast.Break()
    elif isinstance(node, ast.Call) and inside:
        for at, keyword in enumerate(node.keywords):
            if keyword.arg is not None:
                yield node, _with(node, lambda new, at=at: new.keywords.pop(at))


def _constant(node: ast.Constant, inside: bool) -> Iterator[tuple[Any, ast.AST]]:
    value = node.value
    if isinstance(value, bool):
        yield node, ast.Constant(not value)
    elif isinstance(value, (int, float)):
        yield node, ast.Constant(value + 1)
    elif isinstance(value, str) and inside:
        yield node, ast.Constant(f"XX{value}" if value else "XX")


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _with(node: Any, change: Any) -> ast.AST:
    new = copy.deepcopy(node)
    change(new)
    return new


def mutants_of(path: Path) -> Iterator[Mutant]:
    """Every fault of a module, in the order of its text."""
    text = path.read_text()
    lines = text.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line.encode()))
    raw = text.encode()
    for node, new in _Finder(ast.parse(text)).changes():
        assert node.end_lineno is not None and node.end_col_offset is not None
        begin, end = starts[node.lineno - 1] + node.col_offset, starts[node.end_lineno - 1] + node.end_col_offset
        said = ast.unparse(ast.fix_missing_locations(new))
        if isinstance(node, ast.expr):
            said = f"({said})"
        source = (raw[:begin] + said.encode() + raw[end:]).decode()
        try:
            ast.parse(source)
        except SyntaxError:  # inside an f-string of an older grammar
            continue
        was = " ".join(raw[begin:end].decode().split())
        yield Mutant(path.stem, node.lineno, f"{was[:70]}  ->  {said[:70]}", source)


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
        return near + [one for one in quickest if not one.startswith(NEAR)][:MOST_FAR]


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
    sample = 0
    if "--sample" in args:
        at = args.index("--sample")
        sample, args = int(args[at + 1]), args[:at] + args[at + 2 :]
    os.chdir(ROOT)
    os.nice(10)
    reached = _reached_in_child()
    names = args or sorted(path.stem for path in ROOM.glob("*.py") if path.stem != "__init__")
    mutants = [one for name in names for one in mutants_of(ROOM / f"{name}.py")]
    everything = len(mutants)
    if sample:
        mutants = sorted(
            random.Random(1).sample(mutants, min(sample, everything)), key=lambda one: (one.module, one.line)
        )
    limit = 30 + 3 * sum(reached.seconds.values())
    left: list[Mutant] = []
    counted: dict[str, list[bool]] = defaultdict(list)
    for mutant in mutants:
        seen = noticed(mutant, reached.of(mutant), limit)
        counted[mutant.module].append(seen)
        if not seen:
            left.append(mutant)
            print(f"nobody noticed: {mutant.module}.py:{mutant.line}  {mutant.what}", flush=True)
    for name, all_of in counted.items():
        print(f"{name}: {sum(all_of)} of {len(all_of)} noticed")
    share = 100 * (1 - len(left) / max(1, len(mutants)))
    print(f"{len(mutants)} of {everything} faults tried, {share:.1f} % noticed (wanted: {WANTED:g} %)")
    return 0 if share >= WANTED else 1


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
