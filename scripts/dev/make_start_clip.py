"""Make the clip that a first start plays, with the natural voice; needs the extra ``natural``.

    .venv/bin/python scripts/dev/make_start_clip.py

Written to securecoach_tui/voice/start_clip.wav: 16-bit PCM, 11,025 Hz, one channel, a silent lead-in first.
"""

from __future__ import annotations

import wave
from array import array
from pathlib import Path

import miniaudio

from securecoach_tui.voice.model import NATURAL_VOICE, RATE
from securecoach_tui.voice.start_clip import CLIP, WORDS
from securecoach_tui.voice.synthesis.engines import NaturalEngine
from securecoach_tui.voice.synthesis.sentences import sentences
from securecoach_tui.voice.synthesis.sound_samples import samples_of, trimmed

CLIP_RATE = 11_025
LEAD_IN_SECONDS, PAUSE_SECONDS, WORDS_A_MINUTE = 0.6, 0.35, 140


def main() -> None:
    """Speak the sentences, trim and join them, and write the file."""
    engine, kind = NaturalEngine(Path()), miniaudio.SampleFormat.SIGNED16
    samples = array("h", bytes(2 * int(LEAD_IN_SECONDS * RATE)))
    for sentence in sentences(WORDS):
        sound, _voice = engine.speak(sentence, NATURAL_VOICE, WORDS_A_MINUTE)
        samples += trimmed(samples_of(sound)) + array("h", bytes(2 * int(PAUSE_SECONDS * RATE)))
    data = miniaudio.convert_frames(kind, 1, RATE, samples.tobytes(), kind, 1, CLIP_RATE)
    with wave.open(str(CLIP), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(CLIP_RATE)
        file.writeframes(bytes(data))


if __name__ == "__main__":
    main()
