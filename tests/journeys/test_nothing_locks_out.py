"""Support, grounding and a quick exit need nothing: no folder, home, settings, sound, encoding, input or disk."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.journeys.conditions import CONDITIONS, Started, prepared
from tests.journeys.terminal import Terminal

pytestmark = [
    pytest.mark.journeys,
    pytest.mark.skipif(sys.platform != "linux", reason="how to make permissions count differs elsewhere"),
]
SUPPORT = "findahelpline.com"
each_condition = pytest.mark.parametrize("condition", CONDITIONS)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def run(start: Started, *arguments: str, closed: bool = False) -> subprocess.CompletedProcess[str]:
    def before() -> None:
        start.before()
        if closed:
            os.close(0)

    return subprocess.run(
        [*start.command, *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        env=start.environ,
        preexec_fn=before,
        timeout=60,
    )


# The doctor is slow, since it tries every engine: it runs in few conditions here, and in all of them among the long tests.
DOCTORS = ("no data folder", "no home and no entry", "no sound, damaged libraries", "full disk")
CASES = [
    pytest.param(
        command, condition, marks=[pytest.mark.long] if command == "doctor" and condition not in DOCTORS else []
    )
    for command in ("support", "now", "list", "--help", "doctor")
    for condition in CONDITIONS
]


@pytest.mark.parametrize(("command", "condition"), CASES)
def test_nothing_keeps_a_command_from_answering(command: str, condition: str, home: Path) -> None:
    start = prepared(condition, home)
    closed = command in ("support", "now", "list")  # with standard input closed, half of the time
    done = run(start, command, *([] if command == "--help" else start.arguments), closed=closed)
    assert done.returncode == 0 and "Traceback" not in done.stderr, done.stderr
    assert len(done.stderr.splitlines()) <= 3
    if command == "support":
        assert SUPPORT in done.stdout and "988" in done.stdout
    elif command == "now":
        assert "1 I want to ask or check again" in done.stdout and "7 I have something to say" in done.stdout
    elif command == "list":
        assert "senses-grounding" in done.stdout and "slow-breathing" in done.stdout
    elif command == "doctor":
        assert "data: " in done.stdout and "terminal: " in done.stdout
    else:
        assert "support" in done.stdout


# Commands that need a folder may refuse, in a sentence; three of them here, and all of them among the long tests.
REFUSING = (
    *("history", "export", "plan", "history --text x", "history add --exercise slow-breathing --minutes 5", "progress"),
    *(
        "cards",
        "export --format html",
        "import -",
        "comforts",
        "comforts --add words",
        "validate -",
        "new my-walk",
        "why",
    ),
    *(
        "plan --days mon",
        "path",
        "path --start",
        "data path",
        "data backup",
        "data restore -",
        "data lock",
        "data unlock",
    ),
    *("data erase", "checkin", "apart", "--plain"),
)
UNREADABLE = ("unreadable folder", "unreadable state", "unreadable home", "a name too long", "no home and no entry")


@pytest.mark.parametrize(
    ("command", "condition"),
    [
        pytest.param(command, condition, marks=[] if condition == UNREADABLE[0] and at < 3 else pytest.mark.long)
        for at, command in enumerate(REFUSING)
        for condition in UNREADABLE
    ],
)
def test_no_command_faults_over_a_folder(command: str, condition: str, home: Path) -> None:
    start = prepared(condition, home)
    done = run(start, *command.split(), *start.arguments)
    assert done.returncode in (0, 2, 3, 4) and "Traceback" not in done.stderr, done.stderr
    assert len(done.stderr.splitlines()) <= 3


class Session:
    """A session in plain text through pipes."""

    def __init__(self, start: Started, *arguments: str) -> None:
        arguments = arguments or ("practice", "slow-breathing", "--plain", "--no-questions")
        self.process = subprocess.Popen(
            [*start.command, *arguments, *start.arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=start.environ,
            preexec_fn=start.before,
        )
        self.seen = b""

    def see(self, words: str, seconds: float = 20.0) -> None:
        assert self.process.stdout is not None
        os.set_blocking(self.process.stdout.fileno(), False)
        until = time.monotonic() + seconds
        while words.encode() not in self.seen:
            data = self.process.stdout.read()
            if data:
                self.seen += data
            elif data == b"" or time.monotonic() > until:
                raise AssertionError(f"{words!r} not seen\n{self.seen.decode(errors='replace')}")
            else:
                wait_for_output(self.process.stdout.fileno())

    def type(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(line.encode() + b"\n")
        self.process.stdin.flush()


def wait_for_output(descriptor: int) -> None:
    import select

    select.select([descriptor], [], [], 0.1)


@each_condition
def test_nothing_keeps_a_plain_session_from_working(condition: str, home: Path) -> None:
    session = Session(prepared(condition, home))
    try:
        session.see("Slow breathing, 5 minutes.")
        session.type("c")
        session.see(SUPPORT)
        session.type("g")
        session.see("Grounding, 3 minutes.")
        began = time.monotonic()
        session.process.send_signal(signal.SIGINT)
        assert session.process.wait(10) == 0 and time.monotonic() - began < 2
        assert b"Traceback" not in session.seen
        assert b"Saved." in session.seen or b"Not saved" in session.seen  # what was practised before
    finally:
        session.process.kill()
        session.process.wait()


@each_condition
def test_nothing_keeps_now_from_starting_an_exercise(condition: str, home: Path) -> None:
    session = Session(prepared(condition, home), "now", "--plain")
    try:
        session.see("7 I have something to say")
        session.type("flooded")
        session.see("Grounding, 3 minutes.")
        session.type("c")
        session.see(SUPPORT)
        session.process.send_signal(signal.SIGINT)
        assert session.process.wait(10) == 0 and b"Traceback" not in session.seen
    finally:
        session.process.kill()
        session.process.wait()


# Each condition at the first screen, and at a session or at "now" in turn; all of them among the long tests. In plain
# text both are tried in every condition.
FIRST = {"first screen": (), "session": ("practice", "slow-breathing", "--no-questions"), "now": ("now",)}
OPENED = [
    pytest.param(
        FIRST[name],
        condition,
        id=f"{name}-{condition}",
        marks=[pytest.mark.long] if name == ("session", "now")[number % 2] else [],
    )
    for name in FIRST
    for number, condition in enumerate(CONDITIONS)
]


@pytest.mark.parametrize(("first", "condition"), OPENED)
def test_nothing_keeps_a_terminal_from_support(first: tuple[str, ...], condition: str, home: Path) -> None:
    """The full screen opens, at a session or not, or plain text where a terminal can do no more."""
    start = prepared(condition, home)
    arguments = [*first, *start.arguments]
    terminal = Terminal(
        *arguments, data=None, environment=start.environ, command=start.command, before=start.before, size=(80, 40)
    )
    try:
        plain = start.environ["TERM"] == "dumb"
        at_first = "I'm flooded" if first == ("now",) else "Slow breathing, 5" if plain else "c support"
        terminal.see(at_first, seconds=30)
        terminal.press("c", "enter") if plain else terminal.press("c")
        terminal.see("findahelpline.com" if plain else "911", seconds=30)
        began = time.monotonic()
        terminal.press("\x03")
        assert terminal.ended() == 0 and time.monotonic() - began < 3
        assert b"Traceback" not in terminal.raw
    finally:
        terminal.close()


def test_locked_data_keeps_nobody_from_now_and_shows_no_cards(home: Path) -> None:
    start = prepared("no data folder", home)
    passphrase = home / "passphrase"
    passphrase.write_text("long enough words\n")
    with passphrase.open() as handed:
        added = run(start, "history", "add", "--exercise", "slow-breathing", "--minutes", "5")
        number = str(handed.fileno())
        locked = subprocess.run(
            [*start.command, "data", "lock"],
            env={**start.environ, "SECURECOACH_PASSPHRASE_FD": number},
            pass_fds=[handed.fileno()],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=60,
        )
    assert added.returncode == locked.returncode == 0, locked.stderr
    session = Session(start, "now", "--plain")
    try:
        session.see("7 I have something to say")
        session.type("numb")
        session.see("Come back, 3 minutes.")
        assert "You can practise, but nothing will be saved." in session.seen.decode()
    finally:
        session.process.kill()
        session.process.wait()
