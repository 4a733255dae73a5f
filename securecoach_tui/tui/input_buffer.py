"""Buffers keys, clicks and pastes until the key before them is handled and its screen mounted, and passes them on in order.

Textual sends a key to the widget that has the focus the moment it arrives. The key before may still be on its way, and is
about to open a screen or a question: the 0 of a fast 10 would reach the screen under the scale that the 1 opens. Keys
come that fast on a busy machine, after a stall of the connection, and from dictation.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from typing import Any, NamedTuple

from textual import events
from textual.app import App
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.timer import Timer

from securecoach_tui.tui.textual_internals import is_exiting, wait_until_mounted

LONGEST_WAIT = 5.0  # seconds that a key waits for a screen; no screen takes that long
LONGEST_HANDLING = 1.0  # seconds that a key waits for the one before it
# A message from the widget with the focus takes up to so many ways through the queues until the screen has acted on it.
ROUNDS = 3
MOST_ON_WAY = 4  # keys that are remembered while they are on their way; each keeps its screen in memory


class _KeyOnWay(NamedTuple):
    sent: events.Key  # as the person's own keys translate it
    typed: events.Key
    screen: Screen[Any]  # which it was for


class InputBuffer:
    """Passes input events on, one after another, to mounted screens."""

    def __init__(self, app: App[str], pass_on: Callable[[events.Event], Awaitable[None]]) -> None:
        self._app, self._pass_on = app, pass_on
        self._waiting: list[events.Event] = []
        self._give_up: Timer | None = None  # runs while a key is being handled
        self._passed = 0  # keys passed on
        self._passing: events.Event | None = None
        self._on_way: dict[int, _KeyOnWay] = {}  # by number; more than one if a key takes too long

    async def receive(self, event: events.Event) -> None:
        """Pass ``event`` on now, or when the top screen is mounted. Drop it if the app is exiting."""
        if self._waiting or self._give_up is not None:
            self._waiting.append(event)
        elif self._ready():
            await self._pass(event)
        elif self._app.screen_stack and self._app.is_running:
            self._waiting.append(event)
            await self._wait()

    def put_first(self, event: events.Event) -> None:
        """Pass ``event`` on before what waits."""
        self._waiting.insert(0, event)
        self._app.call_later(self._drain)

    def sends(self, key: events.Key) -> None:
        """The key that is being passed on is sent to the top screen, as ``key``."""
        if isinstance(self._passing, events.Key):
            self._on_way[self._passed + 1] = _KeyOnWay(key, self._passing, self._app.screen)
            while len(self._on_way) > MOST_ON_WAY:
                del self._on_way[min(self._on_way)]

    def returned(self, key: events.Key) -> bool:
        """Whether a key that no widget took came back while another screen opened; then it is passed on to that one.

        Textual would let the key act on the new screen at once, which may not have begun.
        """
        number = next((number for number, one in self._on_way.items() if one.sent is key), None)
        if number is None:
            return False
        _sent, typed, screen = self._on_way.pop(number)
        if not self._app.screen_stack or screen is self._app.screen:
            return False
        # A new one, since Textual marks a key that was sent to a widget.
        self.put_first(events.Key(typed.key, typed.character))
        return True

    async def _pass(self, event: events.Event) -> None:
        """Pass an event on. After a key the next one waits until this one is handled."""
        screen = self._app.screen
        way = list((screen.focused or screen).ancestors_with_self)  # from the focus to the app, as a key goes
        self._passing = event
        await self._pass_on(event)
        if isinstance(event, events.Key):
            self._passed += 1
            self._give_up = self._app.set_timer(LONGEST_HANDLING, partial(self._handled, self._passed))
            self._follow(iter(way * ROUNDS), self._passed)

    def _follow(self, way: Iterator[MessagePump], number: int) -> None:
        """Go the way of a key's messages, behind them in each queue; one of a widget that was closed is left out."""
        for pump in way:
            if pump.call_later(self._follow, way, number):
                return
        self._on_way.pop(number, None)
        self._handled(number)

    def _handled(self, number: int) -> None:
        """Key ``number`` was handled, or took too long: pass on what waits."""
        if number != self._passed or self._give_up is None:
            return
        self._give_up.stop()
        self._give_up = None
        if self._waiting:
            self._app.call_later(self._drain)

    def _ready(self) -> bool:
        app = self._app
        return bool(app.screen_stack) and app.screen.is_mounted and app.is_running and not is_exiting(app)

    async def _wait(self) -> None:
        await wait_until_mounted(self._app.screen, LONGEST_WAIT)
        self._app.call_later(self._drain)  # queued after the message that sets the focus

    async def _drain(self) -> None:
        while self._waiting and self._give_up is None and self._ready():
            await self._pass(self._waiting.pop(0))
        if self._give_up is not None:
            return  # called again when that key was handled
        if self._waiting and self._app.screen_stack and self._app.is_running and not is_exiting(self._app):
            await self._wait()
        else:
            self._waiting.clear()
