"""One voice at a time, and tones beneath it: what sounds in the next samples. Pure but for its own state.

The mixer is asked for samples by the output's callback and told which second of the clock the first
of them is heard at. Whatever is due within them begins at its own sample, never at a buffer's edge.

Lines have ranks. 0: errors and "paused". 1: the answer to a key. 2: cues, from the plan. 3: focus and
value. 4: time left and offers. A cue begins at its second: it cuts ranks 3 and 4, and is only shown
where a line of its own rank or above still sounds. Ranks 0 and 1 wait up to a second for a cue, then
cut it; a newer answer replaces an older one at once. Rank 3 replaces rank 3 and 4 at once, waits for
the others, and is dropped after a second of waiting. Rank 4 waits for a gap that holds it.
"""

from __future__ import annotations

import threading
from array import array
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from securecoach_tui.voice.model import RATE, PlannedSound
from securecoach_tui.voice.playback.pcm import PlayingSound, cut, mix_into, silence_of

UNDER_WORDS = 0.25  # 12 dB down
LATE_SECONDS = 0.2  # a cue later than this is shown, not played late
ERROR_RANK, ANSWER_RANK, CUE_RANK, FOCUS_RANK, LOW_RANK = range(5)
WAIT_SECONDS = 1.0
FOCUS_ROOM = 0.5  # seconds before a cue within which no focus line is begun
PATIENCE = {ERROR_RANK: 10.0, ANSWER_RANK: 5.0, FOCUS_RANK: WAIT_SECONDS, LOW_RANK: 60.0}  # then it is dropped
MAKING_SECONDS = 20.0  # how long a line's own making may take: it does not count as its waiting
IDLE_SECONDS = 2.0  # silence after which a device may sleep, so that the lead-in goes before a line


@dataclass
class PlayedLine:
    """A line that was begun: from which second of the clock to which, a cut counted."""

    text: str
    rank: int
    begun: float
    ended: float


@dataclass
class _PlayingLine(PlayingSound):
    log: PlayedLine = field(default_factory=lambda: PlayedLine("", CUE_RANK, 0.0, 0.0))


@dataclass(order=True)
class _WaitingLine:
    """A line asked for at ``since``; ``waits`` is the second since which it has only waited for its turn."""

    rank: int
    since: float
    text: str
    waits: float

    def fresh(self, now: float) -> bool:
        return now - self.waits <= PATIENCE.get(self.rank, WAIT_SECONDS)


