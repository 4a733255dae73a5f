"""Breath sounds: soft noise that swells with the breath in and ebbs with the breath out.

In rises in pitch and grows until shortly before its end; out is lower, falls in pitch, and dies away from shortly after
its beginning. So each is known with closed eyes, even from its middle. Nothing sounds while the breath is held.
"""

from __future__ import annotations

import math
from array import array

from securecoach_tui.practice.exercise.model import Phase
from securecoach_tui.voice.model import RATE
from securecoach_tui.voice.playback.ambience import noise
from securecoach_tui.voice.playback.levels import AMBIENCE_LUFS, levelled

# First and last centre of the band in hertz, its width as a share of the centre, and where the sound is loudest.
SHAPES = {
    Phase.IN: (760.0, 1600.0, 0.9, 0.82),
    Phase.SIP: (1400.0, 2100.0, 0.9, 0.7),
    Phase.OUT: (480.0, 200.0, 1.0, 0.16),
}
GAP_SECONDS = 0.04  # silence at the end of each sound, before the next one begins
PEAK = 8_000.0  # before a sound is brought to its level
SEEDS = {Phase.IN: 31, Phase.SIP: 32, Phase.OUT: 33}


def breath(phase: Phase, seconds: float) -> array[int]:
    """The sound of one phase of a breath, as long as it; empty for a hold."""
    count = round((seconds - GAP_SECONDS) * RATE)
    if phase not in SHAPES or count <= 0:
        return array("h")
    first, last, width, crest = SHAPES[phase]
    air = noise.white(SEEDS[phase], count)
    band = noise.swept_band(noise.swept_band(air, first, last, width), first, last, width)
    values = [value * _loudness(i / count, crest) for i, value in enumerate(band)]
    return levelled(noise.samples(values, PEAK), AMBIENCE_LUFS)


def _loudness(share: float, crest: float) -> float:
    """How loud the sound is after this share of it, from 0 at both ends to 1 at the crest, without a corner."""
    part = share / crest if share < crest else (1 - share) / (1 - crest)
    return 0.5 - 0.5 * math.cos(math.pi * part)
