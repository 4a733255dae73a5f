"""A keyboard at the full screen: sends keys as the terminal's driver does, and waits where it is asked to."""

from __future__ import annotations

import unicodedata
from typing import Any

from textual import events
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key
from textual.pilot import Pilot

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


async def settle(app: SecureCoach, pilot: Pilot[Any]) -> None:
    """Wait until every message is handled, every worker is done and the screen is drawn.

    Textual's own ``Pilot.pause`` waits until the processor is idle instead, which is slow and depends on the load.
    """
    quiet = 0
    while quiet < 2 and app.is_running and app.screen_stack:
        await app.workers.wait_for_complete()
        await pilot._wait_for_screen()
        if not app.screen_stack:
            break
        quiet = 0 if _is_busy(app) else quiet + 1
        app.screen._on_timer_update()  # draws, and calls what waits for the next frame


def _is_busy(app: SecureCoach) -> bool:
    screen = app.screen
    pumps = [app, screen, *screen.walk_children()]
    if (
        app._resize_event is not None
        or app._input_buffer._waiting
        or any(pump.message_queue_size or pump._next_callbacks for pump in pumps)
    ):
        return True
    waits_for_frame = screen._callbacks or screen._layout_required or screen._dirty_widgets
    return bool(waits_for_frame) or any(not worker.is_finished for worker in app.workers)


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
