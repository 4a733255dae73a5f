"""The process that listens: it reads orders from standard input and writes what it heard to standard output.

It loads its models when it starts, opens the microphone for each window only, and keeps samples in memory until the
decision. It opens no file to write and no connection to a network. Started as
``python -m securecoach_tui.voice.listening.worker``.
"""

from __future__ import annotations

import os
import queue
import signal
import sys
import threading
from collections.abc import Iterator
from typing import IO, Literal, TypeAlias

import msgspec

from securecoach_tui.clock import Clock, SystemClock
from securecoach_tui.voice.listening.capture import BEGIN_SECONDS, Microphone, MicrophoneGone, NoMicrophone
from securecoach_tui.voice.listening.endpoint import END_SECONDS, LONGEST_SECONDS, Recorded, record
from securecoach_tui.voice.listening.installed import speech_model, word_models
from securecoach_tui.voice.worker_process import begin, receive, send

Trouble: TypeAlias = Literal["no microphone", "gone", "zeros", "models", "worker"]
# Windows for an answer, in a row, without one sound: a microphone that suppresses noise is as still while nobody speaks.
MUTED_WINDOWS = 2
HANGS_SECONDS = 3.0  # after it was told to close; a sound system that hasn't closed the microphone by then hangs


class Order(msgspec.Struct):
    """Listen for one of ``answers``; without answers, stop. ``number`` grows, and ends every window before it."""

    number: int
    answers: list[int | str] = []
    seconds: float = 0.0


class Event(msgspec.Struct):
    """The microphone of window ``number`` is open, or the window has ended as ``Heard`` says."""

    number: int
    what: Literal["opened", "answer", "unclear", "silence", "failed"]
    value: int | str | None = None
    trouble: Trouble | None = None


class Windows:
    """Carries out orders, one at a time, in a thread; ``out`` is the stream to the parent."""

    def __init__(self, out: IO[bytes], clock: Clock | None = None) -> None:
        self._out, self._clock = out, clock or SystemClock()
        self._orders: queue.SimpleQueue[Order] = queue.SimpleQueue()
        self._latest = self._stopped = self._still = 0  # ``_still`` are windows in a row without one sound
        self._microphone: Microphone | None = None
        threading.Thread(target=self._work, name="windows", daemon=True).start()

    def take(self, order: Order) -> None:
        """End the window that is open, and open the next one if the order has answers."""
        self._latest = order.number
        self._end(order.number - 1)
        if order.answers:
            self._orders.put(order)

    def stop(self) -> None:
        """End the window that is open, or about to open: it has heard nothing."""
        self._end(self._latest)

    def _end(self, number: int) -> None:
        """End every window up to ``number``. If the microphone isn't closed soon, the process ends, which closes it."""
        self._stopped = number
        microphone = self._microphone
        if microphone is not None:
            microphone.stop()
            watch = threading.Timer(HANGS_SECONDS, self._end_if_open, (microphone,))
            watch.daemon = True
            watch.start()

    def _end_if_open(self, microphone: Microphone) -> None:
        if self._microphone is microphone:
            os._exit(1)

    def _work(self) -> None:
        try:
            models = Models()
        except Exception:  # a file that is missing or damaged may raise anything
            while True:
                send(self._out, Event(self._orders.get().number, "failed", trouble="models"))
        while True:
            order = self._orders.get()
            try:
                found = self._heard(order, models)
            except Exception:  # ONNX Runtime may raise anything
                found = Event(order.number, "failed", trouble="models")
            if found is not None:
                send(self._out, found)

    def _heard(self, order: Order, models: Models) -> Event | None:
        """How a window ended; None if it was cancelled. The microphone is closed before anything is recognised."""
        microphone = self._microphone = Microphone()  # from here on ``_end`` can stop it
        recorded = Recorded("cut")
        try:
            if order.number > self._stopped:
                microphone.open()
                recorded = record(self._recorded(microphone, order), order.seconds, models.detector.probability)
        except NoMicrophone:
            return Event(order.number, "failed", trouble="no microphone")
        except MicrophoneGone:
            return Event(order.number, "failed", trouble="gone")
        finally:
            microphone.close()
            self._microphone = None
            models.detector.reset()  # it remembers the last sound
        if order.number != self._latest:
            return None
        return self._muted(recorded, order) or models.decided(recorded, order)

    def _muted(self, recorded: Recorded, order: Order) -> Event | None:
        """That nothing was picked up in window after window; None if it may only have been silent."""
        if recorded.kind == "zeros":
            self._still += len(order.answers) > 1  # nobody has to speak in a window that only takes a change
        elif recorded.kind != "cut":
            self._still = 0
        return Event(order.number, "failed", trouble="zeros") if self._still >= MUTED_WINDOWS else None

    def _recorded(self, microphone: Microphone, order: Order) -> Iterator[bytes]:
        """What the microphone records; the parent is told once the first sound is here.

        It ends when the window has to be over by the clock, too: the device may be slow, or the computer was asleep.
        """
        until = self._time() + BEGIN_SECONDS + order.seconds + LONGEST_SECONDS + END_SECONDS
        for number, piece in enumerate(microphone.pieces()):
            if self._time() > until:
                return
            if number == 0:
                send(self._out, Event(order.number, "opened"))
            yield piece

    def _time(self) -> float:
        return self._clock.elapsed() + self._clock.slept()


class Models:
    """The models that find speech and recognise it. Raises whatever a file that is missing or damaged makes them raise."""

    def __init__(self) -> None:
        from securecoach_tui.voice.listening.recogniser import Recogniser
        from securecoach_tui.voice.listening.speech_detector import SpeechDetector

        self.detector = SpeechDetector(speech_model())
        self._recogniser = Recogniser(word_models())

    def decided(self, recorded: Recorded, order: Order) -> Event:
        """What the recorded sound means."""
        from securecoach_tui.voice.listening.recogniser import choose

        match recorded.kind:
            case "cut" | "zeros" | "silence":
                return Event(order.number, "silence")
            case "too long":
                return Event(order.number, "unclear")
        answer = choose(self._recogniser.likely(recorded.clip, order.answers))
        return Event(order.number, "unclear" if answer is None else "answer", answer)


def main() -> None:
    """Serve orders until the input ends."""
    windows = Windows(begin())
    if hasattr(signal, "SIGTSTP"):  # ctrl+z would stop this process with the microphone open
        signal.signal(signal.SIGTSTP, lambda _number, _frame: windows.stop())
    try:
        while True:
            windows.take(receive(sys.stdin.buffer, Order))
    finally:
        os._exit(0)  # whatever a library still does; the microphone closes with the process


if __name__ == "__main__":
    main()
