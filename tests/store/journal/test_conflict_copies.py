"""A sync tool's conflict copies may be removed once what they have is in this device's own file."""

from __future__ import annotations

import pytest

from securecoach_tui.store.crypto import lock
from securecoach_tui.store.crypto.envelope import DataKey
from securecoach_tui.store.journal.appender import JournalAppender
from securecoach_tui.store.journal.change import JournalChange
from securecoach_tui.store.journal.conflict_copies import conflict_copies
from securecoach_tui.store.maintenance import open_to_write
from securecoach_tui.store.reader import read
from tests.fakes.disk import MemoryDisk
from tests.store.filled import CHEAP, FAKE, SECRET, own_journal


def with_conflict(locked: bool) -> tuple[MemoryDisk, DataKey | None]:
    """Eight sessions, three of which only conflict copies of two devices have."""
    disk, other = MemoryDisk(), MemoryDisk()
    JournalAppender(FAKE, disk).write([JournalChange("session", str(i), {"reflection": SECRET}) for i in range(6)])
    JournalAppender(FAKE, other).write([JournalChange("session", str(i), {"reflection": SECRET}) for i in (6, 7)])
    key = lock.lock(FAKE, "pass", disk, work=CHEAP)[0] if locked else None
    if locked:
        other.put(FAKE.key, disk.read(FAKE.key))
        lock.open_locked(FAKE, "pass", other)
    own, theirs = own_journal(disk), own_journal(other)
    lines = disk.read(own).splitlines(keepends=True)
    disk.put(own.with_name(f"{own.stem}.sync-conflict-20260303-101010-ABCDEFG.jsonl"), disk.read(own))
    disk.put(own, b"".join(lines[:5]))
    disk.put(own.with_name(f"{theirs.stem} (conflicted copy).jsonl"), other.read(theirs))
    return disk, key


@pytest.mark.parametrize("locked", [False, True])
def test_conflict_copies_can_be_removed_once_taken_in(locked: bool) -> None:
    disk, key = with_conflict(locked)
    assert len(read(FAKE, key, files=disk).sessions) == 8
    assert [text for text in open_to_write(FAKE, key, files=disk).notices if "you can delete" in text]
    again = open_to_write(FAKE, key, files=disk)
    assert again.notices == [] and len(again.sessions) == 8
    for path in conflict_copies(FAKE, disk):
        disk.unlink(path)
    assert len(read(FAKE, key, files=disk).sessions) == 8
    assert not locked or SECRET.encode() not in b"".join(disk.everything().values())


@pytest.mark.parametrize("locked", [False, True])
def test_changes_after_taking_in_win_over_what_was_taken_in(locked: bool) -> None:
    disk, key = with_conflict(locked)
    open_to_write(FAKE, key, files=disk)
    for path in conflict_copies(FAKE, disk):
        disk.unlink(path)
    for id in ("5", "7"):
        JournalAppender(FAKE, disk, key).write([JournalChange("session", id, {"reflection": "new"})])
    texts = {one.id: one.reflection for one in read(FAKE, key, files=disk).sessions}
    assert texts["5"] == texts["7"] == "new" and len(texts) == 8


def test_deletion_reaches_what_was_taken_in() -> None:
    disk, _key = with_conflict(False)
    open_to_write(FAKE, files=disk)
    JournalAppender(FAKE, disk).write([JournalChange("session", str(i), deleted=True) for i in range(8)])
    for path in conflict_copies(FAKE, disk):
        disk.unlink(path)
    open_to_write(FAKE, files=disk)
    assert SECRET.encode() not in b"".join(disk.everything().values())


def test_nothing_is_taken_in_twice_or_without_conflict_copies() -> None:
    disk, _key = with_conflict(False)
    open_to_write(FAKE, files=disk)
    before = disk.everything()
    open_to_write(FAKE, files=disk)
    assert disk.everything() == before


@pytest.mark.parametrize("own", [True, False], ids=["of this device", "of another"])
@pytest.mark.parametrize(
    "name",
    [
        "{}.sync-conflict-20260303-101010-ABCDEFG.jsonl",
        "{} (Sam's conflicted copy 2026-03-03).jsonl",
        "{} (conflicted copy 2026-03-03 101010).jsonl",
        "{} (SFConflict sam 2026-03-03-10-10-10).jsonl",
        "{}-LAPTOP.jsonl",
        "{}.conflict1.jsonl",
        "{} (1).jsonl",
        "{} 2.jsonl",
        "Copy of {}.jsonl",
    ],
)
def test_conflict_copy_is_taken_in_whatever_tool_named_it(name: str, own: bool) -> None:
    disk, other = MemoryDisk(), MemoryDisk()
    JournalAppender(FAKE, disk).write([JournalChange("session", "here", {"reflection": SECRET})])
    JournalAppender(FAKE, other).write([JournalChange("session", "there", {"reflection": SECRET})])
    lost = other.read(own_journal(other))
    copy = FAKE.journal / name.format(own_journal(disk if own else other).stem)
    disk.put(copy, lost)
    assert [text for text in open_to_write(FAKE, files=disk).notices if "you can delete" in text]
    disk.unlink(copy)
    assert {one.id for one in read(FAKE, files=disk).sessions} == {"here", "there"}
    assert open_to_write(FAKE, files=disk).notices == []
