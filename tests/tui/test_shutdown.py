"""The end of the program restores the terminal, whatever happened to a frame that was being written."""

from __future__ import annotations

import asyncio
import os
import pty
import select
import threading
import time
from typing import Any

import pytest

from securecoach_tui.tui import shutdown
from securecoach_tui.tui.terminal_driver import RESTORE, TerminalDriver


class Quiet:
    """A context that has nothing to save and no sound."""

    def silence(self) -> None: ...

    def leave(self, **_how: object) -> None: ...


class EndedDriver:
    """A driver whose output was given up before it was stopped. ``seconds`` is how long a busy machine takes."""

    gave_up_frames = True

    def __init__(self, seconds: float = 0.0) -> None:
        self.done, self._seconds = list[str](), seconds

    def stop_application_mode(self) -> None:
        self.done.append("stopped")

    def close(self) -> None: ...

    def restore_now(self, _before: bytes) -> None:
        time.sleep(self._seconds)
        self.done.append("restored")


def test_quick_exit_restores_after_frames_were_given_up() -> None:
    driver: Any = EndedDriver()
    context: Any = Quiet()
    shutdown.leave(context, driver, quick=True, end=lambda status: driver.done.append(status))
    assert driver.done == ["stopped", "restored", 0]


def test_end_by_force_waits_for_a_busy_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    driver: Any = EndedDriver(0.2)
    both = threading.Barrier(3)  # the two threads and this one, so that neither finds the real os._exit later

    def ended(status: int) -> None:
        driver.done.append(status)
        both.wait(10)

    monkeypatch.setattr(shutdown, "FORCE_SECONDS", 0.0)
    monkeypatch.setattr(os, "_exit", ended)
    ending = shutdown.forced_end(lambda: driver)
    assert ending is not None
    ending.begin()
    both.wait(10)
    assert driver.done == ["restored", 0, 0]


async def test_terminal_is_restored_once_by_whoever_ends_first(monkeypatch: pytest.MonkeyPatch) -> None:
    own, theirs = pty.openpty()
    with os.fdopen(theirs, "w") as stream:
        monkeypatch.setattr("sys.__stderr__", stream)
        monkeypatch.setattr("sys.__stdin__", stream)
        driver = TerminalDriver(Any, size=(80, 24))
        both = [threading.Thread(target=driver.restore_now, args=(b"clear",)) for _ in range(2)]
        for thread in both:
            thread.start()
        for thread in both:
            thread.join(5)
        assert driver.gave_up_frames
        assert select.select([own], [], [], 5)[0]
        assert os.read(own, 4096) == b"clear" + RESTORE + b"clear"
    os.close(own)


class Continued:
    """An app that notes when it is to draw again."""

    drawn = 0

    def continued(self) -> None:
        self.drawn += 1


async def test_going_on_writes_nothing_while_a_write_is_under_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal that is closed sends SIGHUP and SIGCONT: its handler may run within a write to the driver's queue."""
    own, theirs = pty.openpty()
    with os.fdopen(theirs, "w") as stream:
        monkeypatch.setattr("sys.__stderr__", stream)
        monkeypatch.setattr("sys.__stdin__", stream)
        app: Any = Continued()
        driver = TerminalDriver(app, size=(80, 24))
        done: list[str] = []
        monkeypatch.setattr(TerminalDriver, "runs", True)
        monkeypatch.setattr(driver, "_in_foreground", lambda: True)
        monkeypatch.setattr(driver, "suspend_application_mode", lambda: done.append("left"))
        monkeypatch.setattr(driver, "resume_application_mode", lambda: done.append("entered"))
        driver._sigcont_application()
        assert done == [] and app.drawn == 0
        await asyncio.sleep(0)
        assert done == ["left", "entered"] and app.drawn == 1
    os.close(own)


async def test_terminal_that_takes_nothing_is_restored_once_it_does(monkeypatch: pytest.MonkeyPatch) -> None:
    own, theirs = pty.openpty()
    with os.fdopen(theirs, "w") as stream:
        monkeypatch.setattr("sys.__stderr__", stream)
        monkeypatch.setattr("sys.__stdin__", stream)
        driver = TerminalDriver(Any, size=(80, 24))
        frame = threading.Thread(target=driver._output.write, args=("x" * 1_000_000,))
        frame.start()
        while select.select([], [theirs], [], 0)[1]:  # until the frame fills the terminal's buffer
            pass
        driver.restore_now(b"clear")
        read = b""
        while RESTORE not in read and select.select([own], [], [], 5)[0]:
            read += os.read(own, 65536)
        frame.join(5)
        assert RESTORE in read and not frame.is_alive()
    os.close(own)
