"""The process that listens, with a microphone and models of the test: it opens one for each window, and closes it."""

from __future__ import annotations

import io
import queue
import threading
from collections.abc import Iterator

import pytest

from securecoach_tui.voice.listening import worker
from securecoach_tui.voice.listening.capture import MicrophoneGone, NoMicrophone
from securecoach_tui.voice.listening.endpoint import PIECE_BYTES, Recorded
from securecoach_tui.voice.listening.worker import Event, Order, Windows
from securecoach_tui.voice.worker_process import receive
from tests.fakes.clock import FakeClock


class FakeMicrophone:
    """Records what the test puts into ``sound``; None ends it."""

    made: queue.SimpleQueue[FakeMicrophone] = queue.SimpleQueue()
    trouble: Exception | None = None

    def __init__(self) -> None:
        self.sound: queue.SimpleQueue[bytes | Exception | None] = queue.SimpleQueue()
        self.closed = threading.Event()

    def open(self) -> None:
        if self.trouble is not None:
            raise self.trouble
        self.made.put(self)

    def pieces(self) -> Iterator[bytes]:
        while (piece := self.sound.get(timeout=30)) is not None:
            if isinstance(piece, Exception):
                raise piece
            yield piece

    def stop(self) -> None:
        self.sound.put(None)

    def close(self) -> None:
        self.closed.set()


class FakeModels:
    """Finds speech in every piece that isn't zero, and hears the first answer in it."""

    @property
    def detector(self) -> FakeModels:
        return self

    def reset(self) -> None: ...

    def probability(self, piece: bytes) -> float:
        return float(any(piece))

    def decided(self, recorded: Recorded, order: Order) -> Event:
        if recorded.kind != "speech":
            return Event(order.number, "silence")
        return Event(order.number, "answer", order.answers[0])


class Parent(io.BytesIO):
    """The stream to the parent process; ``told`` are the events that were sent."""

    def __init__(self) -> None:
        super().__init__()
        self.told: queue.SimpleQueue[Event] = queue.SimpleQueue()

    def flush(self) -> None:
        if self.tell():
            self.seek(0)
            self.told.put(receive(self, Event))
            self.seek(0)
            self.truncate()

    def next(self) -> Event:
        """Return the next event."""
        return self.told.get(timeout=30)


@pytest.fixture
def parent(monkeypatch: pytest.MonkeyPatch) -> Parent:
    monkeypatch.setattr(worker, "Microphone", FakeMicrophone)
    monkeypatch.setattr(worker, "Models", FakeModels)
    monkeypatch.setattr(FakeMicrophone, "made", queue.SimpleQueue())
    return Parent()


def opened() -> FakeMicrophone:
    """Return the microphone that is opened next."""
    return FakeMicrophone.made.get(timeout=30)


def test_microphone_is_closed_before_the_answer_is_told(parent: Parent) -> None:
    made = Windows(parent)
    made.take(Order(1, [7], 8.0))
    microphone = opened()
    for piece in [b"\1" * PIECE_BYTES] * 9 + [bytes(PIECE_BYTES)] * 30:
        microphone.sound.put(piece)
    assert parent.next() == Event(1, "opened")
    assert parent.next() == Event(1, "answer", 7)
    assert microphone.closed.is_set()


def test_a_cancelled_window_closes_and_tells_nothing(parent: Parent) -> None:
    made = Windows(parent)
    made.take(Order(1, [7], 8.0))
    microphone = opened()
    made.take(Order(2))
    assert microphone.closed.wait(30)
    made.take(Order(3, [7], 8.0))
    opened().sound.put(bytes(PIECE_BYTES))
    assert parent.next() == Event(3, "opened")


def test_program_that_is_set_aside_leaves_no_microphone_open(parent: Parent) -> None:
    made = Windows(parent)
    made.take(Order(1, [7], 8.0))
    microphone = opened()
    microphone.sound.put(bytes(PIECE_BYTES))
    assert parent.next() == Event(1, "opened")
    made.stop()
    assert parent.next() == Event(1, "silence") and microphone.closed.is_set()


def test_the_next_window_ends_the_one_before(parent: Parent) -> None:
    made = Windows(parent)
    made.take(Order(1, [7], 8.0))
    first = opened()
    made.take(Order(2, [7], 8.0))
    assert first.closed.wait(30)
    opened()


def test_no_microphone_is_told_as_such(parent: Parent, monkeypatch: pytest.MonkeyPatch) -> None:
    made = Windows(parent)
    monkeypatch.setattr(FakeMicrophone, "trouble", NoMicrophone())
    made.take(Order(1, [7], 8.0))
    assert parent.next() == Event(1, "failed", trouble="no microphone")


