"""The process that makes ambience: reads what is wanted, and writes the samples of each in turn.

Run as ``python -m securecoach_tui.voice.playback.ambience.worker``. It ends when everything is made.
"""

from __future__ import annotations

import os
import signal
import struct
import sys
from array import array
from typing import IO

import msgspec

from securecoach_tui.config.child_process import when_parent_ends
from securecoach_tui.config.private_process import keep_private
from securecoach_tui.practice.exercise.model import Phase
from securecoach_tui.voice.playback.ambience.wanted import Wanted


def made(wanted: Wanted) -> array[int]:
    """Make one sound.

    Raises:
        ValueError: the file isn't a sound file.
        OSError: it can't be read.
    """
    from securecoach_tui.voice.playback.ambience import breath, loops, own_file

    if wanted.kind == "breath":
        return breath.breath(Phase(wanted.phase), wanted.seconds)
    return own_file.loop(wanted.file) if wanted.kind == "own" else loops.LOOPS[wanted.kind]()


def serve(source: IO[bytes], out: IO[bytes]) -> None:
    """Make all that is wanted; a sound that can't be made is empty."""
    for wanted in msgspec.json.decode(source.read(), type=list[Wanted]):
        try:
            data = made(wanted).tobytes()
        except Exception:  # a decoder may raise anything
            data = b""
        out.write(struct.pack("<I", len(data)) + data)
        out.flush()


if __name__ == "__main__":
    keep_private()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal's ctrl+c is handled by the parent
    when_parent_ends(lambda: os._exit(0), os.getppid())
    serve(sys.stdin.buffer, sys.stdout.buffer)
