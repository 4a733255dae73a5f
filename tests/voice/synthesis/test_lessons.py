"""The lessons of the path as they are heard: each takes less than a minute at the usual rate."""

from __future__ import annotations

import pytest

from securecoach_tui import content
from securecoach_tui.practice.path.weeks import LEANS
from securecoach_tui.voice.model import RATE
from securecoach_tui.voice.synthesis.client import WorkerSpeech

pytestmark = pytest.mark.journeys

LONGEST = 6  # lessons by their characters; the others take less time


def test_spoken_lessons_take_less_than_a_minute() -> None:
    weeks = content.load().path().weeks.weeks
    lessons = {" ".join(week.lesson(lean).words) for week in weeks for lean in LEANS}
    speech = WorkerSpeech("system")
    try:
        for text in sorted(lessons, key=len)[-LONGEST:]:
            assert len(speech.speak(text, "", 125)) / RATE < 60, text
    finally:
        speech.close()
