"""Serves the full screen to a browser on this machine, with textual-serve's terminal, at a secret address."""

from __future__ import annotations

import asyncio
import os
import secrets
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from html import escape
from importlib.resources import files
from pathlib import Path

import textual_serve
from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from securecoach_tui import i18n
from securecoach_tui.config import child_process
from securecoach_tui.i18n import _
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.web import messages
from securecoach_tui.web.connections import QUIET, Connections, GuardedHandler
from securecoach_tui.web.guard import headers, is_allowed
from securecoach_tui.web.program import PageProgram

HOST = "127.0.0.1"
MOST_PAGES = 8  # at once; each runs a program of its own
STOP_SECONDS = 3.0  # for requests that are still being answered when the server stops


class PrivateServer:
    """Serves the program under a path that begins with a random token, and answers no other request."""

    def __init__(
        self, arguments: list[str], bound: socket.socket, *, seen: Callable[[bytes], None] = lambda data: None
    ) -> None:
        """``seen`` is called with a copy of all output sent to the browser."""
        self.port = bound.getsockname()[1]
        self.token = secrets.token_urlsafe(24)
        self._arguments, self._bound, self._seen = arguments, bound, seen
        self._connections = Connections()
        self._programs: set[PageProgram] = set()
        self._stopping = asyncio.Event()

    @property
    def address(self) -> str:
        """The address to open in the browser."""
        return f"http://{HOST}:{self.port}/{self.token}/"

    def stop(self) -> None:
        """Stop every page's program, so that its session is saved, and then serving."""
        self._stopping.set()

    def _make_app(self) -> web.Application:
        app = web.Application(middlewares=[self._guard()], logger=QUIET)
        prefix = f"/{self.token}"
        static = Path(textual_serve.__file__).parent / "static"
        app.add_routes(
            [
                web.get(f"{prefix}/", self._page),
                web.get(f"{prefix}/ws", self._serve_program),
                web.get(f"{prefix}/page.css", self._static("page.css", "text/css")),
                web.get(f"{prefix}/page.js", self._static("page.js", "text/javascript")),
                web.static(f"{prefix}/static", static),
            ]
        )
        return app

    def _guard(self) -> Middleware:
        @web.middleware
        async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
            origin = request.headers.get("Origin")
            if not is_allowed(request.path, request.headers.get("Host", ""), origin, token=self.token, port=self.port):
                refusal = web.HTTPNotFound(headers=headers(self.port))
                refusal.force_close()  # a stranger's connection isn't kept
                raise refusal
            self._connections.known(request.protocol)
            response = await handler(request)
            if not response.prepared:
                response.headers.update(headers(self.port))
            return response

        return guard

    async def _page(self, _request: web.Request) -> web.Response:
        page = files("securecoach_tui.web").joinpath("static/page.html").read_text("utf-8")
        words_by_name = {
            "language": i18n.language(),
            "title": _("Practice"),
            "ended": _("The program has ended. What you practised is saved."),
            "again": _("Open it again"),
            "sound": _("Sound plays on the computer that runs SecureCoach."),
            "keys": _(
                "Some keys belong to the browser, so use letters: ? help, v spoken prompts, ctrl+o a menu of all keys."
            ),
            "reader": _("With a screen reader, plain text in a terminal works better: securecoach --plain"),
            "socket": f"ws://{HOST}:{self.port}/{self.token}/ws",
        }
        for name, words in words_by_name.items():
            page = page.replace("{{" + name + "}}", escape(words))
        return web.Response(text=page, content_type="text/html")

    def _static(self, name: str, kind: str) -> Handler:
        async def handler(_request: web.Request) -> web.Response:
            text = files("securecoach_tui.web").joinpath(f"static/{name}").read_text("utf-8")
            return web.Response(text=text, content_type=kind)

        return handler

    async def _serve_program(self, request: web.Request) -> web.StreamResponse:
        """Run the program while the socket is open, then stop it and save its session."""
        if len(self._programs) >= MOST_PAGES or self._stopping.is_set():
            return web.Response(status=503)
        websocket = web.WebSocketResponse(heartbeat=15, max_msg_size=messages.LARGEST_MESSAGE, compress=False)

        async def draw(data: bytes) -> None:
            self._seen(data)
            with suppress(OSError, RuntimeError):  # the page is closed
                await websocket.send_bytes(data)

        program = PageProgram(self._arguments, draw)
        self._programs.add(program)
        try:
            await websocket.prepare(request)
            width = messages.asked_size(request.query.get("width", ""), 80, messages.MOST_COLUMNS)
            await program.start(width, messages.asked_size(request.query.get("height", ""), 24, messages.MOST_ROWS))
            showing = asyncio.create_task(_show(program, websocket))
            try:
                await _pass_on(websocket, program)
            finally:
                await program.stop()
                await showing
        finally:
            self._programs.discard(program)
        return websocket

    async def run(self, announce: Callable[[str], None]) -> None:
        """Serve until ``stop`` or a signal; ``announce`` is called with the address."""
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP", "SIGINT"):
            with suppress(AttributeError, NotImplementedError, RuntimeError, ValueError):
                loop.add_signal_handler(getattr(signal, name), self.stop)
        runner = web.AppRunner(self._make_app(), access_log=None, logger=QUIET, shutdown_timeout=STOP_SECONDS)
        await runner.setup()
        manager = runner.server
        assert manager is not None
        listening = await loop.create_server(
            lambda: GuardedHandler(manager, self._connections, loop), sock=self._bound, backlog=128
        )
        try:
            announce(self.address)
            await self._stopping.wait()
        finally:
            listening.close()
            await asyncio.gather(*(program.stop() for program in self._programs))
            await runner.cleanup()


async def _show(program: PageProgram, websocket: web.WebSocketResponse) -> None:
    """Show the program until it ends, and then close the page's socket."""
    await program.show()
    await websocket.close()
    complaint = await program.complaint()
    if complaint:
        sys.stderr.write("".join(visible(line) + "\n" for line in complaint.splitlines()))


async def _pass_on(websocket: web.WebSocketResponse, program: PageProgram) -> None:
    """Pass on to the program what the page sends."""
    async for message in websocket:
        if message.type is not web.WSMsgType.TEXT:
            continue
        match messages.read(message.data):
            case messages.Typed(data):
                await program.type(data)
            case messages.Resized(width, height):
                await program.tell(type="resize", width=width, height=height)
            case messages.Focused(on):
                await program.tell(type="focus" if on else "blur")
            case messages.Ping(data):
                with suppress(OSError, RuntimeError):
                    await websocket.send_json(["pong", data])


def bind(port: int) -> socket.socket:
    """A socket on the loopback address; ``port`` 0 picks any free port.

    Raises:
        OSError: the port is in use.
    """
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        bound.bind((HOST, port))
    except OSError:
        bound.close()
        raise
    return bound


def arguments(data_dir: Path) -> list[str]:
    """The command line that starts the program for a browser."""
    return child_process.command("securecoach_tui", "--data-dir", os.fspath(data_dir))
