"""The kinds of sound file that a session is written as: WAV with nothing more, FLAC and MP3 through libsndfile."""

from __future__ import annotations

import contextlib
import wave
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from typing import IO

from securecoach_tui.voice.model import RATE

KINDS = {".wav": "", ".flac": "FLAC", ".mp3": "MP3"}  # by the end of a file's name; what libsndfile calls it
_SUBTYPES = {"FLAC": "PCM_16", "MP3": "MPEG_LAYER_III"}


def is_missing(suffix: str) -> bool:
    """Whether this kind needs the extra ``formats``, which isn't installed."""
    return bool(KINDS[suffix]) and find_spec("soundfile") is None


@contextlib.contextmanager
def open_writer(file: IO[bytes], suffix: str) -> Iterator[Callable[[bytes], object]]:
    """A function that takes one channel of signed 16-bit samples at RATE, and puts them into ``file`` from its beginning.

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

    calm = _DeferredErrors(file)
    try:
        with soundfile.SoundFile(calm, "w", RATE, 1, subtype=_SUBTYPES[kind], format=kind) as other:

            def put(samples: bytes) -> None:
                other.buffer_write(samples, "int16")
                calm.tell_refusal()

            yield put
    except soundfile.SoundFileError as error:
        calm.tell_refusal()
        raise OSError(0, str(error)) from error
    calm.tell_refusal()


class _DeferredErrors:
    """A file for libsndfile, which can't be told of a refusal in the middle of a call: it is kept until after."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._refusal: OSError | None = None
        self.seek, self.tell, self.read = file.seek, file.tell, file.read

    def write(self, data: bytes) -> int:
        try:
            return self._file.write(data)
        except OSError as error:
            self._refusal = error
            return 0

    def tell_refusal(self) -> None:
        """Raise what the file refused with."""
        if self._refusal is not None:
            raise self._refusal
