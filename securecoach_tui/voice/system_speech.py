"""pyttsx3 at arm's length: the parent's end of the worker, which is killed when it hangs and begun anew."""

from __future__ import annotations

import contextlib
import struct
import subprocess
import sys
import threading
import time
from array import array
from collections.abc import Sequence

import msgspec

from securecoach_tui.voice.model import SpeechUnavailable
from securecoach_tui.voice.soundfile import samples_of, trimmed
from securecoach_tui.voice.worker import Reply, Request, send

LINE_SECONDS = 5.0  # a line that takes longer hangs
WORKER = (sys.executable, "-m", "securecoach_tui.voice.worker")


class SystemSpeech:
    """The system's voices through pyttsx3, in a worker process begun at the first line."""

    name = "pyttsx3"

    def __init__(self, command: Sequence[str] = WORKER, *, patience: float = LINE_SECONDS) -> None:
        self._command, self._patience = command, patience
        self._worker: subprocess.Popen[bytes] | None = None
        self._falls, self._not_before = 0, 0.0

    def speak(self, text: str, voice: str, rate: int) -> array[int]:
        return trimmed(samples_of(self._ask(Request(text, voice, rate)).sound))

    def voices(self) -> list[tuple[str, str]]:
        return self._ask(Request(None)).voices

    def close(self) -> None:
        worker, self._worker = self._worker, None
        if worker is None:
            return
        worker.kill()
        worker.wait()
        for pipe in (worker.stdin, worker.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):  # what was still to be sent has no one to go to
                    pipe.close()

    def _ask(self, request: Request) -> Reply:
        if time.monotonic() < self._not_before:
            raise SpeechUnavailable("Speech is being started again.")
        try:
            reply = self._exchange(request)
        except (OSError, ValueError, msgspec.MsgspecError, struct.error) as error:
            self._fell()
            raise SpeechUnavailable("Speech stopped working for a moment.") from error
        if reply.problem:
            raise SpeechUnavailable(reply.problem)
        self._falls = 0
        return reply

    def _exchange(self, request: Request) -> Reply:
        if self._worker is None:
            self._worker = subprocess.Popen(
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
        worker = self._worker
        assert worker.stdin is not None and worker.stdout is not None
        hung = threading.Timer(self._patience, worker.kill)
        hung.start()
        try:
            send(worker.stdin, request)
            (length,) = struct.unpack("<I", worker.stdout.read(4))
            if length > 50_000_000:
                raise ValueError("not a reply")
            return msgspec.msgpack.decode(worker.stdout.read(length), type=Reply)
        finally:
            hung.cancel()

    def _fell(self) -> None:
        self.close()
        self._falls += 1
        self._not_before = time.monotonic() + min(30.0, 0.1 * 2**self._falls)
