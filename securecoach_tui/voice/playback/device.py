"""miniaudio's device, closed whole. Imported only where sound is played: it loads the library."""

from __future__ import annotations

from typing import Any

import miniaudio


class Device(miniaudio.PlaybackDevice):  # type: ignore[misc]  # the library has no types
    """Gives back what it was opened through as well.

    miniaudio closes a device, but never the context that it makes for each: handles and memory that would stay with every
    device that is lost and found again.
    """

    _context: Any = None

    def close(self) -> None:
        """Stop and let go; may be called twice, and is where it could not be opened."""
        super().close()
        context, self._context = self._context, None
        if context is not None:
            miniaudio.lib.ma_context_uninit(context)
