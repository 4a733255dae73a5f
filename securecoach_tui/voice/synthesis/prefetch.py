"""Makes clips of lines in advance, in a thread; immediate lines are made before planned ones."""

from __future__ import annotations

import contextlib
import threading
from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable

from securecoach_tui.config import threads
from securecoach_tui.config.settings import Settings
from securecoach_tui.i18n import _
from securecoach_tui.voice.model import RATE, NoLongerTrue, Speech, SpeechUnavailable, VoiceNotice
from securecoach_tui.voice.playback import tones
from securecoach_tui.voice.playback.levels import WORDS_LUFS, levelled
from securecoach_tui.voice.playback.mixer import CUE_RANK
from securecoach_tui.voice.synthesis.cache import ClipCache
from securecoach_tui.voice.synthesis.sentences import sentences

TRIES = 4
FIRST_WAIT = 0.25  # seconds before the second try; twice as long before each one after it
KEPT_SAMPLES = 25_000_000  # 50 MB: nineteen minutes of speech, far more than a session has
# Returns engine and voice for (settings, natural); if ``natural`` is false, the engine to fall back on.
Choose = Callable[[Settings, bool], tuple[Speech, str]]


class LineSynthesizer:
    """Makes the samples of a line sentence by sentence, from the cache or with the engine that ``choose`` returns.

    ``wait(seconds)`` is called before another try and returns whether to give up.
    """

    def __init__(self, clips: ClipCache, choose: Choose, wait: Callable[[float], bool]) -> None:
        self._clips, self._choose, self._wait = clips, choose, wait
        self._speech: Speech | None = None
        self._voice = ""
        self.voice_gone = False  # whether the chosen voice isn't installed and another one speaks

    def line(self, text: str, rate: int, settings: Settings, *, kept: bool = True) -> array[int]:
        """The samples of ``text`` at ``rate`` words a minute, with the settings' pause between its sentences.

        Unless it is to be ``kept``, the cache on the disk doesn't get it.

        Raises:
            SpeechUnavailable: no engine spoke it after some tries.
        """
        pause = array("h", bytes(2 * (RATE * settings.sentence_pause_ms // 1000)))
        samples = array("h")
        for sentence in sentences(text):
            clip = self._sentence(sentence, rate, settings, kept)
            samples += pause + clip if samples else clip
        return samples

    def close(self) -> None:
        """Release the engine; the next line starts it again."""
        speech, self._speech = self._speech, None
        self.voice_gone = False  # until a line is spoken again
        if speech is not None:
            speech.close()

    def _sentence(self, sentence: str, rate: int, settings: Settings, kept: bool) -> array[int]:
        natural = True
        for attempt in range(TRIES):
            if self._speech is None:
                self._speech, self._voice = self._choose(settings, natural)
            speech, voice = self._speech, self._voice
            clip = self._clips.get(speech.name, voice, rate, sentence)
            if clip is not None:
                return clip
            try:
                clip = levelled(speech.speak(sentence, voice, rate), WORDS_LUFS)
            except SpeechUnavailable:
                if attempt and speech.name == "natural":
                    natural = False
                    self.close()
                if self._wait(FIRST_WAIT * 2**attempt):
                    break
                continue
            self.voice_gone = bool(settings.voice_id and speech.spoke_as not in ("", settings.voice_id))
            if kept:
                self._clips.put(speech.name, voice, rate, sentence, clip)
            return clip
        raise SpeechUnavailable(_("Speech isn't available here. To see how to fix it: securecoach doctor"))


class Prefetcher:
    """Makes clips by line and rate in one thread.

    ``notice`` is called once for each kind of problem. A line that failed is tried again only after the
    settings change.
    """

    def __init__(self, settings: Settings, clips: ClipCache, choose: Choose, notice: Callable[[str], None]) -> None:
        self._settings, self._notice = settings, notice
        self._ready: OrderedDict[tuple[str, int], array[int]] = OrderedDict()
        self._ready_samples = 0
        self._changed = False
        self._urgent: dict[int, tuple[str, bool]] = {}  # text, and whether it is private, by rank
        self._planned: OrderedDict[str, None] = OrderedDict()
        self._failed: set[tuple[str, int]] = set()
        self._reported: set[str] = set()
        self._changes = threading.Condition()
        self._closed = threading.Event()
        self._synthesizer = LineSynthesizer(clips, choose, self._closed.wait)
        self._thread = threading.Thread(target=self._work, name="voice", daemon=True)
        if not threads.start(self._thread):
            self._report(_no_speech())

    def request(self, texts: Iterable[str]) -> None:
        """Make the clips of these lines of a session, in this order."""
        with self._changes:
            self._planned.update((text, None) for text in texts if text.strip())
            self._changes.notify()

    def request_now(self, text: str, rank: int, *, private: bool = False) -> None:
        """Make the clip of this line first. It replaces a waiting line of the same rank."""
        with self._changes:
            self._urgent[rank] = text, private
            self._changes.notify()

    def clip(self, text: str, rank: int) -> array[int] | None:
        """The clip of a line, at the rate of its rank; None while it isn't made."""
        rate = self._settings.rate if rank == CUE_RANK else self._settings.interface_rate
        clip = self._ready.get((text, rate))
        if clip is None and rank == CUE_RANK:
            # The rate was just changed, and a clip at the old rate is better than none.
            clip = next((made for (line, _rate), made in list(self._ready.items()) if line == text), None)
        return clip

    def change(self, settings: Settings) -> None:
        """Apply changed settings; if the voice changes, all clips are dropped."""
        with self._changes:
            clips_outdated = settings.voice_id != self._settings.voice_id
            clips_outdated = clips_outdated or settings.sentence_pause_ms != self._settings.sentence_pause_ms
            self._settings = settings
            self._failed.clear()
            self._changed = True
            if clips_outdated:
                self._ready.clear()
                self._ready_samples = 0
                self._synthesizer.close()
            self._changes.notify()

    def close(self) -> None:
        """Stop making clips and release the engine; may be called twice."""
        self._closed.set()
        with self._changes:
            self._changes.notify()
        self._synthesizer.close()

    def _work(self) -> None:
        while not self._closed.is_set():
            self._make_tones()
            with self._changes:
                while not (self._urgent or self._planned or self._changed or self._closed.is_set()):
                    self._changes.wait()
                if self._closed.is_set():
                    return
                if self._changed:
                    self._changed = False
                    continue
                if self._urgent:
                    (text, private), rate = self._urgent.pop(min(self._urgent)), self._settings.interface_rate
                else:
                    text, private, rate = self._planned.popitem(last=False)[0], False, self._settings.rate
                settings = self._settings
            if (text, rate) not in self._ready and (text, rate) not in self._failed:
                # Where private things are spoken, any line may hold one, and the disk gets none.
                self._make(text, rate, settings, kept=not (private or settings.private_speech))

    def _make_tones(self) -> None:
        settings = self._settings
        for kind in tones.SHAPES if settings.tones else ():
            tones.tone(kind, settings.tone_timbre)

    def _make(self, text: str, rate: int, settings: Settings, *, kept: bool) -> None:
        try:
            samples = self._synthesizer.line(text, rate, settings, kept=kept)
        except SpeechUnavailable:
            self._failed.add((text, rate))
            self._report(_no_speech())
            return
        self._take_back(_no_speech())
        other_voice = VoiceNotice(_("The voice you chose is no longer here, so the default voice is used."))
        (self._report if self._synthesizer.voice_gone else self._take_back)(other_voice)
        with self._changes:
            if settings.voice_id != self._settings.voice_id:
                return
            self._ready[text, rate] = samples
            self._ready_samples += len(samples)
            while self._ready_samples > KEPT_SAMPLES and len(self._ready) > 1:
                self._ready_samples -= len(self._ready.popitem(last=False)[1])

    def _report(self, sentence: str) -> None:
        if sentence in self._reported or self._closed.is_set():
            return
        self._reported.add(sentence)
        with contextlib.suppress(Exception):  # the display may be closed already
            self._notice(sentence)

    def _take_back(self, sentence: str) -> None:
        """Report that ``sentence`` no longer holds, if it was reported."""
        if sentence in self._reported and not self._closed.is_set():
            self._reported.discard(sentence)
            with contextlib.suppress(Exception):
                self._notice(NoLongerTrue(sentence))


def _no_speech() -> str:
    return _("Speech isn't available here, so the words are on the screen. To see more: securecoach doctor")
