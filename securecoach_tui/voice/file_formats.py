"""The formats of sound files: WAV with the standard library, FLAC, MP3, Ogg Vorbis and Opus with libsndfile."""

from __future__ import annotations

import contextlib
import wave
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from typing import IO

from securecoach_tui.voice.model import RATE

# libsndfile's names of format and subtype, by the suffix of the file; the standard library writes the first one.
KINDS = {
    ".wav": ("", ""),
    ".flac": ("FLAC", "PCM_16"),
    ".mp3": ("MP3", "MPEG_LAYER_III"),
    ".ogg": ("OGG", "VORBIS"),
    ".opus": ("OGG", "OPUS"),
}
OPUS_RATE = 24_000  # the rate of Opus that is nearest above RATE


def is_missing(suffix: str) -> bool:
    """Whether this format needs the extra ``formats`` and it isn't installed."""
    return suffix != ".wav" and find_spec("soundfile") is None


@contextlib.contextmanager
def open_writer(file: IO[bytes], suffix: str) -> Iterator[Callable[[bytes], object]]:
    """A function that appends signed 16-bit samples, one channel at RATE, to ``file``, which is truncated first.

    Raises:
        OSError: the file can't be written.
    """
    file.seek(0)
    file.truncate()
    kind, subtype = KINDS[suffix]
    if not kind:
        with wave.open(file, "wb") as sound:
            sound.setnchannels(1)
            sound.setsampwidth(2)
            sound.setframerate(RATE)
            yield sound.writeframes
        return
    import soundfile

    target = _DeferredErrors(file)
    resampler, rate = None, RATE
    if subtype == "OPUS":
        from securecoach_tui.voice.resampling import Resampler  # with numpy, which soundfile brings along

        resampler, rate = Resampler(RATE, OPUS_RATE), OPUS_RATE
    try:
        with soundfile.SoundFile(target, "w", rate, 1, subtype=subtype, format=kind) as other:

            def put(samples: bytes) -> None:
                other.buffer_write(resampler.feed(samples) if resampler else samples, "int16")
                target.raise_error()

            yield put
            if resampler:
                other.buffer_write(resampler.finish(), "int16")
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
