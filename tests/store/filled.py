"""A record in memory with a sentence in it that nobody is to find once it is locked."""

from __future__ import annotations

from pathlib import Path

from securecoach_tui.config.settings import DataPaths
from securecoach_tui.store.local import contacts
from securecoach_tui.store.writer import Writer
from tests.fakes.clock import FakeClock
from tests.fakes.disk import MemoryDisk

FAKE = DataPaths(Path("/fake/data"), Path("/fake/state"), Path("/fake/cache"))
CHEAP = 4
SECRET = "a-very-private-sentence"


def filled() -> MemoryDisk:
    """Three sessions, a checkpoint, a contact and a damaged part, each with the secret in it."""
    disk = MemoryDisk()
    writer = Writer(FAKE, FakeClock(), disk)
    for i in range(3):
        writer.keep("session", str(i), {"reflection": f"{SECRET} {i}"})
    writer.checkpoint("half", SECRET.encode())
    writer.close()
    contacts.write(FAKE, [contacts.Contact("Sam", SECRET)], files=disk)
    disk.put(FAKE.journal / f"damaged-2026-01-01-{own_journal(disk).stem}", SECRET.encode() + b"\n")
    return disk


def without_copies_of_the_key(disk: MemoryDisk) -> None:
    """Leave key.json alone in the data folder, with no copy here and none under the key's own name."""
    for path in [path for path in disk.everything() if path.name.startswith("key") and path != FAKE.key]:
        disk.unlink(path)


def own_journal(disk: MemoryDisk) -> Path:
    """This device's own journal."""
    return next(path for path in disk.everything() if path.suffix == ".jsonl" and path.parent == FAKE.journal)
