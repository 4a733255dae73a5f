"""What libraries in C write to standard error while a sound device is opened stays off the screen; frames don't."""

from __future__ import annotations

import os
import sys

import pytest

from securecoach_tui.tui.terminal_output import TerminalOutput
from securecoach_tui.voice.playback.native_messages import STDERR, no_native_messages


def test_native_messages_are_lost_only_inside(capfd: pytest.CaptureFixture[str]) -> None:
    os.write(STDERR, b"before ")
    with no_native_messages():
        os.write(STDERR, b"first ")
        with no_native_messages():  # another thread opens a device, too
            os.write(STDERR, b"both ")
        os.write(STDERR, b"last ")
    os.write(STDERR, b"after")
    assert capfd.readouterr().err == "before after"


def test_frames_arrive_while_native_messages_are_lost(capfd: pytest.CaptureFixture[str]) -> None:
    assert sys.__stderr__ is not None
    output = TerminalOutput(sys.__stderr__)
    with no_native_messages():
        output.write("a frame")
    os.close(output.fileno())
    assert capfd.readouterr().err == "a frame"


def test_an_error_inside_gives_the_descriptor_back(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(OSError), no_native_messages():
        raise OSError
    os.write(STDERR, b"after")
    assert capfd.readouterr().err == "after"
