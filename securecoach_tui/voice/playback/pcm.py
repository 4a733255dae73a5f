"""Samples laid into a block: at a gain, faded where they are cut, never beyond what 16 bits hold."""

from __future__ import annotations

import math
from array import array
from dataclasses import dataclass

from securecoach_tui.voice.model import RATE

KNEE, CEILING = 16_000, 27_000  # of 32,767: leaves room for a tone that lies under the words
FADE = RATE * 5 // 1000  # samples of the fade that ends a sound before its time


@dataclass
class PlayingSound:
    """A sound under way. ``start`` is the sample of the block at which it begins, negative once it has begun."""

    samples: array[int]
    start: int
    gain: float = 1.0

    @property
    def end(self) -> int:
        """The first sample of the block after its last."""
        return self.start + len(self.samples)


def silence_of(count: int) -> array[int]:
    """``count`` samples of nothing."""
    return array("h", bytes(2 * count))


def mix_into(out: array[int], sounding: PlayingSound, gain: float) -> bool:
    """Add what falls into ``out``, the gain gliding to ``gain`` over the block; move on to the next; say if it ended."""
    begin, at = max(0, sounding.start), max(0, -sounding.start)
    if begin < len(out):
        part = sounding.samples[at : at + len(out) - begin]
        if sounding.gain != gain and at == 0:
            sounding.gain = gain  # nothing of it was heard yet, so there is nothing to glide from
        place = slice(begin, begin + len(part))
        added = part if sounding.gain == gain == 1.0 else _glided(part, sounding.gain, gain)
        sounding.gain = gain
        out[place] = added if not any(out[place]) else _summed(out[place], added)
    sounding.start -= len(out)
    return sounding.end <= 0


def cut(sounding: PlayingSound, at: int) -> None:
    """Let it have ended, faded, by sample ``at`` of the block, or as soon after as a fade allows."""
    begin, heard = max(0, sounding.start), max(0, -sounding.start)
    rest = sounding.samples[heard : heard + max(FADE, at - begin)]
    fade = min(FADE, len(rest))
    for i in range(fade):
        rest[i - fade] = rest[i - fade] * (fade - i - 1) // fade
    sounding.samples, sounding.start = rest, begin


def limit(samples: array[int], gain: float) -> array[int]:
    """The samples at ``gain``; what would be louder than KNEE is bent towards CEILING, which nothing passes."""
    room = CEILING - KNEE
    out = array("h", bytes(2 * len(samples)))
    for i, value in enumerate(samples):
        loud = abs(value) * gain
        if loud > KNEE:
            loud = KNEE + room * math.tanh((loud - KNEE) / room)
        out[i] = int(loud) if value > 0 else -int(loud)
    return out


def _glided(part: array[int], first: float, last: float) -> array[int]:
    if first == last:
        return array("h", [int(value * last) for value in part])
    step = (last - first) / max(1, len(part))
    return array("h", [int(value * (first + step * i)) for i, value in enumerate(part)])


def _summed(one: array[int], other: array[int]) -> array[int]:
    return array("h", [max(-32768, min(32767, a + b)) for a, b in zip(one, other, strict=True)])
