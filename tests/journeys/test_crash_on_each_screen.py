"""A crash on each screen, in one real terminal whose modes are restored every time."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from tests.journeys.terminal import Terminal

pytestmark = pytest.mark.journeys

ROOT = Path(__file__).resolve().parents[2]
# One app after another in one process; a new process for each screen would take a minute.
EACH = """
import sys, termios, types
tests = types.ModuleType("tests")  # also the name of a package that a library installs
tests.__path__ = [sys.argv[1] + "/tests"]
sys.modules["tests"] = tests
from pathlib import Path
from securecoach_tui.tui.app import SecureCoach
from tests.tui.records import put, sessions
from tests.tui.stage import Stage
from tests.tui.screen_list import screens

stage = Stage(Path(sys.argv[sys.argv.index("--data-dir") + 1]))
stage.context.enable_sound = lambda notice: None
put(stage, sessions(60))

def boom():
    raise RuntimeError("a word that a person wrote")

for make in screens(stage):
    app, before, name = SecureCoach(stage.context), termios.tcgetattr(0), []

    async def show():
        room = make()
        name.append(type(room).__name__)
        await app.push_screen(room)
        room.call_after_refresh(boom)

    app.call_after_refresh(show)
    app.run()
    same = termios.tcgetattr(0) == before
    print(f"{name[0]}: {'as it was' if same and app.return_code == 1 else 'ALTERED'}")
print("every screen has had its fault")
"""


@pytest.mark.long  # three screens have theirs in test_full_screen_journey.py
def test_crash_on_any_screen_restores_the_terminal(tmp_path: Path) -> None:
    terminal = Terminal(str(ROOT), data=tmp_path / "record", command=(sys.executable, "-c", EACH))
    try:
        terminal.see("every screen has had its fault", seconds=120)
        assert terminal.ended() == 0 and terminal.is_as_it_was()
        told = re.sub(rb"\x1b\[[0-9;?]*[a-zA-Z]", b"", terminal.raw).decode("utf-8", "replace")
        assert len(re.findall(r"^\w+: as it was", told, re.MULTILINE)) >= 25 and "ALTERED" not in told
        assert "a word that a person wrote" not in told and "Traceback" not in told
    finally:
        terminal.close()
