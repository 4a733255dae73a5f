"""Key files that other machines, old copies or strangers put into the folder: the lock holds, and its passphrase opens."""

from __future__ import annotations

from pathlib import Path

import pytest

from securecoach_tui.store.crypto import key_file, key_format, lock
from securecoach_tui.store.crypto.envelope import KEY_BYTES, DataKey
from securecoach_tui.store.errors import PassphraseNeeded, WrongPassphrase
from securecoach_tui.store.journal import device
from securecoach_tui.store.journal.appender import LOCK, JournalAppender
from securecoach_tui.store.journal.change import JournalChange
from securecoach_tui.store.maintenance import open_to_write
from securecoach_tui.store.reader import read
from securecoach_tui.store.writer import Writer
from tests.fakes.clock import FakeClock
from tests.fakes.disk import MemoryDisk
from tests.store.filled import CHEAP, FAKE, SECRET, filled, own_journal, without_copies_of_the_key

STRANGER = DataKey(b"s" * KEY_BYTES)
NEW = JournalChange("session", "new", {"reflection": SECRET})


def with_key_json(disk: MemoryDisk, way: str) -> None:
    """Put another key.json into the folder."""
    data = disk.read(FAKE.key)
    mine = key_format.decode(data)
    assert mine is not None
    if way == "missing":
        disk.unlink(FAKE.key)
        return
    wrapped = key_format.wrapped(STRANGER, "other", CHEAP)
    liar = key_format.wrapped(STRANGER, "other", CHEAP)
    liar.key = mine.key
    disk.put(
        FAKE.key,
        {
            "open": key_format.encode(key_format.in_clear(STRANGER)),
            "open, lying": key_format.encode(key_format.KeyFile(open="AAAA", key=mine.key)),
            "wrapped": key_format.encode(wrapped),
            "wrapped, lying": key_format.encode(liar),
            "damaged": data[:40],
            "empty": b"",
            "odd": b'{"v":1,"open":5}',
        }[way],
    )


WAYS = ["open", "open, lying", "wrapped", "wrapped, lying", "damaged", "empty", "odd", "missing"]


@pytest.mark.parametrize("way", WAYS)
def test_foreign_key_file_opens_nothing_and_destroys_nothing(way: str) -> None:
    disk = filled()
    lock.lock(FAKE, "pass", disk, work=CHEAP)
    with_key_json(disk, way)
    with pytest.raises(PassphraseNeeded):
        read(FAKE, files=disk)
    with pytest.raises(PassphraseNeeded):
        JournalAppender(FAKE, disk).write([NEW])
    Writer(FAKE, FakeClock(), disk).close()
    key = lock.open_locked(FAKE, "pass", disk)
    writer = Writer(FAKE, FakeClock(), disk, key)
    writer.keep("session", "new", {"reflection": SECRET})
    assert writer.close()
    assert SECRET.encode() not in b"".join(disk.everything().values())
    for _start in range(2):
        assert len(open_to_write(FAKE, lock.open_locked(FAKE, "pass", disk), files=disk).sessions) == 4
    with pytest.raises(WrongPassphrase):
        lock.open_locked(FAKE, "wrong", disk)


@pytest.mark.parametrize("way", WAYS)
def test_lines_open_elsewhere_whatever_key_json_is_there(way: str) -> None:
    disk = filled()
    lock.lock(FAKE, "pass", disk, work=CHEAP)
    with_key_json(disk, way)
    lock.open_locked(FAKE, "pass", disk)
    elsewhere = MemoryDisk()
    for path, data in disk.everything().items():
        if path.is_relative_to(FAKE.data):
            elsewhere.put(path, data)
    assert len(read(FAKE, lock.open_locked(FAKE, "pass", elsewhere), files=elsewhere).sessions) == 3


