"""Start times, compared with a bare interpreter, a bare Textual app and breathe-cli.

    python3 scripts/bench start [RUNS]         (15)

All programs take turns in one run on one machine, so that the ratios of their figures are comparable. The program is
installed from a wheel into a separate environment, like the programs it is compared with.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from scripts.bench.peers import BARE_APP, ROOT, Watched, in_turn, installed, milliseconds, peer, quiet_enough, row

SESSIONS = 10_000
OURS = [sys.executable, "-m", "securecoach_tui"]


def command(*arguments: str, environ: dict[str, str] | None = None) -> Callable[[], float]:
    """Return a function that runs a command and returns its run time in ms."""
    known = {**os.environ, **(environ or {})}
    quiet = subprocess.DEVNULL
    return lambda: milliseconds(
        lambda: subprocess.run(arguments, stdout=quiet, stderr=quiet, cwd=ROOT, env=known, check=True)
    )


def first_frame(arguments: list[str], sight: bytes, environ: dict[str, str]) -> Callable[[], float]:
    """Return a function that starts a program and returns the milliseconds until ``sight`` is shown."""

    def act() -> float:
        watched = Watched(arguments, environ)
        try:
            return watched.until(sight)
        finally:
            watched.close()

    return act


def settings_only(folder: Path, voice: str = "en-us+f5") -> dict[str, str]:
    """Create the data folder of a returning user who chose ``voice``; return the environment variables for it."""
    data = usual_data(folder)
    data.mkdir(parents=True, exist_ok=True)
    (data / "settings.toml").write_text(f'first_run_seen = true\nvoice_id = "{voice}"\n')
    kinds = {"XDG_DATA_HOME": "data", "XDG_STATE_HOME": "state", "XDG_CACHE_HOME": "cache"}
    return {variable: str(folder / name) for variable, name in kinds.items()}


def usual_data(folder: Path) -> Path:
    """Return the usual data folder of a user whose files are below ``folder``."""
    return folder / "data" / "securecoach"


def filled(folder: Path) -> dict[str, str]:
    """Create a data folder with ``SESSIONS`` sessions; return the environment variables for it."""
    from tinydb.table import Document

    from scripts.bench.record import session
    from securecoach_tui.config.settings import DataPaths
    from securecoach_tui.store.journal.tinydb_table import JournalDB

    environ = settings_only(folder)
    table = JournalDB(
        DataPaths(usual_data(folder), folder / "state" / "securecoach", folder / "cache" / "securecoach")
    ).table("session")
    table.insert_multiple(Document(session(number), f"s{number:06}") for number in range(SESSIONS))  # type: ignore[arg-type]  # ids are strings
    return environ


def main(args: list[str]) -> int:
    """Print the tables; return 1 if the machine was too busy for meaningful figures."""
    runs = int(args[0]) if args else 15
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        few, many = settings_only(folder / "few"), filled(folder / "many")
        started = str(ROOT / "scripts" / "start.py")
        own = installed()
        if own is None:
            print("The program can't be installed here, so nothing can be measured.")
            return 1
        ours, python = str(own), str(own.with_name("python"))
        acts = {
            "python -c pass": command(python, "-c", "pass"),
            "securecoach --version": command(ours, "--version"),
            "securecoach --help": command(ours, "--help"),
            "securecoach list": command(ours, "list", environ=few),
            "securecoach support": command(ours, "support", environ=few),
            "scripts/start.py --version": command(str(Path(sys.executable).resolve()), started, "--version"),
            "history --limit 10, 10,000 sessions": command(ours, "history", "--limit", "10", environ=many),
            "progress --json, 10,000 sessions": command(ours, "progress", "--json", environ=many),
            "bare Textual app, first frame": first_frame([python, "-c", BARE_APP], b"ready", {}),
            "full screen, first frame": first_frame([ours], b"Start", few),
            "full screen, first frame, 10,000 sessions": first_frame([ours], b"Start", many),
        }
        breathe = peer("breathe")
        if breathe is not None:
            acts["breathe-cli --help"] = command(str(breathe), "--help")
        found = in_turn(acts, runs)
    beside = {
        "full screen, first frame": "bare Textual app, first frame",
        "full screen, first frame, 10,000 sessions": "bare Textual app, first frame",
        "securecoach --help": "breathe-cli --help",
        "securecoach list": "breathe-cli --help",
    }
    print(f"| what, {runs} runs | median | spread | times its peer |\n|---|---|---|---|")
    for name, figures in found.items():
        print(row(name, figures, beside=found.get(beside.get(name, ""))))
    bare = statistics.median(found["securecoach --version"])
    for name in ("scripts/start.py --version", *(one for one in found if "10,000" in one and "frame" not in one)):
        print(f"{name}: {statistics.median(found[name]) - bare:.0f} ms above securecoach --version")
    return 0 if quiet_enough(found["python -c pass"]) else 1
