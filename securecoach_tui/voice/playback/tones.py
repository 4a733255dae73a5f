"""Tones for in, hold, out, begin and end: synthesised, each with its own change of pitch."""

from __future__ import annotations

import math
from array import array
from functools import cache

from securecoach_tui.voice.model import RATE
from securecoach_tui.voice.playback.levels import TONES_LUFS, levelled

# First and last pitch in hertz, and length in seconds: in, begin and listening rise, out, end and listened fall, hold is
# constant. The microphone opens with "listening" and closes with "listened".
SHAPES = {
    "in": (330.0, 495.0, 0.5),
    "sip": (495.0, 554.0, 0.3),
    "hold": (440.0, 440.0, 0.35),
    "out": (440.0, 262.0, 0.6),
    "begin": (392.0, 784.0, 0.9),
    "end": (784.0, 392.0, 1.2),
    "listening": (440.0, 587.0, 0.2),
    "listened": (587.0, 440.0, 0.2),
}
# The amplitude of each harmonic, from the first on.
TIMBRES = {"soft": (1.0, 0.15), "bell": (1.0, 0.0, 0.4, 0.25)}
FADE_SECONDS = 0.016  # raised cosine: no click, and heard within its first millisecond
PEAK = 12_000  # before a tone is brought to its level
CLICK_PEAK = 7_000


_cache: dict[tuple[str, str], array[int]] = {}


def cached_tone(kind: str, timbre: str) -> array[int] | None:
    """A tone that ``tone`` has made before, else None: a device's callback has no time to make one."""
    return _cache.get((kind, timbre))


def tone(kind: str, timbre: str = "soft") -> array[int]:
    """The samples of a tone at RATE, faded at both ends. Takes some 30 ms the first time, then comes from a cache.

    Raises:
        KeyError: there is no such kind or timbre.
    """
    if (kind, timbre) not in _cache:
        _cache[kind, timbre] = levelled(_synthesised(kind, timbre), TONES_LUFS)
    return _cache[kind, timbre]


@cache
def click() -> array[int]:
    """A soft tap of 8 milliseconds, for a character that isn't to be spoken."""
    count = RATE // 125
    shape = (math.sin(math.tau * 900 * i / RATE) * math.sin(math.pi * i / count) for i in range(count))
    return array("h", [int(CLICK_PEAK * value) for value in shape])


def _synthesised(kind: str, timbre: str) -> array[int]:
    first, last, seconds = SHAPES[kind]
    harmonics = TIMBRES[timbre]
    count, fade = int(seconds * RATE), int(FADE_SECONDS * RATE)
    scale, phase, samples = PEAK / sum(harmonics), 0.0, array("h")
    for i in range(count):
        phase += math.tau * (first + (last - first) * i / count) / RATE
        wave = sum(loud * math.sin(n * phase) for n, loud in enumerate(harmonics, 1))
        edge = min(1.0, i / fade, (count - 1 - i) / fade)
        decay = math.exp(-3.0 * i / count) if timbre == "bell" else 1.0
        samples.append(int(scale * wave * decay * (0.5 - 0.5 * math.cos(math.pi * edge))))
    return samples
