"""Several keys in one folder: what the random histories of three machines found. No passphrase stops opening its lines."""

from __future__ import annotations

from datetime import date

import pytest

from securecoach_tui.store.crypto import key_format, lock
from securecoach_tui.store.crypto.envelope import DataKey
from securecoach_tui.store.errors import PassphraseNeeded
from securecoach_tui.store.journal.appender import JournalAppender
from securecoach_tui.store.journal.change import JournalChange
from securecoach_tui.store.reader import read
from securecoach_tui.store.repository import Repository
from securecoach_tui.store.transfer import backup, restore
from tests.fakes.disk import MemoryDisk
from tests.store.filled import CHEAP, FAKE

TODAY = date(2026, 3, 3)


def with_session(id: str, disk: MemoryDisk | None = None, key: DataKey | None = None) -> MemoryDisk:
    """A machine on which a session was saved."""
    disk = disk or MemoryDisk()
    JournalAppender(FAKE, disk, key).write([JournalChange("session", id, {"reflection": id})])
    return disk


def synced(source: MemoryDisk, target: MemoryDisk) -> None:
    """Copy a machine's data folder over another's, as a sync tool does where the newest file wins."""
    for path, data in source.everything().items():
        if path.is_relative_to(FAKE.data):
            target.put(path, data)


def without_state(disk: MemoryDisk) -> None:
    """Lose the state folder, as on a move to another computer."""
    for path in [path for path in disk.everything() if path.is_relative_to(FAKE.state)]:
        disk.unlink(path)


def ids(disk: MemoryDisk, key: DataKey | None = None) -> set[str]:
    return {one.id for one in read(FAKE, key, files=disk).sessions}


def test_key_of_a_moved_folder_outlives_another_key_json() -> None:
    here, there = with_session("mine"), with_session("theirs")
    lock.lock(FAKE, "one", here, work=CHEAP)
    lock.lock(FAKE, "two", there, work=CHEAP)
    without_state(here)
    synced(there, here)
    key = lock.open_locked(FAKE, "two", here)
    assert "mine" in ids(here, lock.join(FAKE, key, "one", here))


def test_old_passphrase_opens_nothing_once_the_new_one_was_typed() -> None:
    here, there = with_session("mine"), MemoryDisk()
    key, _others = lock.lock(FAKE, "old", here, work=CHEAP)
    synced(here, there)
    lock.open_locked(FAKE, "old", there)
    lock.change(FAKE, key, "new", here, work=CHEAP)
    there.put(FAKE.key, here.read(FAKE.key))
    assert ids(there, lock.open_locked(FAKE, "new", there)) == {"mine"}
    for path, data in there.everything().items():
        if path.name.startswith("key"):
            found = key_format.decode(data)
            assert found is not None and key_format.unwrapped(found, "new").data == key.data


def test_locked_while_lines_need_a_key_key_json_lost() -> None:
    here, there = with_session("mine"), with_session("theirs")
    mine, _others = lock.lock(FAKE, "one", here, work=CHEAP)
    lock.lock(FAKE, "two", there, work=CHEAP)
    synced(there, here)
    here.put(FAKE.key, key_format.encode(key_format.wrapped(mine, "one", CHEAP)))
    lock.unlock(FAKE, lock.open_locked(FAKE, "one", here), here)
    with pytest.raises(PassphraseNeeded):
        read(FAKE, files=here)
    assert "theirs" in ids(here, lock.open_locked(FAKE, "two", here))


def test_lines_of_another_key_are_read_after_unlocking() -> None:
    here, there = with_session("mine"), with_session("theirs")
    lock.lock(FAKE, "pass", here, work=CHEAP)
    lock.lock(FAKE, "pass", there, work=CHEAP)
    without_state(here)  # so that its lines are those of a device that writes no more
    synced(there, here)
    lock.unlock(FAKE, lock.open_locked(FAKE, "pass", here), here)
    assert ids(here) == {"mine", "theirs"}


def test_key_in_clear_still_reads_after_another_locked() -> None:
    here, there = with_session("mine"), with_session("theirs")
    lock.lock(FAKE, "one", here, work=CHEAP)
    without_state(here)
    lock.unlock(FAKE, lock.open_locked(FAKE, "one", here), here)
    assert ids(here) == {"mine"}  # encrypted still, with a key in clear
    lock.lock(FAKE, "two", there, work=CHEAP)
    in_clear = here.read(FAKE.key)
    synced(there, here)
    here.put(FAKE.key, in_clear)
    for _start in range(3):
        assert ids(here, lock.open_locked(FAKE, "two", here)) == {"mine", "theirs"}


def test_undone_restore_deletes_nothing_unreadable_here() -> None:
    here, there = with_session("mine"), with_session("theirs")
    theirs, _others = lock.lock(FAKE, "two", there, work=CHEAP)
    copy = backup.write_requested(FAKE, there, theirs, TODAY)
    mine, _others = lock.lock(FAKE, "one", here, work=CHEAP)
    own_key_json = here.read(FAKE.key)
    synced(there, here)
    here.put(FAKE.key, own_key_json)
    chosen = restore.read_copy(copy, FAKE, mine, ask=lambda: "two", files=here)
    undo = restore.restore(chosen, FAKE, TODAY, mine, files=here)
    restore.restore(restore.read_copy(undo, FAKE, mine, files=here), FAKE, TODAY, mine, files=here)
    both = DataKey(theirs.data, [mine])
    Repository(FAKE, theirs, there).save("session", "theirs", {"notes": "written meanwhile"})
    for path, data in here.everything().items():
        if path.parent == FAKE.journal and path not in there.everything():
            there.put(path, data)
    assert Repository(FAKE, both, there).get("session", "theirs") is not None
