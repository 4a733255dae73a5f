"""Sound files as samples: whatever an engine writes becomes signed 16-bit, one channel, at RATE."""

from __future__ import annotations

import io
import wave
from array import array

from securecoach_tui.voice.model import RATE, SpeechUnavailable


def samples_of(data: bytes) -> array[int]:
    """The sound of a WAV file, or of any kind that miniaudio reads.

    Raises:
        SpeechUnavailable: the bytes are no sound.
    """
    try:
        with wave.open(io.BytesIO(data)) as sound:
            if (sound.getnchannels(), sound.getsampwidth(), sound.getframerate()) == (1, 2, RATE):
                return array("h", sound.readframes(sound.getnframes()))
    except (wave.Error, EOFError, ValueError):
        pass
    import miniaudio

    try:
        decoded = miniaudio.decode(data, miniaudio.SampleFormat.SIGNED16, 1, RATE)
    except miniaudio.MiniaudioError as error:
        raise SpeechUnavailable("The speech engine gave no sound.") from error
    return array("h", decoded.samples)