def test_two_locks_of_two_machines_each_open_with_their_own() -> None:
    here, there = filled(), MemoryDisk()
    JournalAppender(FAKE, there).write([JournalChange("session", "theirs", {"reflection": SECRET})])
    lock.lock(FAKE, "one", here, work=CHEAP)
    key, _others = lock.lock(FAKE, "two", there, work=CHEAP)
    here.put(FAKE.key, there.read(FAKE.key))  # the newest key.json wins
    lock.unlock(FAKE, key, there)
    here.unlink(FAKE.key)
    here.put(own_journal(there), there.read(own_journal(there)))
    with pytest.raises(PassphraseNeeded):
        read(FAKE, files=here)
    opened = lock.open_locked(FAKE, "one", here)
    assert len(read(FAKE, opened, files=here).sessions) == 3
    assert SECRET.encode() not in here.read(own_journal(here))


def test_old_key_json_leaves_the_new_passphrase_valid() -> None:
    disk = filled()
    key, _others = lock.lock(FAKE, "old", disk, work=CHEAP)
    before = disk.read(FAKE.key)
    lock.change(FAKE, key, "new", disk, work=CHEAP)
    disk.put(FAKE.key, before)
    for _start in range(2):
        assert len(read(FAKE, lock.open_locked(FAKE, "new", disk), files=disk).sessions) == 3


def test_changed_passphrase_of_another_machine_opens_here() -> None:
    disk = filled()
    key, _others = lock.lock(FAKE, "old", disk, work=CHEAP)
    disk.put(FAKE.key, key_format.encode(key_format.wrapped(key, "new", CHEAP)))
    assert len(read(FAKE, lock.open_locked(FAKE, "new", disk), files=disk).sessions) == 3
    with pytest.raises(WrongPassphrase):
        lock.open_locked(FAKE, "old", disk)


def test_key_file_that_no_line_needs_locks_nobody_out() -> None:
    disk = filled()
    disk.put(FAKE.key, key_format.encode(key_format.wrapped(STRANGER, "other", CHEAP)))
    assert len(read(FAKE, files=disk).sessions) == 3
    JournalAppender(FAKE, disk).write([NEW])
    disk.put(FAKE.key, b"no key file")
    assert len(read(FAKE, files=disk).sessions) == 4
    lock.lock(FAKE, "pass", disk, work=CHEAP)
    assert len(read(FAKE, lock.open_locked(FAKE, "pass", disk), files=disk).sessions) == 4


def test_unlocking_elsewhere_is_followed_after_the_passphrase() -> None:
    disk = filled()
    key, _others = lock.lock(FAKE, "pass", disk, work=CHEAP)
    disk.put(FAKE.key, key_format.encode(key_format.in_clear(key)))
    with pytest.raises(PassphraseNeeded):
        read(FAKE, files=disk)
    Writer(FAKE, FakeClock(), disk).close()
    assert SECRET.encode() not in disk.read(own_journal(disk))
    lock.open_locked(FAKE, "pass", disk)
    assert len(read(FAKE, files=disk).sessions) == 3 and SECRET.encode() in disk.read(own_journal(disk))
    assert key_file.read(FAKE, disk) is None


def test_locking_again_uses_no_key_that_was_in_clear() -> None:
    here, there = filled(), MemoryDisk()
    first, _others = lock.lock(FAKE, "pass", here, work=CHEAP)
    there.put(FAKE.key, here.read(FAKE.key))
    JournalAppender(FAKE, there, first).write([JournalChange("session", "theirs", {"reflection": SECRET})])
    here.put(own_journal(there), there.read(own_journal(there)))
    lock.unlock(FAKE, first, here)
    second, _others = lock.lock(FAKE, "again", here, work=CHEAP)
    assert second.name != first.name and first.name.encode() not in here.read(own_journal(here))
    assert len(read(FAKE, lock.open_locked(FAKE, "again", here), files=here).sessions) == 4


