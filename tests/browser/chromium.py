"""A real Chromium without a window, driven over its own protocol; it notes every request it makes."""

from __future__ import annotations

import asyncio
import base64
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import aiohttp

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--remote-debugging-port=0",
    "--window-size=1000,760",
)
KEYS = {"Enter": ("\r", 13), "Escape": ("", 27), "ArrowDown": ("", 40), "End": ("", 35)}


def found() -> str | None:
    """Where Chromium is, if it is."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


class Page:
    """One page. ``requests`` are the addresses it asked for, ``refused`` what its policy stopped."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.requests: list[str] = []
        self.refused: list[str] = []
        self._number = 0
        self._waiting: dict[int, asyncio.Future[Any]] = {}

    async def __aenter__(self) -> Page:
        command = [str(found()), *FLAGS, f"--user-data-dir={self._folder}", "about:blank"]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        assert self._process.stderr is not None
        loop = asyncio.get_running_loop()
        while "DevTools listening on" not in (line := await loop.run_in_executor(None, self._process.stderr.readline)):
            assert line, "Chromium ended before it listened"
        port = line.split("://")[1].split(":")[1].split("/")[0]
        self._client = aiohttp.ClientSession()
        async with self._client.get(f"http://127.0.0.1:{port}/json") as answer:
            target = next(one for one in await answer.json() if one["type"] == "page")
        self._socket = await self._client.ws_connect(target["webSocketDebuggerUrl"], max_msg_size=0)
        self._reader = asyncio.create_task(self._read())
        for domain in ("Page", "Network", "Runtime", "Log"):
            await self.send(f"{domain}.enable")
        return self

    async def __aexit__(self, *_how: object) -> None:
        self._reader.cancel()
        await self._client.close()
        self._process.kill()
        self._process.wait()
        assert self._process.stderr is not None
        self._process.stderr.close()

    async def _read(self) -> None:
        async for message in self._socket:
            told = json.loads(message.data)
            if told.get("id") in self._waiting:
                self._waiting.pop(told["id"]).set_result(told.get("result", {}))
            elif told.get("method") == "Network.requestWillBeSent":
                self.requests.append(told["params"]["request"]["url"])
            elif told.get("method") == "Network.webSocketCreated":
                self.requests.append(told["params"]["url"])
            elif told.get("method") == "Log.entryAdded" and told["params"]["entry"]["source"] == "security":
                self.refused.append(told["params"]["entry"]["text"])

    async def send(self, method: str, **parameters: Any) -> Any:
        """One command of Chromium's protocol, and its answer."""
        self._number += 1
        waiting = self._waiting[self._number] = asyncio.get_running_loop().create_future()
        await self._socket.send_json({"id": self._number, "method": method, "params": parameters})
        return await asyncio.wait_for(waiting, 20)

    async def open(self, address: str) -> None:
        await self.send("Page.navigate", url=address)

    async def evaluate(self, script: str) -> Any:
        """The value of a script."""
        answer = await self.send("Runtime.evaluate", expression=script, returnByValue=True)
        return answer.get("result", {}).get("value")

    async def text(self) -> str:
        """What can be read on the page."""
        rows = await self.evaluate(
            "[...document.querySelectorAll('.xterm-accessibility-tree > div')].map(r => r.textContent).join('\\n')"
        )
        return str(rows or "") + "\n" + str(await self.evaluate("document.body.innerText") or "")

    async def see(self, *words: str, seconds: float = 30.0) -> str:
        """Until all of these can be read."""
        loop = asyncio.get_running_loop()
        until = loop.time() + seconds
        while True:
            shown = await self.text()
            if all(word in shown for word in words):
                return shown
            assert loop.time() < until, f"not seen: {words}\n{shown}"
            await asyncio.sleep(0.1)

    async def press(self, *keys: str, control: bool = False) -> None:
        """Keys as a keyboard sends them."""
        for key in keys:
            text, code = KEYS.get(key, (key, ord(key.upper()[0])))
            how: dict[str, Any] = {"key": key, "windowsVirtualKeyCode": code, "modifiers": 2 if control else 0}
            if text and not control:
                how["text"] = text
            await self.send("Input.dispatchKeyEvent", type="keyDown", **how)
            await self.send("Input.dispatchKeyEvent", type="keyUp", key=key, windowsVirtualKeyCode=code)

    async def picture(self, path: Path) -> None:
        """A picture of the page as PNG."""
        answer = await self.send("Page.captureScreenshot", format="png")
        path.write_bytes(base64.b64decode(answer["data"]))
