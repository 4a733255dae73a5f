"""Adds sounds to a block of 16-bit samples, with gain, fades and limiting."""

from __future__ import annotations

import math
from array import array
from dataclasses import dataclass

from securecoach_tui.voice.model import RATE

KNEE, CEILING = 16_000, 25_000  # of 32,767; leaves room for the highest volume, a quarter more
FADE = RATE * 5 // 1000  # samples; the length of the fade when a sound is cut


@dataclass
class PlayingSound:
    """A sound being played. ``start`` is its first sample relative to the current block, negative once it has begun."""

    samples: array[int]
    start: int
    gain: float = 1.0

    @property
    def end(self) -> int:
        """The index after its last sample, relative to the current block."""
        return self.start + len(self.samples)


def silence_of(count: int) -> array[int]:
    """``count`` samples of silence."""
    return array("h", bytes(2 * count))


def mix_into(out: array[int], sound: PlayingSound, gain: float) -> bool:
    """Add the part of ``sound`` within ``out``, its gain changing smoothly to ``gain``; return whether it has ended."""
    begin, at = max(0, sound.start), max(0, -sound.start)
    if begin < len(out):
        part = sound.samples[at : at + len(out) - begin]
        if sound.gain != gain and at == 0:
            sound.gain = gain  # not played yet, so there is no earlier gain
        place = slice(begin, begin + len(part))
        added = part if sound.gain == gain == 1.0 else _with_gain(part, sound.gain, gain)
        sound.gain = gain
        out[place] = added if not any(out[place]) else summed(out[place], added)
    sound.start -= len(out)
    return sound.end <= 0


def cut(sound: PlayingSound, at: int) -> None:
    """End ``sound`` with a fade by sample ``at`` of the block, or later if the fade takes longer."""
    begin, heard = max(0, sound.start), max(0, -sound.start)
    rest = sound.samples[heard : heard + max(FADE, at - begin)]
    fade = min(FADE, len(rest))
    for i in range(fade):
        rest[i - fade] = rest[i - fade] * (fade - i - 1) // fade
    sound.samples, sound.start = rest, begin


def limit(samples: array[int], gain: float, knee: int = KNEE, ceiling: int = CEILING) -> array[int]:
    """The samples at ``gain``. What exceeds ``knee`` is compressed so that nothing exceeds ``ceiling``."""
    room = ceiling - knee
    if not samples or max(max(samples), -min(samples)) * gain <= knee:
        return array("h", [int(value * gain) for value in samples])
    out = array("h", bytes(2 * len(samples)))
    for i, value in enumerate(samples):
        loud = abs(value) * gain
        if loud > knee:
            loud = knee + room * math.tanh((loud - knee) / room)
        out[i] = int(loud) if value > 0 else -int(loud)
    return out


def _with_gain(part: array[int], first: float, last: float) -> array[int]:
    if first == last:
        return array("h", [int(value * last) for value in part])
    step = (last - first) / max(1, len(part))
    return array("h", [int(value * (first + step * i)) for i, value in enumerate(part)])


def summed(first: array[int], second: array[int]) -> array[int]:
    """The sum of two sounds of one length; what is too loud for 16 bits is cut off."""
    return array("h", [max(-32768, min(32767, a + b)) for a, b in zip(first, second, strict=True)])
