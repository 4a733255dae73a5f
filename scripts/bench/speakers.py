"""Synthetic speakers for listening to: eSpeak NG, flite and piper, in quiet, in noise and in a room.

Needs numpy and scipy, and the program ``flite`` for its four voices. Sound is signed 16-bit at 16,000 samples a second;
inside this module it is an array of floats. Everything that is random comes from a seed, except for piper's own noise.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import wave
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.signal import fftconvolve, resample_poly

from securecoach_tui.voice.listening.endpoint import RATE
from securecoach_tui.voice.model import NATURAL_VOICE, SpeechUnavailable
from securecoach_tui.voice.synthesis.client import WorkerSpeech
from securecoach_tui.voice.synthesis.voice_choice import natural_installed

CONDITIONS = ("quiet", "20 dB", "10 dB", "room")
LEVEL = 0.05  # root mean square of speech, -26 dB
FLOOR = 0.0002  # of the noise that every microphone has, -74 dB
BEFORE, AFTER = 0.5, 1.5  # seconds of no speech around a word
REVERB_SECONDS = 0.45  # for the sound of the room to fall by 60 dB
REVERB_SHARE = 0.6  # of the room's sound, where the direct sound is 1


@dataclass(frozen=True)
class Speaker:
    """An engine, one of its voices, and a pitch in Hz where flite can change it."""

    engine: str
    voice: str
    pitch: int = 0

    @property
    def name(self) -> str:
        return f"{self.engine} {self.voice}" + (f" {self.pitch} Hz" if self.pitch else "")


# The thresholds and phrases were chosen with the first group alone; figures are those of the second.
TUNED = (
    Speaker("espeak", "en-us+f5"),
    Speaker("espeak", "en-gb+m3"),
    Speaker("espeak", "en-us+m7"),
    Speaker("flite", "slt"),
    Speaker("flite", "rms"),
    Speaker("flite", "slt", 150),
)
REPORTED = (
    Speaker("espeak", "en-us"),
    Speaker("espeak", "en-gb-x-rp+f2"),
    Speaker("espeak", "en-gb-scotland"),
    Speaker("flite", "awb"),
    Speaker("flite", "kal16"),
    Speaker("flite", "rms", 140),
    Speaker("natural", NATURAL_VOICE),
)


class Engines:
    """Says words with any speaker that is installed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._workers: dict[str, WorkerSpeech] = {}

    def has(self, speaker: Speaker) -> bool:
        """Return whether the speaker's engine is installed."""
        if speaker.engine == "flite":
            return shutil.which("flite") is not None
        return speaker.engine == "espeak" or natural_installed()

    def say(self, speaker: Speaker, text: str, stretch: float = 1.0) -> np.ndarray:
        """Return the words, ``stretch`` times as long as usual, at the usual level."""
        samples, rate = (
            self._flite(speaker, text, stretch) if speaker.engine == "flite" else self._worker(speaker, text, stretch)
        )
        sound = resample_poly(np.array(samples, float), RATE, rate)
        loud = np.abs(sound) > 0.1 * np.abs(sound).max()
        return sound * (LEVEL / np.sqrt(np.mean(sound[loud] ** 2)))

    def close(self) -> None:
        for worker in self._workers.values():
            worker.close()

    def _flite(self, speaker: Speaker, text: str, stretch: float) -> tuple[np.ndarray, int]:
        path = self._folder / "flite.wav"
        pitch = ["--setf", f"int_f0_target_mean={speaker.pitch}"] if speaker.pitch else []
        options = ["-voice", speaker.voice, "--setf", f"duration_stretch={stretch}", *pitch]
        subprocess.run(["flite", *options, "-t", text, "-o", str(path)], check=True, stdout=subprocess.DEVNULL)
        with wave.open(str(path)) as file:
            return np.frombuffer(file.readframes(file.getnframes()), "<i2"), file.getframerate()

    def _worker(self, speaker: Speaker, text: str, stretch: float) -> tuple[np.ndarray, int]:
        engine = "system" if speaker.engine == "espeak" else speaker.engine
        if engine not in self._workers:
            self._workers[engine] = WorkerSpeech(engine, cache=self._folder, patience=60)
        for _attempt in range(3):
            try:
                return np.array(self._workers[engine].speak(text, speaker.voice, round(150 / stretch))), 22_050
            except SpeechUnavailable:
                pass
        raise SpeechUnavailable(f"{speaker.name} said nothing")


@contextmanager
def engines() -> Iterator[Engines]:
    """Engines that are closed afterwards."""
    with tempfile.TemporaryDirectory(prefix="securecoach-speakers-") as folder:
        found = Engines(Path(folder))
        try:
            yield found
        finally:
            found.close()


def seed(*parts: object) -> np.random.Generator:
    """Return a source of random numbers for these parts of a name."""
    return np.random.default_rng(zlib.crc32(repr(parts).encode()))


def heard_in(condition: str, sound: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Return the sound as a microphone records it under one of ``CONDITIONS``."""
    if condition == "room":
        sound = in_room(sound, random)
    level = LEVEL * 10 ** (-float(condition.split()[0]) / 20) if condition.endswith("dB") else FLOOR
    return sound + level * noise(len(sound), random)


def in_room(sound: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Return the sound with the reverberation of a small room."""
    length = round(REVERB_SECONDS * RATE)
    tail = random.standard_normal(length) * 10 ** (-3 * np.arange(length) / length)
    tail[: round(0.004 * RATE)] = 0
    tail *= REVERB_SHARE / np.sqrt(np.sum(tail**2))
    tail[0] = 1.0
    return fftconvolve(sound, tail)[: len(sound)]


def noise(length: int, random: np.random.Generator) -> np.ndarray:
    """Return noise whose power falls by 3 dB an octave, as that of fans and streets does; its root mean square is 1."""
    spectrum = np.fft.rfft(random.standard_normal(length))
    spectrum /= np.sqrt(np.maximum(np.arange(len(spectrum)), 50 * length / RATE))
    found = np.fft.irfft(spectrum, length)
    return found / np.sqrt(np.mean(found**2))


def with_silence(sound: np.ndarray, before: float = BEFORE, after: float = AFTER) -> np.ndarray:
    """Return the sound with silence around it."""
    return np.concatenate([np.zeros(round(before * RATE)), sound, np.zeros(round(after * RATE))])


def as_bytes(sound: np.ndarray) -> bytes:
    """Return the sound as signed 16-bit samples."""
    return np.clip(np.rint(sound * 32767), -32768, 32767).astype("<i2").tobytes()
