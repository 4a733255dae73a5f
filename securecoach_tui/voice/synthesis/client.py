"""Speech from an engine in a worker process, which is killed and restarted when it hangs."""

from __future__ import annotations

import contextlib
import errno
import os
import subprocess
import threading
import time
from array import array
from collections.abc import Sequence
from pathlib import Path

from securecoach_tui.config import child_process, data_paths, threads
from securecoach_tui.i18n import _
from securecoach_tui.voice.model import SpeechUnavailable
from securecoach_tui.voice.synthesis import sound_files
from securecoach_tui.voice.synthesis.sound_samples import samples_of, trimmed
from securecoach_tui.voice.synthesis.worker import Reply, Request
from securecoach_tui.voice.worker_process import receive, send, start

LINE_SECONDS = 5.0  # an engine that takes longer counts as hanging
LOADING_SECONDS = 20.0  # for the first line, which includes loading the engine on a slow machine
LONGEST_BACK_OFF = 30.0  # seconds between two attempts


class WorkerSpeech:
    """Speech from a worker process that starts with the first line. ``name`` is the engine's, ``command`` starts it.

    ``cache`` is the private folder for sound files that can't be in memory; the usual one if it is left out.
    """

    def __init__(
        self, name: str, command: Sequence[str] = (), *, patience: float = LINE_SECONDS, cache: Path | None = None
    ) -> None:
        self.name = name
        self._cache = cache or data_paths.places().cache
        worker = child_process.command("securecoach_tui.voice.synthesis.worker", name, str(self._cache))
        self._command = tuple(command or worker)
        self._patience = patience
        self._worker: subprocess.Popen[bytes] | None = None
        self._fresh = True
        self._closed = False
        self._failures, self._not_before = 0, 0.0
        self.spoke_as = ""  # the voice that spoke last; not the requested one if that is no longer installed

    def speak(self, text: str, voice: str, rate: int) -> array[int]:
        reply = self._request(Request(text, voice, rate))
        self.spoke_as = reply.voice
        if not reply.sound:
            raise SpeechUnavailable(_("The speech engine made no sound."))
        return trimmed(samples_of(reply.sound))

    def voices(self) -> list[tuple[str, str]]:
        return self._request(Request(None)).voices

    def close(self) -> None:
        self._closed = True
        self._end()

    @property
    def pid(self) -> int | None:
        """The worker's process id; None if none is running."""
        return self._worker.pid if self._worker is not None else None

    def _request(self, request: Request) -> Reply:
        if self._closed or time.monotonic() < self._not_before:
            raise SpeechUnavailable(_("Speech is starting again."))
        try:
            reply = self._exchange(request)
        except (OSError, EOFError, ValueError) as error:
            self._failed()
            raise SpeechUnavailable(_("Speech stopped working for a moment.")) from error
        if reply.problem:
            raise SpeechUnavailable(reply.problem)
        self._failures, self._fresh = 0, self._fresh and request.text is None  # listing voices doesn't load a model
        return reply

    def _exchange(self, request: Request) -> Reply:
        if self._worker is None:
            self._worker, self._fresh = start(self._command), True
        worker = self._worker
        assert worker.stdin is not None and worker.stdout is not None
        long_text = len(request.text or "") / 1000
        hung = threading.Timer(max(self._patience, long_text) if not self._fresh else self._first_patience, worker.kill)
        hung.daemon = True
        if not threads.start(hung):
            raise OSError(errno.EAGAIN, os.strerror(errno.EAGAIN))  # nothing would end a worker that hangs
        try:
            send(worker.stdin, request)
            return receive(worker.stdout, Reply)
        finally:
            hung.cancel()

    @property
    def _first_patience(self) -> float:
        return self._patience if self._patience != LINE_SECONDS else LOADING_SECONDS

    def _end(self) -> None:
        worker, self._worker = self._worker, None
        if worker is None:
            return
        worker.kill()
        worker.wait()
        sound_files.clear(self._cache)
        for pipe in (worker.stdin, worker.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):  # unsent data can't be flushed any more
                    pipe.close()

    def _failed(self) -> None:
        self._end()
        self._failures += 1
        self._not_before = time.monotonic() + min(LONGEST_BACK_OFF, 0.1 * 2**self._failures)