class Mixer:
    """Find clips by ``words(text, rank)`` and ``tones(kind)``, None where there is none (yet).

    ``sounded`` and ``rung`` keep the last ``keep`` lines and tones begun (None: all of them).
    The three gains are volumes, from 0 to 1, of cues, of all other lines, and of tones.
    ``lead_in`` is seconds of a sound too faint to hear before a line, for speakers that fall asleep.
    """

    def __init__(
        self,
        words: Callable[[str, int], array[int] | None],
        tones: Callable[[str], array[int] | None],
        *,
        keep: int | None = 64,
    ) -> None:
        self._words, self._tones = words, tones
        self._lock = threading.Lock()
        self._plan: list[PlannedSound] = []
        self._asked: list[_WaitingLine] = []
        self._late: PlannedSound | None = None
        self._word: _PlayingLine | None = None
        self._fading: list[PlayingSound] = []
        self._under: list[PlayingSound] = []
        self._last_sound = -IDLE_SECONDS
        self.lead_in = 0.0
        self.cue_gain = self.interface_gain = self.tone_gain = 1.0
        self.played_lines: deque[PlayedLine] = deque(maxlen=keep)
        self.played_tones: deque[tuple[str, float]] = deque(maxlen=keep)

    def schedule(self, plan: Sequence[PlannedSound]) -> None:
        """Replace what has not begun."""
        with self._lock:
            self._plan, self._late = sorted(plan, key=lambda planned: planned.due), None

    def say(self, text: str, rank: int, now: float) -> None:
        """Ask for a line by its rank; of two that wait with one rank the later stays."""
        with self._lock:
            others = [one for one in self._asked if one.rank != rank]
            self._asked = sorted([*others, _WaitingLine(rank, now, text, now)])

    def silence(self) -> str:
        """Cut everything with a fade, forget the plan; a cue cut before its half is returned."""
        with self._lock:
            word = self._word
            self._plan, self._asked, self._late = [], [], None
            for tone in self._under:
                cut(tone, 0)
            self._fading += [tone for tone in self._under if tone.samples]
            self._under = []
            half_heard = word is None or -word.start >= len(word.samples) // 2
            self._cut_word(0)
            return word.log.text if word is not None and word.log.rank == CUE_RANK and not half_heard else ""

    def hush(self) -> None:
        """Cut the line that sounds and those asked for; the plan and tones stay."""
        with self._lock:
            self._asked, self._late = [], None
            self._cut_word(0)

    def click(self, samples: array[int]) -> None:
        """Lay a short sound under what sounds, from the next samples on."""
        with self._lock:
            self._under.append(PlayingSound(samples, 0))

    def fill(self, count: int, heard_at: float) -> array[int]:
        """The next ``count`` samples, the first of which is heard at ``heard_at`` of the clock."""
        with self._lock:
            out = self._quiet(count, heard_at)
            self._begin_planned(out, heard_at)
            self._begin_asked(heard_at)
            word = self._word
            if word is not None and mix_into(out, word, self._gain(word)):
                self._word = None
            self._fading = [one for one in self._fading if not mix_into(out, one, one.gain)]
            gain = self.tone_gain * (UNDER_WORDS if word is not None else 1.0)
            self._under = [tone for tone in self._under if not mix_into(out, tone, gain)]
            if word is not None or self._under:
                self._last_sound = heard_at + count / RATE
            return out

    def _gain(self, word: _PlayingLine) -> float:
        return self.cue_gain if word.log.rank == CUE_RANK else self.interface_gain

    def _quiet(self, count: int, heard_at: float) -> array[int]:
        waking = self._word is not None and self._word.start > 0
        if self.lead_in and not waking:
            until = heard_at + count / RATE + self.lead_in
            waking = any(one.text for one in self._plan[:2] if one.due < until)
        return array("h", [1, -1]) * ((count + 1) // 2) if waking and count % 2 == 0 else silence_of(count)

    def _begin_planned(self, out: array[int], heard_at: float) -> None:
        late = self._late
        if late is not None and heard_at - late.due <= late.grace and self._fits(late.text, heard_at):
            self._begin_cue(out, late, 0, heard_at)
        else:
            self._late = None
        until = heard_at + len(out) / RATE
        while self._plan and self._plan[0].due < until:
            planned = self._plan.pop(0)
            start = round((planned.due - heard_at) * RATE)
            if planned.tone and start >= -LATE_SECONDS * RATE and (tone := self._tones(planned.tone)):
                self._under.append(PlayingSound(tone, max(0, start)))
                self.played_tones.append((planned.tone, heard_at + max(0, start) / RATE))
            if planned.text and start >= -planned.grace * RATE:
                self._late = None
                self._begin_cue(out, planned, max(0, start), heard_at)

    def _begin_cue(self, out: array[int], planned: PlannedSound, start: int, heard_at: float) -> None:
        clip, word = self._words(planned.text, CUE_RANK), self._word
        if clip is None:
            self._late = planned if planned.grace > LATE_SECONDS else None
            return
        self._late = None
        if word is not None and word.end > start:
            if word.log.rank <= CUE_RANK:
                return
            start = max(start, self._cut_word(start))
        elif word is not None:
            mix_into(out, word, self._gain(word))
        self._start(clip, planned.text, CUE_RANK, start, heard_at)

    def _begin_asked(self, heard_at: float) -> None:
        self._asked = [one for one in self._asked if one.fresh(heard_at)]
        for one in self._asked:
            rank, text = one.rank, one.text
            clip = self._words(text, rank)
            if clip is None:
                if heard_at - one.since <= MAKING_SECONDS:
                    one.waits = heard_at
                continue
            if self._word is not None and not _cuts(rank, self._word.log.rank, heard_at - one.since):
                return
            if rank > CUE_RANK and self._room(heard_at) < (len(clip) / RATE if rank == LOW_RANK else FOCUS_ROOM):
                continue
            start = self._cut_word(0)
            if not start and heard_at - self._last_sound > IDLE_SECONDS:
                start = round(self.lead_in * RATE)
            self._asked.remove(one)
            self._start(clip, text, rank, start, heard_at)
            return

    def _fits(self, text: str, heard_at: float) -> bool:
        """Whether a line begun now would end before the plan's next one; so does one whose length isn't known yet."""
        clip = self._words(text, CUE_RANK)
        return clip is None or self._room(heard_at) >= len(clip) / RATE

    def _room(self, heard_at: float) -> float:
        """Seconds until the next line of the plan."""
        return next((one.due - heard_at for one in self._plan if one.text), float("inf"))

    def _cut_word(self, at: int) -> int:
        """End the line by sample ``at``, or as soon as a fade allows; the sample at which it has ended."""
        word, self._word = self._word, None
        if word is None:
            return at
        block_at = word.log.ended - word.end / RATE
        if word.start > 0 and word.start >= at:
            word.samples = array("h")  # not a sample of it was heard
        else:
            cut(word, at)
        self._fading.append(word)
        word.log.ended = max(word.log.begun, block_at + word.end / RATE)  # rounding may put it a hair before
        return max(at, word.end)

    def _start(self, clip: array[int], text: str, rank: int, start: int, heard_at: float) -> None:
        if not clip:
            return
        begun = heard_at + start / RATE
        log = PlayedLine(text, rank, begun, begun + len(clip) / RATE)
        self.played_lines.append(log)
        self._word = _PlayingLine(clip, start, log=log)


def _cuts(rank: int, sounding: int, waited: float) -> bool:
    """Whether a line of ``rank`` that has waited so long ends the one that sounds."""
    if rank in (ANSWER_RANK, FOCUS_RANK) and rank == sounding:
        return True
    if rank >= sounding or rank == LOW_RANK:
        return rank == FOCUS_RANK and sounding == LOW_RANK
    return sounding > CUE_RANK or waited > WAIT_SECONDS
