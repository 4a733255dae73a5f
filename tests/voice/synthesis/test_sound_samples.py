"""Sound files of every kind that an engine writes."""

from __future__ import annotations

import io
import math
import struct
import wave
from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from securecoach_tui.voice.model import RATE, SpeechUnavailable
from securecoach_tui.voice.synthesis.sound_samples import samples_of, trimmed

HUM = array("h", (int(9000 * math.sin(0.1 * i)) for i in range(RATE // 2)))


def wav(samples: array, channels: int = 1, rate: int = RATE) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(channels)
        sound.setsampwidth(2)
        sound.setframerate(rate)
        sound.writeframes(samples.tobytes())
    return file.getvalue()


def aiff(samples: array, rate: int = RATE, *, kind: bytes = b"") -> bytes:
    """As NSSpeechSynthesizer writes it: big end first, or AIFF-C with ``sowt``."""
    big = array("h", samples)
    if kind != b"sowt":
        big.byteswap()
    shift = 63 - rate.bit_length() + 1
    extended = struct.pack(">HQ", 16383 + 63 - shift, rate << shift)
    comm = struct.pack(">hIh", 1, len(samples), 16) + extended + (kind + b"\0\0" if kind else b"")
    ssnd = struct.pack(">II", 0, 0) + big.tobytes()
    body = b"".join(name + struct.pack(">I", len(part)) + part for name, part in ((b"COMM", comm), (b"SSND", ssnd)))
    return b"FORM" + struct.pack(">I", len(body) + 4) + (b"AIFC" if kind else b"AIFF") + body


def test_wav_at_our_own_rate_is_read_as_it_is() -> None:
    assert samples_of(wav(HUM)) == HUM


@pytest.mark.parametrize("kind", [b"", b"sowt", b"NONE"])
def test_aiff_as_macos_writes_it_is_the_same_sound(kind: bytes) -> None:
    assert samples_of(aiff(HUM, kind=kind)) == HUM


@pytest.mark.parametrize("kind", ["wav at 44,100", "wav in stereo", "aiff at 44,100"])
def test_sound_samples_are_converted_to_the_usual_rate_in_mono(kind: str) -> None:
    data = {
        "wav at 44,100": wav(HUM, rate=44_100),
        "wav in stereo": wav(HUM, channels=2),
        "aiff at 44,100": aiff(HUM, 44_100),
    }[kind]
    samples = samples_of(data)
    assert len(samples) == pytest.approx(len(HUM) / 2, abs=20)
    assert max(map(abs, samples)) > 5000


@given(st.binary(max_size=300))
def test_invalid_sound_bytes_are_reported_in_a_sentence(data: bytes) -> None:
    for beginning in (b"", b"FORM", wav(HUM)[:44][:20], aiff(HUM)[:30]):
        try:
            samples_of(beginning + data)
        except SpeechUnavailable as why:
            assert str(why).endswith(".")


def test_a_clip_begins_and_ends_where_it_can_be_heard() -> None:
    clip = trimmed(array("h", bytes(2 * 4000)) + HUM + array("h", [50] * 4000))
    assert abs(len(clip) - len(HUM)) < 300 and abs(clip[0]) < 500 and clip[-1] == 0
    assert trimmed(array("h", [50] * 4000)) == array("h")
