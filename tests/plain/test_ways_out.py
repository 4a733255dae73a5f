"""Every way out of the plain face at a real terminal: it is as it was, and the session is kept."""

from __future__ import annotations

import fcntl
import json
import os
import select
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.journeys

EXERCISE = """id = "short-one"\nversion = 1\ntitle = "Short one"\nsummary = "S"\ncapacity = "regulation"
directions = ["anxious"]\nminutes = [0.5]\n[[opening]]\nsay = "Hello."\nseconds = 1
[[body]]\nbreathe = { in = 1, out = 1 }\n[[closing]]\nsay = "Bye."\nseconds = 1
[[closing]]\nsay = "Take care."\nseconds = 2\n"""
CLEARED = b"\x1b[H\x1b[2J\x1b[3J"


class Person:
    """Somebody at a pseudo-terminal; ``near`` stays open here, so that its modes can be looked at."""

    def __init__(self, folder: Path) -> None:
        self.data, self.state = folder / "data", folder / "state"
        (self.data / "exercises").mkdir(parents=True)
        (self.data / "exercises" / "short-one.toml").write_text(EXERCISE)
        self.far, self.near = os.openpty()
        self.before = termios.tcgetattr(self.near)
        self.seen = b""
        self.process: subprocess.Popen[bytes]

    def starts(self, *command: str, **environment: str) -> Person:
        def own_terminal() -> None:
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)

        self.process = subprocess.Popen(
            command,
            stdin=self.near,
            stdout=self.near,
            stderr=self.near,
            env={**os.environ, "SECURECOACH_STATE_DIR": str(self.state), "TERM": "xterm", **environment},
            start_new_session=True,
            preexec_fn=own_terminal,
        )
        return self

    def practises(self, **environment: str) -> Person:
        return self.starts(*self.program(), **environment).sees(b"Distress now, 0-10: ")

    def program(self) -> list[str]:
        where = ["--data-dir", str(self.data)]
        return [sys.executable, "-m", "securecoach_tui", *where, "practice", "short-one", "--minutes", "0.5", "--plain"]

    def sees(self, what: bytes, seconds: float = 15) -> Person:
        end = time.monotonic() + seconds
        while what not in self.seen:
            assert select.select([self.far], [], [], max(0.0, end - time.monotonic()))[0], (what, self.seen)
            self.seen += os.read(self.far, 65536)
        return self

    def types(self, keys: bytes) -> Person:
        self.seen = b""
        os.write(self.far, keys)
        return self

    def eases_off(self) -> Person:
        """Begin and ease off, which completes the session: one that was never completed needs 10 seconds to be kept."""
        return self.types(b"7\r").sees(b"Hello.").types(b"-\r").sees(b"Take care.")

    def modes(self) -> list[Any]:
        return termios.tcgetattr(self.near)

    def ends(self) -> int:
        code = self.process.wait(10)
        while select.select([self.far], [], [], 0.05)[0]:
            self.seen += os.read(self.far, 65536)
        return code

    def checkpoint(self) -> dict[str, Any]:
        (file,) = (self.state / "checkpoints").glob("*.checkpoint")
        found: dict[str, Any] = json.loads(file.read_bytes())
        return found


@pytest.fixture
def person(tmp_path: Path) -> Iterator[Person]:
    person = Person(tmp_path)
    yield person
    if person.process.poll() is None:
        person.process.kill()
    os.close(person.far)
    os.close(person.near)


# As usual, and as terminals write it once a program has asked for keys in numbers.
@pytest.mark.parametrize("key", [b"\x03", b"\x1b[99;5u", b"\x1b[1089::99;5u", b"\x1b[27;5;99~"])
def test_quick_exit_clears_the_screen_and_saves_a_checkpoint(key: bytes, person: Person) -> None:
    person.practises().eases_off()
    began = time.monotonic()
    person.types(key)
    assert person.ends() == 0 and time.monotonic() - began < 1.5
    assert person.seen.endswith(CLEARED) and person.modes() == person.before
    left = person.checkpoint()
    assert left["quick_exit"] and left["ratings"][0]["value"] == 7


def test_quick_exit_works_where_the_caller_ignores_ctrl_c(person: Person) -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # as some desktops start a terminal; programs inherit it
    try:
        person.practises().eases_off().types(b"\x03")
    finally:
        signal.signal(signal.SIGINT, before)
    assert person.ends() == 0 and person.seen.endswith(CLEARED) and person.modes() == person.before


