"""miniaudio's devices with a complete ``close``. Importing this module loads the library."""

from __future__ import annotations

from typing import Any

import miniaudio


class CompleteClose(miniaudio.AbstractDevice):  # type: ignore[misc]  # the library has no types
    """A device that releases its context too.

    miniaudio closes the device but not the context that it created for it, so that handles and memory would
    leak each time a device is lost and opened again.
    """

    _context: Any = None

    def close(self) -> None:
        """Stop and release everything; may be called twice, and after opening failed."""
        super().close()
        context, self._context = self._context, None
        if context is not None:
            miniaudio.lib.ma_context_uninit(context)


class Device(CompleteClose, miniaudio.PlaybackDevice):  # type: ignore[misc]
    """A device that plays."""


class RecordingDevice(CompleteClose, miniaudio.CaptureDevice):  # type: ignore[misc]
    """A device that records."""
