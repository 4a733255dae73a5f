"""No command uses the network, and only the owner can read what is written."""

from __future__ import annotations

import ast
import os
import re
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from securecoach_tui.commands.command_table import COMMANDS

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "securecoach_tui"
NETWORK = {
    "socket",
    "ssl",
    "http",
    "urllib",
    "ftplib",
    "smtplib",
    "requests",
    "httpx",
    "aiohttp",
    "xmlrpc",
    "webbrowser",
}
SERVING = {"web", "serve.py"}  # the only part that listens: on loopback, when the user asks for it

# Logs every connection, host name lookup and port that Python code of any package opens. Python imports it at each
# start (as sitecustomize), also in the processes that a command starts.
WATCH = """
import os, sys
EVENTS = {"socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname", "urllib.Request"}
def watch(event, args):
    if event in EVENTS and not (event == "socket.connect" and isinstance(args[1], (str, bytes))):
        with open(os.environ["WATCH_LOG"], "a") as file:
            file.write(f"{event} {args!r}\\n")
sys.addaudithook(watch)
"""
SPYING = "import socket; socket.create_connection(('127.0.0.1', 9))"

OWN = """id = "own"\nversion = 1\ntitle = "Own"\nsummary = "S"\ncapacity = "regulation"
directions = ["anxious"]\nminutes = [0.05]\n[[opening]]\nsay = "Hello."\nseconds = 1
[[body]]\nsay = "Here."\nseconds = 1\n[[closing]]\nsay = "Bye."\nseconds = 1\n"""

EVENING = [  # {home}: the folder that contains the data folder
    ("practice", "own", "--minutes", "0.05", "--plain", "--no-questions"),
    ("practice", "own", "--minutes", "0.05", "--plain", "--no-questions", "--voice"),
    ("checkin", "--plain"),
    ("list",),
    ("history",),
    ("progress",),
    ("export", "--format", "json", "-o", "{home}/whole.json"),
    ("import", f"{ROOT}/tests/store/recorded/v1-export.json"),
    ("export", "--format", "csv"),
    ("support",),
    ("validate", "{home}/data/exercises/own.toml"),
    ("new", "another-one"),
    ("why",),
    ("plan",),
    ("path", "--json"),
    ("apart",),
    ("now",),
    ("cards",),
    ("comforts", "--add", "This is hard, and it will ease."),
    ("doctor",),
    ("render", "own", "--minutes", "0.05", "-o", "{home}/own.wav"),
    ("voices",),
    ("data", "backup"),
]
SERVING_COMMAND = "serve"
NO_VOICE = 5  # the exit status if nothing can speak on this machine


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    (home / "data" / "exercises").mkdir(parents=True, mode=0o700)
    (home / "data").chmod(0o700)
    (home / "data" / "exercises" / "own.toml").write_text(OWN)
    (home / "data" / "exercises" / "own.toml").chmod(0o600)
    return home


def watched(folder: Path) -> dict[str, str]:
    """Return an environment in which every Python logs to ``folder``/watched.txt what it opens."""
    (folder / "watch").mkdir(exist_ok=True)
    (folder / "watch" / "sitecustomize.py").write_text(WATCH)
    (folder / "watched.txt").write_text("")
    path = os.pathsep.join([str(folder / "watch"), str(ROOT)])
    return {**os.environ, "PYTHONPATH": path, "WATCH_LOG": str(folder / "watched.txt")}


def evening(home: Path, *arguments: str) -> str:
    """Run a command and return the log of its connections, host names and ports."""
    environ = {
        **watched(home),
        "SECURECOACH_DATA_DIR": str(home / "data"),
        "SECURECOACH_STATE_DIR": str(home / "state"),
        "XDG_CACHE_HOME": str(home / "cache"),
    }
    done = subprocess.run(
        [sys.executable, "-m", "securecoach_tui", *(one.format(home=home) for one in arguments)],
        capture_output=True,
        text=True,
        env=environ,
        timeout=60,
        stdin=subprocess.DEVNULL,
        cwd=ROOT,
    )
    assert done.returncode in (0, NO_VOICE), done.stderr
    return (home / "watched.txt").read_text()


@pytest.mark.journeys
@pytest.mark.parametrize("arguments", EVENING, ids=" ".join)
def test_command_opens_no_connection(home: Path, arguments: tuple[str, ...]) -> None:
    assert evening(home, *arguments) == ""


@pytest.mark.journeys
def test_full_screen_with_voice_opens_no_connection(tmp_path: Path) -> None:
    from tests.journeys.terminal import Terminal, past_first_run

    data = past_first_run(tmp_path / "record", questions="none")
    environ = {**watched(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    terminal = Terminal("practice", "twelve-seconds", "--minutes", "0.2", "--voice", data=data, environment=environ)
    try:
        terminal.see("Saved", seconds=60)
        terminal.press("enter")
        terminal.see("> Start")
        terminal.press("q")
        assert terminal.ended() == 0
    finally:
        terminal.close()
    assert (tmp_path / "watched.txt").read_text() == ""


def test_every_command_but_serve_is_watched() -> None:
    assert {one[0] for one in EVENING} == set(COMMANDS) - {SERVING_COMMAND}


@pytest.mark.journeys
@pytest.mark.parametrize(
    "spying",
    [SPYING, f"import subprocess, sys; subprocess.run([sys.executable, '-c', {SPYING!r}])"],
    ids=["in the program", "in a process that it starts"],
)
def test_network_watch_sees_connections(tmp_path: Path, spying: str) -> None:
    subprocess.run([sys.executable, "-c", spying], capture_output=True, timeout=60, env=watched(tmp_path))
    assert "socket.connect" in (tmp_path / "watched.txt").read_text()


@pytest.mark.journeys
@pytest.mark.skipif(os.name == "nt", reason="Windows keeps permissions in another way")
def test_files_written_are_readable_by_owner_only(home: Path) -> None:
    evening(home, *EVENING[0])
    for path in [*(home / "data").rglob("*"), *(home / "state").rglob("*"), home / "data", home / "state"]:
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o700 if path.is_dir() else 0o600), f"{path.relative_to(home)} has {mode:o}"


EVALUATING, PICKLING = {"eval", "exec", "__import__"}, {"pickle", "marshal", "shelve", "yaml"}


def sources_that_name(words: set[str]) -> Iterator[tuple[Path, ast.Module]]:
    """Yield each module of the program in whose text one of the words is, with its syntax tree."""
    named = re.compile(rf"\b({'|'.join(words)})\b")
    for path in PACKAGE.rglob("*.py"):
        if named.search(text := path.read_text()):
            yield path, ast.parse(text)


def test_only_the_web_package_imports_network_modules() -> None:
    for path, tree in sources_that_name(NETWORK):
        if SERVING & set(path.relative_to(PACKAGE).parts):
            continue
        for node in ast.walk(tree):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            # urllib.parse only reads text: a file that is dropped on a terminal is typed as an address
            assert not {name.split(".")[0] for name in names if name != "urllib.parse"} & NETWORK, path.name


def test_nothing_is_evaluated_or_unpickled() -> None:
    for path, tree in sources_that_name(EVALUATING | PICKLING):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id not in EVALUATING, path.name
            if isinstance(node, (ast.Import, ast.ImportFrom)):
                names = [alias.name for alias in node.names] + [getattr(node, "module", None) or ""]
                assert not PICKLING & set(names), path.name
