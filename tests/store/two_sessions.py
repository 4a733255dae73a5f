"""Two sessions on a disk in memory, open or locked, for tests that spoil it."""

from __future__ import annotations

from pathlib import Path

from securecoach_tui.config.settings import DataPaths
from securecoach_tui.store.crypto import lock
from securecoach_tui.store.crypto.envelope import Key
from securecoach_tui.store.journal.appender import Change, JournalAppender
from securecoach_tui.store.memory_disk import MemoryDisk
from securecoach_tui.store.reader import read

WHERE = DataPaths(Path("/fake/data"), Path("/fake/state"), Path("/fake/cache"))
CHEAP = 2**2  # scrypt's work; these tests are about bytes, not about guessing


def change(id: str, text: str = "words") -> Change:
    """A session with that line in it."""
    return Change("session", id, {"reflection": text, "started": "2026-03-03T21:00:00+00:00"})


def kept(disk: MemoryDisk, key: Key | None = None) -> set[str]:
    """The ids of the sessions that are read."""
    return {one.id for one in read(WHERE, key, files=disk).sessions}


def begun(key_wanted: bool = False) -> tuple[MemoryDisk, Key | None]:
    """Two sessions on a disk; with a key, locked."""
    disk = MemoryDisk()
    JournalAppender(WHERE, disk).write([change("first"), change("second")])
    return disk, lock.lock(WHERE, "pass", disk, work=CHEAP)[0] if key_wanted else None
