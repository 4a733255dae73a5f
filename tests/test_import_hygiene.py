"""Which modules each command loads, each in its own process.

The import contracts in pyproject.toml say which package may import which; these tests check what is loaded at run
time, through lazy imports and libraries. ``scripts/bench start`` measures what that costs.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from securecoach_tui.clock import SystemClock
from securecoach_tui.commands.command_table import COMMANDS
from securecoach_tui.config.settings import DataPaths
from securecoach_tui.store.writer import Writer

pytestmark = pytest.mark.journeys

SCREEN = {"textual", "rich"}
SOUND = {"pyttsx3", "miniaudio", "espeakng_loader", "piper"}
CHARTS = {"plotext", "textual_plotext"}
DATABASE = {"tinydb"}
WRITING = {"filelock", "cryptography"}
OTHER = {"jinja2", "asyncio", "multiprocessing", "hypothesis", "pytest", "numpy", "PIL"}
NETWORK = {"ssl", "http", "urllib.request"}

# Runs the command, then writes down what was loaded, however the command ended.
LOADED = """
import sys
sys.argv = ["securecoach", *sys.argv[2:]]
from securecoach_tui.cli import main
try:
    main()
finally:
    open({path!r}, "w").write("\\n".join(sys.modules))
"""

READING = [
    ("--version",),
    ("--help",),
    ("list",),
    ("list", "--json"),
    ("history",),
    ("history", "--json", "--limit", "10"),
    ("progress",),
    ("progress", "--json"),
    ("export",),
    ("export", "--format", "csv"),
    ("support",),
    ("why",),
    ("why", "slow-breathing"),
    ("data", "path"),
    ("voices", "--help"),
    ("plan",),
    ("cards",),
]
READS_DATA = {"history", "progress", "export", "plan", "cards"}  # through TinyDB, which takes about 12 ms to import
PRACTISING = ("practice", "own", "--minutes", "0.05", "--plain", "--no-voice", "--no-questions")

OWN = """id = "own"\nversion = 1\ntitle = "Own"\nsummary = "S"\ncapacity = "regulation"
directions = ["anxious"]\nminutes = [0.05]\n[[opening]]\nsay = "Hello."\nseconds = 1
[[body]]\nsay = "Here."\nseconds = 1\n[[closing]]\nsay = "Bye."\nseconds = 1\n"""


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> DataPaths:
    folder = tmp_path_factory.mktemp("hygiene")
    where = DataPaths(folder / "data", folder / "state", folder / "cache")
    writer = Writer(where, SystemClock())
    for number in range(3):
        fields: dict[str, object] = {
            "started": f"2026-01-0{number + 1}T08:00:00+01:00",
            "exercise": "slow-breathing",
            "capacity": "regulation",
            "practised_seconds": 60.0,
            "completed": True,
        }
        writer.keep("session", f"s{number}", fields, lambda _answer: None)
    writer.flush(10)
    writer.close()
    where.exercises.mkdir()
    (where.exercises / "own.toml").write_text(OWN)
    return where


def loaded(places: DataPaths, *arguments: str) -> set[str]:
    """Return the names of the packages and of our own modules that a command loads."""
    told = places.state / "loaded"
    environ = {**os.environ, "SECURECOACH_DATA_DIR": str(places.data), "SECURECOACH_STATE_DIR": str(places.state)}
    done = subprocess.run(
        [sys.executable, "-c", LOADED.format(path=str(told)), "--", *arguments],
        capture_output=True,
        text=True,
        env=environ,
        cwd=places.exercises if places.exercises.exists() else places.data,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    names = set(told.read_text().splitlines())
    return names | {name.split(".")[0] for name in names}


def output_of(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


def known(arguments: tuple[str, ...]) -> bool:
    return arguments[0].startswith("-") or arguments[0] in COMMANDS


@pytest.mark.parametrize("arguments", [one for one in READING if known(one)], ids=" ".join)
def test_reading_commands_load_no_screen_sound_or_writer(places: DataPaths, arguments: tuple[str, ...]) -> None:
    found = loaded(places, *arguments)
    database = set[str]() if arguments[0] in READS_DATA else DATABASE
    assert not found & (SCREEN | SOUND | CHARTS | WRITING | database | OTHER | NETWORK)


def test_validate_never_opens_the_data(places: DataPaths) -> None:
    found = loaded(places, "validate", "own.toml")
    assert not found & (
        SCREEN | SOUND | CHARTS | DATABASE | WRITING | OTHER | NETWORK | {"securecoach_tui.store.reader"}
    )


def test_silent_plain_practice_loads_no_screen_or_sound(places: DataPaths) -> None:
    found = loaded(places, *PRACTISING)
    assert not found & (SCREEN | SOUND | CHARTS | NETWORK | {"jinja2", "cryptography", "numpy"})


def test_list_loads_no_argument_parser(tmp_path: Path) -> None:
    where = DataPaths(tmp_path, tmp_path / "state", tmp_path / "cache")
    where.state.mkdir()
    assert not loaded(where, "list") & {"click", "msgspec", "dataclasses"}


def test_first_screen_loads_no_data_voice_or_exercises() -> None:
    code = "import sys, securecoach_tui.tui.launch, securecoach_tui.tui.app, securecoach_tui.tui.screens.home; print(*sys.modules)"
    ours = {name for name in output_of(code).split() if name.startswith("securecoach_tui.")}
    behind = ("content", "store", "voice", "progress", "conductor", "setups", "wording", "commands", "practice")
    assert {name for name in ours if name.split(".")[1] in behind} == {
        "securecoach_tui.content",
        "securecoach_tui.content.last_resort",  # who to call where there is no memory, and nothing else of content
        "securecoach_tui.content.without_memory",
        "securecoach_tui.practice",
        "securecoach_tui.practice.narrow_text",
        "securecoach_tui.practice.visible_text",
    }


def test_full_screen_loads_no_tls_and_others_still_may() -> None:
    code = """
import sys
from securecoach_tui.tui.launch import import_asyncio_without_tls
import_asyncio_without_tls()
import asyncio, securecoach_tui.tui.app, securecoach_tui.tui.screens.home
async def program():
    return await (await asyncio.create_subprocess_exec("true" if sys.platform != "win32" else "hostname")).wait()
print("ssl" in sys.modules, asyncio.run(program()))
import ssl
print(ssl.OPENSSL_VERSION != "")
"""
    assert output_of(code).split() == ["False", "0", "True"]


def test_garbage_is_collected_once_a_command_runs() -> None:
    code = """
import gc, sys
sys.argv = ["securecoach", "data", "path"]
from securecoach_tui import __main__, cli
began = gc.isenabled()
try:
    cli.main()
except SystemExit:
    print(began, gc.isenabled())
"""
    assert output_of(code).split()[-2:] == ["False", "True"]
