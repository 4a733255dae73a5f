"""A sound device that can be recorded: a private PulseAudio server with a null sink, and a recording of its monitor.

Needs the programs ``pulseaudio``, ``pactl`` and ``parec``. Times are seconds of ``time.monotonic()``.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from array import array
from bisect import bisect_left
from types import TracebackType

RATE = 22_050
NEEDED = ("pulseaudio", "pactl", "parec")
BLOCK = 256  # bytes read at once, 6 ms of sound
AROUND = 5 * RATE  # samples on each side from which the time of a sample is computed


def missing() -> str:
    """Return the first needed program that isn't installed, or ""."""
    return next((name for name in NEEDED if shutil.which(name) is None), "")


class Sink:
    """A sound server with one null sink. Inside ``with``, this process and its children play to it."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="securecoach-sink-")
        self._before: dict[str, str | None] = {}
        self._server: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Sink:
        folder = self._folder.name
        socket = os.path.join(folder, "native")
        for name, value in (
            ("XDG_RUNTIME_DIR", folder),
            ("PULSE_SERVER", f"unix:{socket}"),
            ("PULSE_RUNTIME_PATH", folder),
        ):
            self._before[name] = os.environ.get(name)
            os.environ[name] = value
        self.start()
        return self

    def start(self) -> None:
        """Start the server, also after it was stopped."""
        socket = os.path.join(self._folder.name, "native")
        modules = (
            f"module-native-protocol-unix socket={socket} auth-anonymous=1",
            f"module-null-sink sink_name=heard rate={RATE} channels=1 format=s16le",
        )
        loads = [part for module in modules for part in ("-L", module)]
        self._server = subprocess.Popen(
            [
                "pulseaudio",
                "--system=false",
                "--daemonize=no",
                "--exit-idle-time=-1",
                "--use-pid-file=no",
                "-n",
                *loads,
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "HOME": self._folder.name},
        )
        for _attempt in range(100):
            if subprocess.run(["pactl", "info"], capture_output=True).returncode == 0:
                return
            time.sleep(0.05)
        raise RuntimeError("pulseaudio does not answer")

    def stop(self, signal_number: int = signal.SIGKILL) -> None:
        """Kill the server, as if the device were unplugged."""
        if self._server is not None:
            self._server.send_signal(signal_number)
            self._server.wait()
            self._server = None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()
        for name, value in self._before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
        self._folder.cleanup()


class Recording:
    """A recording of what is played to the sink, with the time at which each sample was heard.

    A sample's time is computed from the chunk, among those of the ten seconds around it, that the recorder delivered
    with the least delay. So times can be a few milliseconds late, by the recorder's own delay, and never early, and a
    sink whose clock differs slightly from this machine's doesn't count as late.
    """

    def __init__(self, sink: str = "heard") -> None:
        self._zeros: list[
            tuple[int, float]
        ] = []  # (sample count at the end of a chunk, time of sample 0 computed from it)
        self._data = bytearray()
        self._recorder = subprocess.Popen(
            [
                "parec",
                f"--device={sink}.monitor",
                f"--rate={RATE}",
                "--channels=1",
                "--format=s16le",
                "--latency-msec=5",
                "--raw",
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()
        for _attempt in range(200):
            if self._data:
                return
            time.sleep(0.02)
        raise RuntimeError("nothing comes out of the sink")

    def _read(self) -> None:
        assert self._recorder.stdout is not None
        while chunk := os.read(self._recorder.stdout.fileno(), BLOCK):
            now = time.monotonic()
            self._data += chunk
            count = len(self._data) // 2
            self._zeros.append((count, now - count / RATE))

    def end(self) -> None:
        """Stop recording; may be called twice."""
        self._recorder.terminate()
        self._recorder.wait()
        self._thread.join(2)

    @property
    def samples(self) -> array[int]:
        """Return all samples so far."""
        complete = bytes(self._data[: len(self._data) // 2 * 2])
        return array("h", complete)

    @property
    def count(self) -> int:
        """Return the number of samples recorded so far."""
        return len(self._data) // 2

    def since(self, sample: int) -> array[int]:
        """Return the samples from number ``sample`` on."""
        return array("h", bytes(self._data[2 * sample : len(self._data) // 2 * 2]))

    def second(self, sample: int) -> float:
        """Return the time at which a sample was heard."""
        first = bisect_left(self._zeros, (sample - AROUND,))
        last = bisect_left(self._zeros, (sample + AROUND,))
        near = self._zeros[first:last] or self._zeros[-1:]
        return min(zero for _count, zero in near) + sample / RATE

    def sounds(self, threshold: int = 50, gap: float = 0.25) -> list[tuple[float, float]]:
        """Return the begin and end of each sound; sounds are separated by at least ``gap`` seconds of silence."""
        spans: list[list[int]] = []
        for i, value in enumerate(self.samples):
            if abs(value) > threshold:
                if spans and i - spans[-1][1] < gap * RATE:
                    spans[-1][1] = i
                else:
                    spans.append([i, i])
        return [(self.second(first), self.second(last)) for first, last in spans]
