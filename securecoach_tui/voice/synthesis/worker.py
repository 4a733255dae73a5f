"""The process that runs an engine: it reads requests from standard input and writes sound to standard output.

A message is its length in four bytes, little-endian, then msgpack. The process ends when its input ends,
and so with its parent. What an engine prints is discarded: both output streams are redirected first.
Started as ``python -m securecoach_tui.voice.synthesis.worker NAME CACHE``, with a NAME of ``engines.ENGINES`` and the
private folder that sound files are in if they can't be in memory.
"""

from __future__ import annotations

import os
import signal
import struct
import sys
from pathlib import Path
from typing import IO

import msgspec

from securecoach_tui.config.child_process import when_parent_ends
from securecoach_tui.config.private_process import keep_private
from securecoach_tui.voice.synthesis import sound_files


class Request(msgspec.Struct):
    """A line to synthesise, or a request for the list of voices if ``text`` is None."""

    text: str | None
    voice: str = ""
    rate: int = 125


class Reply(msgspec.Struct):
    """The bytes of a sound file, the voices (id, name), or a problem.

    ``voice`` is the one that spoke; not the requested one if that is no longer installed.
    """

    sound: bytes = b""
    voices: list[tuple[str, str]] = []
    problem: str = ""
    voice: str = ""


def send(stream: IO[bytes], message: Request | Reply) -> None:
    """Write one message."""
    data = msgspec.msgpack.encode(message)
    stream.write(struct.pack("<I", len(data)) + data)
    stream.flush()


def main(name: str, cache: str) -> None:
    """Serve requests until the input ends."""
    keep_private()
    out = os.fdopen(os.dup(1), "wb")
    devnull = os.open(os.devnull, os.O_WRONLY)
    os.dup2(devnull, 1)
    os.dup2(devnull, 2)
    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # the terminal's ctrl+c is handled by the parent, which then ends the input
    when_parent_ends(lambda: os._exit(0), os.getppid())  # even if an engine hangs and the end of the input isn't read
    requests = sys.stdin.buffer
    engine = None
    folder = Path(cache)
    sound_files.clear(folder)
    sound_files.clear_temporary()
    while len(head := requests.read(4)) == 4:
        request = msgspec.msgpack.decode(requests.read(struct.unpack("<I", head)[0]), type=Request)
        try:
            if engine is None:
                from securecoach_tui.voice.synthesis.engines import ENGINES

                engine = ENGINES[name](folder)
            reply = _answer(engine, request)
        except Exception as error:  # an engine may raise anything, and the parent needs the reason
            reply = Reply(problem=f"{type(error).__name__}: {error}")
        send(out, reply)


def _answer(engine: object, request: Request) -> Reply:
    from securecoach_tui.voice.synthesis.engines import Engine

    assert isinstance(engine, Engine)
    if request.text is None:
        return Reply(voices=engine.voices())
    sound, voice = engine.speak(request.text, request.voice, request.rate)
    return Reply(sound=sound, voice=voice)


if __name__ == "__main__":
    main(*sys.argv[1:])