@pytest.mark.parametrize("full", [FAKE.state, FAKE.data])
def test_lock_that_is_refused_asks_for_no_passphrase(full: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from securecoach_tui.store.errors import RecordError

    disk = filled()
    before = disk.everything()
    rename = disk.rename

    def refusing(old: Path, new: Path) -> None:
        if new.parent == full:
            raise OSError(28, "No space left on device")
        rename(old, new)

    monkeypatch.setattr(disk, "rename", refusing)
    with pytest.raises(RecordError, match="can't be locked here: the disk is full"):
        lock.lock(FAKE, "pass", disk, work=CHEAP)
    assert not key_file.is_locked(FAKE, disk) and len(read(FAKE, files=disk).sessions) == 3
    assert {path: data for path, data in disk.everything().items() if path.name != "record.lock"} == before


def test_own_passphrase_opens_after_another_machines_was_typed() -> None:
    here, there = filled(), MemoryDisk()
    JournalAppender(FAKE, there).write([JournalChange("session", "theirs", {"reflection": SECRET})])
    lock.lock(FAKE, "one", here, work=CHEAP)
    lock.lock(FAKE, "two", there, work=CHEAP)
    here.put(FAKE.key, there.read(FAKE.key))
    assert read(FAKE, lock.open_locked(FAKE, "two", here), files=here).sessions == []
    for _again in range(2):
        opened = lock.open_locked(FAKE, "one", here)
        assert len(read(FAKE, opened, files=here).sessions) == 3
    JournalAppender(FAKE, here, opened).write([JournalChange("session", "later", {"reflection": SECRET})])
    assert len(read(FAKE, lock.open_locked(FAKE, "one", here), files=here).sessions) == 4
    assert SECRET.encode() not in here.read(own_journal(here))


def test_own_passphrase_opens_after_this_machines_notes_are_lost() -> None:
    here, there = filled(), MemoryDisk()
    lock.lock(FAKE, "one", here, work=CHEAP)
    lock.lock(FAKE, "two", there, work=CHEAP)
    here.put(FAKE.key, there.read(FAKE.key))
    lock.open_locked(FAKE, "two", here)
    for name in ("key.json", device.FILE):
        here.unlink(FAKE.state / name)
    with pytest.raises(PassphraseNeeded):
        read(FAKE, files=here)
    assert len(read(FAKE, lock.open_locked(FAKE, "one", here), files=here).sessions) == 3


def test_a_changed_passphrase_leaves_another_machines_key() -> None:
    here, there = filled(), MemoryDisk()
    JournalAppender(FAKE, there).write([JournalChange("session", "theirs", {"reflection": SECRET})])
    key, _others = lock.lock(FAKE, "one", here, work=CHEAP)
    lock.lock(FAKE, "two", there, work=CHEAP)
    here.put(FAKE.key, there.read(FAKE.key))
    here.put(own_journal(there), there.read(own_journal(there)))
    lock.change(FAKE, key, "new", here, work=CHEAP)
    key = lock.open_locked(FAKE, "new", here)
    assert len(read(FAKE, key, files=here).sessions) == 3
    assert len(read(FAKE, lock.join(FAKE, key, "two", here), files=here).sessions) == 4


def test_key_file_without_its_keys_name_opens_and_stays_alone() -> None:
    disk = filled()
    key, _others = lock.lock(FAKE, "pass", disk, work=CHEAP)
    nameless = key_format.wrapped(key, "pass", CHEAP)
    nameless.key = ""
    without_copies_of_the_key(disk)
    disk.put(FAKE.key, key_format.encode(nameless))
    for _start in range(2):
        assert len(read(FAKE, lock.open_locked(FAKE, "pass", disk), files=disk).sessions) == 3
    assert [name for name in disk.names(FAKE.data) if name.startswith("key")] == ["key.json"]


def test_unlocking_shows_no_key_that_no_line_needs() -> None:
    disk = filled()
    before = disk.everything()
    key, _others = lock.lock(FAKE, "pass", disk, work=CHEAP)
    lock.unlock(FAKE, DataKey(key.data, [STRANGER]), disk)
    assert {path: data for path, data in disk.everything().items() if path.name != LOCK} == before


def test_foreign_key_file_locks_while_own_lines_are_unreadable() -> None:
    disk = filled()
    disk.put(FAKE.key, key_format.encode(key_format.wrapped(STRANGER, "other", CHEAP)))
    disk.unreadable = frozenset({own_journal(disk)})
    with pytest.raises(PassphraseNeeded):
        JournalAppender(FAKE, disk).write([NEW])
    disk.unreadable = frozenset()
    JournalAppender(FAKE, disk).write([NEW])
    assert len(read(FAKE, files=disk).sessions) == 4
