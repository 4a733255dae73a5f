"""One voice at a time, and tones beneath it: what sounds in the next samples. Pure but for its own state.

The mixer is asked for samples by the output's callback and told which second of the clock the first
of them is heard at. Whatever is due within them begins at its own sample, never at a buffer's edge.
"""

from __future__ import annotations

import threading
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from securecoach_tui.voice.model import RATE, Planned

UNDER_WORDS = 0.25  # 12 dB down
FADE = RATE * 5 // 1000
LATE_SECONDS = 0.1  # a cue later than this is shown, not played late
CUE_RANK, FOCUS_RANK, LOW_RANK = 2, 3, 4
WAIT_SECONDS = 1.0


@dataclass
class _Sounding:
    samples: array[int]
    start: int  # the sample of the block at which it begins; negative once it is under way
    rank: int = CUE_RANK
    text: str = ""


class Mixer:
    """Find clips by ``words(text)`` and ``tones(kind)`` (None: not ready), both already at their volume."""

    def __init__(self, words: Callable[[str], array[int] | None], tones: Callable[[str], array[int] | None]) -> None:
        self._words, self._tones = words, tones
        self._lock = threading.Lock()
        self._plan: list[Planned] = []
        self._spoken: list[tuple[float, int, str]] = []
        self._word: _Sounding | None = None
        self._under: list[_Sounding] = []
        self._cut = False

    def schedule(self, plan: Sequence[Planned]) -> None:
        """Replace what has not begun."""
        with self._lock:
            self._plan = sorted(plan, key=lambda planned: planned.due)

    def say(self, text: str, rank: int, now: float) -> None:
        """Ask for a line by its rank; of two that wait with one rank the later stays."""
        with self._lock:
            self._spoken = sorted([*(s for s in self._spoken if s[1] != rank), (now, rank, text)], key=lambda s: s[1])

    def silence(self) -> str:
        """Cut everything with a fade, forget the plan; a line cut before its half is returned."""
        with self._lock:
            word, self._plan, self._spoken, self._cut = self._word, [], [], True
            return word.text if word and -word.start < len(word.samples) // 2 else ""

    def fill(self, count: int, heard_at: float) -> array[int]:
        """The next ``count`` samples, the first of which is heard at ``heard_at`` of the clock."""
        with self._lock:
            out = array("h", bytes(2 * count))
            if self._cut:
                self._end_all(out)
            self._begin_planned(count, heard_at)
            self._begin_spoken(heard_at)
            if self._word is not None and self._lay(out, self._word, 1.0):
                self._word = None
            loud = UNDER_WORDS if self._word is not None else 1.0
            self._under = [tone for tone in self._under if not self._lay(out, tone, loud)]
            return out

    def _begin_planned(self, count: int, heard_at: float) -> None:
        until = heard_at + count / RATE
        while self._plan and self._plan[0].due < until:
            planned = self._plan.pop(0)
            start = round((planned.due - heard_at) * RATE)
            if start < -LATE_SECONDS * RATE:
                continue
            start = max(0, start)
            if planned.tone and (tone := self._tones(planned.tone)) is not None:
                self._under.append(_Sounding(tone, start))
            if planned.text and (self._word is None or self._word.start + len(self._word.samples) <= start):
                self._start_word(planned.text, CUE_RANK, start)

    def _begin_spoken(self, heard_at: float) -> None:
        self._spoken = [s for s in self._spoken if s[1] != FOCUS_RANK or heard_at - s[0] <= WAIT_SECONDS]
        if not self._spoken:
            return
        asked, rank, text = self._spoken[0]
        if self._word is not None:
            if rank < CUE_RANK and rank < self._word.rank and heard_at - asked > WAIT_SECONDS:
                self._fade_out(self._word)
            return
        clip = self._words(text)
        if clip is None:
            return
        free = self._plan[0].due - heard_at if self._plan else float("inf")
        if rank > CUE_RANK and free < len(clip) / RATE:
            return
        self._spoken.pop(0)
        self._start_word(text, rank, 0)

    def _start_word(self, text: str, rank: int, start: int) -> None:
        clip = self._words(text)
        if clip:
            self._word = _Sounding(clip, start, rank, text)

    def _end_all(self, out: array[int]) -> None:
        for sounding in [*self._under, *([self._word] if self._word else [])]:
            self._fade_out(sounding)
            self._lay(out, sounding, 1.0)
        self._word, self._under, self._cut = None, [], False

    @staticmethod
    def _fade_out(sounding: _Sounding) -> None:
        """Let only some faded milliseconds be left of it."""
        at = max(0, -sounding.start)
        rest = sounding.samples[at : at + FADE]
        sounding.samples = array("h", (v * (len(rest) - i) // len(rest) for i, v in enumerate(rest)))
        sounding.start = 0

    @staticmethod
    def _lay(out: array[int], sounding: _Sounding, loud: float) -> bool:
        """Add to ``out`` what of it falls there, and say whether it has ended."""
        begin, at = max(0, sounding.start), max(0, -sounding.start)
        part = sounding.samples[at : at + len(out) - begin]
        for i, value in enumerate(part, begin):
            out[i] = max(-32768, min(32767, out[i] + int(value * loud)))
        sounding.start -= len(out)
        return -sounding.start >= len(sounding.samples)
