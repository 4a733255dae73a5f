"""Which display a command opens: ``--plain`` before its name or after it, and plain text chosen on the full screen."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from securecoach_tui.commands import display
from securecoach_tui.commands.command_table import cli
from securecoach_tui.plain import app as plain_app

COMMANDS = {
    (): "show_menu",
    ("practice", "slow-breathing"): "practise",
    ("now",): "now",
    ("checkin",): "check_in",
    ("apart",): "apart_ladder",
}


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """What is opened, at a terminal that can show either display."""
    found: list[str] = []
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("SECURECOACH_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("SECURECOACH_STATE_DIR", str(tmp_path / "state"))
    for name in ("SECURECOACH_PLAIN", "ACCESSIBLE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(display, "full_screen", lambda *_arguments, **_options: found.append("full screen"))
    for name in COMMANDS.values():
        monkeypatch.setattr(plain_app, name, lambda *_arguments, name=name, **_options: found.append(name))
    return found


@pytest.mark.parametrize(("command", "shown"), COMMANDS.items(), ids=lambda one: " ".join(one))
def test_plain_is_heeded_before_and_after_the_commands_name(
    command: tuple[str, ...], shown: str, opened: list[str]
) -> None:
    cli.main([*command], standalone_mode=False)
    cli.main(["--plain", *command], standalone_mode=False)
    cli.main([*command, "--plain"], standalone_mode=False)
    assert opened == ["full screen", shown, shown]


def test_plain_text_chosen_on_the_full_screen_opens_the_menu(
    opened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(display, "full_screen", lambda *_arguments, **_options: "plain")
    cli.main(["checkin"], standalone_mode=False)
    assert opened == ["show_menu"]
