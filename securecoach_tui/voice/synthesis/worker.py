"""The process that runs an engine: it reads requests from standard input and writes sound to standard output.

The process ends when its input ends, and so with its parent. What an engine prints is discarded.
Started as ``python -m securecoach_tui.voice.synthesis.worker NAME CACHE``, with a NAME of ``engines.ENGINES`` and the
private folder that sound files are in if they can't be in memory.
"""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec

from securecoach_tui.voice.synthesis import sound_files
from securecoach_tui.voice.worker_process import begin, receive, send


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


def main(name: str, cache: str) -> None:
    """Serve requests until the input ends."""
    out = begin()
    engine = None
    folder = Path(cache)
    sound_files.clear(folder)
    sound_files.clear_temporary()
    while True:
        try:
            request = receive(sys.stdin.buffer, Request)
        except EOFError:
            return
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
