"""Tests of the full screen open the whole program for each case, so they have a lane of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests in this folder, but for those that are journeys already."""
    for item in items:
        if HERE in item.path.parents and item.get_closest_marker("journeys") is None:
            item.add_marker(pytest.mark.screens)


@pytest.fixture(autouse=True)
def terminal_with_all_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal that shows every colour, whatever the tests themselves run in."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.delenv("NO_COLOR", raising=False)
