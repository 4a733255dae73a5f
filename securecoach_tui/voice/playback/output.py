"""Plays the mixer on the system's device, else on another one; without any, the mixer runs unheard.

miniaudio doesn't report that a device is gone; it only stops requesting samples. A thread checks when
it last requested some, and opens the next device if it has stopped.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable
from typing import Any, Protocol

from securecoach_tui.clock import Clock
from securecoach_tui.config import threads
from securecoach_tui.i18n import _
from securecoach_tui.voice.model import RATE, NoLongerTrue
from securecoach_tui.voice.playback.mixer import Mixer
from securecoach_tui.voice.playback.player import Fill, Player, SoundUnavailable, choices

STILL_SECONDS = 1.0  # a device that requests no samples for this long is gone
LOOK_SECONDS = 0.25  # between two checks of the device
FADE_SECONDS = 0.04  # longer than the fade of a cut sound
BEAT_SECONDS = 0.05  # without a device: the interval at which the mixer runs
LONGEST_BEAT = 10.0  # seconds; if the machine stood still for longer, what was due is skipped
AGAIN_SECONDS = 5.0  # without a device: the interval at which one is searched for


class OpenDevice(Protocol):
    """An open device: a Player, or a fake in tests."""

    pulse: float

    def open(self) -> None: ...

    def close(self) -> None: ...


def no_sound_words() -> str:
    """That no sound can be played, and where to see why."""
    return _("No sound can be played here, so the words are on the screen. To see more: securecoach doctor")


class Output:
    """Plays ``mixer`` until closed."""

    def __init__(
        self,
        mixer: Mixer,
        clock: Clock,
        notice: Callable[[str], None],
        *,
        player: Callable[[Fill, Clock, Any], OpenDevice] = Player,
        choices: Callable[[], list[tuple[str, Any]]] = choices,
    ) -> None:
        self._mixer, self._clock, self._notice = mixer, clock, notice
        self._player, self._choices = player, choices
        self._reported = ""
        self._closed = threading.Event()
        self.opened: OpenDevice | None = None
        self._thread = threading.Thread(target=self._work, name="sound", daemon=True)

    def start(self) -> None:
        """Open the device and play, in a thread."""
        if not threads.start(self._thread):
            self._report_no_device()

    def close(self) -> None:
        """Stop playing; waits for the device at most 0.2 seconds. May be called twice."""
        self._closed.set()
        if self._thread.is_alive() and self._thread is not threading.current_thread():
            self._thread.join(0.2)

    def _work(self) -> None:
        while not self._closed.is_set():
            opened = self._first_that_opens()
            if opened is None:
                self._report_no_device()
                self._run_without_device(AGAIN_SECONDS)
                continue
            self.opened = opened
            self._report_device()
            while not self._closed.wait(LOOK_SECONDS) and self._clock.elapsed() - opened.pulse < STILL_SECONDS:
                pass
            self.opened = None
            time.sleep(FADE_SECONDS)  # what was stopped a moment ago is still fading out
            opened.close()

    def _first_that_opens(self) -> OpenDevice | None:
        for _name, handle in self._choices():
            if self._closed.is_set():
                return None
            opened = self._player(self._mixer.fill, self._clock, handle)
            with contextlib.suppress(SoundUnavailable):
                opened.open()
                return opened
        return None

    def _run_without_device(self, seconds: float) -> None:
        """Run the mixer without a device for ``seconds``."""
        begun = mixed = self._clock.elapsed()
        while mixed - begun < seconds and not self._closed.wait(BEAT_SECONDS):
            count = round(min(LONGEST_BEAT, self._clock.elapsed() - mixed) * RATE)
            self._mixer.fill(count, mixed)
            mixed = max(mixed + count / RATE, self._clock.elapsed() - LONGEST_BEAT)

    def _report_no_device(self) -> None:
        sentence = no_sound_words()
        if not self._reported:
            self._reported = sentence
            with contextlib.suppress(Exception):  # the display may be closed already
                self._notice(sentence)

    def _report_device(self) -> None:
        if self._reported:
            before, self._reported = self._reported, ""
            with contextlib.suppress(Exception):
                self._notice(NoLongerTrue(before))
