"""Whatever way the program ends, nothing private is outside the private folders, and its leftovers go at the next start.

Every file that the program and the process that speaks create is listed by strace, where that is installed; without it,
the folders that programs write to are compared before and after.
"""

from __future__ import annotations

import functools
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.terminal import Terminal, past_first_run, stop_and_type

pytestmark = [
    pytest.mark.journeys,
    pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are found in /proc"),
]

WORDS = "marmalade-for-nobody-else"
F6 = "\x1b[17~"
SHARED = [Path("/tmp"), Path("/var/tmp"), Path("/dev/shm")]
# Starts a program in another folder, allowed to leave an image of its memory there when it crashes.
ELSEWHERE = 'cd "$0" && umask 022 && { ulimit -c unlimited || true; } && exec "$@"'
CREATED = re.compile(
    r'(?:openat\(AT_FDCWD, |creat\()"([^"]+)", [^)\n]*(?:O_CREAT|0[0-7]{3}\))|(?:mkdir|link)\("([^"]+)"'
)
CALLS = "openat,creat,mkdir,link,connect"
NETWORK = re.compile(r"connect\(\d+, \{sa_family=AF_INET6?, .*")
HALF = re.compile(r"\..+\.[0-9a-f]{8}|\.settings-\w{8}")


@functools.cache
def tracer() -> list[str]:
    """Return the beginning of a command that lists created files, or nothing if this machine can't do that."""
    command = ["strace", "-D", "-f", "-qq", "-s", "500", "-e", "signal=none", "-e", f"trace={CALLS}"]
    try:
        done = subprocess.run([*command, "-o", os.devnull, "true"], capture_output=True, timeout=20)
    except (OSError, subprocess.TimeoutExpired):
        return []
    return command if done.returncode == 0 else []


class Machine:
    """A home, a folder for temporary files and a current folder, in which the program runs."""

    def __init__(self, folder: Path) -> None:
        self.home, self.temporary, self.here = folder / "home", folder / "tmp", folder / "here"
        for one in (self.home, self.temporary, self.here):
            one.mkdir()
        self.data = past_first_run(
            self.home / "record", voice=True, spoken_interface=True, private_speech=False, echo="none"
        )
        self._trace = folder / "trace"
        self._started = time.time()
        self._before = {one: set(os.listdir(one)) for one in SHARED if one.is_dir()}
        self.opened: list[Terminal] = []

    def open(self, *arguments: str, traced: bool = True) -> Terminal:
        trace = [*tracer(), "-o", str(self._trace)] if traced and tracer() else []
        program = [*trace, sys.executable, "-P", "-m", "securecoach_tui"]
        places = {
            "HOME": str(self.home),
            "TMPDIR": str(self.temporary),
            "XDG_RUNTIME_DIR": str(self.home),  # else the sound server's library makes a folder among temporary files
            "CI": "",  # some libraries report to their makers unless this is set
            **{f"XDG_{kind}_HOME": str(self.home / kind.lower()) for kind in ("DATA", "STATE", "CACHE", "CONFIG")},
        }
        command = ["sh", "-c", ELSEWHERE, str(self.here), *program]
        self.opened.append(Terminal(*arguments, data=self.data, environment=places, command=command))
        return self.opened[-1]

    def cache(self) -> list[Path]:
        return [path for path in self.home.rglob("*") if path.is_file() and "cache" in path.parts]

    def created_outside(self) -> set[str]:
        """Return what strace saw being created outside the private folders."""
        if not self._trace.exists():
            return set()
        paths = [found[1] or found[2] for found in CREATED.finditer(self._trace.read_text(errors="replace"))]
        private = (str(self.home), f"{self.data}-state", "/dev/", "/proc/")
        assert any(path.startswith(str(self.home)) for path in paths)  # else nothing was traced
        return {path for path in paths if not path.startswith(private)}

    def connected(self) -> list[str]:
        """Return what strace saw of connections to other machines, and of looking one up."""
        return NETWORK.findall(self._trace.read_text(errors="replace")) if self._trace.exists() else []

    def new_outside(self) -> list[str]:
        """Return every new file of this machine's temporary and current folders."""
        return [str(path) for one in (self.temporary, self.here) for path in one.rglob("*")]

    def told_outside(self) -> list[str]:
        """Return the new files among everybody's temporary ones that hold the words."""
        found = []
        for folder, before in self._before.items():
            for name in set(os.listdir(folder)) - before:
                path = folder / name
                files = [path] if path.is_file() else list(path.rglob("*")) if not name.startswith("pytest-of") else []
                found += [str(one) for one in files if one.is_file() and holds(one, WORDS)]
        return found

    def leftovers(self) -> list[str]:
        """Return what is half-written, and the sound files of lines, in the private folders."""
        files = [path for path in self.home.rglob("*") if path.is_file()]
        return [str(one) for one in files if HALF.fullmatch(one.name) or one.suffix == ".wav" or "spoken" in one.parts]

    def readable_by_others(self) -> list[str]:
        mine = [path for path in self.home.rglob("*") if path.stat().st_mtime >= self._started]
        return [str(path) for path in mine if path.stat().st_mode & 0o077 and not path.is_relative_to(self.data)]


