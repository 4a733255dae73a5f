"""The house keeps its own rules: sizes, names, words that nobody is told, and no private reach across rooms."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "securecoach_tui"
LONGEST_FILE, LONGEST_FUNCTION = 300, 50  # lines
SHORT_FUNCTION = 8  # lines; its name says all
REASON = "Over 300 lines: "  # how a longer file begins its reason, within its first 20 lines

SOURCES = sorted([*PACKAGE.rglob("*.py"), *(ROOT / "scripts").glob("*.py"), *(ROOT / "tests").rglob("*.py")])
OURS = [path for path in SOURCES if PACKAGE in path.parents]
TESTS = [path for path in SOURCES if path.name.startswith("test_")]
VAGUE = {"utils", "util", "helper", "helpers", "manager", "misc", "common", "base", "types", "core"}
BANNER = re.compile(r"^\s*#\s*[-=#*~]{4,}", re.MULTILINE)
BREACHES: list[str] = []
# Python's own, and what Textual has no public name for: whether it is ending, and that a screen stands.
LIBRARIES = {"_exit", "_mounted_event"}
TOLD = re.compile(r"\b(should|must|failed|failure|streak)\b|!", re.IGNORECASE)


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.fixture(autouse=True)
def told() -> Iterator[None]:
    """Each test names every breach that it finds, not only the first."""
    BREACHES.clear()
    yield
    assert not BREACHES, "\n" + "\n".join(BREACHES)


def breach(path: Path, what: str) -> None:
    BREACHES.append(f"{name_of(path)}: {what}")


def tree_of(path: Path) -> ast.Module:
    return TREES[path]


TREES = {path: ast.parse(path.read_text()) for path in SOURCES}


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node


def _lines(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_a_file_fits_in_the_head_or_says_why_not() -> None:
    for path in SOURCES:
        lines = path.read_text().splitlines()
        if len(lines) > LONGEST_FILE and not any(REASON in line for line in lines[:20]):
            breach(path, f"{len(lines)} lines")


def test_a_function_fits_on_a_page() -> None:
    for path in SOURCES:
        for one in functions(tree_of(path)):
            if _lines(one) > LONGEST_FUNCTION:
                breach(path, f"{one.name} has {_lines(one)} lines")


def test_a_module_is_named_for_what_it_is_and_has_no_banners() -> None:
    for path in SOURCES:
        if path.stem in VAGUE or BANNER.search(path.read_text()):
            breach(path, "a vague name, or a banner")


def test_every_module_and_every_public_name_of_it_says_what_it_is() -> None:
    for path in OURS:
        tree = tree_of(path)
        if tree.body and not ast.get_docstring(tree):
            breach(path, "no docstring")
        for node in tree.body:
            if isinstance(node, (ast.ClassDef, ast.FunctionDef)) and not node.name.startswith("_"):
                short = isinstance(node, ast.FunctionDef) and _lines(node) <= SHORT_FUNCTION
                if not short and not ast.get_docstring(node):
                    breach(path, f"{node.name} has no docstring")


def test_names_of_tests_read_as_sentences() -> None:
    for path in TESTS:
        for one in functions(tree_of(path)):
            if one.name.startswith("test_") and one.name.count("_") < 3:
                breach(path, one.name)


def test_no_module_reaches_for_what_another_keeps_to_itself() -> None:
    for path in OURS:
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("securecoach_tui"):
                for alias in node.names:
                    if re.match(r"_[a-z]", alias.name):
                        breach(path, f"{alias.name} of {node.module}")


def own_names(tree: ast.Module) -> set[str]:
    """What a module itself defines, or keeps on ``self``."""
    found = {
        node.target.id
        for node in ast.walk(tree)
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    }
    found |= {
        node.name for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
    }
    return found | {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute) and of_itself(node)}


def of_itself(node: ast.Attribute) -> bool:
    return isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")


def test_no_module_uses_what_an_object_of_another_keeps_to_itself() -> None:
    for path in OURS:
        own = own_names(tree_of(path)) | LIBRARIES
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Attribute) and re.match(r"_[a-z]", node.attr):
                if not of_itself(node) and node.attr not in own:
                    breach(path, ast.unparse(node))


def said(tree: ast.Module) -> Iterator[str]:
    """Every string that passes through gettext."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "ngettext"):
            for part in node.args:
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield part.value


def test_no_sentence_of_the_interface_presses_or_reproaches() -> None:
    for path in OURS:
        for sentence in said(tree_of(path)):
            if TOLD.search(sentence):
                breach(path, sentence)


def test_fields_in_sentences_have_names() -> None:
    for path in OURS:
        for sentence in said(tree_of(path)):
            if re.search(r"\{\d*\}|%[sd]", sentence):
                breach(path, sentence)


def test_nothing_is_left_out_of_coverage_without_a_reason() -> None:
    for path in OURS:
        for line in path.read_text().splitlines():
            if "no cover" in line and not re.search(r"no cover[:\s-]+\w+", line):
                breach(path, line.strip())
