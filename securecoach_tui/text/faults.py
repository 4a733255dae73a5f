"""What is said about a fault of the program itself."""

from __future__ import annotations

from pathlib import Path

from securecoach_tui.i18n import _


def fault_words(log: Path | None) -> str:
    """What happened, and where it is noted; ``log`` is None if it could not be noted."""
    words = _("Sorry, SecureCoach crashed. Your practice is saved.")
    if log is None:
        return words
    return words + " " + _("Details are in {log}.").format(log=log)