def test_a_microphone_that_goes_away_is_told(parent: Parent) -> None:
    made = Windows(parent)
    made.take(Order(1, [7], 8.0))
    microphone = opened()
    microphone.sound.put(MicrophoneGone())
    assert parent.next() == Event(1, "failed", trouble="gone")
    assert microphone.closed.is_set()


def test_damaged_models_are_told_for_each_window(parent: Parent, monkeypatch: pytest.MonkeyPatch) -> None:
    def damaged() -> FakeModels:
        raise RuntimeError("protobuf parsing stopped")

    monkeypatch.setattr(worker, "Models", damaged)
    made = Windows(parent)
    for number in (1, 2):
        made.take(Order(number, [7], 8.0))
        assert parent.next() == Event(number, "failed", trouble="models")


def heard(made: Windows, parent: Parent, number: int, *pieces: bytes, answers: tuple[int | str, ...] = (7, 8)) -> Event:
    """Return how a window ends in which the microphone delivers ``pieces``."""
    made.take(Order(number, list(answers), 1.0))
    microphone = opened()
    for piece in pieces:
        microphone.sound.put(piece)
    assert parent.next() == Event(number, "opened")
    return parent.next()


STILL = (bytes(PIECE_BYTES),) * 31
WORD = (b"\1" * PIECE_BYTES,) * 9 + STILL


def test_one_window_without_a_sound_is_only_silence(parent: Parent) -> None:
    made = Windows(parent)
    assert heard(made, parent, 1, *STILL) == Event(1, "silence")
    assert heard(made, parent, 2, *WORD) == Event(2, "answer", 7)
    assert heard(made, parent, 3, *STILL) == Event(3, "silence"), "a microphone that suppresses noise isn't muted"


def test_two_windows_without_a_sound_are_a_muted_microphone(parent: Parent) -> None:
    made = Windows(parent)
    assert heard(made, parent, 1, *STILL) == Event(1, "silence")
    assert heard(made, parent, 2, *STILL) == Event(2, "failed", trouble="zeros")


def test_silence_that_agrees_is_no_muted_microphone(parent: Parent) -> None:
    made = Windows(parent)
    for number in range(1, 6):
        assert heard(made, parent, number, *STILL, answers=("no",)) == Event(number, "silence")


def test_program_set_aside_before_the_window_opens_no_microphone(
    parent: Parent, monkeypatch: pytest.MonkeyPatch
) -> None:
    loads = threading.Event()

    class SlowModels(FakeModels):
        def __init__(self) -> None:
            assert loads.wait(30)

    monkeypatch.setattr(worker, "Models", SlowModels)
    made = Windows(parent)
    made.take(Order(1, [7], 8.0))
    made.stop()
    loads.set()
    assert parent.next() == Event(1, "silence") and FakeMicrophone.made.empty()


def test_sound_system_that_hangs_is_left_by_ending(parent: Parent, monkeypatch: pytest.MonkeyPatch) -> None:
    ended, hangs = queue.SimpleQueue[int](), threading.Event()
    monkeypatch.setattr(worker, "HANGS_SECONDS", 0.0)
    monkeypatch.setattr(worker.os, "_exit", ended.put)
    monkeypatch.setattr(FakeMicrophone, "close", lambda _microphone: hangs.wait(30))
    made = Windows(parent)
    made.take(Order(1, [7], 8.0))
    opened()
    made.take(Order(2))
    assert ended.get(timeout=30) == 1
    hangs.set()


def test_window_does_not_outlast_the_computers_sleep(parent: Parent) -> None:
    clock = FakeClock()
    made = Windows(parent, clock)
    made.take(Order(1, [7], 8.0))
    microphone = opened()
    microphone.sound.put(bytes(PIECE_BYTES))
    assert parent.next() == Event(1, "opened")
    clock.sleep(3600.0)
    microphone.sound.put(b"\1" * PIECE_BYTES)
    assert parent.next() == Event(1, "silence") and microphone.closed.is_set()


def test_models_that_fail_later_are_told_for_each_window(parent: Parent, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_models: FakeModels, _piece: bytes) -> float:
        raise RuntimeError("the model can't be run")

    monkeypatch.setattr(FakeModels, "probability", fails)
    made = Windows(parent)
    for number in (1, 2):
        assert heard(made, parent, number, *STILL) == Event(number, "failed", trouble="models")
