"""The formats of sound files: WAV with the standard library, FLAC and MP3 with libsndfile."""

from __future__ import annotations

import contextlib
import wave
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from typing import IO

from securecoach_tui.voice.model import RATE

KINDS = {".wav": "", ".flac": "FLAC", ".mp3": "MP3"}  # libsndfile's names, by the suffix of the file
_SUBTYPES = {"FLAC": "PCM_16", "MP3": "MPEG_LAYER_III"}


def is_missing(suffix: str) -> bool:
    """Whether this format needs the extra ``formats`` and it isn't installed."""
    return bool(KINDS[suffix]) and find_spec("soundfile") is None


@contextlib.contextmanager
def open_writer(file: IO[bytes], suffix: str) -> Iterator[Callable[[bytes], object]]:
    """A function that appends signed 16-bit samples, one channel at RATE, to ``file``, which is truncated first.

    Raises:
        OSError: the file can't be written.
    """
    file.seek(0)
    file.truncate()
    kind = KINDS[suffix]
    if not kind:
        with wave.open(file, "wb") as sound:
            sound.setnchannels(1)
            sound.setsampwidth(2)
            sound.setframerate(RATE)
            yield sound.writeframes
        return
    import soundfile

    target = _DeferredErrors(file)
    try:
        with soundfile.SoundFile(target, "w", RATE, 1, subtype=_SUBTYPES[kind], format=kind) as other:

            def put(samples: bytes) -> None:
                other.buffer_write(samples, "int16")
                target.raise_error()

            yield put
    except soundfile.SoundFileError as error:
        target.raise_error()
        raise OSError(0, str(error)) from error
    target.raise_error()


class _DeferredErrors:
    """A file for libsndfile, which can't handle an exception in ``write``: ``raise_error`` raises it later."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._error: OSError | None = None
        self.seek, self.tell, self.read = file.seek, file.tell, file.read

    def write(self, data: bytes) -> int:
        try:
            return self._file.write(data)
        except OSError as error:
            self._error = error
            return 0

    def raise_error(self) -> None:
        """Raise the error of an earlier write."""
        if self._error is not None:
            raise self._error
