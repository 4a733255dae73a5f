"""The title and the chapters of a sound file."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

REPLAY_GAIN_LUFS = -18.0  # the level to which ReplayGain 2.0 brings a file


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of the file that begins at ``second``."""

    second: float
    title: str


@dataclass(frozen=True, slots=True)
class SoundTags:
    """What a player shows. ``track`` and ``tracks`` count from 1 in a folder of files; 0 is a file by itself.

    ``lufs`` is the loudness of the words, for players that play all files equally loud.
    """

    title: str
    album: str
    description: str
    seconds: float
    chapters: Sequence[Chapter] = ()
    track: int = 0
    tracks: int = 0
    lufs: float = -23.0

    @property
    def replay_gain(self) -> str:
        """The change that ReplayGain asks for; "" where the words are silent."""
        return f"{REPLAY_GAIN_LUFS - self.lufs:+.2f} dB" if self.lufs > -math.inf else ""

    @property
    def with_ends(self) -> list[tuple[Chapter, float]]:
        """Each chapter with the second at which it ends."""
        ends = [chapter.second for chapter in self.chapters[1:]] + [self.seconds]
        return list(zip(self.chapters, ends, strict=True)) if self.chapters else []
