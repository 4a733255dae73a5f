"""Mixes ambience under everything else, at the very same samples whatever the size of the blocks.

A layer is one ambience with its own fade. When another one takes its place, the old layer fades out while the new one
fades in. Under words all layers are ducked, softly, from the sample at which the words begin.
"""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from operator import mul

from securecoach_tui.voice.model import RATE, AmbiencePlan
from securecoach_tui.voice.playback.ambience.wanted import Wanted, timed
from securecoach_tui.voice.playback.pcm import silence_of, summed

FADE = round(0.44 * RATE)  # samples; at the start, at a pause and at the end
CUT = round(0.005 * RATE)  # samples; where it is silenced at once
DUCKED = 0.5  # 6 dB further down while words sound
DUCK, RISE = round(0.25 * RATE), round(1.0 * RATE)  # samples

Gains = float | list[float]
Sounds = Callable[[Wanted], "array[int] | None"]


class Ramp:
    """A gain that moves in straight lines, sample by sample."""

    def __init__(self, value: float) -> None:
        self._first, self._last, self._length, self._done = value, value, 0, 0

    @property
    def value(self) -> float:
        """The gain of the next sample."""
        if self._done >= self._length:
            return self._last
        return self._first + (self._last - self._first) * self._done / self._length

    @property
    def target(self) -> float:
        """Where it is going."""
        return self._last

    def move(self, target: float, length: int) -> None:
        """Go to ``target`` within ``length`` samples."""
        if target != self._last or length < self._length - self._done:
            self._first, self._last, self._length, self._done = self.value, target, length, 0

    def take(self, count: int) -> Gains:
        """The gains of the next ``count`` samples: one number if they are all the same."""
        first, last, length, done = self._first, self._last, self._length, self._done
        self._done = min(length, done + count)
        if done >= length:
            return last
        moving = min(count, length - done)
        gains = [first + (last - first) * i / length for i in range(done, done + moving)]
        return gains + [last] * (count - moving)

    def follow(self, count: int, moves: Sequence[tuple[int, float, int]]) -> Gains:
        """``take`` with moves on the way: each has its sample, a target and a length, and they are in order."""
        gains: list[float] = []
        at = 0
        for sample, target, length in moves:
            gains += _as_list(self.take(sample - at), sample - at)
            self.move(target, length)
            at = sample
        rest = self.take(count - at)
        return rest if at == 0 else gains + _as_list(rest, count - at)


class _Layer:
    """One ambience. Its samples are counted from second ``origin`` of the clock, where the session began."""

    def __init__(self, plan: AmbiencePlan, sounds: Sounds) -> None:
        self.plan, self._sounds, self._origin = plan, sounds, plan.origin
        self._breathes = plan.kind == "breath"
        self._timed = [(round(at * RATE), wanted) for at, wanted in timed(plan)]
        self._starts = [at for at, _wanted in self._timed]
        self._missed: set[int] = set()  # starts of sounds that weren't made in time
        self._fade = Ramp(0.0)
        self._index: int | None = None  # the next sample
        self._begun = False
        self.leaves = False

    @property
    def over(self) -> bool:
        """Whether nothing of it is heard any more."""
        return self.leaves and self._fade.value == 0.0

    def leave(self, length: int) -> None:
        """Fade out within ``length`` samples, for good."""
        self.leaves = True
        self._fade.move(0.0, length)

    def go_on(self, plan: AmbiencePlan) -> None:
        """Play on, to the end that ``plan`` has."""
        self.plan = plan
        self._begun = self._begun and self._fade.target > 0

    def take(self, count: int, heard_at: float) -> tuple[array[int], Gains] | None:
        """The next samples and their gains; None if they are silent."""
        at = self._position(heard_at)
        self._index = at + count
        samples = self._breath(at, count) if self._breathes else self._loop(at, count)
        if samples is None:
            return None
        gains = self._fade.follow(count, self._moves(at, count))
        return None if gains == 0.0 else (samples, gains)

    def _position(self, heard_at: float) -> int:
        """The next sample. Between two breaths, where nobody hears it, the count is set right by the clock."""
        expected = round((heard_at - self._origin) * RATE)
        if self._index is None or (self._breathes and self._is_silent(self._index) and self._is_silent(expected)):
            return expected
        return self._index

    def _moves(self, at: int, count: int) -> list[tuple[int, float, int]]:
        """The beginning and the end, where the fade of one falls into these samples."""
        if self.leaves:
            return []
        moves: list[tuple[int, float, int]] = []
        left = (self.plan.end - self._origin) * RATE - at
        if not self._begun and at + count > 0 and left > 0:
            self._begun = True
            moves.append((max(0, -at), 1.0, FADE))
        if left < count and (moves or self._fade.target > 0):
            moves.append((max(0, round(left)), 0.0, FADE))
        return moves

    def _loop(self, at: int, count: int) -> array[int] | None:
        loop = self._sounds(self._timed[0][1])
        if not loop or at + count <= 0:
            return None
        samples, at = silence_of(max(0, -at)), max(0, at) % len(loop)
        while len(samples) < count:
            piece = loop[at : at + count - len(samples)]
            samples += piece
            at = (at + len(piece)) % len(loop)
        return samples

    def _breath(self, at: int, count: int) -> array[int] | None:
        samples = silence_of(count)
        heard = False
        for start, clip in self._near(at, at + count):
            first, last = max(start, at), min(at + count, start + len(clip))
            if last > first:
                samples[first - at : last - at] = clip[first - start : last - start]
                heard = True
        fades = not self._begun or self.leaves or self._fade.value < 1.0 or self.plan.end < math.inf
        return samples if heard or (fades and at + count > 0) else None

    def _near(self, first: int, last: int) -> list[tuple[int, array[int]]]:
        """The sounds that may be heard from sample ``first`` to ``last``, with their starts."""
        near: list[tuple[int, array[int]]] = []
        number = max(0, bisect_right(self._starts, first) - 1)
        for start, wanted in self._timed[number : bisect_left(self._starts, last)]:
            clip = self._sounds(wanted)
            if clip is None:
                self._missed.add(start)
            elif clip and start not in self._missed:  # a sound that begins in its middle would click
                near.append((start, clip))
        return near

    def _is_silent(self, at: int) -> bool:
        return not any(start <= at < start + len(clip) for start, clip in self._near(at, at + 1))


