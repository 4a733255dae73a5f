"""Writes a session to a sound file: a spoken notice, then the timeline, each cue at its exact sample.

Private lines are spoken too: a file has no captions, and is made for the person who requested it.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import IO

from securecoach_tui.config.settings import Settings
from securecoach_tui.practice.exercise.timeline import Timeline
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.voice.chapters import chapters
from securecoach_tui.voice.file_formats import open_writer
from securecoach_tui.voice.model import RATE, PlannedSound
from securecoach_tui.voice.playback import levels, tones
from securecoach_tui.voice.playback.ambience.maker import AmbienceMaker
from securecoach_tui.voice.playback.ambience.stream import FADE
from securecoach_tui.voice.playback.ambience.wanted import sounds_of
from securecoach_tui.voice.playback.mixer import Mixer
from securecoach_tui.voice.session_audio import ambience_plan, sounds
from securecoach_tui.voice.sound_tags import SoundTags
from securecoach_tui.voice.synthesis.prefetch import LineSynthesizer
from securecoach_tui.voice.tag_writer import write_tags

NOTICE_PAUSE = 0.7  # seconds after each line of the notice
NOTICE_END = 2.0  # seconds between the notice and second 0
BLOCK = RATE  # samples mixed at a time

ReportProgress = Callable[[float], None]  # called with the completed share, 0 to 1


@dataclass(frozen=True, slots=True)
class RenderResult:
    """Seconds before second 0 of the timeline, total seconds, and lines without enough time."""

    notice: float
    seconds: float
    unspoken: list[str]


def render(
    timeline: Timeline,
    notice: Sequence[str],
    file: IO[bytes],
    suffix: str,
    settings: Settings,
    maker: LineSynthesizer,
    progress: ReportProgress = lambda share: None,
    *,
    ambience: AmbienceMaker | None = None,
    track: tuple[int, int] = (0, 0),
) -> RenderResult:
    """Write the session to ``file``, in the format of ``suffix``: one channel, 16 bits, RATE.

    ``ambience`` makes the background sound that the settings ask for. ``track`` is the number of the file among how
    many, (0, 0) for one by itself.

    Raises:
        SpeechUnavailable: a line can't be spoken.
        OSError: the file can't be written.
    """
    texts = list(dict.fromkeys([*notice, *(cue.spoken for cue in timeline.cues if cue.spoken)]))
    private = {cue.spoken for cue in timeline.cues if cue.private}
    lines: dict[str, array[int]] = {}
    for number, text in enumerate(texts):
        progress(0.5 * number / len(texts))
        lines[text] = maker.line(text, settings.rate, settings, kept=text not in private)
    tone_clips = {kind: tones.tone(kind, settings.tone_timbre) for kind in tones.SHAPES} if settings.tones else {}
    mixdown = _Mixdown(timeline, notice, lines, tone_clips, settings, ambience)
    mixdown.write(file, suffix, lambda share: progress(0.5 + 0.5 * share))
    write_tags(file, suffix, _tags(timeline, mixdown, settings, track))
    unspoken = [text for text in texts if len(lines[text]) and text not in mixdown.spoken]
    return RenderResult(mixdown.begins, mixdown.seconds, unspoken)


def _tags(timeline: Timeline, mixdown: _Mixdown, settings: Settings, track: tuple[int, int]) -> SoundTags:
    gain = levels.speech_gain(settings.speech_volume)
    return SoundTags(
        title=visible(timeline.exercise.title),
        album="SecureCoach",
        description=visible(timeline.exercise.summary),
        seconds=mixdown.seconds,
        chapters=chapters(timeline, mixdown.begins),
        track=track[0],
        tracks=track[1],
        lufs=levels.WORDS_LUFS + 20 * math.log10(gain) if gain else -math.inf,
    )


class _Mixdown:
    """The plan of the file, and its mixing."""

    def __init__(
        self,
        timeline: Timeline,
        notice: Sequence[str],
        lines: dict[str, array[int]],
        tone_clips: dict[str, array[int]],
        settings: Settings,
        ambience: AmbienceMaker | None,
    ) -> None:
        self._lines, self._tone_clips, self._settings = lines, tone_clips, settings
        self._ambience = ambience
        self._plan: list[PlannedSound] = []
        at = 0.0
        for text in notice:
            self._plan.append(PlannedSound(at, text))
            at += len(lines[text]) / RATE + NOTICE_PAUSE
        # Second 0 is at a whole sample, so that cues are placed to within half a sample.
        self.begins = round((at + NOTICE_END) * RATE) / RATE if notice else 0.0
        self._plan += sounds(timeline, self.begins, private=True)
        ends = [planned.due + len(tone_clips.get(planned.tone, ())) / RATE for planned in self._plan if planned.tone]
        ends += [planned.due + len(lines[planned.text]) / RATE for planned in self._plan if planned.text]
        self.surround = ambience_plan(timeline, self.begins, settings) if ambience is not None else None
        if self.surround is not None:
            ends.append(self.surround.end + FADE / RATE)
        self.seconds = max(self.begins + timeline.total, *ends)
        self.spoken: set[str] = set()

    def write(self, file: IO[bytes], suffix: str, progress: ReportProgress) -> None:
        """Write the sound file: the samples that a device would play."""
        settings = self._settings
        sounds = self._ambience.sound if self._ambience is not None else lambda wanted: None
        mixer = Mixer(lambda text, rank: self._lines.get(text), self._tone_clips.get, ambience=sounds, keep=None)
        if self._ambience is not None and self.surround is not None:
            self._ambience.make(sounds_of(self.surround))
            mixer.ambience_gain = levels.ambience_gain(settings.ambience_volume)
            mixer.surround(self.surround)
        mixer.cue_gain = levels.speech_gain(settings.speech_volume)
        mixer.tone_gain = levels.tone_gain(settings.tone_volume)
        mixer.schedule(self._plan)
        total = math.ceil(self.seconds * RATE)
        with open_writer(file, suffix) as put:
            for at in range(0, total, BLOCK):
                progress(at / total)
                put(mixer.fill(min(BLOCK, total - at), at / RATE).tobytes())
        progress(1.0)
        self.spoken = {one.text for one in mixer.played_lines}
