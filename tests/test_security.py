"""Nothing leaves the machine, and nobody else on it can read along."""

from __future__ import annotations

import ast
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from securecoach_tui.commands.group import COMMANDS

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
SERVING = {"web", "serve.py"}  # the one part that listens, on loopback, when it is asked to

# Told of every connection, name looked up and port opened by Python code of any package, then runs the command.
WATCHED = """
import os, sys
log, arguments = sys.argv[1], sys.argv[2:]
EVENTS = {"socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname", "urllib.Request"}
def watch(event, args):
    if event in EVENTS and not (event == "socket.connect" and isinstance(args[1], (str, bytes))):
        with open(log, "a") as file:
            file.write(f"{event} {args!r}\\n")
sys.addaudithook(watch)
sys.argv = ["securecoach", *arguments]
from securecoach_tui.cli import main
main()
"""

OWN = """id = "own"\nversion = 1\ntitle = "Own"\nsummary = "S"\ncapacity = "regulation"
directions = ["anxious"]\nminutes = [0.05]\n[[opening]]\nsay = "Hello."\nseconds = 1
[[body]]\nsay = "Here."\nseconds = 1\n[[closing]]\nsay = "Bye."\nseconds = 1\n"""

EVENING = [
    ("practice", "own", "--minutes", "0.05", "--plain", "--no-questions"),
    ("practice", "own", "--minutes", "0.05", "--plain", "--no-questions", "--voice"),
    ("list",),
    ("history",),
    ("progress",),
    ("export", "--format", "csv"),
    ("support",),
    ("why",),
    ("doctor",),
    ("data", "backup"),
]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    (home / "data" / "exercises").mkdir(parents=True, mode=0o700)
    (home / "data").chmod(0o700)
    (home / "data" / "exercises" / "own.toml").write_text(OWN)
    (home / "data" / "exercises" / "own.toml").chmod(0o600)
    return home


def evening(home: Path, *arguments: str) -> str:
    """What a command told the watch of connections, names looked up and ports opened."""
    log = home / "watched"
    log.unlink(missing_ok=True)
    environ = {
        **os.environ,
        "SECURECOACH_DATA_DIR": str(home / "data"),
        "SECURECOACH_STATE_DIR": str(home / "state"),
        "XDG_CACHE_HOME": str(home / "cache"),
    }
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, str(log), *arguments],
        capture_output=True,
        text=True,
        env=environ,
        timeout=60,
        stdin=subprocess.DEVNULL,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr
    return log.read_text() if log.exists() else ""


@pytest.mark.parametrize("arguments", [one for one in EVENING if one[0] in COMMANDS], ids=" ".join)
def test_a_command_opens_no_connection_and_looks_up_no_name(home: Path, arguments: tuple[str, ...]) -> None:
    assert evening(home, *arguments) == ""


def test_the_watch_sees_what_it_watches_for(tmp_path: Path) -> None:
    log = tmp_path / "watched"
    spying = WATCHED.replace(
        "from securecoach_tui.cli import main\nmain()", "import socket\nsocket.create_connection(('127.0.0.1', 9))"
    )
    subprocess.run([sys.executable, "-c", spying, str(log)], capture_output=True, timeout=60)
    assert "socket.connect" in log.read_text()


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps permissions in another way")
def test_everything_that_an_evening_leaves_is_its_owners_alone(home: Path) -> None:
    evening(home, *EVENING[0])
    for path in [*(home / "data").rglob("*"), *(home / "state").rglob("*"), home / "data", home / "state"]:
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o700 if path.is_dir() else 0o600), f"{path.relative_to(home)} has {mode:o}"


def test_no_part_but_the_browsers_knows_of_a_network() -> None:
    for path in PACKAGE.rglob("*.py"):
        if SERVING & set(path.relative_to(PACKAGE).parts):
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not {name.split(".")[0] for name in names} & NETWORK, path.name


def test_nothing_is_ever_evaluated_or_unpickled() -> None:
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id not in ("eval", "exec", "__import__"), path.name
            if isinstance(node, (ast.Import, ast.ImportFrom)):
                names = [alias.name for alias in node.names] + [getattr(node, "module", None) or ""]
                assert not {"pickle", "marshal", "shelve", "yaml"} & set(names), path.name
