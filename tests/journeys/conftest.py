"""A returning person's data folder, and the program opened on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.terminal import Open, Terminal, past_first_run


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return past_first_run(tmp_path / "record")


@pytest.fixture
def opened(data: Path) -> Iterator[Open]:
    """Opens the program with these arguments; what is still open is closed after the test."""
    terminals: list[Terminal] = []

    def open_one(*arguments: str, **how: object) -> Terminal:
        terminals.append(Terminal(*arguments, data=data, **how))  # type: ignore[arg-type]
        return terminals[-1]

    yield open_one
    for terminal in terminals:
        terminal.close()
