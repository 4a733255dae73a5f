"""The microphone: the system's default recording device, opened for one window."""

from __future__ import annotations

import queue
from collections.abc import Generator, Iterator
from typing import Any

from securecoach_tui.voice.listening.endpoint import PIECE_BYTES, RATE
from securecoach_tui.voice.playback.native_messages import no_native_messages

BUFFER_MS = 32
BEGIN_SECONDS = 4.0  # until the first samples: a Bluetooth headset needs some seconds to switch its microphone on
STILL_SECONDS = 1.0  # a device that delivers no samples for this long is gone


class NoMicrophone(Exception):
    """Nothing can be recorded: there is no device, or it is in use."""


class MicrophoneGone(Exception):
    """The device stopped delivering samples."""


class Microphone:
    """Records one window. ``stop`` may be called from any thread, the rest from one."""

    def __init__(self) -> None:
        self._queue: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._device: Any = None

    def open(self) -> None:
        """Open the device and record.

        Raises:
            NoMicrophone: there is none, or it is in use.
        """
        stream = self._stream()
        next(stream)
        try:
            import miniaudio

            from securecoach_tui.voice.playback.device import RecordingDevice

            self._device = RecordingDevice(miniaudio.SampleFormat.SIGNED16, 1, RATE, BUFFER_MS, app_name="securecoach")
            if self._device.backend == "Null":  # what miniaudio chooses where there is no sound system
                raise OSError
            if self._queue.empty():  # else ``stop`` came while the sound system took its time
                self._device.start(stream)
        except Exception as error:  # a library that is damaged raises almost anything
            self.close()
            raise NoMicrophone from error

    def pieces(self) -> Iterator[bytes]:
        """What is recorded, in pieces; ends after ``stop``.

        Raises:
            MicrophoneGone: the device is gone.
        """
        waiting = bytearray()
        patience = BEGIN_SECONDS
        while True:
            try:
                samples = self._queue.get(timeout=patience)
            except queue.Empty:
                raise MicrophoneGone from None
            if samples is None:
                return
            patience = STILL_SECONDS
            waiting += samples
            while len(waiting) >= PIECE_BYTES:
                yield bytes(waiting[:PIECE_BYTES])
                del waiting[:PIECE_BYTES]

    def stop(self) -> None:
        """End ``pieces``."""
        self._queue.put(None)

    def close(self) -> None:
        """Close the device; may be called twice."""
        device, self._device = self._device, None
        if device is not None:
            device.close()

    def _stream(self) -> Generator[None, bytes]:
        while True:
            self._queue.put(bytes((yield)))


def microphones() -> list[str]:
    """The names of the devices that can record; opens none."""
    try:
        import miniaudio

        with no_native_messages():
            devices = miniaudio.Devices().get_captures()
    except Exception:  # no sound system, or a library that is damaged
        return []
    return [str(device["name"]) for device in devices]
