"""The page that ``serve`` shows, with a screen reader: axe-core finds nothing while a program runs, nor after its end."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser import accessibility, chromium
from tests.browser.test_browser import Screen, data, served

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(chromium.found() is None, reason="Chromium isn't installed here"),
    pytest.mark.skipif(accessibility.script() is None, reason="axe-core-python isn't installed here"),
]
pytest.importorskip("textual_serve", reason="the extra web isn't installed here")

__all__ = ["data"]  # the fixture


async def test_served_page_has_no_violation(data: Path, tmp_path: Path) -> None:
    screen = Screen()
    async with served(data, screen) as address, chromium.Page(tmp_path / "profile") as page:
        await page.open(address)
        await screen.see("> Start")
        assert await accessibility.violations(page) == []
        await page.press("c", control=True)
        await page.see("The program has ended.")
        assert await accessibility.violations(page) == []
