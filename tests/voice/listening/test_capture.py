"""The microphone, with a device of the test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from securecoach_tui.voice.listening.capture import Microphone, NoMicrophone
from securecoach_tui.voice.listening.endpoint import PIECE_BYTES

pytest.importorskip("miniaudio")


class FakeDevice:
    """A device that delivers one piece when it is started."""

    backend = "PulseAudio"
    made: list[FakeDevice] = []
    while_opening: Callable[[], None] = staticmethod(lambda: None)

    def __init__(self, *_options: object, **_names: object) -> None:
        self.started = self.closed = False
        self.made.append(self)
        self.while_opening()

    def start(self, stream: Any) -> None:
        self.started = True
        stream.send(bytes(PIECE_BYTES))

    def close(self) -> None:
        self.closed = True


@pytest.fixture(autouse=True)
def device(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[FakeDevice]]:
    monkeypatch.setattr("securecoach_tui.voice.playback.device.RecordingDevice", FakeDevice)
    monkeypatch.setattr(FakeDevice, "made", made := [])
    yield made


def test_what_is_recorded_comes_in_pieces_until_it_is_stopped(device: list[FakeDevice]) -> None:
    microphone = Microphone()
    microphone.open()
    microphone.stop()
    assert list(microphone.pieces()) == [bytes(PIECE_BYTES)] and device[0].started
    microphone.close()
    microphone.close()
    assert device[0].closed


def test_microphone_stopped_while_it_opens_never_records(
    device: list[FakeDevice], monkeypatch: pytest.MonkeyPatch
) -> None:
    microphone = Microphone()
    monkeypatch.setattr(FakeDevice, "while_opening", staticmethod(microphone.stop))
    microphone.open()
    assert list(microphone.pieces()) == [] and not device[0].started


def test_null_device_of_the_library_is_no_microphone(device: list[FakeDevice], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FakeDevice, "backend", "Null")
    with pytest.raises(NoMicrophone):
        Microphone().open()
    assert device[0].closed and not device[0].started
