"""One level for words, tones and ambience, whichever voice speaks.

Levels follow EBU R 128, with the measure of ITU-R BS.1770-4 (``playback.loudness``). Each line is brought to its level
when it is made, so that playing needs no measuring.
"""

from __future__ import annotations

import math
from array import array

from securecoach_tui.voice.model import RATE
from securecoach_tui.voice.playback.loudness import Loudness
from securecoach_tui.voice.playback.pcm import limit

WORDS_LUFS = -23.0  # the programme level of EBU R 128
TONES_LUFS = -23.0
AMBIENCE_LUFS = -35.0  # 12 dB under the words
MOST_GAIN = 10.0  # 20 dB; a clip that is fainter than that is noise, and stays faint
# The volumes, in percent, at which words and tones have these levels; they are the default settings.
USUAL_SPEECH, USUAL_TONES, USUAL_AMBIENCE = 80, 60, 50


def levelled(samples: array[int], lufs: float) -> array[int]:
    """The samples at ``lufs``, with the loudest peaks rounded off so that none is clipped."""
    measured = loudness_of(samples)
    if measured == -math.inf:
        return samples
    return limit(samples, min(MOST_GAIN, 10 ** ((lufs - measured) / 20)))


def loudness_of(samples: array[int]) -> float:
    """The loudness of a clip in LUFS; of one shorter than a block of the standard, 0.4 s, that of its whole length."""
    loud = Loudness(RATE)
    loud.feed(samples)
    return loud.integrated if loud.integrated > -math.inf else loud.ungated


def speech_gain(volume: int) -> float:
    """The factor for words at ``volume`` percent."""
    return volume / USUAL_SPEECH


def tone_gain(volume: int) -> float:
    """The factor for tones at ``volume`` percent."""
    return volume / USUAL_TONES


def ambience_gain(volume: int) -> float:
    """The factor for ambience at ``volume`` percent; at 100 it is as loud as the words."""
    return (volume / USUAL_AMBIENCE) ** 2
