"""Sound files as samples: whatever an engine writes becomes signed 16-bit, one channel, at RATE."""

from __future__ import annotations

import io
import wave
from array import array

from securecoach_tui.voice.laying import FADE
from securecoach_tui.voice.model import RATE, SpeechUnavailable

FAINT = 120  # of 32,767: the loudest that counts as silence
EDGE = RATE // 1000  # samples of the fade at a line's beginning: long enough to click no more


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


def trimmed(samples: array[int]) -> array[int]:
    """The samples without what can't be heard before and after them, faded at both ends."""
    loud = [i for i in range(0, len(samples), 8) if abs(samples[i]) > FAINT]
    if not loud:
        return array("h")
    out = samples[max(0, loud[0] - 8) : loud[-1] + FADE]
    for i in range(min(len(out), FADE)):
        out[-1 - i] = out[-1 - i] * i // FADE
    for i in range(min(len(out), EDGE)):
        out[i] = out[i] * (i + 1) // EDGE
    return out
