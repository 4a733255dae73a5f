"""Two sessions on a disk in memory, open or locked, for tests that spoil it."""

from __future__ import annotations

from pathlib import Path

from securecoach_tui.config.settings import DataPaths
from securecoach_tui.store.crypto import lock
from securecoach_tui.store.crypto.envelope import DataKey
from securecoach_tui.store.journal.appender import JournalAppender
from securecoach_tui.store.journal.change import JournalChange
from securecoach_tui.store.reader import read
from tests.fakes.disk import MemoryDisk

WHERE = DataPaths(Path("/fake/data"), Path("/fake/state"), Path("/fake/cache"))
CHEAP = 2**2  # scrypt's work; these tests are about bytes, not about guessing


def change(id: str, text: str = "words") -> JournalChange:
    """A session with that line in it."""
    return JournalChange("session", id, {"reflection": text, "started": "2026-03-03T21:00:00+00:00"})


def kept(disk: MemoryDisk, key: DataKey | None = None) -> set[str]:
    """The ids of the sessions that are read."""
    return {one.id for one in read(WHERE, key, files=disk).sessions}


def begun(key_wanted: bool = False) -> tuple[MemoryDisk, DataKey | None]:
    """Two sessions on a disk; with a key, locked."""
    disk = MemoryDisk()
    JournalAppender(WHERE, disk).write([change("first"), change("second")])
    return disk, lock.lock(WHERE, "pass", disk, work=CHEAP)[0] if key_wanted else None
