"""What is heard at a loudspeaker: a real session, the real engine, a recorded sink."""

from __future__ import annotations

import os
import statistics
import time
from array import array
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.bench import recorded_sink as sink
from securecoach_tui.app import doctor
from securecoach_tui.app.session_runner import SessionRunner
from securecoach_tui.clock import SystemClock
from securecoach_tui.config.settings import DataPaths, Settings
from securecoach_tui.practice.exercise.parser import from_data
from securecoach_tui.practice.session.events import Pause
from securecoach_tui.practice.session.state import Setup
from securecoach_tui.voice import open_sound
from securecoach_tui.voice.model import USUAL_ESPEAK, NoLongerTrue
from securecoach_tui.voice.playback.player import Player
from tests.voice.test_session_audio import Nothing

pytestmark = pytest.mark.ears

LOST = 0.5  # seconds after which a cue belongs to no moment of the exercise
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


def wait_until(clock: SystemClock, runner: SessionRunner, second: float) -> None:
    while clock.elapsed() < second:
        time.sleep(min(max(0.0, second - clock.elapsed()), runner.wake_in()))
        runner.tick()


def test_cues_are_heard_within_60_ms_and_a_pause_is_silent(loudspeaker: sink.Sink, tmp_path: Path) -> None:
    clock, notices = SystemClock(), list[str]()
    settings = Settings(voice=True, voice_id=USUAL_ESPEAK, tones=True, tone_volume=100)
    sound = open_sound(settings, DataPaths(tmp_path, tmp_path, tmp_path), clock, notices.append)
    exercise = from_data(EXERCISE)
    setup = Setup(
        id="one", exercise=exercise, seconds=15.0, started="", grounding=exercise, asking="none", settle=3.0
    )  # the engine is begun meanwhile
    runner = SessionRunner(clock, Nothing(), lambda effect: None, sound=sound)
    runner.begin(setup)
    recording = sink.Recording()
    origin, cues = runner.session.origin, runner.session.timeline.cues
    last = next(cue.at for cue in cues if cue.part == "closing")
    wait_until(clock, runner, origin + last + 0.8)
    paused = clock.elapsed()
    runner.send(Pause())
    time.sleep(0.7)
    recording.end()
    sound.close()
    sounds = recording.sounds(gap=0.06)
    assert notices == [] and sounds
    late = [min((begun - origin - cue.at for begun, _ended in sounds), key=abs) for cue in cues]
    assert statistics.median(map(abs, late)) < WAKING, late  # scripts/bench measures the latest, on a quiet machine
    assert max(map(abs, late)) < LOST, late
    assert sounds[-1][1] - paused < WAKING


def test_sound_returns_when_the_loudspeaker_is_back(loudspeaker: sink.Sink, tmp_path: Path) -> None:
    clock, notices = SystemClock(), list[str]()
    settings = Settings(voice=True, voice_id=USUAL_ESPEAK, tones=True)
    sound = open_sound(settings, DataPaths(tmp_path, tmp_path, tmp_path), clock, notices.append)
    cues = {"body": [{"breathe": {"in": 1, "out": 1}}], "opening": [], "closing": [], "minutes": [1]}
    exercise = from_data({**EXERCISE, **cues})
    setup = Setup(id="one", exercise=exercise, seconds=60.0, started="", grounding=exercise, asking="none")
    runner = SessionRunner(clock, Nothing(), lambda effect: None, sound=sound)
    runner.begin(setup)
    wait_until(clock, runner, clock.elapsed() + 1.5)
    loudspeaker.stop()
    wait_until(clock, runner, clock.elapsed() + 2.5)
    assert len(notices) == 1 and "on the screen" in notices[0]
    loudspeaker.start()
    recording = sink.Recording()
    wait_until(clock, runner, clock.elapsed() + 8)
    recording.end()
    began = time.monotonic()
    sound.close()
    assert time.monotonic() - began < 0.5
    assert recording.sounds(), "nothing was heard once the loudspeaker was back"
    assert [isinstance(notice, NoLongerTrue) for notice in notices] == [False, True], "told, and taken back"


def test_a_device_that_was_closed_keeps_no_handle_open(loudspeaker: sink.Sink) -> None:
    def handles() -> int:
        return len(os.listdir("/proc/self/fd"))

    def opened_and_closed() -> None:
        player = Player(lambda count, _heard_at: array("h", bytes(2 * count)), SystemClock())
        player.open()
        player.close()

    opened_and_closed()  # what the sound system opens once and for all
    before = handles()
    for _time in range(3):
        opened_and_closed()
    assert handles() == before


def test_closing_sound_is_silent_within_60_ms(loudspeaker: sink.Sink, tmp_path: Path) -> None:
    clock = SystemClock()
    sound = open_sound(
        Settings(voice=True, voice_id=USUAL_ESPEAK), DataPaths(tmp_path, tmp_path, tmp_path), clock, lambda words: None
    )
    sound.say_now("This is a line that goes on for quite a while, so that it can be cut in its middle.", 1)
    recording = sink.Recording()
    assert any(time.sleep(0.05) or recording.sounds() for _look in range(100))
    time.sleep(0.5)
    left = clock.elapsed()
    sound.close()
    time.sleep(0.3)
    recording.end()
    assert recording.sounds(gap=0.1)[-1][1] - left < WAKING


def test_breath_sounds_swell_with_the_breath_and_x_silences_them(loudspeaker: sink.Sink, tmp_path: Path) -> None:
    clock, notices = SystemClock(), list[str]()
    settings = Settings(ambience="breath", ambience_volume=100)
    sound = open_sound(settings, DataPaths(tmp_path, tmp_path, tmp_path), clock, notices.append)
    exercise = from_data({**EXERCISE, "body": [{"breathe": {"in": 2, "hold_in": 1, "out": 2}}], "opening": []})
    setup = Setup(
        id="one", exercise=exercise, seconds=15.0, started="", grounding=exercise, asking="none", settle=4.0
    )  # the sounds are made meanwhile
    runner = SessionRunner(clock, Nothing(), lambda effect: None, sound=sound)
    runner.begin(setup)
    recording, zero = sink.Recording(), runner.session.origin
    wait_until(clock, runner, zero + 4.0)
    hushed = clock.elapsed()
    sound.hush()
    time.sleep(0.5)
    recording.end()
    sound.close()
    (into, out) = recording.sounds(threshold=200, gap=0.3)
    assert notices == [] and zero < into[0] < zero + 0.8 and zero + 1.6 < into[1] < zero + 2.0 + WAKING
    assert zero + 3.0 < out[0] < zero + 3.2 and out[1] - hushed < WAKING


def test_doctor_plays_its_line_and_tells_how_soon_it_was_heard(loudspeaker: sink.Sink, tmp_path: Path) -> None:
    recording = sink.Recording()
    fact = doctor.try_sound(DataPaths(tmp_path, tmp_path, tmp_path), Settings(voice=True, voice_id=USUAL_ESPEAK))
    recording.end()
    assert fact["state"] in ("works", "limited") and " ms" in fact["words"]
    assert recording.sounds(gap=0.5)
