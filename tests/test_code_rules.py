"""Rules that the code itself keeps: sizes, names, words of the interface, and no private names across modules."""

from __future__ import annotations

import ast
import functools
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import TypeGuard

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "securecoach_tui"
LONGEST_FILE, LONGEST_FUNCTION = 450, 50  # lines
SHORT_FUNCTION = 8  # lines; such a function needs no docstring
LONGEST_TEST_NAME = 60  # characters
REASON = "Over 450 lines: "  # begins the reason of a longer file, within its first 20 lines

SOURCES = sorted(path for folder in (PACKAGE, ROOT / "scripts", ROOT / "tests") for path in folder.rglob("*.py"))
OURS = [path for path in SOURCES if PACKAGE in path.parents]
TESTS = [path for path in SOURCES if path.name.startswith("test_")]
VAGUE = {"utils", "util", "helper", "helpers", "manager", "misc", "common", "base", "types", "core"}
# Words that no class or module has in its name: each meant something else here than to other engineers.
NOT_NAMES = {
    "house", "room", "rooms", "sitting", "along", "likeness", "pen", "place", "places", "ahead", "moves", "standing",
    "leaving", "laying", "making", "saying",
}  # fmt: skip
BANNER = re.compile(r"^\s*#\s*[-=#*~]{4,}", re.MULTILINE)
BREACHES: list[str] = []
# Private names of libraries that have no public one: os._exit, what atexit has registered, the method of named tuples.
LIBRARIES = {"_exit", "_run_exitfuncs", "_replace"}
ADAPTERS = {
    "textual_internals.py",
    "terminal_driver.py",
    "terminal_keys.py",
    "browser_driver.py",
}  # where private names of a library may be used
PRESSING = re.compile(r"\b(should|must|failed|failure|streak)\b|!", re.IGNORECASE)


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


@functools.cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


@functools.cache
def nodes_of(tree: ast.Module) -> list[ast.AST]:
    """Every node, in the order of ``ast.walk``, which takes most of the time of each rule."""
    return list(ast.walk(tree))


@pytest.fixture(scope="module", autouse=True)
def forget_trees() -> Iterator[None]:
    """Free the syntax trees afterwards: a million objects slow down every later garbage collection."""
    yield
    nodes_of.cache_clear()
    tree_of.cache_clear()


@pytest.fixture(autouse=True)
def report_all() -> Iterator[None]:
    """Make each test report every breach that it finds, not only the first."""
    BREACHES.clear()
    yield
    assert not BREACHES, "\n" + "\n".join(BREACHES)


def breach(path: Path, what: str) -> None:
    BREACHES.append(f"{name_of(path)}: {what}")


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in nodes_of(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node


def classes(tree: ast.Module) -> Iterator[ast.ClassDef]:
    return (node for node in nodes_of(tree) if isinstance(node, ast.ClassDef))


def words_of(name: str) -> set[str]:
    """Return the words of a name in CamelCase or with underscores, in lower case."""
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)}


