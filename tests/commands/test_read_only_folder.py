"""A data folder that can only be read is read by every command that reads, and is left as it is."""

from __future__ import annotations

import ctypes
import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from securecoach_tui.clock import SystemClock
from securecoach_tui.config.settings import DataPaths
from securecoach_tui.store.journal.appender import JournalAppender
from securecoach_tui.store.journal.change import JournalChange
from securecoach_tui.store.reader import read
from securecoach_tui.store.writer import Writer
from tests.fakes.disk import MemoryDisk

PR_CAPBSET_DROP, CAP_DAC_OVERRIDE = 24, 1  # of Linux
READING = [
    ("history",),
    ("history", "--text", "words"),
    ("progress", "--json"),
    ("export",),
    ("list",),
    ("plan",),
    ("why",),
    ("support",),
    ("voices", "--help"),
    ("doctor",),
]


def test_reading_the_journal_never_writes() -> None:
    disk = MemoryDisk()
    paths = DataPaths(Path("/fake/data"), Path("/fake/state"), Path("/fake/cache"))
    JournalAppender(paths, disk).write([JournalChange("session", id, {"reflection": "words"}) for id in "ab"])
    own = next(path for path in disk.everything() if path.suffix == ".jsonl")
    JournalAppender(paths, disk).write([JournalChange("session", "a", deleted=True)])
    disk.put(own, b"damage\n" + disk.read(own) + b'{"v":1,"kind":"sess')
    disk.refuses = errno.EROFS
    before = disk.everything()
    for _ in range(2):
        repository = read(paths, files=disk)
        assert [one.id for one in repository.sessions] == ["b"]
        assert repository.notices == ["A part of your data is damaged. Everything else was read."]
    assert disk.everything() == before


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A damaged data folder with something deleted in it, which nobody may write."""
    folder = tmp_path_factory.mktemp("read-only")
    paths = DataPaths(folder / "data", folder / "state", folder / "cache")
    writer = Writer(paths, SystemClock())
    for id in "abc":
        writer.keep("session", id, {"started": "2026-03-03T21:00:00+00:00", "reflection": "words"})
    writer.delete("session", "c")
    writer.close()
    (paths.journal / "0badcafe.jsonl").write_bytes(b"damage\n\n")
    for path in sorted(folder.rglob("*"), reverse=True):
        path.chmod(0o555 if path.is_dir() else 0o444)
    return folder


def give_up_privileges() -> None:
    """Let permissions count for root too, on Linux."""
    if os.getuid() == 0:
        ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, 0, 0, 0)


@pytest.mark.journeys
@pytest.mark.skipif(sys.platform != "linux", reason="how to make permissions count differs elsewhere")
@pytest.mark.parametrize("arguments", READING, ids=" ".join)
def test_a_folder_that_can_only_be_read_is_read(folder: Path, arguments: tuple[str, ...]) -> None:
    def state() -> dict[Path, tuple[int, int]]:
        return {
            path: (path.stat().st_size, path.stat().st_mtime_ns)
            for path in [*folder.glob("data/**/*"), *folder.glob("state/**/*")]
        }

    before = state()
    folders = {"SECURECOACH_DATA_DIR": str(folder / "data"), "SECURECOACH_STATE_DIR": str(folder / "state")}
    environ = {**os.environ, **folders, "HOME": str(folder)}
    command = [sys.executable, "-m", "securecoach_tui", *arguments]
    done = subprocess.run(
        command, capture_output=True, text=True, env=environ, timeout=120, preexec_fn=give_up_privileges
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr and state() == before


@pytest.mark.skipif(sys.platform != "linux", reason="how to make permissions count differs elsewhere")
def test_read_only_folder_fixture_refuses_writing(folder: Path) -> None:
    command = [sys.executable, "-c", "open('new', 'w')"]
    done = subprocess.run(
        command, cwd=folder / "data" / "journal", capture_output=True, timeout=60, preexec_fn=give_up_privileges
    )
    assert b"PermissionError" in done.stderr
