"""The real server with real connections: strangers, malformed messages, and its end."""

from __future__ import annotations

import asyncio
import json
import os
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.journeys.terminal import past_first_run

aiohttp = pytest.importorskip("aiohttp", reason="the extra web isn't installed here")
pytest.importorskip("textual_serve", reason="the extra web isn't installed here")
pytestmark = pytest.mark.journeys

OPEN_FILES = 1024  # the usual limit of a process


class Served:
    """``securecoach serve`` as a process, at its address."""

    def __init__(self, data: Path, folder: Path) -> None:
        self.data, self._errors = data, folder / "errors"
        environ = {**os.environ, "SECURECOACH_STATE_DIR": f"{data}-state", "PYTHONUNBUFFERED": "1"}
        command = [sys.executable, "-P", "-m", "securecoach_tui", "serve", "--data-dir", str(data)]
        with self._errors.open("w") as errors:
            self.process = subprocess.Popen(
                command,
                stdout=subprocess.PIPE,
                stderr=errors,
                env=environ,
                cwd=folder,
                preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES)),
            )
        assert self.process.stdout is not None
        self.address = self.process.stdout.readline().decode().split()[-1]
        self.port = int(self.address.split(":")[2].split("/")[0])

    def errors(self) -> str:
        return self._errors.read_text()

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        assert self.process.stdout is not None
        self.process.stdout.close()


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    folder = tmp_path / "here"
    folder.mkdir()
    for name in ("click", "random", "textual", "securecoach_tui"):
        (folder / f"{name}.py").write_text("open('imported', 'w')\nraise SystemExit('never to be run')\n")
    one = Served(past_first_run(tmp_path / "record"), folder)
    yield one
    one.close()
    assert not (folder / "imported").exists()


def programs(data: Path) -> list[int]:
    """The processes of the pages: those with this data folder that show a page."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                words = (entry / "cmdline").read_bytes().split(b"\0")
            except OSError:
                continue
            if os.fsencode(data) in words and b"serve" not in words:
                found.append(int(entry.name))
    return found


async def until(reached: Callable[[], object], what: str, seconds: float = 20.0) -> None:
    end = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < end, what
        await asyncio.sleep(0.05)


async def drawn(socket: object, words: bytes) -> None:
    """Read what the program draws until these words are in it."""
    seen = b""
    while words not in seen:
        message = await asyncio.wait_for(socket.receive(), 30)  # type: ignore[attr-defined]
        assert isinstance(message.data, bytes), message
        seen += message.data


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="processes are found in /proc")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL], ids=lambda one: one.name)
async def test_page_program_ends_with_its_server(served: Served, number: signal.Signals) -> None:
    async with aiohttp.ClientSession() as client, client.ws_connect(served.address + "ws") as page:
        await drawn(page, b"Start")
        assert programs(served.data)
        served.process.send_signal(number)
        await until(lambda: served.process.poll() is not None, "the server ends")
        await until(lambda: not programs(served.data), "the program ends")
    assert served.errors() == ""


async def test_malformed_messages_leave_the_page_working(served: Served) -> None:
    async with aiohttp.ClientSession() as client, client.ws_connect(served.address + "ws?width=9e9&height=x") as page:
        await drawn(page, b"Start")
        for size in (10**9, -1, None, "80", 1e300, [1]):
            await page.send_str(json.dumps(["resize", {"width": size, "height": size}]))
        for text in ("", "{}", "[" * 100_000, '["stdin", null]', '["stdin", "\\ud800"]', '["ping", {}]', "[9e999]"):
            await page.send_str(text)
        await page.send_bytes(b"\xff\xfe")
        await page.send_str('["ping", 7]')
        while (message := await asyncio.wait_for(page.receive(), 60)).type is not aiohttp.WSMsgType.TEXT:
            pass
        assert message.json() == ["pong", 7]
        for pid in programs(served.data):
            assert int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * resource.getpagesize() < 300_000_000
        await page.send_str(json.dumps(["stdin", "x" * 2_000_000]))
        while (await asyncio.wait_for(page.receive(), 30)).type is aiohttp.WSMsgType.BINARY:
            pass
    async with aiohttp.ClientSession() as client, client.get(served.address) as answer:
        assert answer.status == 200
    await until(lambda: not programs(served.data), "the program ends with its page")
    assert served.errors() == ""


async def test_slow_strangers_do_not_keep_the_owner_out(served: Served) -> None:
    if resource.getrlimit(resource.RLIMIT_NOFILE)[0] < OPEN_FILES + 200:
        pytest.skip("this machine lets the test open too few connections")
    with ExitStack() as stack:
        for number in range(OPEN_FILES + 100):
            one = stack.enter_context(socket.create_connection(("127.0.0.1", served.port), timeout=10))
            if number % 2:
                one.send(b"GET / HTTP/1.1\r\nHost: ")
        async with aiohttp.ClientSession() as client:
            async with client.get(served.address, timeout=aiohttp.ClientTimeout(10)) as answer:
                assert answer.status == 200
            async with client.ws_connect(served.address + "ws") as page:
                await drawn(page, b"Start")
        held = len(list(Path(f"/proc/{served.process.pid}/fd").iterdir()))
        assert held < 100
    assert served.errors() == ""


async def test_ninth_page_is_refused(served: Served) -> None:
    from securecoach_tui.web.server import MOST_PAGES

    async with aiohttp.ClientSession() as client:
        pages = [await client.ws_connect(served.address + "ws") for _ in range(MOST_PAGES)]
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await client.ws_connect(served.address + "ws")
        assert refused.value.status == 503
        for page in pages:
            await page.close()
    await until(lambda: not programs(served.data), "the programs end with their pages", 40)