def _lines(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_long_files_say_why() -> None:
    for path in SOURCES:
        lines = path.read_text().splitlines()
        if len(lines) > LONGEST_FILE and not any(REASON in line for line in lines[:20]):
            breach(path, f"{len(lines)} lines")


def test_functions_fit_on_a_page() -> None:
    for path in SOURCES:
        for one in functions(tree_of(path)):
            if _lines(one) > LONGEST_FUNCTION:
                breach(path, f"{one.name} has {_lines(one)} lines")


def test_no_vague_module_names_or_banners() -> None:
    for path in SOURCES:
        if path.stem in VAGUE or BANNER.search(path.read_text()):
            breach(path, "a vague name, or a banner")


def test_modules_and_public_names_have_docstrings() -> None:
    for path in OURS:
        tree = tree_of(path)
        if tree.body and not ast.get_docstring(tree):
            breach(path, "no docstring")
        for node in tree.body:
            if isinstance(node, (ast.ClassDef, ast.FunctionDef)) and not node.name.startswith("_"):
                short = isinstance(node, ast.FunctionDef) and _lines(node) <= SHORT_FUNCTION
                if not short and not ast.get_docstring(node):
                    breach(path, f"{node.name} has no docstring")


def test_test_names_say_a_behaviour() -> None:
    for path in TESTS:
        for one in functions(tree_of(path)):
            if one.name.startswith("test_") and one.name.count("_") < 3:
                breach(path, one.name)


def test_test_names_are_short() -> None:
    for path in TESTS:
        for one in functions(tree_of(path)):
            if one.name.startswith("test_") and len(one.name) > LONGEST_TEST_NAME:
                breach(path, f"{one.name} has {len(one.name)} characters")


def test_no_class_or_module_has_a_puzzling_name() -> None:
    for path in SOURCES:
        for name in (path.stem, *(one.name for one in classes(tree_of(path)))):
            if words_of(name) & NOT_NAMES:
                breach(path, name)


def test_no_class_name_is_in_two_modules() -> None:
    """The same thing in both displays may have the same name."""
    found: dict[str, list[Path]] = defaultdict(list)
    for path in OURS:
        for one in classes(tree_of(path)):
            if not one.name.startswith("_"):
                found[one.name].append(path)
    for name, paths in found.items():
        displays = {path.relative_to(PACKAGE).parts[0] for path in paths}
        if len(paths) > 1 and not (len(paths) == 2 and displays == {"tui", "plain"}):
            breach(paths[-1], f"{name} is also in {name_of(paths[0])}")


def test_no_private_name_is_imported() -> None:
    for path in OURS:
        for node in nodes_of(tree_of(path)):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("securecoach_tui"):
                for alias in node.names:
                    if re.match(r"_[a-z]", alias.name):
                        breach(path, f"{alias.name} of {node.module}")


def defined_names(tree: ast.Module) -> set[str]:
    """Return the names that a module defines, or assigns on ``self``."""
    found = {
        node.target.id
        for node in nodes_of(tree)
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    }
    found |= {
        node.name for node in nodes_of(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
    }
    return found | {node.attr for node in nodes_of(tree) if isinstance(node, ast.Attribute) and is_on_self(node)}


def is_on_self(node: ast.Attribute) -> bool:
    return isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")


def test_no_private_attribute_of_another_module_is_used() -> None:
    for path in (path for path in OURS if path.name not in ADAPTERS):
        defined = defined_names(tree_of(path)) | LIBRARIES
        for node in nodes_of(tree_of(path)):
            if isinstance(node, ast.Attribute) and re.match(r"_[a-z]", node.attr):
                if not is_on_self(node) and node.attr not in defined:
                    breach(path, ast.unparse(node))


def translated(tree: ast.Module) -> Iterator[str]:
    """Yield every string that passes through gettext."""
    for node in nodes_of(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "ngettext"):
            for part in node.args:
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield part.value


def test_no_sentence_of_the_interface_presses() -> None:
    for path in OURS:
        for sentence in translated(tree_of(path)):
            if PRESSING.search(sentence):
                breach(path, sentence)


def test_fields_in_sentences_have_names() -> None:
    for path in OURS:
        for sentence in translated(tree_of(path)):
            if re.search(r"\{\d*\}|%[sd]", sentence):
                breach(path, sentence)


def test_no_cover_has_a_reason() -> None:
    for path in OURS:
        for line in path.read_text().splitlines():
            if "no cover" in line and not re.search(r"no cover[:\s-]+\w+", line):
                breach(path, line.strip())


# Where files are opened to be written: config/output_file.py for every file that a person names, and what writes the
# program's own. The rest are descriptors of processes and devices, not files.
WRITERS = {
    "config/output_file.py": "the files that a person names",
    "config/half_outputs.py": "the same, until they are complete",
    "config/durable_file.py": "renames for the other writers",
    "config/atomic_file.py": "settings and sounds in the cache",
    "store/disk.py": "the data",
}
OPENED = {
    "cli.py": "/dev/null instead of a broken standard output",
    "config/fault_log.py": "the log of faults",
    "voice/synthesis/sound_files.py": "spoken lines in the private cache",
    "voice/playback/native_messages.py": "/dev/null while a sound device is opened",
    "voice/worker_process.py": "/dev/null for the processes of speech and of listening",
}
WRITE_CALLS = {"write_text", "write_bytes", "mkstemp", "NamedTemporaryFile", "TemporaryFile", "copyfile", "copy2"}
RENAMES = {"os.replace", "os.rename", "shutil.move", "os.link", "durable_file.replace"}
WRITE_FLAGS = re.compile(r"O_(WRONLY|RDWR|CREAT|TRUNC|APPEND)")


def file_writes(tree: ast.Module) -> Iterator[str]:
    """Yield every call that opens, replaces or makes a file."""
    for node in nodes_of(tree):
        if not isinstance(node, ast.Call):
            continue
        called = ast.unparse(node.func)
        name = called.rsplit(".", 1)[-1]
        text = [part.value for part in (*node.args, *(word.value for word in node.keywords)) if is_text(part)]
        if (
            name == "open"
            and called != "wave.open"
            and any(re.fullmatch(r"[rbt+]*[wax+][rbtwax+]*", one) for one in text)
        ):
            yield ast.unparse(node)
        elif name in WRITE_CALLS or called in RENAMES:
            yield ast.unparse(node)
        elif called == "os.open" and any(WRITE_FLAGS.search(ast.unparse(part)) for part in node.args):
            yield ast.unparse(node)


def is_text(node: ast.expr) -> TypeGuard[ast.Constant]:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def test_files_are_written_by_the_modules_for_it_only() -> None:
    for path in OURS:
        if str(path.relative_to(PACKAGE)) not in WRITERS.keys() | OPENED.keys():
            for call in file_writes(tree_of(path)):
                breach(path, f"{call}: config/output_file.py writes the files that a person names")


def test_every_module_allowed_to_write_files_does() -> None:
    for name in WRITERS.keys() | OPENED.keys():
        tree = tree_of(PACKAGE / name)
        if not any(file_writes(tree)) and "path.replace(" not in ast.unparse(tree):
            breach(PACKAGE / name, "writes no file")


# Where a file may be opened without ``safe_files``: files of the package, of the system, or named by the person.
OPENS = {
    "safe_files.py",
    "held_file.py",
    "atomic_file.py",
    "screen_reader.py",
    "input_file.py",
    "output_file.py",
    "half_outputs.py",
    "fault_log.py",
}
OPENING = {"open", "read_text", "read_bytes", "write_text", "write_bytes"}
PACKAGE_FILES = {
    "loader.py": {"read_text"},
    "untranslated.py": {"read_text"},
    "reflection_lists.py": {"read_text"},
    "exercise_index.py": {"read_text"},
    "device.py": {"read_bytes"},  # /etc/machine-id
    "language.py": {"open"},  # a catalogue
    "disk.py": {"open"},  # a folder, to flush it
    "durable_file.py": {"open"},  # the same
}


def test_data_folders_are_read_through_safe_files() -> None:
    """What a sync tool put there may be a link, a pipe or endless; ``config/safe_files.py`` looks first."""
    for path in (path for room in ("store", "content", "config") for path in (PACKAGE / room).rglob("*.py")):
        allowed = PACKAGE_FILES.get(path.name, set())
        for node in nodes_of(tree_of(path)) if path.name not in OPENS else ():
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if name in OPENING - allowed:
                    breach(path, ast.unparse(node))
