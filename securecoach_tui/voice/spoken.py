"""The voice of a session: lines made ahead in the worker, queued in the mixer, played by the player.

The life of one cue: its text is given to ``prepare``; the thread of synthesis takes it, reads the clip
from the cache or asks the engine and keeps it; ``schedule`` tells the mixer its second; the callback of
the output finds it due within the next samples and begins it at its own one; a line still sounding
is let finish and a clip that isn't ready is skipped. ``silence`` fades and drops it at the next callback.
"""

from __future__ import annotations

import contextlib
import queue
import threading
from array import array
from collections.abc import Callable, Iterable, Sequence

from securecoach_tui.clock import Clock
from securecoach_tui.i18n import _
from securecoach_tui.practice.words import visible
from securecoach_tui.settings import Places, Settings
from securecoach_tui.voice import tones
from securecoach_tui.voice.clips import Clips
from securecoach_tui.voice.mixer import Mixer
from securecoach_tui.voice.model import Planned, Speech, SpeechUnavailable, Voice
from securecoach_tui.voice.player import Player, SoundUnavailable
from securecoach_tui.voice.system_speech import SystemSpeech

TRIES = 3


class SpokenVoice:
    """A Voice over an engine and the default device; the device is opened with the first thing to say."""

    def __init__(
        self, settings: Settings, clips: Clips, speech: Speech, clock: Clock, notice: Callable[[str], None]
    ) -> None:
        self._settings, self._clips, self._speech = settings, clips, speech
        self._clock, self._notice = clock, notice
        self._told, self._closed = False, threading.Event()
        self._ready: dict[str, array[int]] = {}
        self._wanted: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._mixer = Mixer(self._ready.get, self._tone)
        self._player = Player(self._mixer.fill, clock)
        self._maker = threading.Thread(target=self._make, name="voice", daemon=True)
        self._maker.start()

    def prepare(self, texts: Iterable[str]) -> None:
        for text in texts:
            if text.strip() and text not in self._ready:
                self._wanted.put(text)

    def schedule(self, plan: Sequence[Planned]) -> None:
        self.prepare(planned.text for planned in plan)
        self._mixer.schedule(plan)

    def silence(self) -> str:
        return self._mixer.silence()

    def hush(self) -> None:
        self._mixer.hush()

    def change(self, settings: Settings) -> None:
        if settings.rate != self._settings.rate:
            self._ready.clear()
        self._settings = settings

    def say_now(self, text: str, rank: int) -> None:
        self.prepare([text])
        self._mixer.say(text, rank, self._clock.elapsed())

    def close(self) -> None:
        if self._closed.is_set():
            return
        self._closed.set()
        self._mixer.silence()
        self._wanted.put(None)
        self._maker.join(0.2)
        self._player.close()
        self._speech.close()

    def _make(self) -> None:
        """Open the device, then turn what is wanted into clips until closed."""
        try:
            self._player.open()
        except SoundUnavailable:
            self._tell(_("No sound can be played here; the words are on the screen."))
            return
        while (text := self._wanted.get()) is not None and not self._closed.is_set():
            if text not in self._ready:
                self._make_one(text)

    def _make_one(self, text: str) -> None:
        key = (self._speech.name, self._settings.voice_id, self._settings.rate, text)
        clip = self._clips.get(*key)
        for attempt in range(TRIES):
            if clip is not None:
                break
            try:
                clip = self._speech.speak(visible(text), self._settings.voice_id, self._settings.rate)
                self._clips.put(*key, clip)
            except SpeechUnavailable:
                if self._closed.wait(0.3 * 2**attempt):
                    return
        if clip is None:
            self._tell(_("Speech can't be had here; the words are on the screen."))
            return
        loud = self._settings.speech_volume / 100
        self._ready[text] = array("h", (int(value * loud) for value in clip))

    def _tone(self, kind: str) -> array[int] | None:
        if not self._settings.tones or kind not in tones.SHAPES:
            return None
        loud = self._settings.tone_volume / 100
        return array("h", (int(value * loud) for value in tones.tone(kind, self._settings.tone_timbre)))

    def _tell(self, sentence: str) -> None:
        if not self._told:
            self._told = True
            with contextlib.suppress(Exception):  # a face that has gone can't be told
                self._notice(sentence)


def open_voice(settings: Settings, places: Places, clock: Clock, notice: Callable[[str], None]) -> Voice:
    """The voice that the settings ask for; nothing heavy is begun on the caller's thread."""
    return SpokenVoice(settings, Clips(places.cache / "clips"), SystemSpeech(), clock, notice)
