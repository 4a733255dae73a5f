"""key.json: missing, damaged, one of two, laid open; no line is lost for it and none is sealed with the wrong one."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from securecoach_tui.store.crypto import key_file, lock
from securecoach_tui.store.errors import PassphraseNeeded, RecordError, WrongPassphrase
from securecoach_tui.store.journal import device
from securecoach_tui.store.journal.appender import JournalAppender
from securecoach_tui.store.journal.change import JournalChange
from securecoach_tui.store.local import contacts
from securecoach_tui.store.reader import read
from securecoach_tui.store.writer import Writer
from tests.fakes.clock import FakeClock
from tests.fakes.disk import MemoryDisk
from tests.store.filled import CHEAP, FAKE, SECRET, filled, own_journal, without_copies_of_the_key


def test_missing_key_leaves_sealed_lines_and_is_reported() -> None:
    disk = filled()
    lock.lock(FAKE, "pass", disk, work=CHEAP)
    sealed = disk.read(own_journal(disk))
    without_copies_of_the_key(disk)
    disk.unlink(FAKE.key)
    found = read(FAKE, files=disk)
    assert found.sessions == [] and "key.json" in found.notices[0]
    assert disk.read(own_journal(disk)) == sealed
    with pytest.raises(RecordError, match=r"key\.json"):
        JournalAppender(FAKE, disk).write([JournalChange("session", "new", {"reflection": SECRET})])
    assert SECRET.encode() not in b"".join(disk.everything().values())


@pytest.mark.parametrize("harm", ["missing", "damaged"])
def test_bad_key_file_is_restored_from_the_local_copy(harm: str) -> None:
    disk = filled()
    lock.lock(FAKE, "pass", disk, work=CHEAP)
    whole = disk.read(FAKE.key)
    disk.unlink(FAKE.key) if harm == "missing" else disk.put(FAKE.key, whole[:50])
    with pytest.raises(PassphraseNeeded):
        JournalAppender(FAKE, disk).write([JournalChange("session", "new", {"reflection": SECRET})])
    key = lock.open_locked(FAKE, "pass", disk)
    assert len(read(FAKE, key, files=disk).sessions) == 3 and disk.read(FAKE.key) == whole


def test_two_locked_machines_share_one_passphrase() -> None:
    here, there = filled(), MemoryDisk()
    JournalAppender(FAKE, there).write([JournalChange("session", "theirs", {"reflection": SECRET})])
    lock.lock(FAKE, "pass", here, work=CHEAP)
    lock.lock(FAKE, "pass", there, work=CHEAP)
    theirs = own_journal(there)
    here.put(theirs, there.read(theirs))
    here.put(FAKE.data / "key.sync-conflict-20260303-101010-ABCDEFG.json", there.read(FAKE.key))
    there.put(FAKE.key, here.read(FAKE.key))
    assert len(read(FAKE, lock.open_locked(FAKE, "pass", here), files=here).sessions) == 4
    key = lock.open_locked(FAKE, "pass", there)
    assert [one.id for one in read(FAKE, key, files=there).sessions] == ["theirs"]
    there.unlink(FAKE.state / "key.json")
    assert len(read(FAKE, lock.open_locked(FAKE, "pass", there), files=there).sessions) == 1


def test_joining_two_locks_needs_both_passphrases() -> None:
    here, there = filled(), MemoryDisk()
    JournalAppender(FAKE, there).write([JournalChange("session", "theirs", {"reflection": SECRET})])
    lock.lock(FAKE, "one", here, work=CHEAP)
    lock.lock(FAKE, "two", there, work=CHEAP)
    there.put(FAKE.key, here.read(FAKE.key))
    key = lock.open_locked(FAKE, "one", there)
    found = read(FAKE, key, files=there)
    assert found.sessions == [] and "another key" in found.notices[0]
    with pytest.raises(WrongPassphrase):
        lock.join(FAKE, key, "three", there)
    key = lock.join(FAKE, key, "two", there)
    assert len(read(FAKE, key, files=there).sessions) == 1
    here.put(own_journal(there), there.read(own_journal(there)))
    assert len(read(FAKE, lock.open_locked(FAKE, "one", here), files=here).sessions) == 4


def test_outdated_key_seals_nothing_after_a_new_lock() -> None:
    disk = filled()
    old, _others = lock.lock(FAKE, "pass", disk, work=CHEAP)
    lock.unlock(FAKE, old, disk)
    lock.lock(FAKE, "pass", disk, work=CHEAP)
    with pytest.raises(PassphraseNeeded):
        JournalAppender(FAKE, disk, old).write([JournalChange("session", "late", {"reflection": SECRET})])


def test_interrupted_unlock_is_finished_by_the_next_writer() -> None:
    disk = filled()
    key, _others = lock.lock(FAKE, "pass", disk, work=CHEAP)
    key_file.store_unwrapped(FAKE, disk, key)
    assert lock.unwrapped_key(FAKE, disk) is not None and SECRET.encode() not in disk.read(own_journal(disk))
    Writer(FAKE, FakeClock(), disk).close()
    assert SECRET.encode() in disk.read(own_journal(disk)) and key_file.read(FAKE, disk) is None
    assert lock.unwrapped_key(FAKE, disk) is None


@pytest.mark.parametrize("removed", ["here", "there"])
def test_unlocking_keeps_the_key_while_other_lines_need_it(removed: str) -> None:
    here, there = filled(), MemoryDisk()
    key, _others = lock.lock(FAKE, "pass", here, work=CHEAP)
    there.put(FAKE.key, here.read(FAKE.key))
    JournalAppender(FAKE, there, key).write([JournalChange("session", "theirs", {"reflection": SECRET})])
    theirs = own_journal(there)
    here.put(theirs, there.read(theirs))
    lock.unlock(FAKE, key, here)
    assert not key_file.is_locked(FAKE, here)
    assert len(read(FAKE, files=here).sessions) == 4
    there.put(FAKE.key, here.read(FAKE.key))
    lock.bring_in_line(FAKE, there, key)
    here.put(theirs, there.read(theirs))
    if removed == "there":  # the key files went with the last line, and a sync tool takes them away here too
        for path in [path for path in here.everything() if path.parent == FAKE.data and path.name.startswith("key")]:
            here.unlink(path)
    lock.bring_in_line(FAKE, here, key)
    assert key_file.read(FAKE, here) is None and len(read(FAKE, files=here).sessions) == 4
    assert [path for path in here.everything() if path.name.startswith("key")] == []


def test_unreadable_key_file_hides_no_people_to_call() -> None:
    disk = filled()
    key, _others = lock.lock(FAKE, "pass", disk, work=CHEAP)
    disk.unreadable = frozenset({FAKE.key})
    sam = contacts.Contact("Sam", SECRET)
    assert contacts.read(FAKE, key, files=disk) == [sam] and contacts.read(FAKE, files=disk) == []
    plain = filled()
    plain.put(FAKE.key, b"{}")
    plain.unreadable = frozenset({FAKE.key})
    assert contacts.read(FAKE, files=plain) == [sam]


def test_unreadable_notes_of_this_machine_leave_the_data_locked() -> None:
    disk = filled()
    lock.lock(FAKE, "pass", disk, work=CHEAP)
    disk.unreadable = frozenset({FAKE.state / device.FILE})
    with pytest.raises(PassphraseNeeded):
        read(FAKE, files=disk)
    key = lock.open_locked(FAKE, "pass", disk)
    assert len(read(FAKE, key, files=disk).sessions) == 3
    with pytest.raises(OSError, match="Input/output error"):
        JournalAppender(FAKE, disk, key).write([JournalChange("session", "new", {})])


def test_passphrase_opens_while_the_journal_folder_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    disk = filled()
    lock.lock(FAKE, "pass", disk, work=CHEAP)
    names = disk.names

    def names_of_open_folders(folder: Path) -> list[str]:
        if folder == FAKE.journal:
            raise PermissionError(errno.EACCES, "Permission denied")
        return names(folder)

    monkeypatch.setattr(disk, "names", names_of_open_folders)
    with pytest.raises(WrongPassphrase):
        lock.open_locked(FAKE, "pas", disk)
    key = lock.open_locked(FAKE, "pass", disk)
    with pytest.raises(RecordError, match="can't be read: you don't have permission"):
        read(FAKE, key, files=disk)
    monkeypatch.undo()
    assert len(read(FAKE, key, files=disk).sessions) == 3
