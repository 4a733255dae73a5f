"""A keyboard at the full screen: sends keys as the terminal's driver does, and waits for nothing."""

from __future__ import annotations

import unicodedata

from textual import events
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key

from securecoach_tui.tui.app import SecureCoach
from securecoach_tui.tui.terminal_input import TerminalInput
from securecoach_tui.tui.terminal_keys import TerminalKeys


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


class ByteKeyboard:
    """A terminal's bytes for a program without a terminal, through the program's own reader of them."""

    def __init__(self, app: SecureCoach) -> None:
        self._app, self._now = app, 0.0
        self._reader, self._keys = TerminalInput(), TerminalKeys()

    def send(self, data: bytes, pause: float = 1.0) -> None:
        """Send bytes, then nothing for ``pause`` seconds."""
        received = [*self._reader.feed(data, self._now)]
        self._now += pause
        received += self._reader.tick(self._now)
        assert self._app.terminal_driver is not None
        for item in received:
            for message in self._keys.messages(item):
                self._app.terminal_driver.process_message(message)
