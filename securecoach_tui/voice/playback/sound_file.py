"""Plays a person's own sound file, decoded piece by piece, so that a long one needs no more memory than its bytes."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

from securecoach_tui.clock import Clock
from securecoach_tui.voice.model import RATE
from securecoach_tui.voice.playback.player import Fill, Player

PIECE = RATE // 4  # samples decoded at a time


class BadSound(Exception):
    """The bytes are no sound that can be decoded (wav, mp3, flac, ogg)."""


def decoded(data: bytes) -> Iterator[array[int]]:
    """Return the samples at RATE, one channel, in pieces of a quarter of a second.

    Raises:
        BadSound: not one sample can be decoded.
    """
    try:
        import miniaudio

        pieces = miniaudio.stream_memory(data, miniaudio.SampleFormat.SIGNED16, 1, RATE, PIECE)
        first = array("h", next(pieces))
    except Exception as error:  # damaged bytes, or a damaged library, raise almost anything
        raise BadSound(str(error)) from error
    if not first:
        raise BadSound("it has no samples")
    return _all(first, pieces)


def _all(first: array[int], rest: Any) -> Iterator[array[int]]:
    yield first
    with suppress(Exception):  # damaged later on: what was decoded is played
        for piece in rest:
            yield array("h", piece)


class SoundFilePlayer:
    """Plays a sound once. ``player`` makes the output stream of a function that fills it."""

    def __init__(self, data: bytes, clock: Clock, player: Callable[[Fill, Clock], Player] = Player) -> None:
        self._pieces = decoded(data)
        self._ready: array[int] = array("h")
        self.ended = False
        self._player = player(self._fill, clock)

    def start(self) -> None:
        """Start playing.

        Raises:
            SoundUnavailable: no device can play sound.
        """
        self._player.open()

    def stop(self) -> None:
        """Stop; may be called twice."""
        self.ended = True
        self._player.close()

    def _fill(self, count: int, heard_at: float) -> array[int]:
        while len(self._ready) < count and (piece := next(self._pieces, None)) is not None:
            self._ready += piece
        samples, self._ready = self._ready[:count], self._ready[count:]
        if len(samples) < count:
            self.ended = True
            samples += array("h", bytes(2 * (count - len(samples))))
        return samples
