"""Faults of too little memory are told from others, and what ends a program needs none."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from securecoach_tui.config import fault_log, low_memory
from securecoach_tui.content import last_resort, without_memory
from securecoach_tui.plain import interrupt
from securecoach_tui.tui import shutdown


def raised_from(cause: BaseException) -> ValueError:
    error = ValueError("something else")
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        OSError(errno.ENOMEM, "Cannot allocate memory"),
        ImportError("libx.so: failed to map segment from shared object"),
        raised_from(MemoryError()),
    ],
)
def test_faults_of_too_little_memory_are_known(error: BaseException) -> None:
    assert low_memory.is_cause(error)


def test_other_faults_are_not_of_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    others = [ValueError(), OSError(errno.ENOSPC, ""), ImportError("no module"), raised_from(KeyError())]
    assert not any(map(low_memory.is_cause, others))
    monkeypatch.setattr(low_memory, "has_room", lambda _size: False)
    assert all(map(low_memory.is_cause, others)), "a library without memory raises anything"


def test_frames_of_a_fault_are_freed_before_it_is_told() -> None:
    try:
        raise raised_from(MemoryError())
    except ValueError as error:
        cause = error.__cause__
        low_memory.give_back(error)
        assert error.__traceback__ is None and cause is not None and error.__cause__ is None


@pytest.mark.parametrize(
    ("arguments", "told"), [(["support"], True), (["now"], True), ([], True), (["list"], False), (["--help"], False)]
)
def test_without_memory_who_to_call_is_told_where_it_helps(
    arguments: list[str], told: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["securecoach", *arguments])
    assert without_memory.report(MemoryError()) == 1
    out, err = capsys.readouterr()
    assert out == ("\n".join(last_resort.LINES) + "\n" if told else "") and err == last_resort.TOO_LITTLE_MEMORY + "\n"


def test_crash_for_lack_of_memory_says_so(tmp_path: Path) -> None:
    class Quiet:
        def leave(self, **_how: object) -> None: ...

    context: Any = Quiet()
    assert str(shutdown.crash_message(context, MemoryError())).splitlines()[-1] == last_resort.TOO_LITTLE_MEMORY


def test_fault_that_nobody_can_catch_is_logged(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    class Broken:
        def __del__(self) -> None:
            raise KeyError("my own words")

    with fault_log.of_threads(tmp_path):
        Broken()
    assert "KeyError" in (tmp_path / "log").read_text() and "".join(capsys.readouterr()) == ""
    assert "my own words" not in (tmp_path / "log").read_text()


def test_fault_that_cannot_be_logged_is_not_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_memory(_state: Path, _error: object) -> None:
        raise MemoryError

    class Broken:
        def __del__(self) -> None:
            raise KeyError

    monkeypatch.setattr(fault_log, "write", no_memory)
    with fault_log.of_threads(tmp_path):
        Broken()
        thread = threading.Thread(target=lambda: 1 / 0)
        thread.start()
        thread.join()
    assert "".join(capsys.readouterr()) == ""


def test_ctrl_c_is_read_again_where_memory_lacked(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([b"", b"\x02"])

    def read(_descriptor: int, _size: int) -> bytes:
        if not (answer := next(answers)):
            raise MemoryError
        return answer

    monkeypatch.setattr(interrupt, "AGAIN_SECONDS", 0.0)
    monkeypatch.setattr(os, "read", read)
    assert interrupt._read(0) == b"\x02"


FORCED = """
import sys, time
from securecoach_tui.config.forced_end import ForcedEnd
ending = ForcedEnd(0.05, {tidy_up}, 0.1)
if {cancelled}:
    ending.cancel()
    ending.begin()
else:
    ending.begin()
    ending.cancel()
time.sleep(0.5)
print("still here")
"""


@pytest.mark.parametrize(
    ("tidy_up", "cancelled", "told"),
    [
        ("lambda: print('tidied', flush=True)", False, "tidied\n"),
        ("lambda: time.sleep(60)", False, ""),
        ("lambda: 1 / 0", False, ""),
        ("lambda: print('tidied', flush=True)", True, "still here\n"),
    ],
)
def test_forced_end_ends_a_program_that_hangs(tidy_up: str, cancelled: bool, told: str) -> None:
    code = FORCED.format(tidy_up=tidy_up, cancelled=cancelled)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=20)
    assert (done.returncode, done.stdout) == (0, told)
