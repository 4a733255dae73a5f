"""How many words of the natural voice a listening program makes out."""

from __future__ import annotations

import importlib.util

import pytest

from securecoach_tui.config.settings import Settings
from securecoach_tui.voice.model import NATURAL_VOICE
from securecoach_tui.voice.synthesis.client import WorkerSpeech

pytestmark = pytest.mark.ears

# scripts/bench/voice.py words hears every exercise whole; docs/dev/voice.md has the figures.
EXERCISE, LINES = "it-was-survivable", 10


def test_natural_voice_at_most_a_third_of_words_is_misheard(natural_speech: WorkerSpeech) -> None:
    if importlib.util.find_spec("pocketsphinx") is None:
        pytest.skip("pocketsphinx is not installed")
    from scripts.bench.word_errors import error_rate, lines_of_exercises

    lines = lines_of_exercises(EXERCISE)[:LINES]
    wrong, words, seconds = error_rate(natural_speech, NATURAL_VOICE, Settings().rate, lines)
    assert words > 80 and wrong / words <= 0.33
    assert 0.85 < words / seconds * 60 / Settings().rate < 1.2
