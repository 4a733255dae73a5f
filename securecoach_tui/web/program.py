"""SecureCoach as the child process of one page: started without a shell, and ended with the page or with the server.

Each packet of its input and output, after a line that begins the output, is a letter, the length of what follows in four
bytes, and that: D for what a terminal sends or shows, M for a message in JSON (Textual's WebDriver).
"""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Awaitable, Callable
from contextlib import suppress

from securecoach_tui.config.child_process import SERVED_BY, environment

FIRST_LINE = b"__GANGLION__\n"
LONGEST_COMPLAINT = 10_000  # bytes kept of what the program printed on standard error
QUIT_SECONDS = 10.0  # for the program to save its session; after that it is told to end, and then killed
END_SECONDS = 5.0


class PageProgram:
    """The program that one page shows. ``draw`` is called with what it draws."""

    def __init__(self, arguments: list[str], draw: Callable[[bytes], Awaitable[None]]) -> None:
        self._arguments, self._draw = arguments, draw
        self._process: asyncio.subprocess.Process | None = None
        self._complaint = bytearray()

    async def start(self, width: int, height: int) -> None:
        """Start the program for a window of this size."""
        environ = {
            **environment(),
            SERVED_BY: str(os.getpid()),
            "TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver",
            "TEXTUAL_FPS": "60",
            "TEXTUAL_COLOR_SYSTEM": "truecolor",
            "TERM_PROGRAM": "textual",
            "COLUMNS": str(width),
            "ROWS": str(height),
        }
        pipe = asyncio.subprocess.PIPE
        self._process = await asyncio.create_subprocess_exec(
            *self._arguments, stdin=pipe, stdout=pipe, stderr=pipe, env=environ
        )

    async def show(self) -> None:
        """Draw what the program draws until it leaves the screen."""
        process = self._process
        assert process is not None and process.stdout is not None and process.stderr is not None
        self._complaining = asyncio.create_task(self._read_complaint(process.stderr))
        with suppress(asyncio.IncompleteReadError, asyncio.LimitOverrunError, ValueError):
            await process.stdout.readuntil(FIRST_LINE)
            while (packet := await _packet(process.stdout)) != (b"M", {"type": "exit"}):
                if isinstance(packet[1], bytes):
                    await self._draw(packet[1])

    async def complaint(self) -> str:
        """Wait for the program's end; return what it printed on standard error."""
        process = self._process
        assert process is not None and process.stdout is not None
        while await process.stdout.read(65536):  # a program whose output nobody reads would wait for ever
            pass
        await self._complaining
        return self._complaint.decode("utf-8", "replace").strip()

    async def type(self, data: bytes) -> None:
        """Send what was typed."""
        await self._send(b"D", data)

    async def tell(self, **message: object) -> None:
        """Send a message of the window: its size, or the focus."""
        await self._send(b"M", json.dumps(message).encode())

    async def stop(self) -> None:
        """Stop the program as if the person had quit, and wait until the session is saved."""
        process = self._process
        if process is None or process.returncode is not None:
            return
        await self.tell(type="quit")
        for seconds, end in ((QUIT_SECONDS, process.terminate), (END_SECONDS, process.kill)):
            with suppress(TimeoutError):
                await asyncio.wait_for(process.wait(), seconds)
                return
            with suppress(ProcessLookupError):
                end()
        await process.wait()

    async def _send(self, kind: bytes, data: bytes) -> None:
        assert self._process is not None and self._process.stdin is not None
        with suppress(OSError, RuntimeError):  # it has ended
            self._process.stdin.write(kind + len(data).to_bytes(4, "big") + data)
            await asyncio.wait_for(self._process.stdin.drain(), QUIT_SECONDS)

    async def _read_complaint(self, stream: asyncio.StreamReader) -> None:
        while data := await stream.read(4096):
            self._complaint += data[: LONGEST_COMPLAINT - len(self._complaint)]


async def _packet(stream: asyncio.StreamReader) -> tuple[bytes, bytes | dict[str, object]]:
    kind = await stream.readexactly(1)
    data = await stream.readexactly(int.from_bytes(await stream.readexactly(4), "big"))
    return kind, json.loads(data) if kind == b"M" else data
