"""Where sound goes, watched: the system's device, then any other, then the terminal's bell, then nothing.

miniaudio tells nobody that a device has gone; it only asks for no more samples. So a thread looks at
the pulse of its asking, and opens the next choice where it has stopped.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable
from typing import Any, Protocol

from securecoach_tui.clock import Clock
from securecoach_tui.i18n import _
from securecoach_tui.voice.model import RATE
from securecoach_tui.voice.playback.mixer import Mixer
from securecoach_tui.voice.playback.player import Fill, Player, SoundUnavailable, choices

STILL_SECONDS = 1.0  # a device that asks for nothing for so long is gone
LOOK_SECONDS = 0.25
FADE_SECONDS = 0.04
BEAT_SECONDS = 0.05  # without a device: how often the mixer is asked all the same
LONGEST_BEAT = 10.0  # a machine that stood still for longer has missed what was due
AGAIN_SECONDS = 5.0  # without a device: how long until one is looked for again


class OpenDevice(Protocol):
    """What plays: a Player, or a fake of one."""

    pulse: float

    def open(self) -> None: ...

    def close(self) -> None: ...


class Output:
    """Plays ``mixer`` until closed. ``bell(kind)`` is rung for tones where no device is left."""

    def __init__(
        self,
        mixer: Mixer,
        clock: Clock,
        notice: Callable[[str], None],
        bell: Callable[[str], None] | None = None,
        *,
        player: Callable[[Fill, Clock, Any], OpenDevice] = Player,
        choices: Callable[[], list[tuple[str, Any]]] = choices,
    ) -> None:
        self._mixer, self._clock, self._notice, self._bell = mixer, clock, notice, bell
        self._player, self._choices = player, choices
        self._told = ""
        self._closed = threading.Event()
        self.opened: OpenDevice | None = None
        self._thread = threading.Thread(target=self._work, name="sound", daemon=True)

    def start(self) -> None:
        """Open the device and go on playing, on a thread of its own."""
        self._thread.start()

    def close(self) -> None:
        """Play nothing more; waits for the device at most a fifth of a second. May be called twice."""
        self._closed.set()
        if self._thread.is_alive() and self._thread is not threading.current_thread():
            self._thread.join(0.2)

    def _work(self) -> None:
        while not self._closed.is_set():
            opened = self._first_that_opens()
            if opened is None:
                self._tell_none()
                self._beat(AGAIN_SECONDS)
                continue
            self.opened = opened
            while not self._closed.wait(LOOK_SECONDS) and self._clock.elapsed() - opened.pulse < STILL_SECONDS:
                pass
            self.opened = None
            time.sleep(FADE_SECONDS)  # what was silenced a moment ago has yet to fade out
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

    def _beat(self, seconds: float) -> None:
        """The mixer's time goes on without a device, and each tone it begins rings the bell."""
        begun = mixed = self._clock.elapsed()
        while mixed - begun < seconds and not self._closed.wait(BEAT_SECONDS):
            count = round(min(LONGEST_BEAT, self._clock.elapsed() - mixed) * RATE)
            before = self._last_tone()
            self._mixer.fill(count, mixed)
            mixed = max(mixed + count / RATE, self._clock.elapsed() - LONGEST_BEAT)
            latest = self._last_tone()
            if latest is not None and latest is not before and self._bell is not None:
                self._bell(latest[0])

    def _last_tone(self) -> tuple[str, float] | None:
        return self._mixer.played_tones[-1] if self._mixer.played_tones else None

    def _tell_none(self) -> None:
        words = _("No sound can be played here; the words are on the screen. securecoach doctor says more.")
        if self._bell is not None:
            words = _("No sound device is here; the terminal's bell rings for tones, the words are on the screen.")
        if not self._told:
            self._told = words
            with contextlib.suppress(Exception):  # a face that has gone can't be told
                self._notice(words)
