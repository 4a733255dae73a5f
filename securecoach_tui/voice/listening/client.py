"""Listening in a worker process, which is started again if it ends by itself."""

from __future__ import annotations

import contextlib
import subprocess
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from securecoach_tui.config import child_process, threads
from securecoach_tui.i18n import _
from securecoach_tui.voice.listening.endpoint import END_SECONDS, LONGEST_SECONDS
from securecoach_tui.voice.listening.model import Heard
from securecoach_tui.voice.listening.worker import Event, Order, Trouble
from securecoach_tui.voice.worker_process import receive, send, start

LATE_SECONDS = 10.0  # after the latest end of a window; a worker that says nothing by then hangs
STARTS = 2  # of the worker, before a window ends without an answer


@dataclass(slots=True)
class _Window:
    order: Order
    opened: Callable[[], None]
    heard: Callable[[Heard], None]
    ends: int = 0  # of workers while it was open


class WorkerListener:
    """A ``Listener`` with a worker process that starts, and loads its models, when this object is made.

    ``command`` starts another worker; ``patience`` is how many seconds late its answer may be.
    """

    def __init__(self, command: Sequence[str] = (), *, patience: float = LATE_SECONDS) -> None:
        self._command = tuple(command or child_process.command("securecoach_tui.voice.listening.worker"))
        self._patience = patience
        self._lock = threading.RLock()
        self._worker: subprocess.Popen[bytes] | None = None
        self._window: _Window | None = None
        self._number = 0
        self._running = self._closed = False
        self._late: threading.Timer | None = None
        self._run()

    def listen(
        self,
        answers: Sequence[int | str],
        seconds: float,
        opened: Callable[[], None],
        heard: Callable[[Heard], None],
    ) -> None:
        with self._lock:
            if self._closed:
                return
            self._number += 1
            self._window = _Window(Order(self._number, list(answers), seconds), opened, heard)
            self._send(self._window.order)
            self._run()

    def cancel(self) -> None:
        with self._lock:
            self._number += 1
            self._window = None
            self._send(Order(self._number))

    def close(self) -> None:
        with self._lock:
            self._closed, self._window = True, None
            self._wait_for(None)
            if self._worker is not None:
                self._worker.kill()

    @property
    def pid(self) -> int | None:
        """The worker's process id; None if none is running."""
        worker = self._worker
        return worker.pid if worker is not None else None

    def _run(self) -> None:
        """Start the thread that runs workers, unless it runs."""
        with self._lock:  # a thread that ends at once says so after this has said that it runs
            if self._running or self._closed:
                return
            self._running = threads.start(threading.Thread(target=self._work, name="listener", daemon=True))
            if not self._running and self._window is not None:
                window, self._window = self._window, None
                window.heard(Heard("failed", problem=sentence("worker")))

    def _send(self, order: Order) -> None:
        """Send an order if a worker runs. If that has ended, the thread notices."""
        worker = self._worker
        if worker is not None and worker.stdin is not None:
            self._wait_for(order if order.answers else None)
            with contextlib.suppress(OSError, ValueError):
                send(worker.stdin, order)

    def _wait_for(self, order: Order | None) -> None:
        """Give up the window of ``order`` once its answer is late; with None, wait for nothing."""
        if self._late is not None:
            self._late.cancel()
            self._late = None
        if order is not None:
            latest = order.seconds + LONGEST_SECONDS + END_SECONDS + self._patience
            self._late = threading.Timer(latest, self._give_up, (order.number,))
            self._late.daemon = True
            threads.start(self._late)

    def _give_up(self, number: int) -> None:
        with self._lock:
            if self._window is not None and self._window.order.number == number and self._worker is not None:
                self._window.ends = STARTS
                self._worker.kill()

    def _work(self) -> None:
        """Run a worker until it ends, and another one if a window is open then."""
        while True:
            with contextlib.suppress(OSError):
                self._serve(start(self._command))
            with self._lock:
                window = self._window
                if window is not None:
                    window.ends += 1
                    if window.ends < STARTS:
                        continue
                self._running, self._window = False, None
                self._wait_for(None)
            if window is not None:
                with contextlib.suppress(Exception):  # the display may be closed already
                    window.heard(Heard("failed", problem=sentence("worker")))
            return

    def _serve(self, worker: subprocess.Popen[bytes]) -> None:
        """Pass on what the worker hears, until it ends."""
        with worker:  # waits for it, and closes the pipes
            with self._lock:
                self._worker = worker
                if self._closed:
                    worker.kill()
                elif self._window is not None:
                    self._send(self._window.order)
            assert worker.stdout is not None
            with contextlib.suppress(EOFError, OSError, ValueError):
                while True:
                    self._pass_on(receive(worker.stdout, Event))
            with self._lock:
                self._worker = None
            worker.kill()

    def _pass_on(self, event: Event) -> None:
        with self._lock:
            window = self._window
            if window is None or window.order.number != event.number:
                return  # it was cancelled meanwhile
            if event.what != "opened":
                self._window = None
                self._wait_for(None)
        with contextlib.suppress(Exception):  # the display may be closed already
            if event.what == "opened":
                window.opened()
            else:
                window.heard(Heard(event.what, event.value, sentence(event.trouble) if event.trouble else ""))


def sentence(trouble: Trouble) -> str:
    """What the user reads if nothing could be heard."""
    return {
        "no microphone": _("No microphone was found. You can answer with the keys."),
        "gone": _("The microphone was disconnected. You can answer with the keys."),
        "zeros": _("The microphone picks up no sound at all. It may be muted. You can answer with the keys."),
        "models": _(
            "Answering by voice doesn't work here. You can answer with the keys. To see why: securecoach doctor"
        ),
        "worker": _("Answering by voice stopped working. You can answer with the keys."),
    }[trouble]
