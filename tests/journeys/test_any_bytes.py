"""The program in a real terminal: any bytes may come, and quick exit and ctrl+z work whatever came before."""

from __future__ import annotations

import os
import random
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.prove.input_bytes import ENDS, mutated, sequence
from tests.journeys.terminal import Terminal

pytestmark = pytest.mark.journeys

SESSION = ("practice", "slow-breathing", "--minutes", "3", "--no-questions")
# A disk on which one call takes four seconds, and can't be interrupted.
HANGING = """
import ctypes, os, stat, sys, time
libc, call = ctypes.CDLL(None), sys.argv.pop(1)
real = getattr(os, call)
def is_on_disk(first, *rest):
    if call == "open":
        return rest[0] & os.O_CREAT
    return not isinstance(first, int) or stat.S_ISREG(os.fstat(first).st_mode)
def slow(*given, **options):
    if HANG and is_on_disk(*given):
        end = time.monotonic() + 4
        while time.monotonic() < end:
            libc.poll(None, 0, 4000)
    return real(*given, **options)
setattr(os, call, slow)
HANG = False
import threading
def begin():
    global HANG
    HANG = True
threading.Timer(float(sys.argv.pop(1)), begin).start()
from securecoach_tui.cli import main
main()
"""


@pytest.fixture
def session(data: Path) -> Iterator[Terminal]:
    terminal = Terminal(*SESSION, data=data)
    terminal.see("3:00 left")
    yield terminal
    terminal.close()


def send(terminal: Terminal, data: bytes) -> None:
    os.write(terminal.own, data)


def leaves(terminal: Terminal, keys: bytes = b"\x03", within: float = 2.0) -> None:
    """Send a quick exit: the program ends in time, silently, with the terminal as it was."""
    begun = time.monotonic()
    send(terminal, keys)
    assert terminal.ended(within) == 0 and time.monotonic() - begun < within
    assert b"Traceback" not in terminal.raw and terminal.is_as_it_was()


def test_bytes_without_a_meaning_end_no_session(session: Terminal) -> None:
    left = 178
    for sent in (
        b"\xe9a",
        b"\x1b[M\x43\x84\x2a",
        b"\x1b[97;1:3u",
        b"\x1b[1114112u",
        b"\x1b]11;rgb:c/g/q\x07",
        b"\x1b]0;q",
    ):
        send(session, sent)
        session.see(f"2:{left % 60:02} left")
        left -= 1
    send(session, b"\x1b[200~text")  # a paste that never ends
    session.see(f"2:{left % 60:02} left")
    leaves(session)


@pytest.mark.parametrize("keys", ["\x1b[1089;5u", "\x1b[99;69u", "\x1b[200~words\x03\x03", "\x1b[200~a\x1b[99;5u"])
def test_quick_exit_on_every_layout_and_in_a_paste(session: Terminal, keys: str) -> None:
    leaves(session, keys.encode())


@pytest.mark.parametrize("letter", ["C", "с", "ψ", "ב", "ؤ", "\x1b[99;65;67u"])
def test_support_opens_on_every_layout(session: Terminal, letter: str) -> None:
    session.press(letter)
    session.wait(lambda shown: "3:00 left" not in shown and "left" not in shown.splitlines()[-4], "support")
    leaves(session)


@pytest.mark.parametrize("keys", ["\x1b[1089;5u", "\x1b[99;69u", "half\x1b[27;5;99~", "\x1b[200~a\x1b[99;5u"])
def test_quick_exit_in_plain_text_on_every_layout(data: Path, keys: str) -> None:
    terminal = Terminal(*SESSION, "--plain", data=data)
    terminal.see("stop at any time")
    leaves(terminal, keys.encode())
    terminal.close()


def test_a_key_without_meaning_says_so_once(session: Terminal) -> None:
    session.press("f")
    session.see("f does nothing here")
    leaves(session)


def test_random_bytes_end_no_session(session: Terminal) -> None:
    chance = random.Random(16)
    for _ in range(300):
        send(session, ENDS.sub(b"", mutated(chance, sequence(chance)).replace(b"q", b"").replace(b"\x1a", b"")))
        session.read(0.0)
    assert session.process.poll() is None or session.process.returncode == 0
    assert b"Traceback" not in session.raw
    if session.process.poll() is None:
        leaves(session, within=10.0)  # the keys before it are handled first on a busy machine


def test_the_terminal_is_asked_for_its_size(data: Path) -> None:
    terminal = Terminal(data=data, size=(120, 40), environment={"COLUMNS": "60", "LINES": "20"})
    terminal.wait(lambda shown: "leave now" in "".join(shown.splitlines()[-3:]), "the footer in the last rows")
    leaves(terminal)
    terminal.close()


HANGS = [
    *(("open", face) for face in ([], ["--plain"])),
    ("fsync", []),
    ("write", ["--plain"]),
    *(pytest.param("replace", face, marks=pytest.mark.long) for face in ([], ["--plain"])),
    *(pytest.param(*one, marks=pytest.mark.long) for one in (("fsync", ["--plain"]), ("write", []))),
]


@pytest.mark.parametrize(
    ("call", "face"), HANGS, ids=lambda one: one if isinstance(one, str) else "".join(one) or "full"
)
def test_quick_exit_on_a_disk_that_hangs(data: Path, call: str, face: list[str]) -> None:
    command, how = [sys.executable, "-c", HANGING, call, "2"], ["--no-questions", *face]
    terminal = Terminal("practice", "slow-breathing", "--minutes", "3", *how, data=data, command=command)
    terminal.see("stop at any time" if how[1:] else "left")
    until = time.monotonic() + 4  # the checkpoint of the fifth second hangs by then
    while time.monotonic() < until:
        terminal.read(0.1)
    leaves(terminal, within=1.0)
    assert terminal.raw.rstrip().removesuffix(b"\x1b[0 q").endswith(b"\x1b[3J")  # nothing shown follows
    terminal.close()


def test_ctrl_z_sets_the_session_aside_and_fg_resumes_it(data: Path) -> None:
    shell = ("bash", "--norc", "--noediting", "-i", "-s")
    terminal = Terminal("-", data=data, command=shell, environment={"PS1": "ready>"})
    terminal.see("ready>")
    terminal.press(f"{sys.executable} -m securecoach_tui --data-dir {data} {' '.join(SESSION)}", "enter")
    terminal.see("3:00 left")
    send(terminal, b"\x1a")
    terminal.see("Stopped")
    assert termios.tcgetattr(terminal._theirs)[3] & termios.ICANON
    terminal.press("fg", "enter")
    terminal.see("paused, space to go on")
    terminal.press(" ")
    terminal.see("2:56 left")
    send(terminal, b"\x03")
    terminal.see("ready>")
    terminal.press("exit", "enter")
    terminal.ended()
    terminal.close()


def test_ctrl_z_without_a_shell_says_why_not(session: Terminal) -> None:
    send(session, b"\x1a")
    session.see("ctrl+z can't be used here")
    session.see("2:57 left")
    leaves(session)


def test_random_bytes_in_plain_text_end_no_session(data: Path) -> None:
    terminal = Terminal(*SESSION, "--plain", data=data)
    terminal.see("stop at any time")
    chance = random.Random(17)
    for _ in range(300):
        part = mutated(chance, sequence(chance))
        send(terminal, ENDS.sub(b"", part).translate(None, b"\x03\x1a\x1c\x04qQ\r\n"))
        terminal.read(0.0)
    assert terminal.process.poll() is None
    leaves(terminal)
    terminal.close()
