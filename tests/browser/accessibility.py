"""axe-core, which looks for what keeps people with a screen reader from using a page."""

from __future__ import annotations

import json
import os
from importlib.util import find_spec
from pathlib import Path

from tests.browser.chromium import Page

RUN = """
axe.run(document, {resultTypes: ["violations", "incomplete"]}).then(found => JSON.stringify(
    found.violations.map(one => one.id + ": " + one.nodes.map(node => node.html.slice(0, 120)).join(" | "))))
"""


def script() -> Path | None:
    """Return axe's script: the one that SECURECOACH_AXE names, or that of the package axe-core-python."""
    named = os.environ.get("SECURECOACH_AXE")
    package = find_spec("axe_core_python")
    if named or package is None or package.origin is None:
        return Path(named) if named else None
    return Path(package.origin).with_name("axe.min.js")


async def violations(page: Page) -> list[str]:
    """Return what axe finds on the page: each rule's name, and where it is broken."""
    found = script()
    assert found is not None
    await page.evaluate(found.read_text("utf-8") + "; 1")
    answer = await page.send("Runtime.evaluate", expression=RUN, awaitPromise=True, returnByValue=True)
    told: list[str] = json.loads(answer["result"]["value"])
    return told
