"""What is said about a fault of the program itself."""

from __future__ import annotations

from pathlib import Path

from securecoach_tui.i18n import _


def too_many_programs() -> str:
    """Why nothing more can be started or opened, and what to do."""
    return _("This computer is running as many programs as it can. Close some of them, then try again.")


def fault_words(log: Path | None) -> str:
    """What happened, and where it is noted; ``log`` is None if it could not be noted."""
    words = _("Sorry, SecureCoach crashed. Your practice is saved.")
    if log is None:
        return words
    return words + " " + _("Details are in {log}.").format(log=log)
