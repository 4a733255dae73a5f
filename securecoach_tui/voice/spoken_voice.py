"""The voice of a session: clips made by the prefetcher, scheduled in the mixer, played by the output."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from securecoach_tui.clock import Clock
from securecoach_tui.config.settings import DataPaths, Settings
from securecoach_tui.voice.model import AmbiencePlan, PlannedSound, Voice
from securecoach_tui.voice.playback import levels, tones
from securecoach_tui.voice.playback.ambience.maker import AmbienceMaker
from securecoach_tui.voice.playback.ambience.wanted import sounds_of
from securecoach_tui.voice.playback.mixer import Mixer
from securecoach_tui.voice.playback.output import Output
from securecoach_tui.voice.synthesis import voice_choice
from securecoach_tui.voice.synthesis.cache import ClipCache
from securecoach_tui.voice.synthesis.prefetch import Choose, Prefetcher


class SpokenVoice:
    """A Voice with an engine and a device, which are started in separate threads."""

    def __init__(
        self,
        settings: Settings,
        clips: ClipCache,
        clock: Clock,
        notice: Callable[[str], None],
        *,
        choose: Choose | None = None,
        output: Callable[[Mixer, Clock, Callable[[str], None]], Output] = Output,
    ) -> None:
        self._settings, self._clock = settings, clock
        self._prefetcher = Prefetcher(
            settings, clips, choose or partial(voice_choice.choose, cache=clips.cache), notice
        )
        self._maker = AmbienceMaker(clips, notice)
        self._mixer = Mixer(self._prefetcher.clip, self._tone, ambience=self._maker.sound)
        self._apply_volumes()
        self._output = output(self._mixer, clock, notice)
        self._output.start()

    @property
    def mixer(self) -> Mixer:
        """The mixer, for measuring the lines and tones that were played."""
        return self._mixer

    @property
    def maker(self) -> AmbienceMaker:
        """What makes the background sound, for measuring it."""
        return self._maker

    @property
    def playing(self) -> bool:
        """Whether a device is open."""
        return self._output.opened is not None

    def ready(self, text: str, rank: int) -> bool:
        """Whether the clip of a line is ready."""
        return self._prefetcher.clip(text, rank) is not None

    def prepare(self, texts: Iterable[str]) -> None:
        self._prefetcher.request(texts)

    def schedule(self, plan: Sequence[PlannedSound]) -> None:
        self._prefetcher.request(planned.text for planned in plan if planned.text)
        self._mixer.schedule(plan)

    def say_now(self, text: str, rank: int, *, private: bool = False) -> None:
        self._prefetcher.request_now(text, rank, private=private)
        self._mixer.say(text, rank, self._clock.elapsed())

    def prepare_ambience(self, plan: AmbiencePlan) -> None:
        self._maker.request(sounds_of(plan))

    def surround(self, plan: AmbiencePlan | None) -> None:
        if plan is not None:
            self.prepare_ambience(plan)
        self._mixer.surround(plan)

    def silence(self, *, ambience: bool = False) -> str:
        return self._mixer.silence(ambience=ambience)

    def click(self) -> None:
        self._mixer.click(tones.click())

    def sound_tone(self, kind: str) -> None:
        self._mixer.click(tones.tone(kind, self._settings.tone_timbre))

    def quiet_span(self) -> tuple[float, float]:
        return self._mixer.quiet_span(self._clock.elapsed())

    def hush(self, *, ambience: bool = True) -> None:
        self._mixer.hush(ambience=ambience)

    def change(self, settings: Settings) -> None:
        self._settings = settings
        self._prefetcher.change(settings)
        self._apply_volumes()

    def close(self) -> None:
        self._mixer.silence(ambience=True)
        self._maker.close()
        self._output.close()
        self._prefetcher.close()

    def _apply_volumes(self) -> None:
        settings, mixer = self._settings, self._mixer
        mixer.lead_in = settings.lead_in_ms / 1000
        mixer.cue_gain = levels.speech_gain(settings.speech_volume)
        mixer.interface_gain = levels.speech_gain(settings.interface_volume)
        mixer.ambience_gain = levels.ambience_gain(settings.ambience_volume)
        mixer.tone_gain = levels.tone_gain(settings.tone_volume)

    def _tone(self, kind: str) -> array[int] | None:
        return tones.cached_tone(kind, self._settings.tone_timbre) if self._settings.tones else None


def open_voice(settings: Settings, places: DataPaths, clock: Clock, notice: Callable[[str], None]) -> Voice:
    """The voice according to the settings. Returns at once; engine and device start in other threads."""
    return SpokenVoice(settings, ClipCache(places.cache / "clips"), clock, notice)
