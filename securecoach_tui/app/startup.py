"""Which of the two displays fits here: the full screen or plain text."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from securecoach_tui.config.settings import Settings


def wants_plain(preferences: Settings, plain: bool = False) -> bool:
    """Whether lines of text are what is asked for, or all that there is."""
    if plain or preferences.face == "plain" or os.environ.get("TERM") == "dumb":
        return True
    if "1" in (os.environ.get("SECURECOACH_PLAIN"), os.environ.get("ACCESSIBLE")):
        return True
    # A browser's page is drawn through a pipe.
    return not sys.stdout.isatty() and "TEXTUAL_DRIVER" not in os.environ
