"""Where a session can't be saved, plain text offers another file, and never one that is there already."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from securecoach_tui.config.settings import DataPaths, Settings
from securecoach_tui.plain.context import PlainContext
from securecoach_tui.plain.start_session import begin
from tests.fakes.clock import FakeClock
from tests.fakes.terminal import FakeLineIO
from tests.fakes.writer import MemoryWriter
from tests.plain.talk import an_exercise, lines_of


@pytest.mark.parametrize("kind", ["file", "link to nothing", "folder"])
def test_rescue_file_in_lines_takes_the_place_of_nothing(kind: str, tmp_path: Path) -> None:
    taken = tmp_path / "taken.json"
    if kind == "file":
        taken.write_text("another's")
    elif kind == "folder":
        taken.mkdir()
    else:
        taken.symlink_to(tmp_path / "elsewhere")
    clock = FakeClock()
    io = FakeLineIO(clock)
    io.type(70.0, str(taken), str(tmp_path / "free.json"), "")
    paths = DataPaths(tmp_path / "data", tmp_path / "state", tmp_path / "cache")
    context = PlainContext(io, paths, Settings(questions="none"), clock, MemoryWriter("the disk is full"))
    begin(context, an_exercise(), 60)
    assert any("already exists. This name is free: " in line for line in lines_of(context))
    assert f"Saved in {tmp_path / 'free.json'}." in lines_of(context)
    assert len(json.loads((tmp_path / "free.json").read_text())["sessions"]) == 1
    assert kind != "file" or taken.read_text() == "another's"
    assert not (tmp_path / "elsewhere").exists()
