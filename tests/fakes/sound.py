"""A speech engine and a voice for tests: they record what was said and when, and play nothing."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from securecoach_tui.config.settings import Settings
from securecoach_tui.voice.model import RATE, AmbiencePlan, PlannedSound, SpeechUnavailable
from securecoach_tui.voice.playback import tones
from securecoach_tui.voice.playback.ambience.wanted import Wanted
from securecoach_tui.voice.playback.mixer import Mixer, PlayedLine

if TYPE_CHECKING:
    from tests.fakes.clock import FakeClock

WORD_SECONDS = 0.4  # 150 words a minute
BLOCK = 441


class RecordingSpeech:
    """An engine whose clips last as long as their words would take; it fails where ``broken``."""

    name = "recording"

    def __init__(self, *, broken: bool = False) -> None:
        self.broken, self.closed, self.spoke_as = broken, False, ""
        self.asked: list[tuple[str, str, int]] = []

    def speak(self, text: str, voice: str, rate: int) -> array[int]:
        self.asked.append((text, voice, rate))
        if self.broken:
            raise SpeechUnavailable("There is no engine.")
        self.spoke_as = voice
        return clip(text, 60 / max(1, rate))

    def voices(self) -> list[tuple[str, str]]:
        if self.broken:
            raise SpeechUnavailable("There is no engine.")
        return [("recording", "Recording")]

    def close(self) -> None:
        self.closed = True


class RecordingVoice:
    """A voice with the real mixer and a fake clock, which ``play`` moves.

    ``played_lines`` holds every line with the seconds at which it began and ended; ``tones`` holds every
    planned tone with its second, and ``sounded_tones`` the others; ``ambience`` holds every plan for it. A text in ``unready`` has no clip yet.
    """

    def __init__(self, clock: FakeClock, settings: Settings | None = None) -> None:
        self._clock, self.settings = clock, settings or Settings()
        self.prepared: list[str] = []
        self.unready: set[str] = set()
        self.private: list[str] = []  # lines that are never on the disk
        self.closed = False
        self.clicks = 0
        self.sounded_tones: list[tuple[str, float]] = []
        self._heard_until = clock.elapsed()
        self.mixer = Mixer(self._words, self._tone, ambience=hum, keep=None)
        self.ambience: list[AmbiencePlan | None] = []
        self.prepared_ambience: list[str] = []

    @property
    def played_lines(self) -> list[PlayedLine]:
        return list(self.mixer.played_lines)

    @property
    def said(self) -> list[str]:
        """The lines that began, in order."""
        return [one.text for one in self.mixer.played_lines]

    @property
    def tones(self) -> list[tuple[str, float]]:
        """Each tone that began, and its second."""
        return list(self.mixer.played_tones)

    def play(self, seconds: float) -> array[int]:
        """Let ``seconds`` pass and return the samples of that time."""
        out = array("h")
        if abs(self._heard_until - self._clock.elapsed()) > 0.001:  # somebody else moved the clock
            self._heard_until = self._clock.elapsed()
        end = self._clock.elapsed() + seconds
        while (count := min(BLOCK, round((end - self._heard_until) * RATE))) > 0:
            out += self.mixer.fill(count, self._heard_until)
            self._heard_until += count / RATE
            self._clock.advance(max(0.0, min(self._heard_until, end) - self._clock.elapsed()))
        self._clock.advance(max(0.0, end - self._clock.elapsed()))
        return out

    def prepare(self, texts: Iterable[str]) -> None:
        self.prepared.extend(text for text in texts if text not in self.prepared)

    def schedule(self, plan: Sequence[PlannedSound]) -> None:
        self.prepare(planned.text for planned in plan if planned.text)
        self.mixer.schedule(plan)

    def say_now(self, text: str, rank: int, *, private: bool = False) -> None:
        if private:
            self.private.append(text)
        self.mixer.say(text, rank, self._clock.elapsed())

    def prepare_ambience(self, plan: AmbiencePlan) -> None:
        self.prepared_ambience.append(plan.kind)

    def surround(self, plan: AmbiencePlan | None) -> None:
        self.ambience.append(plan)
        self.mixer.surround(plan)

    def silence(self, *, ambience: bool = False) -> str:
        return self.mixer.silence(ambience=ambience)

    def click(self) -> None:
        self.clicks += 1
        self.mixer.click(tones.click())

    def sound_tone(self, kind: str) -> None:
        self.sounded_tones.append((kind, self._clock.elapsed()))
        self.mixer.click(tones.tone(kind, self.settings.tone_timbre))

    def quiet_span(self) -> tuple[float, float]:
        return self.mixer.quiet_span(self._clock.elapsed())

    def hush(self, *, ambience: bool = True) -> None:
        self.mixer.hush(ambience=ambience)

    def change(self, settings: Settings) -> None:
        self.settings = settings

    def close(self) -> None:
        self.closed = True
        self.mixer.silence()

    def _words(self, text: str, rank: int) -> array[int] | None:
        return None if text in self.unready else clip(text, 60 / self.settings.rate)

    def _tone(self, kind: str) -> array[int] | None:
        return tones.tone(kind, self.settings.tone_timbre) if self.settings.tones else None


def hum(wanted: Wanted) -> array[int]:
    """Ambience that can be told from silence and from words: 100 everywhere, as long as the breath or a second."""
    return array("h", [100]) * round((wanted.seconds or 1.0) * RATE)


def clip(text: str, word_seconds: float = WORD_SECONDS) -> array[int]:
    """Samples that last as long as the words of ``text`` take; none where it has no words."""
    return array("h", [1000]) * round(len(text.split()) * word_seconds * RATE)
