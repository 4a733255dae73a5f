"""A data folder that was moved: its old file is this device's still, so the lock and deletions reach it."""

from __future__ import annotations

from pathlib import Path

import pytest

from securecoach_tui.clock import SystemClock
from securecoach_tui.config.data_paths import DataPaths
from securecoach_tui.store.crypto import lock
from securecoach_tui.store.journal import device
from securecoach_tui.store.maintenance import open_to_write
from securecoach_tui.store.reader import read
from securecoach_tui.store.transfer import backup
from securecoach_tui.store.writer import Writer
from tests.store.filled import CHEAP, SECRET
from tests.store.three_machines import TODAY, QuickDisk

MARK = SECRET.encode()


@pytest.fixture(params=["state of its own", "one state", "lost state"])
def moved(request: pytest.FixtureRequest, tmp_path: Path) -> DataPaths:
    """A folder with a word in a journal, a copy and a damaged part, under its new name."""
    old = DataPaths(tmp_path / "old", tmp_path / "folders" / "1", tmp_path / "cache")
    new = DataPaths(tmp_path / "new", tmp_path / "folders" / "2", tmp_path / "cache")
    if request.param == "one state":
        old, new = (paths._replace(state=tmp_path / "state") for paths in (old, new))
    if request.param == "lost state":
        new = new._replace(state=tmp_path / "another")
    writer = Writer(old, SystemClock(), QuickDisk())
    writer.keep("session", "a", {"reflection": SECRET})
    writer.close()
    backup.write_requested(old, QuickDisk(), None, TODAY)
    (old.journal / f"damaged-2026-01-01-{device.known(old, QuickDisk())}").write_bytes(MARK + b"\n")
    old.data.rename(new.data)
    return new


def files_with_the_word(paths: DataPaths) -> list[Path]:
    return [path for path in paths.data.rglob("*") if path.is_file() and MARK in path.read_bytes()]


def test_locking_reaches_every_file_of_a_moved_folder(moved: DataPaths) -> None:
    assert len(files_with_the_word(moved)) == 4
    key, others = lock.lock(moved, "pass", QuickDisk(), work=CHEAP)
    assert files_with_the_word(moved) == [] and others == (moved.state.name == "another")
    assert [one.reflection for one in read(moved, key).sessions] == [SECRET]
    key = lock.open_locked(moved, "pass")
    assert [one.reflection for one in open_to_write(moved, key).sessions] == [SECRET]


def test_deletion_reaches_a_moved_folder_or_says_what_it_leaves(moved: DataPaths) -> None:
    writer = Writer(moved, SystemClock(), QuickDisk())
    writer.delete("session", "a", copies=True)
    writer.close()
    notices = open_to_write(moved, files=QuickDisk()).notices
    if moved.state.name == "another":
        assert "another device still has words that you deleted" in notices[0]
        assert open_to_write(moved, files=QuickDisk()).notices == []
    else:
        assert [path.name[:7] for path in files_with_the_word(moved)] == ["damaged"] and notices == []
