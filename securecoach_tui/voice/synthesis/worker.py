"""The process that owns an engine: requests come on standard input, clips go out on what was standard output.

A message is four bytes of length (little end first) and msgpack. It ends when its input ends, hence
with its parent. Whatever an engine prints goes nowhere: both standard streams are pointed away first.
Started as ``python -m securecoach_tui.voice.synthesis.worker NAME``, NAME being one of ``engines.ENGINES``.
"""

from __future__ import annotations

import os
import signal
import struct
import sys
import tempfile
import threading
import time
from typing import IO

import msgspec


class Request(msgspec.Struct):
    """A line to synthesise, or the list of voices where ``text`` is None."""

    text: str | None
    voice: str = ""
    rate: int = 125


class Reply(msgspec.Struct):
    """The bytes of a sound file, the voices (id, name), or what was wrong.

    ``voice`` is the one that spoke: another than was asked for where that one is gone.
    """

    sound: bytes = b""
    voices: list[tuple[str, str]] = []
    problem: str = ""
    voice: str = ""


def send(stream: IO[bytes], message: Request | Reply) -> None:
    """Write one message whole."""
    data = msgspec.msgpack.encode(message)
    stream.write(struct.pack("<I", len(data)) + data)
    stream.flush()


def main(name: str) -> None:
    """Serve requests until input ends."""
    out = os.fdopen(os.dup(1), "wb")
    away = os.open(os.devnull, os.O_WRONLY)
    os.dup2(away, 1)
    os.dup2(away, 2)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal's ctrl+c is for the parent, who then ends the input
    threading.Thread(target=_watch_parent, daemon=True).start()
    source = sys.stdin.buffer
    engine = None
    with tempfile.TemporaryDirectory(prefix="securecoach-") as folder:
        while len(head := source.read(4)) == 4:
            request = msgspec.msgpack.decode(source.read(struct.unpack("<I", head)[0]), type=Request)
            try:
                if engine is None:
                    from securecoach_tui.voice.synthesis.engines import ENGINES

                    engine = ENGINES[name](folder)
                reply = _answer(engine, request)
            except Exception as error:  # an engine may raise anything, and the parent needs a reason
                reply = Reply(problem=f"{type(error).__name__}: {error}")
            send(out, reply)


def _watch_parent() -> None:
    """End with the parent even where an engine never returns to read that its input has ended."""
    parent = os.getppid()
    while os.getppid() == parent:
        time.sleep(1.0)
    os._exit(0)


def _answer(engine: object, request: Request) -> Reply:
    from securecoach_tui.voice.synthesis.engines import Engine

    assert isinstance(engine, Engine)
    if request.text is None:
        return Reply(voices=engine.voices())
    sound, voice = engine.speak(request.text, request.voice, request.rate)
    return Reply(sound=sound, voice=voice)


if __name__ == "__main__":
    main(*sys.argv[1:])
