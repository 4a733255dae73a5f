"""The process that owns pyttsx3: requests come on standard input, clips go out on what was standard output.

A message is four bytes of length (little end first) and msgpack. It ends when its input ends, hence
with its parent. Whatever an engine prints goes nowhere: both standard streams are pointed away first.
"""

from __future__ import annotations

import os
import struct
import sys
import tempfile
from pathlib import Path
from typing import IO, Any

import msgspec

# pyttsx3 with eSpeak NG gives about one line in a hundred back as a sound file without a sample.
_TRIES = 5
_HEADER = 44  # bytes of a WAV file that holds nothing

# eSpeak's rate counts longer words than ours: at 125 it says the short plain lines of the exercises,
# with the pause that ends each, at 132 words a minute. Measured over all of them.
_ESPEAK_PACE = 0.944


class Request(msgspec.Struct):
    """A line to synthesise, or the list of voices where ``text`` is None."""

    text: str | None
    voice: str = ""
    rate: int = 125


class Reply(msgspec.Struct):
    """The bytes of a sound file, the voices, or what was wrong."""

    sound: bytes = b""
    voices: list[tuple[str, str]] = []
    problem: str = ""


def send(stream: IO[bytes], message: Request | Reply) -> None:
    """Write one message whole."""
    data = msgspec.msgpack.encode(message)
    stream.write(struct.pack("<I", len(data)) + data)
    stream.flush()


def _bundled_espeak() -> None:
    """Load the eSpeak NG that came with the program, where the system has none of its own."""
    import ctypes

    if not sys.platform.startswith("linux"):
        return
    try:
        ctypes.CDLL("libespeak-ng.so.1")
    except OSError:
        import espeakng_loader

        os.environ["ESPEAK_DATA_PATH"] = str(Path(espeakng_loader.get_data_path()).parent)
        ctypes.CDLL(espeakng_loader.get_library_path())


def _answer(engine: Any, request: Request, folder: str) -> Reply:
    if request.text is None:
        return Reply(voices=[(str(voice.id), str(voice.name)) for voice in engine.getProperty("voices")])
    if request.voice:
        engine.setProperty("voice", request.voice)
    espeak = sys.platform.startswith("linux")
    engine.setProperty("rate", round(request.rate * _ESPEAK_PACE) if espeak else request.rate)
    path = Path(folder) / "line.wav"
    for _ in range(_TRIES):
        path.unlink(missing_ok=True)
        engine.save_to_file(request.text, str(path))
        engine.runAndWait()
        sound = path.read_bytes()
        if len(sound) > _HEADER or not request.text.strip():
            break
    return Reply(sound=sound)


def main() -> None:
    """Serve requests until input ends."""
    out = os.fdopen(os.dup(1), "wb")
    away = os.open(os.devnull, os.O_WRONLY)
    os.dup2(away, 1)
    os.dup2(away, 2)
    source = sys.stdin.buffer
    engine: Any = None
    with tempfile.TemporaryDirectory(prefix="securecoach-") as folder:
        while len(head := source.read(4)) == 4:
            request = msgspec.msgpack.decode(source.read(struct.unpack("<I", head)[0]), type=Request)
            try:
                if engine is None:
                    import pyttsx3

                    _bundled_espeak()
                    engine = pyttsx3.init()
                reply = _answer(engine, request, folder)
            except Exception as error:  # an engine may raise anything, and the parent needs a reason
                reply = Reply(problem=f"{type(error).__name__}: {error}")
            send(out, reply)


if __name__ == "__main__":
    main()