class AmbienceStream:
    """What is heard under the words."""

    def __init__(self, sounds: Sounds) -> None:
        self._sounds = sounds
        self._layers: list[_Layer] = []
        self._duck, self._volume = Ramp(1.0), Ramp(1.0)

    @property
    def fades_out(self) -> bool:
        """Whether an ambience that was stopped is still heard."""
        return any(layer.leaves for layer in self._layers)

    @property
    def volume(self) -> float:
        """A factor on the level of ambience."""
        return self._volume.target

    @volume.setter
    def volume(self, factor: float) -> None:
        self._volume.move(factor, DUCK if self._layers else 1)

    def play(self, plan: AmbiencePlan | None) -> None:
        """Play this from the next sample on, instead of what is playing; None fades that out."""
        playing = next((layer for layer in self._layers if not layer.leaves), None)
        if plan is not None and playing is not None and _goes_on(playing.plan, plan):
            playing.go_on(plan)
            return
        if playing is not None:
            playing.leave(FADE)
        if plan is not None:
            self._layers.append(_Layer(plan, self._sounds))

    def cut(self) -> None:
        """Silence everything within 5 ms."""
        for layer in self._layers:
            layer.leave(CUT)

    def mix_into(self, out: array[int], heard_at: float, words: Sequence[tuple[int, int]]) -> None:
        """Add the next samples to ``out``; ``words`` are the samples from and to which words sound, in order."""
        if not self._layers:
            self._duck = Ramp(1.0)
            return
        count = len(out)
        under = _product(self._duck.follow(count, self._ducking(count, words)), self._volume.take(count))
        for layer in self._layers:
            taken = layer.take(count, heard_at)
            if taken is None:
                continue
            samples, fade = taken
            added = _with_gains(samples, _product(fade, under))
            out[:] = summed(out, added) if any(out) else added
        self._layers = [layer for layer in self._layers if not layer.over]

    def _ducking(self, count: int, words: Sequence[tuple[int, int]]) -> list[tuple[int, float, int]]:
        """The moves of the ducking within a block."""
        moves: list[tuple[int, float, int]] = []
        at, ducked = 0, self._duck.target < 1.0
        for start, end in words:
            start = max(at, start)
            if ducked and start > at:
                moves.append((at, 1.0, RISE))
                ducked = False
            if not ducked and start < count:
                moves.append((start, DUCKED, DUCK))
                ducked = True
            at = max(at, min(count, end))
        if ducked and at < count:
            moves.append((at, 1.0, RISE))
        return moves


def _goes_on(playing: AmbiencePlan, plan: AmbiencePlan) -> bool:
    """Whether the same sound goes on: a loop has no position that anybody knows, a breath has."""
    if plan.kind == "breath":
        return playing == plan
    return (playing.kind, playing.file) == (plan.kind, plan.file)


def _as_list(gains: Gains, count: int) -> list[float]:
    return gains if isinstance(gains, list) else [gains] * count


def _product(first: Gains, second: Gains) -> Gains:
    if isinstance(first, list):
        if isinstance(second, list):
            return list(map(mul, first, second))
        return first if second == 1.0 else [one * second for one in first]
    if isinstance(second, list):
        return second if first == 1.0 else [first * one for one in second]
    return first * second


def _with_gains(samples: array[int], gains: Gains) -> array[int]:
    if isinstance(gains, list):
        return array("h", [int(value * gain) for value, gain in zip(samples, gains, strict=True)])
    return samples if gains == 1.0 else array("h", [int(value * gains) for value in samples])
