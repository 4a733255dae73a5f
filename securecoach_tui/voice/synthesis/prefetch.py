"""Lines made into clips ahead of time, on a thread of their own: what was asked for now before what is planned."""

from __future__ import annotations

import contextlib
import threading
from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable

from securecoach_tui.config.settings import Settings
from securecoach_tui.i18n import _
from securecoach_tui.voice.model import RATE, Speech, SpeechUnavailable
from securecoach_tui.voice.playback import tones
from securecoach_tui.voice.playback.mixer import CUE_RANK
from securecoach_tui.voice.synthesis.cache import ClipCache
from securecoach_tui.voice.synthesis.sentences import sentences

TRIES = 4
FIRST_WAIT = 0.25  # seconds before the second try; twice as long before each one after it
KEPT_SAMPLES = 25_000_000  # 50 MB: nineteen minutes of speech, far more than a session says
# (settings, natural): the engine and its voice; without ``natural`` the one to fall back on.
Choose = Callable[[Settings, bool], tuple[Speech, str]]


class LineSynthesizer:
    """A line as samples, sentence by sentence, from the cache or the engine that ``choose`` names.

    ``wait(seconds)`` is called before trying again, and returns whether to give up at once.
    """

    def __init__(self, clips: ClipCache, choose: Choose, wait: Callable[[float], bool]) -> None:
        self._clips, self._choose, self._wait = clips, choose, wait
        self._speech: Speech | None = None
        self._voice = ""
        self.voice_gone = False  # whether another voice speaks than the one chosen

    def line(self, text: str, rate: int, settings: Settings) -> array[int]:
        """The samples of ``text`` at ``rate`` words a minute, with the settings' pause between its sentences.

        Raises:
            SpeechUnavailable: it can't be had after some tries.
        """
        pause = array("h", bytes(2 * (RATE * settings.sentence_pause_ms // 1000)))
        whole = array("h")
        for sentence in sentences(text):
            clip = self._sentence(sentence, rate, settings)
            whole += pause + clip if whole else clip
        return whole

    def close(self) -> None:
        """Let go of the engine; the next line begins one again."""
        speech, self._speech = self._speech, None
        if speech is not None:
            speech.close()

    def _sentence(self, sentence: str, rate: int, settings: Settings) -> array[int]:
        natural = True
        for attempt in range(TRIES):
            if self._speech is None:
                self._speech, self._voice = self._choose(settings, natural)
            speech, voice = self._speech, self._voice
            clip = self._clips.get(speech.name, voice, rate, sentence)
            if clip is not None:
                return clip
            try:
                clip = speech.speak(sentence, voice, rate)
            except SpeechUnavailable:
                if attempt and speech.name == "natural":
                    natural = False
                    self.close()
                if self._wait(FIRST_WAIT * 2**attempt):
                    break
                continue
            self.voice_gone = bool(settings.voice_id and speech.spoke_as not in ("", settings.voice_id))
            self._clips.put(speech.name, voice, rate, sentence, clip)
            return clip
        raise SpeechUnavailable(_("Speech can't be had here; securecoach doctor says how to mend it."))


class Prefetcher:
    """Clips by line and rate, made by one thread.

    What can't be had is told to ``notice`` once; a line that was given up is tried again only once the
    settings change.
    """

    def __init__(self, settings: Settings, clips: ClipCache, choose: Choose, notice: Callable[[str], None]) -> None:
        self._settings, self._notice = settings, notice
        self._ready: OrderedDict[tuple[str, int], array[int]] = OrderedDict()
        self._held = 0
        self._changed = False
        self._urgent: dict[int, str] = {}
        self._wanted: OrderedDict[str, None] = OrderedDict()
        self._given_up: set[tuple[str, int]] = set()
        self._told: set[str] = set()
        self._news = threading.Condition()
        self._closed = threading.Event()
        self._lines = LineSynthesizer(clips, choose, self._closed.wait)
        self._thread = threading.Thread(target=self._work, name="voice", daemon=True)
        self._thread.start()

    def request(self, texts: Iterable[str]) -> None:
        """Make these lines of a session, in this order."""
        with self._news:
            self._wanted.update((text, None) for text in texts if text.strip())
            self._news.notify()

    def request_now(self, text: str, rank: int) -> None:
        """Make this line first; of two that wait with one rank only the later is made."""
        with self._news:
            self._urgent[rank] = text
            self._news.notify()

    def clip(self, text: str, rank: int) -> array[int] | None:
        """The samples of a line at its rate, None while they aren't made."""
        rate = self._settings.rate if rank == CUE_RANK else self._settings.interface_rate
        clip = self._ready.get((text, rate))
        if clip is None and rank == CUE_RANK:
            # The rate was just changed: at the old one is better than not at all.
            clip = next((made for (line, _rate), made in list(self._ready.items()) if line == text), None)
        return clip

    def change(self, settings: Settings) -> None:
        """Other preferences from here on; what another voice has made is forgotten."""
        with self._news:
            other = settings.voice_id != self._settings.voice_id
            other = other or settings.sentence_pause_ms != self._settings.sentence_pause_ms
            self._settings = settings
            self._given_up.clear()
            self._changed = True
            if other:
                self._ready.clear()
                self._held = 0
                self._lines.close()
            self._news.notify()

    def close(self) -> None:
        """Make nothing more, and let go of the engine; may be called twice."""
        self._closed.set()
        with self._news:
            self._news.notify()
        self._lines.close()

    def _work(self) -> None:
        while not self._closed.is_set():
            self._make_tones()
            with self._news:
                while not (self._urgent or self._wanted or self._changed or self._closed.is_set()):
                    self._news.wait()
                if self._closed.is_set():
                    return
                if self._changed:
                    self._changed = False
                    continue
                if self._urgent:
                    text, rate = self._urgent.pop(min(self._urgent)), self._settings.interface_rate
                else:
                    text, rate = self._wanted.popitem(last=False)[0], self._settings.rate
                settings = self._settings
            if (text, rate) not in self._ready and (text, rate) not in self._given_up:
                self._make(text, rate, settings)

    def _make_tones(self) -> None:
        settings = self._settings
        for kind in tones.SHAPES if settings.tones else ():
            tones.tone(kind, settings.tone_timbre)

    def _make(self, text: str, rate: int, settings: Settings) -> None:
        try:
            whole = self._lines.line(text, rate, settings)
        except SpeechUnavailable:
            self._given_up.add((text, rate))
            self._tell(_("Speech can't be had here; the words are on the screen. securecoach doctor says more."))
            return
        if self._lines.voice_gone:
            self._tell(_("The voice you chose is not here any more; the usual one speaks."))
        with self._news:
            if settings.voice_id != self._settings.voice_id:
                return
            self._ready[text, rate] = whole
            self._held += len(whole)
            while self._held > KEPT_SAMPLES and len(self._ready) > 1:
                self._held -= len(self._ready.popitem(last=False)[1])

    def _tell(self, sentence: str) -> None:
        if sentence in self._told or self._closed.is_set():
            return
        self._told.add(sentence)
        with contextlib.suppress(Exception):  # a face that has gone can't be told
            self._notice(sentence)
