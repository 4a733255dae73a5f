"""The worker process, real and broken."""

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from securecoach_tui.voice.model import RATE, SpeechUnavailable
from securecoach_tui.voice.synthesis.client import WorkerSpeech
from securecoach_tui.voice.synthesis.engines import synthesise


def test_a_killed_worker_is_started_again(capfd: pytest.CaptureFixture[str]) -> None:
    speech = WorkerSpeech("system")
    assert len(speech.speak("Breathe in slowly.", "", 125)) > RATE // 2
    assert speech._worker is not None
    os.kill(speech._worker.pid, signal.SIGKILL)
    with pytest.raises(SpeechUnavailable):
        speech.speak("Gone.", "", 125)
    speech._not_before = time.monotonic()
    assert len(speech.speak("Here again.", "", 125)) > RATE // 4
    speech.close()
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("program", ["import time; time.sleep(60)", "print('x' * 99)", "raise SystemExit"])
def test_a_broken_worker_raises_speech_unavailable(program: str) -> None:
    speech = WorkerSpeech("system", (sys.executable, "-c", program), patience=0.3)
    with pytest.raises(SpeechUnavailable):
        speech.speak("Hello.", "", 125)
    assert speech._worker is None


def test_empty_speech_clip_is_requested_again(tmp_path: Path) -> None:
    class Forgetful:
        asked = 0

        def setProperty(self, name: str, value: object) -> None: ...

        def save_to_file(self, text: str, path: str) -> None:
            self.asked += 1
            Path(path).write_bytes(b"\0" * (44 if self.asked < 3 else 5000))

        def runAndWait(self) -> None: ...

    engine = Forgetful()
    assert len(synthesise(engine, "Feel your feet.", tmp_path)) == 5000
    assert engine.asked == 3
