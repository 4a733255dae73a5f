"""The listener and its worker process: answers, windows that are cancelled, and workers that end or hang."""

from __future__ import annotations

import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from securecoach_tui.voice.listening import client
from securecoach_tui.voice.listening.client import WorkerListener, sentence
from securecoach_tui.voice.listening.endpoint import END_SECONDS, LONGEST_SECONDS
from securecoach_tui.voice.listening.model import NUMBERS, Heard
from securecoach_tui.voice.worker_process import start

BEGIN = """
import os, sys, time
from pathlib import Path
from securecoach_tui.voice.listening.worker import Event, Order
from securecoach_tui.voice.worker_process import receive, send

def orders():
    while True:
        yield receive(sys.stdin.buffer, Order)

def say(*what):
    send(sys.stdout.buffer, Event(*what))
"""
ANSWERS = """
for order in orders():
    if order.answers:
        say(order.number, "opened")
        say(order.number, "answer", order.answers[-1])
"""
ENDS = "next(orders())"
ENDS_ONCE = """
if not Path(sys.argv[1]).exists():
    Path(sys.argv[1]).touch()
    next(orders())
    raise SystemExit
"""
HANGS = """
for order in orders():
    say(order.number, "opened")
"""
SAYS_RUBBISH = """
next(orders())
print("x" * 99)
"""
ANSWERS_LATE = """
first = next(orders())
say(first.number, "opened")
next(orders())
say(first.number, "answer", 3)
last = next(orders())
say(last.number, "answer", 4)
next(orders())
"""


class Window:
    """What a listener reports of one window."""

    def __init__(self, listener: WorkerListener) -> None:
        self._told: queue.SimpleQueue[str | Heard] = queue.SimpleQueue()
        listener.listen(NUMBERS, 0.0, lambda: self._told.put("opened"), self._told.put)

    def next(self, seconds: float = 30.0) -> str | Heard:
        """Return what is reported next."""
        return self._told.get(timeout=seconds)

    def is_quiet(self) -> bool:
        """Return whether nothing was reported so far."""
        return self._told.empty()


Made = Callable[..., WorkerListener]


@pytest.fixture
def listener(tmp_path: Path) -> Iterator[Made]:
    opened = []

    def make(program: str, patience: float = 30.0) -> WorkerListener:
        command = (sys.executable, "-c", BEGIN + program, str(tmp_path / "ended"))
        opened.append(WorkerListener(command, patience=patience))
        return opened[-1]

    yield make
    for one in opened:
        one.close()


def test_an_answer_follows_the_opened_microphone(listener: Made) -> None:
    made = listener(ANSWERS)
    for _time in range(2):
        window = Window(made)
        assert [window.next(), window.next()] == ["opened", Heard("answer", 10)]


def test_a_cancelled_window_is_never_answered(listener: Made) -> None:
    made = listener(ANSWERS_LATE)
    first = Window(made)
    assert first.next() == "opened"
    made.cancel()
    assert Window(made).next() == Heard("answer", 4)
    assert first.is_quiet()


def test_a_worker_that_ends_is_started_once_more(listener: Made) -> None:
    window = Window(listener(ENDS_ONCE + ANSWERS))
    assert [window.next(), window.next()] == ["opened", Heard("answer", 10)]


@pytest.mark.parametrize("program", [ENDS, SAYS_RUBBISH, "raise SystemExit"])
def test_worker_that_keeps_ending_is_one_sentence(program: str, listener: Made) -> None:
    made = listener(program)
    for _time in range(2):
        assert Window(made).next() == Heard("failed", problem=sentence("worker"))


class FakeTimer:
    """A timer that is over when the test says so."""

    made: queue.SimpleQueue[FakeTimer] = queue.SimpleQueue()

    def __init__(self, seconds: float, over: Callable[..., None], args: tuple[int, ...]) -> None:
        self.seconds, self._over, self._args = seconds, over, args

    def start(self) -> None:
        self.made.put(self)

    def cancel(self) -> None: ...

    def is_over(self) -> None:
        self._over(*self._args)


def test_a_worker_that_hangs_is_given_up(listener: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client.threading, "Timer", FakeTimer)
    window = Window(listener(HANGS, patience=10.0))
    assert window.next() == "opened"
    timer = FakeTimer.made.get(timeout=30)
    assert timer.seconds == LONGEST_SECONDS + END_SECONDS + 10.0, "speech may go on after the window"
    timer.is_over()
    assert window.next() == Heard("failed", problem=sentence("worker"))


def test_a_program_that_cannot_start_is_one_sentence() -> None:
    made = WorkerListener(("/no/such/program",))
    assert Window(made).next() == Heard("failed", problem=sentence("worker"))


def test_a_program_that_ends_before_it_is_said_to_run_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    def start(thread: threading.Thread) -> bool:
        thread.start()
        thread.join(0.2)  # a fast thread has ended by now
        return True

    monkeypatch.setattr(client.threads, "start", start)
    assert Window(WorkerListener(("/no/such/program",))).next(5) == Heard("failed", problem=sentence("worker"))


def test_a_display_that_is_gone_disturbs_nothing(listener: Made) -> None:
    made, told = listener(ANSWERS), threading.Event()

    def gone(heard: Heard) -> None:
        told.set()
        raise RuntimeError("the screen is closed")

    made.listen(NUMBERS, 0.0, lambda: None, gone)
    assert told.wait(30)
    window = Window(made)
    assert [window.next(), window.next()] == ["opened", Heard("answer", 10)]


def test_close_ends_the_process_and_may_come_twice(listener: Made) -> None:
    made = listener(ANSWERS)
    window = Window(made)
    assert [window.next(), window.next()] == ["opened", Heard("answer", 10)]
    assert made.pid is not None
    made.close()
    made.close()
    made.cancel()
    assert Window(made).is_quiet()


def test_closed_listener_starts_no_process_for_a_window(listener: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[bytes]] = []

    def starts(command: Sequence[str]) -> subprocess.Popen[bytes]:
        started.append(start(command))
        return started[-1]

    monkeypatch.setattr(client, "start", starts)
    made = listener(ANSWERS)
    window = Window(made)
    assert [window.next(), window.next()] == ["opened", Heard("answer", 10)]
    with made._lock:  # the thread that runs the process doesn't see its end before the next window
        made.close()
        window = Window(made)
    for thread in [one for one in threading.enumerate() if one.name == "listener"]:
        thread.join(30)
    assert window.is_quiet() and len(started) == 1
