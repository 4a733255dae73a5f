"""A terminal that goes without its signal: it comes only to whom the terminal controls. Nothing spins, all is kept."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from securecoach_tui.config import settings
from securecoach_tui.store import unfinished_sessions
from tests.journeys.terminal import past_first_run

pytestmark = pytest.mark.journeys


def until(own: int, words: bytes, seconds: float = 20.0) -> None:
    seen, end = b"", time.monotonic() + seconds
    while words not in seen:
        assert time.monotonic() < end, seen[-500:]
        if select.select([own], [], [], 0.2)[0]:
            seen += os.read(own, 65536)


@pytest.mark.parametrize("plain", [False, True], ids=["full screen", "plain text"])
def test_vanished_terminal_ends_program_and_keeps_session(tmp_path: Path, plain: bool) -> None:
    data = past_first_run(tmp_path / "record")
    environ = {**os.environ, "TERM": "xterm-256color", "SECURECOACH_STATE_DIR": str(data) + "-state"}
    own, theirs = pty.openpty()
    command = ["practice", "twelve-seconds", "--minutes", "2", "--data-dir", str(data)]
    process = subprocess.Popen(
        [sys.executable, "-m", "securecoach_tui", *command, *(["--plain"] if plain else [])],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=environ,
        start_new_session=True,
    )
    os.close(theirs)
    try:
        until(own, b"Distress now" if plain else b"How upset")
        os.write(own, b"7\r")
        until(own, b"In 2" if plain else b"breath")
        os.write(own, b"-\r" if plain else b"-")  # to ease off completes the session, so that it is kept
        until(own, b"Distress after" if plain else b"How strong is your distress")
        os.close(own)
        assert process.wait(10) == 0
        assert len(unfinished_sessions.read(settings.places(str(data), environ=environ))) == 1
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
