"""White noise with a seed, and the filters that colour it. Values are floats around 0."""

from __future__ import annotations

import math
import random
from array import array
from collections.abc import Sequence

from securecoach_tui.voice.model import RATE

STEP = 32  # samples between two changes of a filter that sweeps


def white(seed: int, count: int) -> list[float]:
    """``count`` values of white noise from -1 to 1; the same for the same seed."""
    data = array("h", random.Random(seed).randbytes(2 * count))  # noqa: S311  # sound, not secrets
    return [value / 32768 for value in data]


def looped(values: Sequence[float], lead: int) -> list[float]:
    """A loop of noise with its last ``lead`` values before it: a filter fed with them starts as it ends."""
    return [*values[-lead:], *values]


def lowpass(values: Sequence[float], hertz: float) -> list[float]:
    """One pole: 6 dB an octave above ``hertz``."""
    share = 1 - math.exp(-math.tau * hertz / RATE)
    state, out = 0.0, []
    for value in values:
        state += share * (value - state)
        out.append(state)
    return out


def highpass(values: Sequence[float], hertz: float) -> list[float]:
    """One pole: 6 dB an octave below ``hertz``."""
    return [value - low for value, low in zip(values, lowpass(values, hertz), strict=True)]


def swept_band(values: Sequence[float], first: float, last: float, width: float) -> list[float]:
    """Band-pass whose centre glides from ``first`` to ``last`` hertz; ``width`` is 1/Q.

    A state-variable filter with trapezoidal integrators (Zavalishin, "The Art of VA Filter Design", 2012), which stays
    stable while its centre moves.
    """
    out: list[float] = []
    low = band = 0.0
    for at in range(0, len(values), STEP):
        centre = first * (last / first) ** (at / len(values))
        g = math.tan(math.pi * centre / RATE)
        scale = 1 / (1 + g * (g + width))
        for value in values[at : at + STEP]:
            high = (value - low - (g + width) * band) * scale
            middle = g * high + band
            band = g * high + middle
            step = g * middle
            deep = step + low
            low = step + deep
            out.append(width * middle)
    return out


def samples(values: Sequence[float], peak: float) -> array[int]:
    """The values as 16-bit samples whose loudest is ``peak``."""
    loudest = max(map(abs, values), default=0.0) or 1.0
    scale = peak / loudest
    return array("h", [round(value * scale) for value in values])
