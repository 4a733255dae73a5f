"""Mixes one spoken line at a time with tones under it. The mixer has no clock and no device.

The device's callback requests samples from the mixer and passes the second of the clock at which the
first of them is heard. A sound that is due within them begins at its exact sample, not at the edge of
a block.

Lines have ranks, the most urgent first. 0: errors and "paused". 1: the answer to a key. 2: cues of the
plan. 3: the focus and its value. 4: time left and offers. A cue begins at its second: it cuts ranks 3 and
4, and isn't played if a line of rank 0 to 2 is still playing. Ranks 0 and 1 wait up to a second
for a cue and then cut it; a newer answer replaces an older one at once. Rank 3 replaces ranks 3 and 4 at
once, waits for the others, and is dropped after waiting a second. Rank 4 waits for a gap that is long
enough for it.
"""

from __future__ import annotations

import math
import threading
from array import array
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from securecoach_tui.voice.model import RATE, AmbiencePlan, PlannedSound
from securecoach_tui.voice.playback.ambience.stream import AmbienceStream, Sounds
from securecoach_tui.voice.playback.pcm import PlayingSound, cut, mix_into, silence_of

UNDER_WORDS = 0.25  # 12 dB down
LATE_SECONDS = 0.2  # a cue later than this isn't played
ERROR_RANK, ANSWER_RANK, CUE_RANK, FOCUS_RANK, LOW_RANK = range(5)
WAIT_SECONDS = 1.0
FOCUS_ROOM = 0.5  # seconds; no focus line begins this shortly before a cue
PATIENCE = {
    ERROR_RANK: 10.0,
    ANSWER_RANK: 5.0,
    FOCUS_RANK: WAIT_SECONDS,
    LOW_RANK: 60.0,
}  # seconds until a line is dropped
MAKING_SECONDS = 20.0  # the longest time for making a clip; it doesn't count as waiting
IDLE_SECONDS = 2.0  # after this much silence a device may sleep, so the lead-in is played before a line


@dataclass
class PlayedLine:
    """A line that was played, with the clock's seconds of its beginning and end; a cut line ended at the cut."""

    text: str
    rank: int
    begun: float
    ended: float


@dataclass
class _PlayingLine(PlayingSound):
    record: PlayedLine = field(default_factory=lambda: PlayedLine("", CUE_RANK, 0.0, 0.0))


@dataclass(order=True)
class _WaitingLine:
    """A line requested at second ``since`` of the clock; its clip has been ready since ``ready_since``."""

    rank: int
    since: float
    text: str
    ready_since: float

    def is_current(self, now: float) -> bool:
        return now - self.ready_since <= PATIENCE.get(self.rank, WAIT_SECONDS)


