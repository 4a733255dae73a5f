"""A sound file of one's own as a loop: wav, mp3, flac or ogg at any rate, read by miniaudio in the worker process."""

from __future__ import annotations

import math
import os
import stat
from array import array
from pathlib import Path

from securecoach_tui.voice.model import RATE
from securecoach_tui.voice.playback.levels import AMBIENCE_LUFS, MOST_GAIN
from securecoach_tui.voice.playback.loudness import Loudness
from securecoach_tui.voice.playback.pcm import limit

LONGEST_SECONDS = 600  # of a longer file, the beginning is played
SHORTEST_SECONDS = 1
FADE_SECONDS = 1.5  # how long the end and the beginning overlap, at most a quarter of the file
KNEE, CEILING = 5000, 8000  # so that the highest volume, four times as loud, clips nothing
MEASURED_SECONDS = 60  # the loudness is that of this much of it, evenly spread
PIECE = 4 * RATE  # samples measured at a time


def loop(path: str) -> array[int]:
    """The file as a loop at the level of ambience.

    Raises:
        ValueError: it isn't a sound file that can be read, or nothing is heard in it.
        OSError: the file can't be read.
    """
    return _levelled(_without_seam(_decoded(path)))


def _decoded(path: str) -> array[int]:
    import miniaudio

    path = os.path.expanduser(path)  # settings.toml is also written by hand
    if not stat.S_ISREG(Path(path).stat().st_mode):
        raise ValueError("not a file")
    samples = array("h")
    try:
        for block in miniaudio.stream_file(path, miniaudio.SampleFormat.SIGNED16, 1, RATE, frames_to_read=RATE):
            samples += block
            if len(samples) >= LONGEST_SECONDS * RATE:
                break
    except (miniaudio.MiniaudioError, UnicodeError) as error:
        raise ValueError(str(error)) from error
    if len(samples) < SHORTEST_SECONDS * RATE:
        raise ValueError("too short")
    return samples[: LONGEST_SECONDS * RATE]


def _without_seam(samples: array[int]) -> array[int]:
    """The samples with their end faded into their beginning at constant power."""
    fade = min(len(samples) // 4, round(FADE_SECONDS * RATE))
    tail, out = samples[-fade:], samples[:-fade]
    for i in range(fade):
        turn = math.pi / 2 * i / fade
        mixed = out[i] * math.sin(turn) + tail[i] * math.cos(turn)
        out[i] = max(-32768, min(32767, round(mixed)))
    return out


def _levelled(samples: array[int]) -> array[int]:
    loud = Loudness(RATE)
    pieces = max(1, min(MEASURED_SECONDS * RATE, len(samples)) // PIECE)
    for number in range(pieces):
        at = (len(samples) - PIECE) * number // max(1, pieces - 1) if pieces > 1 else 0
        loud.feed(samples[max(0, at) : max(0, at) + PIECE])
    if loud.integrated == -math.inf:
        raise ValueError("silent")
    gain = min(MOST_GAIN, 10 ** ((AMBIENCE_LUFS - loud.integrated) / 20))
    out = array("h")
    for at in range(0, len(samples), RATE):  # a list of all samples would take half a gigabyte
        out += limit(samples[at : at + RATE], gain, KNEE, CEILING)
    return out
