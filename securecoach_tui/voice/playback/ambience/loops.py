"""Rain, waves and a low pad: loops of a whole minute without a seam.

Noise is filtered with its own end before its beginning, and everything that moves makes whole turns in a loop, so that
the sample after the last one is the first one.
"""

from __future__ import annotations

import math
import random
from array import array
from collections.abc import Callable

from securecoach_tui.voice.model import RATE
from securecoach_tui.voice.playback.ambience import noise
from securecoach_tui.voice.playback.levels import AMBIENCE_LUFS, levelled

SECONDS = 60
COUNT = SECONDS * RATE
LEAD = RATE // 4  # samples after which no filter here remembers its beginning
PEAK = 12_000.0  # before a loop is brought to its level
DROPS = 2400  # in a minute of rain
# The moments of a minute at which a wave breaks, in seconds: none as long after the one before as the next.
CRESTS = (6.0, 15.5, 27.0, 36.0, 47.5, 55.5)
# The pad: pitch in hertz and weight of each voice. Two of each, a little apart, beat slowly.
VOICES = ((110.0, 1.0), (165.0, 0.7), (220.0, 0.55), (277.0, 0.3), (330.0, 0.22))


def rain() -> array[int]:
    """Even rain, with drops that can be told apart in it."""
    hiss = noise.looped(noise.white(11, COUNT), LEAD)
    soft = noise.lowpass(noise.lowpass(hiss, 5200.0), 5200.0)
    bright = noise.highpass(soft, 900.0)[LEAD:]
    deep = noise.lowpass(noise.lowpass(hiss, 320.0), 320.0)[LEAD:]
    values = [a + 1.5 * b for a, b in zip(bright, deep, strict=True)]
    chance = random.Random(12)  # noqa: S311
    for _drop in range(DROPS):
        _add_drop(values, chance)
    return _finished(values)


def _add_drop(values: list[float], chance: random.Random) -> None:
    """Add one drop, a tone that dies away within some milliseconds, round the end where it falls there."""
    at, pitch = chance.randrange(COUNT), chance.uniform(900.0, 3800.0)
    loud, length = 0.5 * chance.random() ** 2, chance.randrange(120, 420)
    for i in range(length):
        fade = math.exp(-6.0 * i / length) * min(1.0, i / 12)
        values[(at + i) % COUNT] += loud * fade * math.sin(math.tau * pitch * i / RATE)


def waves() -> array[int]:
    """Waves on a shore: each swells, breaks with foam, and runs back."""
    water = noise.looped(noise.white(21, COUNT), LEAD)
    deep = noise.lowpass(noise.lowpass(water, 420.0), 420.0)[LEAD:]
    foam = noise.highpass(noise.lowpass(water, 3600.0), 700.0)[LEAD:]
    swell, break_ = _envelope(4.2, 3.8), _envelope(1.6, 3.4)
    out = []
    for at in range(0, COUNT, noise.STEP):
        second = at / RATE
        low, high = 0.45 + 1.0 * swell(second), 0.06 + 0.34 * break_(second - 0.5) ** 2
        for i in range(at, min(COUNT, at + noise.STEP)):
            out.append(4.0 * low * deep[i] + high * foam[i])
    return _finished(out)


def _envelope(rise: float, fall: float) -> Callable[[float], float]:
    """How high the water is at a second of the loop, 0 to 1: it rises before a crest and falls after it."""

    def height(second: float) -> float:
        best = 0.0
        for crest in CRESTS:
            for turn in (-SECONDS, 0, SECONDS):
                away = second + turn - crest
                share = 1 + away / rise if away < 0 else 1 - away / (2 * fall)
                if share > 0:
                    best = max(best, 0.5 - 0.5 * math.cos(math.pi * min(1.0, share)))
        return best

    return height


def pad() -> array[int]:
    """A low chord that hardly moves."""
    values = [0.0] * COUNT
    for number, (pitch, weight) in enumerate(VOICES):
        for apart, turns in ((0.0, 2 + number), (0.15 + 0.05 * number, 3 + number)):
            hertz = round((pitch + apart) * SECONDS) / SECONDS  # a whole number of periods in the loop
            _add_voice(values, hertz, weight, turns)
    return _finished(values)


def _add_voice(values: list[float], hertz: float, weight: float, turns: int) -> None:
    """Add a tone that grows and shrinks ``turns`` times in the loop, by a third of its weight."""
    # Each tone begins elsewhere in its period, so that they don't all meet at the seam.
    turn, sway = math.tau * hertz / RATE, math.tau * turns / COUNT
    factor, before, now = 2 * math.cos(turn), math.sin(hertz - turn), math.sin(hertz)
    for at in range(0, COUNT, noise.STEP):
        loud = weight * (1 + 0.33 * math.sin(sway * at))
        for i in range(at, min(COUNT, at + noise.STEP)):
            values[i] += loud * now
            before, now = now, factor * now - before


def _finished(values: list[float]) -> array[int]:
    return levelled(noise.samples(values, PEAK), AMBIENCE_LUFS)


LOOPS: dict[str, Callable[[], array[int]]] = {"rain": rain, "waves": waves, "pad": pad}
