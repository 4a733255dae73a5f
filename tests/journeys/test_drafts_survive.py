"""Drafts survive a killed process, signals and quick exit, in both displays."""

from __future__ import annotations

import signal
import time
from pathlib import Path

import pytest

from securecoach_tui.config import settings
from securecoach_tui.store import unfinished_sessions
from tests.journeys.terminal import Open, Terminal, stop_and_type

pytestmark = pytest.mark.journeys

WORDS = "quiet and tired"


def drafts(data: Path) -> list[dict[str, str]]:
    where = settings.places(str(data), environ={"SECURECOACH_STATE_DIR": str(data) + "-state"})
    return [one.checkpoint.drafts for one in unfinished_sessions.read(where)]


def to_the_line(terminal: Terminal, *, plain: bool) -> None:
    """Stop a session early and type half of the reflection."""
    terminal.see("Distress now" if plain else "How upset")
    terminal.press("5", "enter")
    terminal.see("Saved: distress" if plain else "You can stop")
    stop_and_type(terminal, WORDS, plain=plain)


@pytest.mark.parametrize("plain", [False, True], ids=["full screen", "plain text"])
def test_killed_process_keeps_draft_of_a_second_before(opened: Open, data: Path, plain: bool) -> None:
    face = ["--plain"] if plain else []
    first = opened("practice", "twelve-seconds", "--minutes", "0.2", *face)
    to_the_line(first, plain=plain)
    until = time.monotonic() + 1.0
    while time.monotonic() < until:
        first.read(0.05)
    first.process.send_signal(signal.SIGKILL)
    first.process.wait(5)
    assert drafts(data) == [{"reflection": WORDS}]


@pytest.mark.parametrize(
    ("plain", "way"), [(False, "TERM"), (False, "HUP"), (False, "ctrl+c"), (True, "HUP"), (True, "ctrl+c")]
)
def test_every_exit_keeps_the_latest_draft(opened: Open, data: Path, plain: bool, way: str) -> None:
    face = ["--plain"] if plain else []
    first = opened("practice", "twelve-seconds", "--minutes", "0.2", *face)
    to_the_line(first, plain=plain)
    if way == "ctrl+c":
        first.press("\x03")
    else:
        first.process.send_signal(getattr(signal, f"SIG{way}"))
    assert first.ended() == 0 and first.is_as_it_was()
    assert drafts(data) == [{"reflection": WORDS}]
