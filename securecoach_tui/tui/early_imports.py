"""Imports what keys will need, while nobody presses one: it takes a tenth of a second or two, which a key would wait for."""

from __future__ import annotations

from importlib import import_module

# What the keys of the first screen need, the likeliest first.
NEEDED = (
    *(f"tui.screens.{name}" for name in ("start_session", "session", "now", "help", "support", "exercises")),
    *("voice.session_audio", "store.writer"),
    *(f"tui.screens.{name}" for name in ("progress", "history", "checkin", "more", "settings")),
)


def import_early() -> None:
    """Import what the keys of the first screen need, if it isn't there."""
    for name in NEEDED:
        import_module(f"securecoach_tui.{name}")
