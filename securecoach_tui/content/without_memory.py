"""What is said where the system gives no more memory. Imports only what Python has loaded at the very start."""

from __future__ import annotations

import os
import sys

from securecoach_tui.config import early_exit, low_memory
from securecoach_tui.content import last_resort

HELPS_NOW = ("support", "now")  # commands that always say who to call, even if the program is damaged
_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def lines() -> tuple[str, ...]:
    """Who to call, and that there is too little memory."""
    language = _language()
    return (*last_resort.lines(language), last_resort.too_little_memory(language))


def report(error: BaseException) -> int:
    """Say that ``error`` was caused by too little memory, and who to call where a display or support was wanted.

    Returns the exit status.
    """
    low_memory.give_back(error)
    language, arguments = _language(), sys.argv[1:]
    if early_exit.command_of(arguments) in HELPS_NOW or early_exit.opens_display(arguments):
        low_memory.write(last_resort.lines(language), 1)
    low_memory.write([last_resort.too_little_memory(language)], 2)
    return 1


def _language() -> str:
    """The language in use, else that of the environment: settings may not have been read yet."""
    i18n = sys.modules.get("securecoach_tui.i18n")
    if i18n is not None and hasattr(i18n, "language") and i18n.language() != "en":
        return str(i18n.language())
    return next((os.environ[name] for name in _VARIABLES if os.environ.get(name)), "")[:2]
