"""Every fault that ``prove_mutants.py`` may put into a module, each with the module's whole text."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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
    """One fault: where it is, and the whole text of the module with it.

    ``lines`` are those of its statement; a test that reaches none of them can't notice it, unless they are read
    at import (``at_import``).
    """

    module: str
    line: int
    lines: tuple[int, ...]
    at_import: bool
    what: str
    source: str


Change = tuple[Any, ast.AST, tuple[int, ...], bool]


class _Finder:
    """Walks a module and yields each node that may be changed with what it is changed to, and where that is run."""

    def __init__(self, tree: ast.Module) -> None:
        self._tree = tree

    def changes(self) -> Iterator[Change]:
        for node in self._tree.body:
            yield from self._walk(node, node, inside=False, at_import=True)

    def _walk(self, node: ast.AST, within: ast.stmt, *, inside: bool, at_import: bool) -> Iterator[Change]:
        if isinstance(node, (ast.Assert, ast.Import, ast.ImportFrom)) or _for_types(node):
            return
        within = node if isinstance(node, ast.stmt) else within
        for old, new in _changed(node, inside):
            lines = {within.lineno, *range(old.lineno, (old.end_lineno or old.lineno) + 1)}
            yield old, new, tuple(sorted(lines)), at_import
        a_function = isinstance(node, (ast.FunctionDef, ast.Lambda))
        for field, value in ast.iter_fields(node):
            if field in ("annotation", "returns", "decorator_list", "bases", "type_params") or (
                field == "keywords" and isinstance(node, ast.ClassDef)
            ):
                continue
            run = at_import and not (a_function and field == "body")  # a usual value is worked out at import
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST) and not _docstring(child):
                    yield from self._walk(child, within, inside=inside or a_function, at_import=run)


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
    for node, new, where, at_import in _Finder(ast.parse(text)).changes():
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
        yield Mutant(path.stem, node.lineno, where, at_import, f"{was[:70]}  ->  {said[:70]}", source)
