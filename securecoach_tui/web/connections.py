"""Keeps the server within the owner's reach: whoever can't name the token gets little time and few connections.

Every user of this machine can connect to the port. A connection is a stranger's until a request on it names the token.
A stranger's is closed after some seconds, and the oldest one makes room when there are too many, so that neither slow
connections nor many of them keep the owner out.
"""

from __future__ import annotations

import asyncio
import logging

from aiohttp import web
from aiohttp.web_protocol import RequestHandler

STRANGER_SECONDS = 5.0  # in which a request has to name the token
MOST_STRANGERS = 32
# One line for each thing that strangers send would fill the owner's terminal.
QUIET = logging.getLogger("securecoach.serve")
QUIET.addHandler(logging.NullHandler())
QUIET.propagate = False


class Connections:
    """The open connections of strangers, the oldest first."""

    def __init__(self, most: int = MOST_STRANGERS, seconds: float = STRANGER_SECONDS) -> None:
        self._most, self._seconds = most, seconds
        self._strangers: dict[GuardedHandler, asyncio.TimerHandle] = {}

    def __len__(self) -> int:
        return len(self._strangers)

    def arrived(self, connection: GuardedHandler) -> None:
        """Take a new connection, a stranger's so far."""
        while len(self._strangers) >= self._most:
            self._drop(next(iter(self._strangers)))
        loop = asyncio.get_running_loop()
        self._strangers[connection] = loop.call_later(self._seconds, self._drop, connection)

    def known(self, connection: object) -> None:
        """Note that a request on this connection named the token, or that it was closed."""
        if isinstance(connection, GuardedHandler) and connection in self._strangers:
            self._strangers.pop(connection).cancel()

    def _drop(self, connection: GuardedHandler) -> None:
        self.known(connection)
        connection.abort()


class GuardedHandler(RequestHandler):
    """One connection, which tells ``connections`` that it was opened and closed."""

    def __init__(self, manager: web.Server, connections: Connections, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(manager, loop=loop, access_log=None, logger=QUIET, keepalive_timeout=60, lingering_time=0)  # type: ignore[arg-type]  # None turns the access log off
        self._connections = connections

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self._connections.arrived(self)

    def connection_lost(self, exc: BaseException | None) -> None:
        self._connections.known(self)
        super().connection_lost(exc)

    def abort(self) -> None:
        """Close the connection now, without waiting for what is unsent."""
        if self.transport is not None:
            self.transport.abort()
