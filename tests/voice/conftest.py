"""The natural voice, whose model is loaded once for all tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from securecoach_tui.voice.synthesis.client import WorkerSpeech
from securecoach_tui.voice.synthesis.voice_choice import natural_installed


@pytest.fixture(scope="session")
def natural_speech() -> Iterator[WorkerSpeech]:
    if not natural_installed():
        pytest.skip("the extra natural (piper-tts) is not installed")
    speech = WorkerSpeech("natural", patience=60)
    yield speech
    speech.close()
