"""Decodes the sound files of engines into signed 16-bit samples, one channel, at RATE."""

from __future__ import annotations

import io
import struct
import wave
from array import array

from securecoach_tui.i18n import _
from securecoach_tui.voice.model import RATE, SpeechUnavailable
from securecoach_tui.voice.playback.pcm import FADE

FAINT = 120  # of 32,767; quieter samples count as silence
EDGE = RATE // 1000  # samples of the fade at the beginning of a line, long enough to prevent a click


def samples_of(data: bytes) -> array[int]:
    """The samples of a WAV or AIFF file, or of any format that miniaudio reads. macOS writes AIFF under any name.

    Raises:
        SpeechUnavailable: the bytes aren't a sound file.
    """
    try:
        if data[:4] == b"FORM":
            data = _wav_of_aiff(data)
        with wave.open(io.BytesIO(data)) as sound:
            if (sound.getnchannels(), sound.getsampwidth(), sound.getframerate()) == (1, 2, RATE):
                return array("h", sound.readframes(sound.getnframes()))
    except (wave.Error, EOFError, ValueError, struct.error):
        pass
    import miniaudio

    try:
        decoded = miniaudio.decode(data, miniaudio.SampleFormat.SIGNED16, 1, RATE)
    except miniaudio.MiniaudioError as error:
        raise SpeechUnavailable(_("The speech engine made no sound.")) from error
    return array("h", decoded.samples)


def trimmed(samples: array[int]) -> array[int]:
    """The samples without silence before and after them, faded at both ends."""
    loud = [i for i in range(0, len(samples), 8) if abs(samples[i]) > FAINT]
    if not loud:
        return array("h")
    out = samples[max(0, loud[0] - 8) : loud[-1] + FADE]
    for i in range(min(len(out), FADE)):
        out[-1 - i] = out[-1 - i] * i // FADE
    for i in range(min(len(out), EDGE)):
        out[i] = out[i] * (i + 1) // EDGE
    return out


def _wav_of_aiff(data: bytes) -> bytes:
    """A 16-bit AIFF or AIFF-C file as WAV (after Apple's "Audio Interchange File Format", 1991).

    Raises:
        ValueError: the file is incomplete, or of another kind.
    """
    channels, bits, rate, frames, little = 0, 0, 0, b"", False
    at = 12
    while at + 8 <= len(data):
        name, size = struct.unpack(">4sI", data[at : at + 8])
        body = data[at + 8 : at + 8 + size]
        if name == b"COMM":
            channels, _count, bits = struct.unpack(">hIh", body[:8])
            rate = _extended(body[8:18])
            little = body[18:22] == b"sowt"
        elif name == b"SSND":
            frames = body[8 + struct.unpack(">I", body[:4])[0] :]
        at += 8 + size + size % 2
    if bits != 16 or channels < 1 or rate < 1:
        raise ValueError("not 16-bit AIFF")
    samples = array("h", frames[: len(frames) // 2 * 2])
    if not little:
        samples.byteswap()
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(channels)
        sound.setsampwidth(2)
        sound.setframerate(rate)
        sound.writeframes(samples.tobytes())
    return file.getvalue()


def _extended(data: bytes) -> int:
    """The whole number in an 80-bit float of AIFF, the samples a second."""
    exponent, mantissa = struct.unpack(">HQ", data)
    return int(mantissa >> max(0, 16383 + 63 - (exponent & 0x7FFF)))
