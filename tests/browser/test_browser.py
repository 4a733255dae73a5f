"""The full screen in a real browser: practised by keyboard, private, and saved when the page is closed."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pyte
import pytest

from tests.browser import chromium
from tests.journeys.terminal import past_first_run

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(chromium.found() is None, reason="Chromium isn't installed here"),
]
pytest.importorskip("textual_serve", reason="the extra web isn't installed here")


class Screen:
    """The program's output in a terminal emulator; the page shows the same."""

    def __init__(self) -> None:
        self._screen = pyte.Screen(200, 80)
        self._stream = pyte.ByteStream(self._screen)

    def draw(self, data: bytes) -> None:
        self._stream.feed(data)

    async def see(self, *words: str) -> str:
        loop = asyncio.get_running_loop()
        until = loop.time() + 30
        while not all(word in (shown := "\n".join(self._screen.display)) for word in words):
            assert loop.time() < until, f"not seen: {words}\n{shown}"
            await asyncio.sleep(0.05)
        return shown


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SECURECOACH_STATE_DIR", str(tmp_path / "state"))
    return past_first_run(tmp_path / "record")


@asynccontextmanager
async def served(data: Path, screen: Screen) -> AsyncIterator[str]:
    from securecoach_tui.web.server import PrivateServer, arguments, bind

    server = PrivateServer(arguments(data), bind(0), seen=screen.draw)
    told: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    serving = asyncio.create_task(server.run(told.set_result))
    try:
        yield await told
    finally:
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)


def history(data: Path) -> list[dict[str, object]]:
    command = [sys.executable, "-m", "securecoach_tui", "history", "--json", "--data-dir", str(data)]
    found: list[dict[str, object]] = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    return found


async def begun(page: chromium.Page, screen: Screen) -> None:
    """Start the short exercise by keyboard."""
    await screen.see("> Start")
    await page.press("ArrowDown", "ArrowDown")
    await screen.see("> Choose another")
    await page.press("Enter")
    await screen.see("Cyclic sighing")
    await page.press("End")
    await screen.see("> ● Twelve seconds")
    await page.press("Enter")
    await screen.see("How upset or tense do you feel")
    await page.press("7", "Enter")
    await screen.see("You can stop whenever you like.")


async def test_session_in_browser_requests_only_this_machine(data: Path, tmp_path: Path) -> None:
    screen = Screen()
    async with served(data, screen) as address, chromium.Page(tmp_path / "profile") as page:
        await page.open(address)
        await begun(page, screen)
        await screen.see("How strong is your distress now?")
        await page.press("3", "Enter")
        await screen.see("Write a line for yourself")
        await page.press("o", "k", "Enter")
        await screen.see("Saved.")
        picture = Path(os.environ.get("SECURECOACH_PICTURES", str(tmp_path))) / "browser.png"
        await page.picture(picture)
        assert picture.stat().st_size > 5_000
        assert page.requests
        host = address.split("/")[2]
        assert all(one.split("/")[2] == host for one in page.requests if not one.startswith("data:"))
        assert page.refused == []
    (session,) = history(data)
    assert session["reflection"] == "ok"


async def test_closed_page_keeps_the_session(data: Path, tmp_path: Path) -> None:
    screen = Screen()
    async with served(data, screen) as address:
        async with chromium.Page(tmp_path / "profile") as page:
            await page.open(address)
            await begun(page, screen)
            await screen.see("breath 1 of")
            await page.press("-")  # to ease off completes the session, so that it is kept
            await screen.see("Look round the room.")
        checkpoints = tmp_path / "state" / "checkpoints"
        for _ in range(200):
            if list(checkpoints.glob("*")):
                break
            await asyncio.sleep(0.1)
        assert list(checkpoints.glob("*"))


async def test_quick_exit_clears_the_page(data: Path, tmp_path: Path) -> None:
    screen = Screen()
    async with served(data, screen) as address, chromium.Page(tmp_path / "profile") as page:
        await page.open(address)
        await screen.see("> Start")
        await page.press("c", control=True)
        await page.see("The program has ended.")
        assert await page.evaluate("document.getElementById('terminal').children.length") == 0


async def test_address_without_token_shows_nothing(data: Path, tmp_path: Path) -> None:
    import aiohttp

    async with served(data, Screen()) as address, aiohttp.ClientSession() as client:
        root = "/".join(address.split("/")[:3])
        async with client.get(root + "/") as answer:
            assert answer.status == 404
        async with client.get(address, headers={"Host": "elsewhere.example"}) as answer:
            assert answer.status == 404


def test_port_in_use_is_one_sentence(data: Path) -> None:
    from securecoach_tui.web.server import bind

    taken = bind(0)
    port = str(taken.getsockname()[1])
    taken.listen()
    command = [sys.executable, "-m", "securecoach_tui", "serve", "--port", port, "--data-dir", str(data)]
    done = subprocess.run(command, capture_output=True, text=True)
    taken.close()
    assert done.returncode == 2
    assert done.stderr.startswith(f"Port {port} is already in use")
    assert done.stderr.count("\n") == 1
