"""What a killed program left half-written goes at the next start; what a running one writes stays."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from securecoach_tui.app.context import AppContext
from securecoach_tui.clock import SystemClock
from securecoach_tui.config.settings import DataPaths, Settings
from securecoach_tui.store import half_written
from securecoach_tui.store.disk import Disk

NAME = ".checkpoint.json.0123abcd"


@pytest.fixture
def paths(tmp_path: Path) -> DataPaths:
    found = DataPaths(tmp_path / "data", tmp_path / "state", tmp_path / "cache")
    for folder in (found.journal, found.backups, found.checkpoints):
        folder.mkdir(parents=True)
    return found


def left(path: Path, age: float = 100) -> Path:
    path.write_text("half a word")
    os.utime(path, (time.time() - age,) * 2)
    return path


def test_half_written_files_go_at_the_next_start(paths: DataPaths) -> None:
    folders = (paths.data, paths.journal, paths.backups, paths.state, paths.checkpoints)
    halves = [left(folder / NAME) for folder in folders] + [left(paths.data / ".settings-abcd_123")]
    others = [left(paths.data / ".hidden"), left(paths.data / "notes.0123abcd"), left(paths.state / ".a.b")]
    context = AppContext(paths, Settings(), SystemClock())
    context.load_record()
    context.close()
    assert not [path for path in halves if path.exists()]
    assert all(path.exists() for path in others)


def test_half_written_file_of_a_running_program_stays(paths: DataPaths) -> None:
    held, fresh = paths.state / NAME, left(paths.checkpoints / NAME, age=0)
    descriptor = Disk().open_new(held)
    os.utime(held, (0, 0))
    half_written.clear(paths)
    assert held.exists() and fresh.exists()
    os.close(descriptor)
    half_written.clear(paths)
    assert not held.exists()


def test_clearing_half_written_files_follows_no_link(paths: DataPaths, tmp_path: Path) -> None:
    mine = left(tmp_path / "mine.txt")
    (paths.state / NAME).symlink_to(mine)
    (paths.journal / NAME).mkdir()
    half_written.clear(paths)
    assert mine.read_text() == "half a word"
