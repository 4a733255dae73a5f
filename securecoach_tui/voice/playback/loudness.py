"""Integrated loudness of one channel after ITU-R BS.1770-4, in LUFS."""

from __future__ import annotations

import math
from array import array

HOP_SECONDS = 0.1  # blocks of 0.4 s begin every 0.1 s
QUIETEST = -70.0  # LUFS; quieter blocks don't count
RELATIVE = -10.0  # LU; blocks this far below the mean of the others don't count either


class Loudness:
    """Measures signed 16-bit samples at ``rate``, fed in order. Silence is skipped without filtering."""

    def __init__(self, rate: int) -> None:
        self._hop = round(rate * HOP_SECONDS)
        self._shelf, self._pass = _shelf(rate), _highpass(rate)
        self._state = [0.0, 0.0, 0.0, 0.0]
        self._rest = array("h")
        self._powers: list[float] = []

    def feed(self, samples: array[int]) -> None:
        """Add the next samples."""
        self._rest += samples
        complete = len(self._rest) // self._hop * self._hop
        for at in range(0, complete, self._hop):
            self._powers.append(self._power(self._rest[at : at + self._hop]))
        self._rest = self._rest[complete:]

    @property
    def integrated(self) -> float:
        """The loudness so far in LUFS; minus infinity if no block is loud enough to count."""
        blocks = [sum(self._powers[i : i + 4]) / 4 for i in range(max(0, len(self._powers) - 3))]
        loud = [power for power in blocks if power > 0 and _lufs(power) > QUIETEST]
        if not loud:
            return -math.inf
        gate = _lufs(sum(loud) / len(loud)) + RELATIVE
        counted = [power for power in loud if _lufs(power) > gate]
        return _lufs(sum(counted) / len(counted))

    @property
    def ungated(self) -> float:
        """The mean loudness of everything so far, silence too; minus infinity if it is silent or shorter than 0.1 s."""
        mean = sum(self._powers) / max(1, len(self._powers))
        return _lufs(mean) if mean > 0 else -math.inf

    def _power(self, hop: array[int]) -> float:
        """Mean square of a hop after the two filters of the standard."""
        if not any(hop):
            self._state = [0.0, 0.0, 0.0, 0.0]
            return 0.0
        s1, s2, h1, h2 = self._state
        b0, b1, b2, a1, a2 = self._shelf
        c0, c1, c2, d1, d2 = self._pass
        total = 0.0
        for value in hop:
            x = value / 32768
            y = b0 * x + s1
            s1, s2 = b1 * x - a1 * y + s2, b2 * x - a2 * y
            z = c0 * y + h1
            h1, h2 = c1 * y - d1 * z + h2, c2 * y - d2 * z
            total += z * z
        self._state = [s1, s2, h1, h2]
        return total / len(hop)


def _lufs(power: float) -> float:
    return -0.691 + 10 * math.log10(power)


def _shelf(rate: int) -> tuple[float, float, float, float, float]:
    """The standard's high shelf at any rate, from the analogue filter of its 48 kHz coefficients."""
    k = math.tan(math.pi * 1681.974450955533 / rate)
    q, high = 0.7071752369554196, 10 ** (3.999843853973347 / 20)
    band = high**0.4996667741545416
    a0 = 1 + k / q + k * k
    b0, b1, b2 = high + band * k / q + k * k, 2 * (k * k - high), high - band * k / q + k * k
    return b0 / a0, b1 / a0, b2 / a0, 2 * (k * k - 1) / a0, (1 - k / q + k * k) / a0


def _highpass(rate: int) -> tuple[float, float, float, float, float]:
    """The standard's high-pass at any rate."""
    k, q = math.tan(math.pi * 38.13547087602444 / rate), 0.5003270373238773
    a0 = 1 + k / q + k * k
    return 1.0, -2.0, 1.0, 2 * (k * k - 1) / a0, (1 - k / q + k * k) / a0
