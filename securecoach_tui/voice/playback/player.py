"""The output stream to one device, and the mapping of its samples to seconds of the clock."""

from __future__ import annotations

from array import array
from collections import deque
from collections.abc import Callable, Generator
from typing import Any

from securecoach_tui.clock import Clock
from securecoach_tui.voice.model import RATE
from securecoach_tui.voice.playback.native_messages import no_native_messages

BUFFER_MS = 30
LATENCY_SECONDS = 0.017  # from a callback to its first sample at the sink, as measured (docs/dev/voice.md)
# Callbacks may be late but never early, so the earliest of the last half second shows when samples are needed. The
# mapping of samples to seconds follows it smoothly.
WINDOW, EASE = 16, 0.3  # callbacks looked back over; the share of the difference corrected at each callback
JUMP_SECONDS = 0.2  # a larger difference means that the device had stopped, and restarts the mapping

Fill = Callable[[int, float], "array[int]"]


class SoundUnavailable(Exception):
    """No device can play sound."""


class Player:
    """Plays what ``fill(count, heard_at)`` returns. ``device`` is a handle from ``choices``."""

    def __init__(self, fill: Fill, clock: Clock, device: Any = None) -> None:
        self._fill, self._clock, self._choice = fill, clock, device
        self._device: Any = None
        self.pulse = clock.elapsed()  # when the device last requested samples
        self.backend = ""

    def open(self) -> None:
        """Open the device.

        Raises:
            SoundUnavailable: the device is gone or in use, or there is none.
        """
        try:
            import miniaudio

            from securecoach_tui.voice.playback.device import Device
        except Exception as error:  # a library that is damaged raises almost anything
            raise SoundUnavailable(str(error)) from error
        stream = self._stream()
        next(stream)
        self.pulse = self._clock.elapsed()
        try:
            with no_native_messages():
                self._device = Device(
                    miniaudio.SampleFormat.SIGNED16, 1, RATE, BUFFER_MS, self._choice, app_name="securecoach"
                )
                self._device.start(stream)
        except (miniaudio.MiniaudioError, OSError) as error:
            self.close()
            raise SoundUnavailable(str(error)) from error
        self.backend = str(self._device.backend)

    def close(self) -> None:
        """Stop; may be called twice."""
        device, self._device = self._device, None
        if device is not None:
            with no_native_messages():
                device.close()

    def _stream(self) -> Generator[bytes, int]:
        """Samples for the device. Their seconds follow from the samples played, with smooth corrections."""
        count = yield b""
        played, anchor = 0, self._clock.elapsed()
        window: deque[float] = deque(maxlen=WINDOW)
        while True:
            self.pulse = self._clock.elapsed()
            window.append(self.pulse - played / RATE)
            difference = min(window) - anchor
            anchor += difference if abs(difference) > JUMP_SECONDS else EASE * difference
            block = self._fill(count, anchor + played / RATE + LATENCY_SECONDS)
            played += count
            count = yield block.tobytes()


def choices() -> list[tuple[str, Any]]:
    """Name and handle of each possible output: the system's default (None) first, then every device."""
    try:
        import miniaudio

        with no_native_messages():
            devices = miniaudio.Devices().get_playbacks()
    except Exception:  # no sound system, or a library that is damaged
        devices = []
    return [("", None), *((str(device["name"]), device["id"]) for device in devices)]
