"""What is heard at a loudspeaker: a real session, the real engine, a recorded sink."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts import sink
from securecoach_tui.clock import SystemClock
from securecoach_tui.conductor import Conductor
from securecoach_tui.practice.events import Pause
from securecoach_tui.practice.exercise import from_data
from securecoach_tui.practice.state import Setup
from securecoach_tui.settings import Places, Settings
from securecoach_tui.voice import open_sound
from tests.voice.test_cues import Nothing

pytestmark = pytest.mark.ears

WAKING = 0.06  # seconds within which a cue starts, and within which an act of the person is silence

EXERCISE = {
    "id": "heard",
    "version": 1,
    "title": "Heard",
    "summary": "S",
    "capacity": "regulation",
    "directions": ["anxious"],
    "minutes": [0.25],
    "opening": [{"say": "Here we begin.", "seconds": 2.3}],
    "body": [{"breathe": {"in": 1.37, "out": 1.71}}, {"say": "And on.", "seconds": 1.9}],
    "closing": [{"say": "Nearly there, a line that lasts for a good while.", "seconds": 5}],
}


@pytest.fixture
def loudspeaker() -> Iterator[sink.Sink]:
    lacking = sink.missing()
    if lacking:
        pytest.skip(
            "pulseaudio is not installed" if lacking == "pulseaudio" else f"{lacking} (pulseaudio) is not installed"
        )
    with sink.Sink() as heard:
        yield heard


def wait_until(clock: SystemClock, conductor: Conductor, second: float) -> None:
    while clock.elapsed() < second:
        time.sleep(min(max(0.0, second - clock.elapsed()), conductor.wake_in()))
        conductor.tick()


def test_every_cue_starts_within_60_ms_of_the_timeline_and_a_pause_is_silence(
    loudspeaker: sink.Sink, tmp_path: Path
) -> None:
    clock, notices = SystemClock(), list[str]()
    settings = Settings(voice=True, tones=True, tone_volume=100)
    sound = open_sound(settings, Places(tmp_path, tmp_path, tmp_path), clock, notices.append)
    exercise = from_data(EXERCISE)
    setup = Setup(
        id="one", exercise=exercise, seconds=15.0, started="", grounding=exercise, asking="none", settle=3.0
    )  # the engine is begun meanwhile
    conductor = Conductor(clock, Nothing(), lambda effect: None, sound=sound)
    conductor.begin(setup)
    recording = sink.Recording()
    origin, cues = conductor.session.origin, conductor.session.timeline.cues
    last = next(cue.at for cue in cues if cue.part == "closing")
    wait_until(clock, conductor, origin + last + 0.8)
    paused = clock.elapsed()
    conductor.send(Pause())
    time.sleep(0.7)
    recording.end()
    sound.close()
    sounds = recording.sounds(gap=0.06)
    assert notices == [] and sounds
    for cue in cues:
        near = min(abs(begun - (origin + cue.at)) for begun, _ended in sounds)
        assert near < WAKING, dataclasses.asdict(cue)
    assert sounds[-1][1] - paused < WAKING
