"""Serves the full screen to a browser on this machine through textual-serve, at a secret address."""

from __future__ import annotations

import asyncio
import os
import secrets
import socket
import sys
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import textual_serve
from aiohttp import web
from aiohttp.typedefs import Handler, Middleware
from textual_serve.app_service import AppService
from textual_serve.server import Server, to_int

from securecoach_tui.i18n import _
from securecoach_tui.web.guard import headers, is_allowed

HOST = "127.0.0.1"


class _AppProcess(AppService):
    """SecureCoach as a child process, started without a shell."""

    def __init__(self, arguments: list[str], **options: object) -> None:
        super().__init__("", **options)  # type: ignore[arg-type]  # passed on unchanged
        self._arguments = arguments

    async def _open_app_process(self, width: int = 80, height: int = 24) -> asyncio.subprocess.Process:
        pipe = asyncio.subprocess.PIPE
        self._process = await asyncio.create_subprocess_exec(
            *self._arguments,
            stdin=pipe,
            stdout=pipe,
            stderr=pipe,
            env=self._build_environment(width=width, height=height),
        )
        assert self._process.stdin is not None
        self._stdin = self._process.stdin
        return self._process

    async def stop(self) -> None:
        """Stop the program as if the person had quit, and wait until the session is saved."""
        await super().stop()
        if self._process is not None:
            await self._process.wait()
            self._process = None


class PrivateServer(Server):
    """Serves the program under a path that begins with a random token, and answers no other request."""

    def __init__(
        self, arguments: list[str], bound: socket.socket, *, seen: Callable[[bytes], None] = lambda data: None
    ) -> None:
        """``seen`` is called with a copy of all output sent to the browser."""
        port = bound.getsockname()[1]
        super().__init__("", host=HOST, port=port)
        self.token = secrets.token_urlsafe(24)
        self._arguments, self._bound, self._seen = arguments, bound, seen

    @property
    def address(self) -> str:
        """The address to open in the browser."""
        return f"http://{HOST}:{self.port}/{self.token}/"

    async def _make_app(self) -> web.Application:
        app = web.Application(middlewares=[self._guard()])
        prefix = f"/{self.token}"
        static = Path(textual_serve.__file__).parent / "static"
        app.add_routes(
            [
                web.get(f"{prefix}/", self._page),
                web.get(f"{prefix}/ws", self.handle_websocket),
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
                raise web.HTTPNotFound(headers=headers(self.port))
            response = await handler(request)
            if not response.prepared:
                response.headers.update(headers(self.port))
            return response

        return guard

    async def _page(self, _request: web.Request) -> web.Response:
        page = files("securecoach_tui.web").joinpath("static/page.html").read_text("utf-8")
        words_by_name = {
            "title": _("Practice"),
            "ended": _("The program has ended. What you practised is kept."),
            "again": _("Open it again"),
            "sound": _("Sound plays on the machine that serves this page."),
            "keys": _("Keys that a browser keeps for itself have letters: ? help, v voice, ctrl+o a menu of all."),
            "reader": _("With a screen reader, plain lines in a terminal serve better: securecoach --plain"),
            "socket": f"ws://{HOST}:{self.port}/{self.token}/ws",
        }
        for name, words in words_by_name.items():
            page = page.replace("{{" + name + "}}", words)
        return web.Response(text=page, content_type="text/html")

    def _static(self, name: str, kind: str) -> Handler:
        async def handler(_request: web.Request) -> web.Response:
            text = files("securecoach_tui.web").joinpath(f"static/{name}").read_text("utf-8")
            return web.Response(text=text, content_type=kind)

        return handler

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Run the program while the socket is open, then stop it and save its session."""
        websocket = web.WebSocketResponse(heartbeat=15)
        await websocket.prepare(request)

        async def draw(data: bytes) -> None:
            self._seen(data)
            await websocket.send_bytes(data)

        program = _AppProcess(
            self._arguments,
            write_bytes=draw,
            write_str=websocket.send_str,
            close=websocket.close,
            download_manager=self.download_manager,
        )
        try:
            await program.start(
                to_int(request.query.get("width", "80"), 80), to_int(request.query.get("height", "24"), 24)
            )
            await self._process_messages(websocket, program)
        finally:
            await program.stop()
        return websocket

    async def run(self, announce: Callable[[str], None]) -> None:
        """Serve until cancelled; ``announce`` is called with the address."""
        runner = web.AppRunner(await self._make_app(), access_log=None)
        await runner.setup()
        try:
            await web.SockSite(runner, self._bound).start()
            announce(self.address)
            await asyncio.Event().wait()
        finally:
            await runner.cleanup()


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
    return [sys.executable, "-m", "securecoach_tui", "--data-dir", os.fspath(data_dir)]
