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

from securecoach_tui.voice.listening.capture import Microphone, MicrophoneGone, NoMicrophone
from securecoach_tui.voice.listening.endpoint import Recorded, record
from securecoach_tui.voice.listening.installed import speech_model, word_models
from securecoach_tui.voice.worker_process import begin, receive, send

Trouble: TypeAlias = Literal["no microphone", "gone", "zeros", "models", "worker"]


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

    def __init__(self, out: IO[bytes]) -> None:
        self._out = out
        self._orders: queue.SimpleQueue[Order] = queue.SimpleQueue()
        self._latest = 0
        self._microphone: Microphone | None = None
        threading.Thread(target=self._work, name="windows", daemon=True).start()

    def take(self, order: Order) -> None:
        """End the window that is open, and open the next one if the order has answers."""
        self._latest = order.number
        self.stop()
        if order.answers:
            self._orders.put(order)

    def stop(self) -> None:
        """Close the microphone, if it is open. The window has heard nothing then, unless it was cancelled."""
        microphone = self._microphone
        if microphone is not None:
            microphone.stop()

    def _work(self) -> None:
        try:
            models = Models()
        except Exception:  # a file that is missing or damaged may raise anything
            while True:
                send(self._out, Event(self._orders.get().number, "failed", trouble="models"))
        while True:
            order = self._orders.get()
            found = self._heard(order, models)
            if found is not None:
                send(self._out, found)

    def _heard(self, order: Order, models: Models) -> Event | None:
        """How a window ended; None if it was cancelled. The microphone is closed before anything is recognised."""
        microphone = self._microphone = Microphone()  # from here on ``take`` can stop it
        try:
            if order.number != self._latest:
                return None
            models.detector.reset()
            microphone.open()
            recorded = record(self._recorded(microphone, order), order.seconds, models.detector.probability)
        except NoMicrophone:
            return Event(order.number, "failed", trouble="no microphone")
        except MicrophoneGone:
            return Event(order.number, "failed", trouble="gone")
        finally:
            self._microphone = None
            microphone.close()
        if recorded.kind == "cut" and order.number == self._latest:
            return Event(order.number, "silence")
        return models.decided(recorded, order)

    def _recorded(self, microphone: Microphone, order: Order) -> Iterator[bytes]:
        """What the microphone records; the parent is told once the first sound is here."""
        for number, piece in enumerate(microphone.pieces()):
            if number == 0:
                send(self._out, Event(order.number, "opened"))
            yield piece


class Models:
    """The models that find speech and recognise it. Raises whatever a file that is missing or damaged makes them raise."""

    def __init__(self) -> None:
        from securecoach_tui.voice.listening.recogniser import Recogniser
        from securecoach_tui.voice.listening.speech_detector import SpeechDetector

        self.detector = SpeechDetector(speech_model())
        self._recogniser = Recogniser(word_models())

    def decided(self, recorded: Recorded, order: Order) -> Event | None:
        """What the recorded sound means; None if the window was cut short."""
        from securecoach_tui.voice.listening.recogniser import choose

        match recorded.kind:
            case "cut":
                return None
            case "zeros":
                return Event(order.number, "failed", trouble="zeros")
            case "silence":
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
    except EOFError:
        os._exit(0)  # whatever a library still does; the microphone closes with the process


if __name__ == "__main__":
    main()
