"""Buffers keys, clicks and pastes until the new screen is mounted, and passes them on in order.

Textual handles a key the moment it arrives, on whichever screen is on top. A screen that was just pushed may
have no widgets and no focus yet; on a busy machine, fast typing can be that quick.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from textual import events
from textual.app import App

from securecoach_tui.tui.textual_internals import is_exiting, wait_until_mounted

LONGEST_WAIT = 5.0  # seconds that a key waits for a screen; no screen takes that long


class InputBuffer:
    """Passes input events on, one after another, to mounted screens."""

    def __init__(self, app: App[str], pass_on: Callable[[events.Event], Awaitable[None]]) -> None:
        self._app, self._pass_on = app, pass_on
        self._waiting: list[events.Event] = []

    async def receive(self, event: events.Event) -> None:
        """Pass ``event`` on now, or when the top screen is mounted. Drop it if the app is exiting."""
        if self._waiting:
            self._waiting.append(event)
        elif self._ready():
            await self._pass_on(event)
        elif self._app.screen_stack and self._app.is_running:
            self._waiting.append(event)
            await self._wait()

    def _ready(self) -> bool:
        app = self._app
        return bool(app.screen_stack) and app.screen.is_mounted and app.is_running and not is_exiting(app)

    async def _wait(self) -> None:
        await wait_until_mounted(self._app.screen, LONGEST_WAIT)
        self._app.call_later(self._drain)  # queued after the message that sets the focus

    async def _drain(self) -> None:
        while self._waiting and self._ready():
            await self._pass_on(self._waiting.pop(0))
        if self._waiting and self._app.screen_stack and self._app.is_running and not is_exiting(self._app):
            await self._wait()
        else:
            self._waiting.clear()
