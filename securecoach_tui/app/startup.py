"""The choice between the two displays: the full screen and plain text."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from securecoach_tui.config.settings import Settings


def use_plain_text(preferences: Settings, plain: bool = False) -> bool:
    """Whether plain text was asked for, or is all that works here."""
    if plain or preferences.face == "plain" or os.environ.get("TERM") == "dumb":
        return True
    if "1" in (os.environ.get("SECURECOACH_PLAIN"), os.environ.get("ACCESSIBLE")):
        return True
    # A page in a browser is drawn through a pipe.
    return not sys.stdout.isatty() and "TEXTUAL_DRIVER" not in os.environ