def test_no_escape_sequence_is_printed_but_by_quick_exit(person: Person) -> None:
    everything = person.practises().seen
    person.types(b"\x1b[Ab\x7f7\r").sees(b"Starting in 5 seconds.")
    assert b"\x1b" not in everything + person.seen


def test_quick_exit_works_in_a_list_and_in_half_typed_text(person: Person) -> None:
    command = [*person.program()[:5], "--plain"]
    person.starts(*command).sees(b"Type a number, or q to quit: ").types(b"9\r").sees(
        b"Type a number, or press enter to go back: "
    )
    person.types(b"1\r").sees(b"Name: ").types(b"Sa").sees(b"Sa")
    began = time.monotonic()
    person.types(b"\x03")
    assert person.ends() == 0 and person.seen.endswith(CLEARED) and person.modes() == person.before
    assert time.monotonic() - began < 1.5
    assert (person.state / "quick-exit").exists()


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGHUP], ids=lambda one: one.name)
def test_signals_save_the_session_and_restore_the_terminal(person: Person, end: signal.Signals) -> None:
    person.practises().eases_off()
    person.process.send_signal(end)
    assert person.ends() == 0 and person.modes() == person.before
    assert CLEARED not in person.seen and not person.checkpoint()["quick_exit"]


def test_ctrl_z_returns_the_terminal_and_fg_asks_again(person: Person) -> None:
    person.starts("bash", "--norc", "--noediting", "-i", PS1="ready>").sees(b"ready>")
    command = " ".join(person.program())
    person.types(command.encode() + b"\r").sees(b"Distress now, 0-10: ")
    shell_modes = person.before[3]
    person.types(b"12").sees(b"12").types(b"\x1a").sees(b"ready>")
    assert person.modes()[3] == shell_modes
    person.types(b"fg\r").sees(b"Distress now, 0-10: 12")
    assert not person.modes()[3] & termios.ICANON
    person.types(b"\x7f\x7f6\r").sees(b"Saved: distress 6.")
    person.types(b"\x03").sees(b"ready>")
    person.types(b"exit\r")


def wrecks(point: str) -> str:
    return (
        "import sys; from securecoach_tui.plain.session_view import PlainSession\n"
        f"def broken(*_a, **_k): raise RuntimeError('wrecked')\nPlainSession.{point} = broken\n"
        "sys.argv = ['securecoach', *sys.argv[1:]]\nfrom securecoach_tui.cli import main\nmain()\n"
    )


@pytest.mark.parametrize("point", ["_process", "_act"])
def test_a_crash_leaves_the_terminal_as_it_was(person: Person, point: str) -> None:
    command = person.program()
    person.starts(command[0], "-c", wrecks(point), *command[3:])
    if point == "_process":
        person.sees(b"Distress now, 0-10: ").types(b"7\r")
    person.ends()
    assert person.modes() == person.before


def piped(person: Person, act: Callable[[subprocess.Popen[str]], None], *, at: str = "Take care.") -> tuple[int, str]:
    pipe = subprocess.PIPE
    environment = {**os.environ, "SECURECOACH_STATE_DIR": str(person.state)}
    person.process = subprocess.Popen(  # type: ignore[assignment]
        person.program(), stdin=pipe, stdout=pipe, stderr=pipe, text=True, env=environment
    )
    process: subprocess.Popen[str] = person.process  # type: ignore[assignment]
    assert process.stdout is not None and process.stdin is not None
    process.stdin.write("7\n")
    process.stdin.flush()
    process.stdin.write("-\n")  # to ease off completes the session, so that it is kept
    process.stdin.flush()
    while at not in process.stdout.readline():
        pass
    act(process)
    out, err = process.communicate(timeout=10)
    assert "Traceback" not in err
    return process.returncode, out


def test_quick_exit_through_a_pipe_prints_no_escape(person: Person) -> None:
    code, out = piped(person, lambda process: process.send_signal(signal.SIGINT))
    assert code == 0 and "\x1b" not in out and person.checkpoint()["quick_exit"]


def test_a_reader_that_goes_away_keeps_the_session(person: Person) -> None:
    def goes(process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None and process.stdin is not None
        process.stdout.close()
        process.stdin.close()
        process.stdin = process.stdout = None

    code, _out = piped(person, goes, at="Bye.")
    assert code == 0 and person.checkpoint()["ratings"]
