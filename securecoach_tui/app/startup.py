"""The choice between the two displays: the full screen and plain text."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from securecoach_tui.config import low_memory

if TYPE_CHECKING:
    from securecoach_tui.config.settings import Settings


def use_plain_text(preferences: Settings, plain: bool = False) -> bool:
    """Whether to use plain text: it was asked for, or the full screen can't work here."""
    if plain or preferences.face == "plain" or os.environ.get("TERM") == "dumb":
        return True
    if not low_memory.has_room(low_memory.FULL_SCREEN):
        return True
    if "1" in (os.environ.get("SECURECOACH_PLAIN"), os.environ.get("ACCESSIBLE")):
        return True
    # In a browser the full screen writes to a pipe.
    return not sys.stdout.isatty() and "TEXTUAL_DRIVER" not in os.environ
