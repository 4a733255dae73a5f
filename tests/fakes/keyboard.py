"""A keyboard at the full screen: sends keys as the terminal's driver does, and waits for nothing."""

from __future__ import annotations

import unicodedata

from textual import events
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key

from securecoach_tui.tui.app import SecureCoach


def send_key(app: SecureCoach, key: str) -> None:
    """Send a key, named as Textual names it or by its character."""
    if len(key) == 1 and not key.isalnum():
        key = _character_to_key(key)
    try:
        character: str | None = unicodedata.lookup(_get_unicode_name_from_key(REPLACED_KEYS.get(key, key)))
    except KeyError:
        character = key if len(key) == 1 else None
    event = events.Key(key, character)
    event.set_sender(app)
    assert app.terminal_driver is not None
    app.terminal_driver.send_message(event)