class Mixer:
    """Plays what is planned and requested; see the module's docstring.

    ``lines(text, rank)``, ``tones(kind)`` and ``ambience(wanted)`` return clips, None if one isn't ready. ``played_lines`` and
    ``played_tones`` are the last ``keep`` that were played (None: all of them). The three
    gains are the volumes, from 0 to 1, of cues, of all other lines, and of tones. ``lead_in`` is the length
    in seconds of an inaudible sound before a line, for speakers that wake up slowly.
    """

    def __init__(
        self,
        lines: Callable[[str, int], array[int] | None],
        tones: Callable[[str], array[int] | None],
        *,
        ambience: Sounds = lambda wanted: None,
        keep: int | None = 64,
    ) -> None:
        self._clips, self._tones = lines, tones
        self._ambience = AmbienceStream(ambience)
        self._lock = threading.Lock()
        self._plan: list[PlannedSound] = []
        self._waiting: list[_WaitingLine] = []
        self._late: PlannedSound | None = None
        self._playing: _PlayingLine | None = None
        self._fading: list[PlayingSound] = []
        self._playing_tones: list[PlayingSound] = []
        self._last_sound = -IDLE_SECONDS
        self._mixed_to = self._sounded_to = -math.inf  # the seconds at which the last block, and the last sound, ended
        self.lead_in = 0.0
        self.cue_gain = self.interface_gain = self.tone_gain = 1.0
        self.played_lines: deque[PlayedLine] = deque(maxlen=keep)
        self.played_tones: deque[tuple[str, float]] = deque(maxlen=keep)

    def schedule(self, plan: Sequence[PlannedSound]) -> None:
        """Replace everything planned that hasn't begun."""
        with self._lock:
            self._plan, self._late = sorted(plan, key=lambda planned: planned.due), None

    def say(self, text: str, rank: int, now: float) -> None:
        """Request a line. It replaces a waiting line of the same rank."""
        with self._lock:
            others = [line for line in self._waiting if line.rank != rank]
            self._waiting = sorted([*others, _WaitingLine(rank, now, text, now)])

    def surround(self, plan: AmbiencePlan | None) -> None:
        """Play this ambience under everything else from now on; None fades it out softly."""
        with self._lock:
            self._ambience.play(plan)

    @property
    def ambience_gain(self) -> float:
        """The volume of the ambience."""
        return self._ambience.volume

    @ambience_gain.setter
    def ambience_gain(self, gain: float) -> None:
        with self._lock:
            self._ambience.volume = gain

    def silence(self, *, ambience: bool = False) -> str:
        """Fade lines and tones out and drop the plan; return the cue that was cut in its first half, else "".

        With ``ambience``, that is silenced at once too.
        """
        with self._lock:
            if ambience:
                self._ambience.cut()
            playing = self._playing
            self._plan, self._waiting, self._late = [], [], None
            for tone in self._playing_tones:
                cut(tone, 0)
            self._fading += [tone for tone in self._playing_tones if tone.samples]
            self._playing_tones = []
            half_heard = playing is None or -playing.start >= len(playing.samples) // 2
            self._cut_playing(0)
            return (
                playing.record.text
                if playing is not None and playing.record.rank == CUE_RANK and not half_heard
                else ""
            )

    def hush(self, *, ambience: bool = True) -> None:
        """Stop the current line and those waiting, and the ambience unless it is left out; the plan and tones stay."""
        with self._lock:
            if ambience:
                self._ambience.cut()
            self._waiting, self._late = [], None
            self._cut_playing(0)

    def click(self, samples: array[int]) -> None:
        """Play a short sound under the rest, from the next sample on."""
        with self._lock:
            self._playing_tones.append(PlayingSound(samples, 0))

    def quiet_span(self, now: float) -> tuple[float, float]:
        """From which second of the clock on nothing is heard, and until which: that of the next planned sound.

        Background sound counts only while it fades out. The first is infinite during that, and while a line waits for its
        turn or its clip, and the second if nothing is planned.
        """
        with self._lock:
            until = self._plan[0].due if self._plan else math.inf
            if self._waiting or self._late is not None or self._ambience.fades_out:
                return math.inf, until
            sounds = [*self._playing_tones, *self._fading, *([self._playing] if self._playing is not None else [])]
            block = max(self._mixed_to, now)  # later if the device has stopped requesting samples
            return max([self._sounded_to, *(block + sound.end / RATE for sound in sounds)]), until

    def fill(self, count: int, heard_at: float) -> array[int]:
        """Return the next ``count`` samples; the first is heard at second ``heard_at`` of the clock."""
        with self._lock:
            out = self._background(count, heard_at)
            self._begin_planned(out, heard_at)
            self._begin_waiting(heard_at)
            playing = self._playing
            sounds = playing is not None or self._fading or self._playing_tones or self._ambience.fades_out
            if playing is not None and mix_into(out, playing, self._gain(playing)):
                self._playing = None
            self._fading = [sound for sound in self._fading if not mix_into(out, sound, sound.gain)]
            gain = self.tone_gain * (UNDER_WORDS if playing is not None else 1.0)
            self._playing_tones = [tone for tone in self._playing_tones if not mix_into(out, tone, gain)]
            if playing is not None or self._playing_tones:
                self._last_sound = heard_at + count / RATE
            self._ambience.mix_into(out, heard_at, self._words(heard_at))
            self._mixed_to = heard_at + count / RATE
            if sounds:
                self._sounded_to = self._mixed_to
            return out

    def _words(self, heard_at: float) -> list[tuple[int, int]]:
        """The samples, counted from the block, from and to which lines sound, in order."""
        spans: list[tuple[int, int]] = []
        for line in reversed(self.played_lines):
            if line.ended <= heard_at:
                break
            spans.insert(0, (round((line.begun - heard_at) * RATE), round((line.ended - heard_at) * RATE)))
        return spans

    def _gain(self, playing: _PlayingLine) -> float:
        return self.cue_gain if playing.record.rank == CUE_RANK else self.interface_gain

    def _background(self, count: int, heard_at: float) -> array[int]:
        """Silence, or the inaudible lead-in that wakes speakers before a line."""
        waking = self._playing is not None and self._playing.start > 0
        if self.lead_in and not waking:
            until = heard_at + count / RATE + self.lead_in
            waking = any(planned.text for planned in self._plan[:2] if planned.due < until)
        return array("h", [1, -1]) * ((count + 1) // 2) if waking and count % 2 == 0 else silence_of(count)

    def _begin_planned(self, out: array[int], heard_at: float) -> None:
        late = self._late
        if late is not None and heard_at - late.due <= late.grace and self._fits_before_next(late.text, heard_at):
            self._begin_cue(out, late, 0, heard_at)
        else:
            self._late = None
        until = heard_at + len(out) / RATE
        while self._plan and self._plan[0].due < until:
            planned = self._plan.pop(0)
            start = round((planned.due - heard_at) * RATE)
            if planned.tone and start >= -LATE_SECONDS * RATE and (tone := self._tones(planned.tone)):
                self._playing_tones.append(PlayingSound(tone, max(0, start)))
                self.played_tones.append((planned.tone, heard_at + max(0, start) / RATE))
            if planned.text and start >= -planned.grace * RATE:
                self._late = None
                self._begin_cue(out, planned, max(0, start), heard_at)

    def _begin_cue(self, out: array[int], planned: PlannedSound, start: int, heard_at: float) -> None:
        clip, playing = self._clips(planned.text, CUE_RANK), self._playing
        if clip is None:
            self._late = planned if planned.grace > LATE_SECONDS else None
            return
        self._late = None
        if playing is not None and playing.end > start:
            if playing.record.rank <= CUE_RANK:
                return
            start = max(start, self._cut_playing(start))
        elif playing is not None:
            mix_into(out, playing, self._gain(playing))
        self._start(clip, planned.text, CUE_RANK, start, heard_at)

    def _begin_waiting(self, heard_at: float) -> None:
        self._waiting = [line for line in self._waiting if line.is_current(heard_at)]
        for line in self._waiting:
            rank, text = line.rank, line.text
            clip = self._clips(text, rank)
            if clip is None:
                if heard_at - line.since <= MAKING_SECONDS:
                    line.ready_since = heard_at
                continue
            if self._playing is not None and not _interrupts(rank, self._playing.record.rank, heard_at - line.since):
                return
            if rank > CUE_RANK and self._seconds_to_next(heard_at) < (
                len(clip) / RATE if rank == LOW_RANK else FOCUS_ROOM
            ):
                continue
            start = self._cut_playing(0)
            if not start and heard_at - self._last_sound > IDLE_SECONDS:
                start = round(self.lead_in * RATE)
            self._waiting.remove(line)
            self._start(clip, text, rank, start, heard_at)
            return

    def _fits_before_next(self, text: str, heard_at: float) -> bool:
        """Whether a line that begins now ends before the next planned one; True if its length isn't known yet."""
        clip = self._clips(text, CUE_RANK)
        return clip is None or self._seconds_to_next(heard_at) >= len(clip) / RATE

    def _seconds_to_next(self, heard_at: float) -> float:
        """Seconds until the next planned line."""
        return next((planned.due - heard_at for planned in self._plan if planned.text), float("inf"))

    def _cut_playing(self, at: int) -> int:
        """Fade the current line out by sample ``at`` or soon after; return the sample at which it ends."""
        playing, self._playing = self._playing, None
        if playing is None:
            return at
        block_at = playing.record.ended - playing.end / RATE
        if playing.start > 0 and playing.start >= at:
            playing.samples = array("h")  # no sample of it was heard
        else:
            cut(playing, at)
        self._fading.append(playing)
        playing.record.ended = max(
            playing.record.begun, block_at + playing.end / RATE
        )  # rounding could put it a little earlier
        return max(at, playing.end)

    def _start(self, clip: array[int], text: str, rank: int, start: int, heard_at: float) -> None:
        if not clip:
            return
        start = max([start, *(sound.end for sound in self._fading if sound.samples)])  # one voice at a time
        begun = heard_at + start / RATE
        record = PlayedLine(text, rank, begun, begun + len(clip) / RATE)
        self.played_lines.append(record)
        self._playing = _PlayingLine(clip, start, record=record)


def _interrupts(rank: int, current: int, waited: float) -> bool:
    """Whether a line of ``rank`` that has waited for ``waited`` seconds cuts the current one, of rank ``current``."""
    if rank in (ANSWER_RANK, FOCUS_RANK) and rank == current:
        return True
    if rank >= current or rank == LOW_RANK:
        return rank == FOCUS_RANK and current == LOW_RANK
    return current > CUE_RANK or waited > WAIT_SECONDS
