"""The clip of the very first start: heard twice at most, never after a key, never over a screen reader."""

from __future__ import annotations

import threading
import wave

import pytest

from securecoach_tui.voice import start_clip
from securecoach_tui.voice.playback.player import SoundUnavailable
from securecoach_tui.voice.start_clip import CLIP, StartClip
from tests.fakes.clock import FakeClock


class Device:
    """What would play; ``broken`` refuses to open."""

    def __init__(self, *, broken: bool = False) -> None:
        self.broken, self.opened, self.closed = broken, threading.Event(), threading.Event()

    def __call__(self, fill: object, clock: object) -> Device:
        self.fill = fill
        return self

    def open(self) -> None:
        self.opened.set()
        if self.broken:
            raise SoundUnavailable("none")

    def close(self) -> None:
        self.closed.set()


def begun(device: Device, *, reader: bool = False) -> StartClip:
    made = StartClip(FakeClock(), reader_here=lambda: reader, player=device)
    made.start()
    return made


def loudest(samples: object) -> int:
    return max(map(abs, samples), default=0)  # type: ignore[call-overload, no-any-return]


def test_the_clip_is_small_and_begins_with_silence() -> None:
    assert CLIP.stat().st_size < 150_000
    with wave.open(str(CLIP)) as file:
        assert file.getnchannels() == 1
    samples = start_clip.samples()
    lead_in = samples[: int(0.5 * 22_050)]
    assert loudest(lead_in) < 200 < loudest(samples)


def test_start_clip_plays_at_most_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start_clip, "AGAIN_SECONDS", 0.01)
    device = Device()
    made = begun(device)
    assert device.closed.wait(10)
    assert made.begun == 2


def test_start_clip_is_stopped_for_good_by_a_key() -> None:
    device = Device()
    made = begun(device)
    assert device.opened.wait(10)
    made.stop()
    assert device.closed.wait(10)
    assert loudest(made._fill(22_050, 0.0)) == 0
    assert made.begun <= 1


def test_where_a_screen_reader_runs_nothing_sounds() -> None:
    device = Device()
    made = begun(device, reader=True)
    made._thread.join(10)
    assert made.begun == 0 and not device.opened.is_set()


def test_start_clip_without_sound_is_skipped_silently() -> None:
    device = Device(broken=True)
    made = begun(device)
    assert device.closed.wait(10)
    assert made.begun == 0
