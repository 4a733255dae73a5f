"""For the bench scripts: installs programs to compare with in a separate environment, and measures terminals."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

PLACE = ROOT / ".bench"
PEERS = ("breathe-cli==1.14.0",)
NOT_PASSED = ("SECURECOACH_PLAIN", "ACCESSIBLE", "COLORTERM", "NO_COLOR", "SSH_CONNECTION")  # they change what is drawn
NOISY = 0.35  # largest spread of the bare interpreter's start, as a share of its median

BARE_APP = """
from textual.app import App
from textual.widgets import Footer, Header, Static
class Bare(App):
    def compose(self):
        yield Header()
        yield Static("ready")
        yield Footer()
Bare().run()
"""


def peer(name: str) -> Path | None:
    """Return a program installed in .bench, never in .venv; None if it can't be installed."""
    program = PLACE / "bin" / name
    if not program.exists():
        done = subprocess.run([sys.executable, "-m", "venv", str(PLACE)], capture_output=True)
        pip = [str(PLACE / "bin" / "pip"), "install", "--quiet", "--disable-pip-version-check", *PEERS]
        if done.returncode != 0 or subprocess.run(pip, capture_output=True).returncode != 0:
            return None
    return program if program.exists() else None


def installed() -> Path | None:
    """Return the command of this program installed from a wheel in .bench; None if that fails."""
    place = ROOT / ".bench" / "ours"
    if subprocess.run([sys.executable, "-m", "venv", str(place)], capture_output=True).returncode != 0:
        return None
    pip = [str(place / "bin" / "pip"), "install", "--quiet", "--disable-pip-version-check"]
    for more in (
        ["--constraint", str(ROOT / "constraints.txt"), str(ROOT)],
        ["--no-deps", "--force-reinstall", str(ROOT)],
    ):
        if subprocess.run([*pip, *more], capture_output=True).returncode != 0:
            return None
    return place / "bin" / "securecoach"


def milliseconds(act: Callable[[], object]) -> float:
    """Return the milliseconds that a call takes."""
    begin = time.perf_counter()
    act()
    return (time.perf_counter() - begin) * 1000


def in_turn(acts: dict[str, Callable[[], float]], runs: int) -> dict[str, list[float]]:
    """Return ``runs`` figures of each act. Acts take turns to share the load; the first turn isn't counted."""
    found: dict[str, list[float]] = {name: [] for name in acts}
    for turn in range(runs + 1):
        for name, act in acts.items():
            figure = act()
            if turn:
                found[name].append(figure)
    return found


def spread(figures: Sequence[float]) -> float:
    """Return the interquartile range."""
    if len(figures) < 4:
        return max(figures) - min(figures)
    low, _, high = statistics.quantiles(figures, n=4)
    return high - low


def row(name: str, figures: Sequence[float], unit: str = "ms", beside: Sequence[float] | None = None) -> str:
    """Return a row of a table: median, spread, and the ratio to the median of ``beside``."""
    middle = statistics.median(figures)
    ratio = f"{middle / statistics.median(beside):.2f}" if beside else ""
    return f"| {name} | {middle:.1f} {unit} | {spread(figures):.1f} | {ratio} |"


def quiet_enough(figures: Sequence[float]) -> bool:
    """Return whether the machine was quiet enough for the figures to mean something; print a line if not."""
    share = spread(figures) / statistics.median(figures)
    if share > NOISY:
        print(f"\nThe machine was too noisy to tell: the bare interpreter's start spread by {100 * share:.0f} %.")
    return share <= NOISY


class Watched:
    """A program in a pseudo-terminal of ``size`` cells. Measures when a text is shown and how much is written."""

    def __init__(self, command: Sequence[str], environ: dict[str, str], size: tuple[int, int] = (80, 24)) -> None:
        self._own, theirs = pty.openpty()
        fcntl.ioctl(self._own, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        known = {name: value for name, value in os.environ.items() if name not in NOT_PASSED}
        self.begun = time.perf_counter()
        self.process = subprocess.Popen(
            command,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env={**known, "TERM": "xterm-256color", **environ},
            start_new_session=True,
        )
        os.close(theirs)
        self.raw = b""

    def read(self, seconds: float) -> bytes:
        """Return the next bytes that the program writes within ``seconds``."""
        if not select.select([self._own], [], [], seconds)[0]:
            return b""
        try:
            data = os.read(self._own, 65536)
        except OSError:
            return b""
        self.raw += data
        return data

    def until(self, sight: bytes, seconds: float = 20.0) -> float:
        """Return the milliseconds from the start until these bytes have been written."""
        while sight not in self.raw:
            if time.perf_counter() - self.begun > seconds or self.process.poll() is not None:
                raise RuntimeError(f"{sight!r} was never seen: {self.raw[-300:]!r}")
            self.read(0.5)
        return (time.perf_counter() - self.begun) * 1000

    def press(self, keys: bytes) -> None:
        """Send keys to the program."""
        os.write(self._own, keys)

    def drain(self, seconds: float) -> int:
        """Return the bytes written within ``seconds``."""
        before, until = len(self.raw), time.perf_counter() + seconds
        while (left := until - time.perf_counter()) > 0:
            self.read(left)
        return len(self.raw) - before

    def close(self) -> None:
        """End the program and its child processes."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        os.close(self._own)
