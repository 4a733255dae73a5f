"""Copies and returns: undoing one takes nothing from any copy."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from securecoach_tui.store.journal.change import JournalChange
from securecoach_tui.store.reader import read
from securecoach_tui.store.repository import Repository
from securecoach_tui.store.transfer import backup, restore
from tests.fakes.disk import MemoryDisk
from tests.store.filled import FAKE

TODAY = date(2026, 3, 3)


def returned(disk: MemoryDisk, copy: Path) -> Path:
    """Return to a copy, as the command does; the path of the copy that undoes it."""
    return restore.restore(restore.read_copy(copy, FAKE, files=disk), FAKE, TODAY, files=disk)


def words(disk: MemoryDisk) -> set[str | None]:
    return {one.reflection for one in read(FAKE, files=disk).sessions}


def test_undoing_a_restore_leaves_every_copy_as_it_was() -> None:
    disk = MemoryDisk()
    Repository(FAKE, files=disk).save("session", "a", {"reflection": "words"})
    copy = backup.write_requested(FAKE, disk, None, TODAY)
    for path in [path for path in disk.everything() if path.parent == FAKE.journal]:
        disk.unlink(path)
    undo = returned(disk, copy)
    kept = {path: disk.read(path) for path in (copy, undo)}
    again = returned(disk, undo)
    assert words(disk) == set() and all(disk.read(path) == data for path, data in kept.items())
    for _time in range(2):
        returned(disk, copy)
        assert words(disk) == {"words"}
        returned(disk, undo)
    returned(disk, again)
    assert words(disk) == {"words"}


def test_a_deletion_in_a_restored_copy_reaches_no_copy() -> None:
    disk = MemoryDisk()
    record = Repository(FAKE, files=disk)
    record.save("session", "a", {"reflection": "words"})
    first = backup.write_requested(FAKE, disk, None, TODAY)
    record.delete("session", "a")
    second = backup.write_requested(FAKE, disk, None, TODAY)
    before = disk.read(first)
    returned(disk, first)
    returned(disk, second)
    assert disk.read(first) == before and words(disk) == set()
    returned(disk, first)
    assert words(disk) == {"words"}


def test_only_daily_copies_expire() -> None:
    daily, asked = Path("2026-01-01-0badcafe.jsonl"), Path("2026-01-01-0badcafe-asked.jsonl")
    undo = Path("2026-01-02-0badcafe-before-return.jsonl")
    later = Path("2026-01-03-0badcafe.jsonl")
    assert backup.expired([daily, asked, undo, later], TODAY) == [daily]


def test_restore_takes_from_the_copies_only_what_was_asked() -> None:
    disk = MemoryDisk()
    record = Repository(FAKE, files=disk)
    record.save("session", "a", {"reflection": "words"})
    copy = backup.write_requested(FAKE, disk, None, TODAY)
    outside = Path("/fake/outside.jsonl")
    disk.put(outside, disk.read(copy))
    record.apply([JournalChange("session", "a", deleted=True, copies=True)])
    returned(disk, outside)
    assert words(disk) == {"words"}
