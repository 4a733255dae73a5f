"""How many words of the natural voice a listening program makes out."""

from __future__ import annotations

import importlib.util

import pytest

from securecoach_tui.config.settings import Settings
from securecoach_tui.voice.model import NATURAL_VOICE
from securecoach_tui.voice.synthesis.client import WorkerSpeech
from securecoach_tui.voice.synthesis.voice_choice import natural_installed

pytestmark = pytest.mark.ears

EXERCISE = "it-was-survivable"  # scripts/bench/voice.py words hears them all; docs/voice.md has the figures


def test_of_an_exercise_in_the_natural_voice_at_most_a_third_of_the_words_is_misheard() -> None:
    if not natural_installed():
        pytest.skip("the extra natural (piper-tts) is not installed")
    if importlib.util.find_spec("pocketsphinx") is None:
        pytest.skip("pocketsphinx is not installed")
    from scripts.bench.word_errors import error_rate, lines_of_exercises

    speech = WorkerSpeech("natural", patience=60)
    wrong, words, seconds = error_rate(speech, NATURAL_VOICE, Settings().rate, lines_of_exercises(EXERCISE))
    speech.close()
    assert words > 80 and wrong / words <= 0.33
    assert 0.85 < words / seconds * 60 / Settings().rate < 1.2
