"""The clip played at the very first start: how to turn on speech or plain text.

It is the only sound that plays unrequested. It is a recorded file, so that no engine is needed. It names
neither the program nor its purpose, begins with silence for speakers that wake up slowly, is repeated once
after 8 seconds, and stops at the first key.
"""

from __future__ import annotations

import threading
from array import array
from collections.abc import Callable
from pathlib import Path
from typing import Any

from securecoach_tui.clock import Clock
from securecoach_tui.config import threads
from securecoach_tui.voice.model import RATE
from securecoach_tui.voice.playback.pcm import silence_of

CLIP = Path(__file__).with_name("start_clip.wav")
WORDS = "For speech, press F4 or I. For plain lines, P."
AGAIN_SECONDS = 8.0  # from the start of the first time to that of the second
TIMES = 2


class StartClip:
    """Plays the clip in a thread until ``stop``; does nothing if there is no device or a screen reader runs."""

    def __init__(
        self, clock: Clock, *, reader_here: Callable[[], bool], player: Callable[..., Any] | None = None
    ) -> None:
        self._clock, self._reader_here, self._player = clock, reader_here, player
        self._stopped = threading.Event()
        self._samples = array("h")
        self._lock = threading.Lock()
        self.begun = 0  # the number of times that the clip was started
        self._thread = threading.Thread(target=self._work, name="start clip", daemon=True)

    def start(self) -> None:
        """Start; returns at once."""
        threads.start(self._thread)

    def stop(self) -> None:
        """Stop for good; may be called twice."""
        self._stopped.set()
        with self._lock:
            self._samples = array("h")

    def _work(self) -> None:
        from securecoach_tui.voice.playback.player import Player, SoundUnavailable

        if self._reader_here():
            return
        clip = samples()
        device = (self._player or Player)(self._fill, self._clock)
        try:
            if not self._stopped.is_set():
                device.open()
                for _time in range(TIMES):
                    with self._lock:
                        if self._stopped.is_set():
                            break
                        self._samples = clip[:]
                        self.begun += 1
                    if self._stopped.wait(AGAIN_SECONDS):
                        break
        except (SoundUnavailable, OSError):
            return
        finally:
            device.close()

    def _fill(self, count: int, _heard_at: float) -> array[int]:
        with self._lock:
            out, self._samples = self._samples[:count], self._samples[count:]
        return out + silence_of(count - len(out))


def samples() -> array[int]:
    """The clip at RATE."""
    import miniaudio

    decoded = miniaudio.decode_file(str(CLIP), miniaudio.SampleFormat.SIGNED16, 1, RATE)
    return array("h", decoded.samples)