def holds(path: Path, words: str) -> bool:
    try:
        return path.stat().st_size < 20_000_000 and words.encode() in path.read_bytes()
    except OSError:
        return False


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    made = Machine(tmp_path)
    yield made
    for terminal in made.opened:
        terminal.close()


def runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes() != b""  # it is empty after the end
    except OSError:
        return False


def speaking(parent: int) -> list[int]:
    """Return the processes that speak for a program."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                words, stat = (entry / "cmdline").read_bytes(), (entry / "stat").read_text()
            except OSError:
                continue
            if b"synthesis.worker" in words and int(stat.rsplit(") ", 1)[1].split()[1]) == parent:
                found.append(int(entry.name))
    return found


def to_the_words(machine: Machine, *, plain: bool) -> Terminal:
    """Stop a spoken session early, type words and, on the full screen, have them spoken."""
    face = ["--plain"] if plain else []
    terminal = machine.open("practice", "twelve-seconds", "--minutes", "2", "--voice", *face)
    terminal.see("Distress now" if plain else "How upset", seconds=60)
    terminal.press("5", "enter")
    terminal.see("Saved: distress" if plain else "You can stop")
    until = time.monotonic() + 60
    while not any(path.suffix == ".clip" for path in machine.cache()):
        assert time.monotonic() < until, "nothing was spoken"
        terminal.read(0.1)
    stop_and_type(terminal, WORDS, plain=plain)
    if not plain:
        terminal.press(F6)
    return terminal


def end(terminal: Terminal, way: str) -> None:
    program = terminal.process.pid
    victims = {"speech": speaking(program), "program": [program], "both": [*speaking(program), program]}
    if way == "quit":
        terminal.press("enter")
        terminal.see("Saved.")
        terminal.process.send_signal(signal.SIGTERM)
    elif way == "crash":
        terminal.process.send_signal(signal.SIGABRT)
    else:
        for pid in victims.get(way, []):
            os.kill(pid, signal.SIGKILL)
    if way in ("leave now", "speech"):
        terminal.press("\x03")
    terminal.ended(30)
    until = time.monotonic() + 10
    while any(runs(pid) for pid in victims["both"]):
        assert time.monotonic() < until, "the process that speaks outlives the program"
        terminal.read(0.1)


WAYS = [
    *((False, way) for way in ("leave now", "both")),
    *((True, way) for way in ("program",)),
    *(pytest.param(False, way, marks=pytest.mark.long) for way in ("quit", "program", "speech", "crash")),
    *(pytest.param(True, way, marks=pytest.mark.long) for way in ("quit", "leave now", "both")),
]


@pytest.mark.parametrize(("plain", "way"), WAYS)
def test_no_exit_leaves_words_outside_private_folders(machine: Machine, plain: bool, way: str) -> None:
    end(to_the_words(machine, plain=plain), way)
    assert machine.created_outside() == set()
    assert machine.connected() == []
    assert {path.relative_to(machine.home / "cache").parts[0] for path in machine.cache()} == {"securecoach"}
    assert machine.new_outside() == []
    assert machine.told_outside() == []
    assert machine.readable_by_others() == []
    again = machine.open(traced=False)
    again.see("Start", seconds=60)
    again.wait(lambda _shown: machine.leftovers() == [], "no leftovers")  # they go once the first screen is drawn
    again.press("\x03")
    again.ended()
    assert machine.new_outside() == []
