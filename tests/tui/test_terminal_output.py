"""Frames are written in pieces that an end can stop between."""

from __future__ import annotations

import os
import threading

from securecoach_tui.tui.terminal_output import PIECE, TerminalOutput


def test_abandoned_output_ends_a_blocked_frame() -> None:
    reading, writing = os.pipe()
    with os.fdopen(writing, "w") as stream, os.fdopen(reading, "rb", buffering=0) as terminal:
        output = TerminalOutput(stream)
        frame = threading.Thread(target=output.write, args=("x" * 4_000_000,), daemon=True)  # more than a pipe takes
        frame.start()
        first = terminal.read(PIECE)
        output.abandoned = True
        os.set_blocking(reading, False)  # what follows makes room, and there may be nothing: the frame ended in time
        while frame.is_alive() and terminal.read(PIECE) is not None:
            pass
        frame.join(5)
        assert not frame.is_alive() and first == b"x" * PIECE


def test_output_writes_all_of_a_frame_and_what_it_cannot_encode() -> None:
    reading, writing = os.pipe()
    with os.fdopen(writing, "w", encoding="ascii") as stream, os.fdopen(reading, "rb") as terminal:
        output = TerminalOutput(stream)
        output.write("é" + "x" * 5000)
        stream.close()
        os.close(output.fileno())
        assert terminal.read() == b"\\xe9" + b"x" * 5000
