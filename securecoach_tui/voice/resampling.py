"""Changes the rate of samples, for a format that doesn't have ours. Needs numpy, which soundfile brings along.

A windowed sinc for each of the positions between two samples that occur (polyphase), after Smith, "Digital Audio
Resampling" (ccrma.stanford.edu/~jos/resample).
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

TAPS = 48  # samples of the input that each sample of the output is made of


class Resampler:
    """Resamples signed 16-bit samples of one channel, fed in order, from ``rate`` up to ``target``."""

    def __init__(self, rate: int, target: int) -> None:
        divisor = math.gcd(rate, target)
        self._step, self._phases = rate // divisor, target // divisor
        self._filters = _filters(self._step, self._phases)
        self._rest: Any = np.zeros(TAPS // 2 - 1)  # before the first sample there is silence
        self._next = 0  # the next sample of the output, counted from the beginning of a period

    def feed(self, samples: bytes) -> bytes:
        """The samples of the output that follow from these and those before."""
        values = np.concatenate([self._rest, np.frombuffer(samples, dtype="<i2").astype(float)])
        windows = len(values) - TAPS + 1
        if windows <= 0:
            self._rest = values
            return b""
        count = max(0, -(-windows * self._phases // self._step) - self._next)
        numbers = self._next + np.arange(count)
        starts, phases = numbers * self._step // self._phases, numbers * self._step % self._phases
        keep = starts < windows
        starts, phases = starts[keep], phases[keep]
        view = np.lib.stride_tricks.sliding_window_view(values, TAPS)
        out = np.einsum("ij,ij->i", view[starts], self._filters[phases])
        self._next += len(starts)
        whole = min(windows // self._step, self._next // self._phases)  # whole periods that are done with
        self._next -= whole * self._phases
        self._rest = values[whole * self._step :]
        return bytes(np.clip(np.rint(out), -32768, 32767).astype("<i2").tobytes())

    def finish(self) -> bytes:
        """The last samples of the output."""
        return self.feed(bytes(2 * (TAPS // 2)))


def _filters(step: int, phases: int) -> Any:
    """A filter for each position between two samples, that passes up to 92 % of the lower of the two limits."""
    cutoff = 0.92 * min(1.0, phases / step)
    at = np.arange(TAPS) - (TAPS // 2 - 1)
    away = at[None, :] - (np.arange(phases) / phases)[:, None]
    window = 0.5 + 0.5 * np.cos(np.clip(away / (TAPS / 2), -1, 1) * math.pi)
    filters = cutoff * np.sinc(cutoff * away) * window
    return filters / filters.sum(axis=1, keepdims=True)
