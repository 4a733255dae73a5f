"""The clip of the first start at a sound device: played, played again, and stopped by a key."""

from __future__ import annotations

import threading
import time
from array import array
from pathlib import Path

import numpy
import pytest

from scripts.bench import recorded_sink as sink
from securecoach_tui.voice import start_clip
from securecoach_tui.voice.start_clip import AGAIN_SECONDS
from tests.ears.listener import LOUD
from tests.journeys.terminal import Terminal

pytestmark = pytest.mark.ears

FRAME = sink.RATE // 50  # 20 ms


def loudness(samples: array[int]) -> numpy.ndarray:  # type: ignore[type-arg]
    """Return the loudness of each 20 ms."""
    whole = numpy.array(samples[: len(samples) // FRAME * FRAME], dtype=float).reshape(-1, FRAME)
    return numpy.sqrt((whole**2).mean(axis=1))


def similarity(heard: array[int], clip: array[int]) -> tuple[float, float]:
    """Return the highest correlation of the recording with the clip (1: equal), and the second at which it is."""
    one, other = loudness(heard), loudness(clip)
    best = (0.0, 0.0)
    for at in range(max(0, len(one) - len(other)) + 1):
        part = one[at : at + len(other)]
        if len(part) == len(other) and part.std() > 0:
            best = max(best, (float(numpy.corrcoef(part, other)[0, 1]), at * FRAME / sink.RATE))
    return best


def until_loud(recording: sink.Recording, start: int, seconds: float) -> int:
    """Return the first loud sample from ``start`` on."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        for place, value in enumerate(recording.since(start)):
            if abs(value) > LOUD:
                return start + place
        time.sleep(0.05)
    raise AssertionError(f"nothing was heard in {seconds} s")


def test_start_clip_plays_twice_and_stops_at_a_key(tmp_path: Path) -> None:
    if sink.missing():
        pytest.skip("pulseaudio is not installed")
    clip = start_clip.samples()
    with sink.Sink():
        recording = sink.Recording()
        terminal = Terminal(data=tmp_path / "record")
        closed = threading.Event()
        reader = threading.Thread(target=lambda: [terminal.read(0.1) for _ in iter(closed.is_set, True)], daemon=True)
        reader.start()
        try:
            first = until_loud(recording, 0, 30)
            second = until_loud(recording, first + len(clip), AGAIN_SECONDS + 5)
            assert AGAIN_SECONDS - 0.5 < (second - first) / sink.RATE < AGAIN_SECONDS + 1.5
            alike, _at = similarity(recording.since(max(0, first - sink.RATE))[: len(clip) + 2 * sink.RATE], clip)
            assert alike > 0.9
            terminal.press("down")
            time.sleep(0.5)  # the device had this much queued
            quiet_from = recording.count
            time.sleep(2)  # of the clip five seconds would be left
            assert max(map(abs, recording.since(quiet_from)), default=0) < LOUD
        finally:
            closed.set()
            reader.join(2)
            terminal.close()
            recording.end()
