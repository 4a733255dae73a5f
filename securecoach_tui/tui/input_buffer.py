"""What comes to a screen before it stands waits until it does, in order.

Textual carries out a key the moment it arrives, on whichever screen is uppermost: one that was pushed a moment ago may have
no widget yet, and nothing in it the focus. Fast hands on a busy machine get there.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

from rich.cells import cached_cell_len
from textual import events
from textual._styles_cache import StylesCache
from textual.app import App
from textual.geometry import Region

LONGEST_WAIT = 5.0  # seconds that a key waits for a screen; none takes as long


class InputBuffer:
    """Lets input through, one event after another, to screens that stand."""

    def __init__(self, app: App[str], hand_on: Callable[[events.Event], Awaitable[None]]) -> None:
        self._app, self._hand_on = app, hand_on
        self._waiting: list[events.Event] = []

    async def came(self, event: events.Event) -> None:
        """Hand it on now, or once the uppermost screen stands; drop it where the program is ending."""
        if self._waiting:
            self._waiting.append(event)
        elif self._stands():
            await self._hand_on(event)
        elif self._app.screen_stack and self._app.is_running:
            self._waiting.append(event)
            await self._let_in()

    def _stands(self) -> bool:
        app = self._app
        return bool(app.screen_stack) and app.screen.is_mounted and app.is_running and not app._exit

    async def _let_in(self) -> None:
        """The focus is set by a message of the app's own queue: what waited comes behind it."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._app.screen._mounted_event.wait(), LONGEST_WAIT)
        self._app.call_later(self._next)

    async def _next(self) -> None:
        while self._waiting and self._stands():
            await self._hand_on(self._waiting.pop(0))
        if self._waiting and self._app.screen_stack and self._app.is_running and not self._app._exit:
            await self._let_in()
        else:
            self._waiting.clear()


# What Textual and Rich keep of what they drew: widgets that are gone, the width of every line, where each overlapped.
# Each holds up to thousands of these, and a session of breathing fills them with lines that no other screen draws.
OF_WHAT_WAS_DRAWN = (
    StylesCache.get_inner_outer,
    cached_cell_len,
    Region.intersection,
    Region.translate,
    Region.contains_region,
    Region.overlaps,
)


def forget_what_is_gone() -> None:
    """Let go of what only made drawing faster; what stands on the screen is looked up once more."""
    for cache in OF_WHAT_WAS_DRAWN:
        clear = getattr(cache, "cache_clear", None)
        if clear is not None:
            clear()
