"""A system that has no thread left: who to call and one sentence, and a session goes on without sound."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from securecoach_tui import cli
from securecoach_tui.config import threads
from tests.journeys.terminal import Terminal, past_first_run

FEW = """
import sys, threading
left, start = int(sys.argv.pop(1)), threading.Thread.start
def counted(thread):
    if sum(one.is_alive() for one in threading.enumerate()) > left:
        raise RuntimeError("can't start new thread")
    start(thread)
threading.Thread.start = counted
from securecoach_tui.cli import main
main()
"""
SENTENCE = "This computer is running as many programs as it can. Close some of them, then try again."
DISPLAYS = [["now"], ["practice", "slow-breathing", "--no-questions"], [], ["checkin"], ["apart"]]


def run(home: Path, left: int, *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    state = {"SECURECOACH_STATE_DIR": str(home / "state"), "XDG_CACHE_HOME": str(home / "cache")}
    command = [sys.executable, "-c", FEW, str(left), *arguments, "--data-dir", str(home / "data")]
    return subprocess.run(command, input=typed, capture_output=True, text=True, timeout=60, env={**os.environ, **state})


@pytest.mark.parametrize("arguments", DISPLAYS, ids=" ".join)
@pytest.mark.journeys
def test_without_threads_a_display_says_who_to_call(arguments: list[str], tmp_path: Path) -> None:
    done = run(tmp_path, 0, *arguments)
    assert done.returncode == 1 and "988" in done.stdout and done.stderr == SENTENCE + "\n"
    assert not (tmp_path / "state" / "log").exists()


@pytest.mark.parametrize("arguments", DISPLAYS[:3], ids=" ".join)
@pytest.mark.journeys
def test_without_threads_the_full_screen_stays_closed(arguments: list[str], tmp_path: Path) -> None:
    command = (sys.executable, "-c", FEW, str(3))
    terminal = Terminal(*arguments, data=past_first_run(tmp_path / "data"), command=command)
    try:
        assert terminal.ended(20) == 1 and terminal.is_as_it_was()
        assert "988" in terminal.display and "Close some of them" in terminal.display and b"\x1b[" not in terminal.raw
    finally:
        terminal.close()


@pytest.mark.journeys
def test_without_threads_a_command_is_one_sentence(tmp_path: Path) -> None:
    done = run(tmp_path, 0, "plan", "--days", "mon")
    assert (done.returncode, done.stdout, done.stderr) == (1, "", SENTENCE + "\n")


@pytest.mark.journeys
def test_session_goes_on_where_no_thread_is_left_for_sound(tmp_path: Path) -> None:
    words = ["practice", "slow-breathing", "--plain", "--no-questions", "--minutes", "1"]
    done = run(tmp_path, threads.NEEDED + 1, *words, "--voice", "--ambience", "rain", typed=".q\n")
    assert done.returncode == 0 and "Stopping." in done.stdout and done.stderr == ""


@pytest.mark.skipif(sys.platform != "linux", reason="how many files a program has open differs elsewhere")
@pytest.mark.parametrize("face", [[], ["--plain"]], ids=["full", "plain"])
@pytest.mark.journeys
def test_without_files_to_open_who_to_call_is_told(face: list[str], tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")

    def few() -> None:
        resource.setrlimit(resource.RLIMIT_NOFILE, (6, 6))

    terminal = Terminal(
        "practice", "slow-breathing", *face, data=past_first_run(tmp_path / "data"), size=(100, 30), before=few
    )
    try:
        assert terminal.ended(20) == 1 and terminal.is_as_it_was()
        assert "988" in terminal.display and SENTENCE in terminal.display and b"Traceback" not in terminal.raw
    finally:
        terminal.close()


@pytest.mark.parametrize("number", [errno.EMFILE, errno.ENFILE])
def test_too_many_open_files_are_one_sentence(number: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli._exit_code_of(OSError(number, os.strerror(number))) == 1
    assert capsys.readouterr().err == SENTENCE + "\n"


def test_only_a_missing_thread_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    assert threads.start(threading.Thread(target=int))
    assert not threads.none_left(RuntimeError("something else")) and not threads.none_left(ValueError())
    threads.check()
    monkeypatch.setattr(threading.Thread, "start", refuse)
    assert not threads.start(threading.Thread(target=int))
    with pytest.raises(threads.NoThreads):
        threads.check()
