"""Detects a screen reader or a braille terminal, so that the program doesn't speak over it.

Detection runs at each start for at most ``PATIENCE`` seconds. Its result is never stored, since which
aids a person uses is private. A reader that isn't found in time counts as absent.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Literal

from securecoach_tui.config.settings import Settings

PATIENCE = 0.1  # seconds

# Process names of programs that read a terminal aloud or show it in braille.
NAMES = frozenset(
    [
        "orca",
        "brltty",
        "fenrir",
        "espeakup",
        "speechd-up",
        "sbl",
        "yasr",
        "tdsr",
        "cobra",
        "voiceover",
        "nvda.exe",
        "jfw.exe",
        "narrator.exe",
    ]
)
_SPEAKUP = Path("/proc/speakup"), Path("/sys/accessibility/speakup")

Who = Literal["program", "screen reader", "both"]


def who_speaks(preferences: Settings, detect: Callable[[], bool] | None = None) -> Who:
    """Who speaks the lines of a session: as set, else the screen reader if one is found."""
    if preferences.who_speaks:
        return preferences.who_speaks
    return "screen reader" if (detect or reader_here)() else "program"


def reader_here(patience: float = PATIENCE) -> bool:
    """Whether a screen reader is found within ``patience`` seconds."""
    until = time.monotonic() + patience
    try:
        if sys.platform == "win32":
            return _windows()
        if sys.platform == "darwin":
            return _mac(until - time.monotonic())
        return any(path.exists() for path in _SPEAKUP) or found(_processes(), lambda: time.monotonic() < until)
    except Exception:
        return False  # detection must never keep the program from starting


def found(names: Iterable[str], in_time: Callable[[], bool]) -> bool:
    """Whether one of these process names is a screen reader's; stops once ``in_time`` returns False."""
    for name in names:
        if name.strip().lower().removesuffix("-bin") in NAMES:
            return True
        if not in_time():
            return False
    return False


def _processes() -> Iterable[str]:
    """The names of the processes of the user and the system; for a Python script, its file name."""
    for entry in os.scandir("/proc"):
        if entry.name.isdigit():
            try:
                name = Path(entry.path, "comm").read_text("utf-8", "replace").strip()
                if name.startswith("python"):
                    words = Path(entry.path, "cmdline").read_bytes().split(b"\0")[1:2]
                    name = Path(os.fsdecode(words[0])).name if words else name
                yield name
            except OSError:
                continue


def _mac(seconds: float) -> bool:
    import subprocess

    command = ["/usr/bin/defaults", "read", "com.apple.universalaccess", "voiceOverOnOffKey"]
    result = subprocess.run(command, capture_output=True, text=True, timeout=max(0.01, seconds), check=False)
    return result.stdout.strip() == "1"


def _windows() -> bool:
    import ctypes

    get_screen_reader = 0x0046  # SPI_GETSCREENREADER
    on = ctypes.c_int(0)
    ctypes.windll.user32.SystemParametersInfoW(get_screen_reader, 0, ctypes.byref(on), 0)  # type: ignore[attr-defined,unused-ignore]
    return bool(on.value)
