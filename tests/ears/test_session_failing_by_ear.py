"""Faults that must make a session by ear fail, so that its success means something."""

from __future__ import annotations

import re
import subprocess
import time
from array import array

import pytest

from tests.ears.listener import LOUD, Lost
from tests.ears.person import Open, opened, to_the_session

__all__ = ["opened"]  # a fixture
pytestmark = pytest.mark.ears


def wait_until_it_speaks(seconds: float = 60) -> None:
    """Wait for speech in what a program plays, as it is before the device mutes it."""
    until = time.monotonic() + seconds
    while not (inputs := re.findall(r"^\d+", pactl("list", "short", "sink-inputs"), re.MULTILINE)):
        assert time.monotonic() < until, "the program played nothing"
        time.sleep(0.1)
    stream = ["parec", f"--monitor-stream={inputs[0]}", "--format=s16le", "--channels=1", "--raw", "--latency-msec=50"]
    with subprocess.Popen(stream, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as recorder:
        assert recorder.stdout is not None
        while max(array("h", recorder.stdout.read(2048))) <= LOUD:
            assert time.monotonic() < until, "the program said nothing"
        recorder.terminate()


def pactl(*arguments: str) -> str:
    return subprocess.run(["pactl", *arguments], capture_output=True, text=True, check=True).stdout


def test_muted_session_by_ear_fails(opened: Open) -> None:
    pactl("set-sink-mute", "heard", "1")
    person = opened()
    wait_until_it_speaks()
    with pytest.raises(Lost, match="no first screen was heard"):
        to_the_session(person, patience=1, seconds=4)


@pytest.mark.long
def test_wrong_label_by_ear_is_noticed(opened: Open) -> None:
    with pytest.raises(Lost, match="'evening pause' is not in the list|expected|where in the list"):
        to_the_session(opened(title="Morning walk"))


@pytest.mark.long
def test_list_by_ear_needs_positions(opened: Open) -> None:
    with pytest.raises(Lost, match="nobody said where in the list this is"):
        to_the_session(opened(verbosity="brief"))
