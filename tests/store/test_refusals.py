"""Where the disk, a permission or another program refuses: one sentence that says why, and nothing is lost."""

from __future__ import annotations

import errno
import json
import os
import queue
import stat
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from securecoach_tui.config.settings import DataPaths
from securecoach_tui.practice.session.events import Kept, NotKept
from securecoach_tui.store import unfinished_sessions
from securecoach_tui.store.crypto import key_file, lock
from securecoach_tui.store.disk import Disk, append
from securecoach_tui.store.errors import Busy, RecordError
from securecoach_tui.store.journal.appender import LOCK, JournalAppender
from securecoach_tui.store.local import checkpoints, comforts, contacts
from securecoach_tui.store.maintenance import open_to_write
from securecoach_tui.store.reader import read
from securecoach_tui.store.transfer import backup, restore
from securecoach_tui.store.transfer.erase import erase
from securecoach_tui.store.writer import Writer
from tests.fakes.clock import FakeClock
from tests.fakes.disk import MemoryDisk
from tests.store.filled import CHEAP, FAKE, SECRET, filled, own_journal
from tests.store.importing import import_file
from tests.store.two_sessions import change

TODAY = date(2026, 3, 3)
FILE = Path("/fake/export.json")


def real(folder: Path) -> DataPaths:
    return DataPaths(folder / "data", folder / "state", folder / "cache")


def test_damage_that_cannot_be_set_aside_is_told_all_the_same() -> None:
    disk = filled()
    disk.put(FAKE.journal / "0badcafe.jsonl", b"garbage\n")
    disk.refuses = errno.EROFS
    found = open_to_write(FAKE, files=disk)
    assert found.notices == ["A part of your data is damaged. Everything else was read."]
    assert len(found.sessions) == 3


def test_damage_is_reported_after_another_program_has_written() -> None:
    disk = filled()
    disk.put(FAKE.journal / "0badcafe.jsonl", b"garbage\n")
    with disk.lock(FAKE.state / LOCK, 0.0):
        found = open_to_write(FAKE, files=disk)
    assert found.notices == [] and len(found.sessions) == 3
    assert "damaged" in open_to_write(FAKE, files=disk).notices[0]


def test_file_in_place_of_the_journal_folder_is_reported(tmp_path: Path) -> None:
    paths = real(tmp_path)
    paths.data.mkdir()
    paths.journal.write_text("")
    with pytest.raises(RecordError, match="there is a file where the folder would be"):
        read(paths)


def test_vanished_journal_leaves_the_others_readable() -> None:
    class Syncing(MemoryDisk):
        def names(self, folder: Path) -> list[str]:
            return [*super().names(folder), *(["0badcafe.jsonl"] if folder == FAKE.journal else [])]

    disk = Syncing()
    JournalAppender(FAKE, disk).write([change("mine")])
    found = read(FAKE, files=disk)
    assert [one.id for one in found.sessions] == ["mine"] and found.notices == []


def test_checkpoints_in_a_folder_that_cannot_be_listed_are_none(tmp_path: Path) -> None:
    paths = real(tmp_path)
    paths.state.mkdir()
    paths.checkpoints.write_text("there is a file where the folder would be")
    assert checkpoints.read_all(paths) == [] and unfinished_sessions.read(paths) == []


def test_unreadable_own_journal_is_never_overwritten() -> None:
    disk = filled()
    own = own_journal(disk)
    before = disk.read(own)
    disk.unreadable = frozenset({own})
    told: queue.Queue[object] = queue.Queue()
    writer = Writer(FAKE, FakeClock(), disk)
    writer.keep("session", "new", {"reflection": "words"}, told.put)
    assert told.get(timeout=5) == NotKept("the disk reports an error")
    writer.close(0.1)
    disk.unreadable = frozenset()
    assert disk.read(own) == before


def test_writer_survives_unexpected_errors_and_saves_later(tmp_path: Path) -> None:
    class Odd(MemoryDisk):
        odd = True

        def open_append(self, path: Path) -> int:
            if self.odd:
                raise RuntimeError("nobody thought of this")
            return super().open_append(path)

    disk, told = Odd(), queue.Queue[object]()
    writer = Writer(FAKE._replace(state=tmp_path), FakeClock(), disk)  # the log is on the real disk
    writer.keep("session", "a", {"reflection": "words"}, told.put)
    assert told.get(timeout=5) == NotKept("something unexpected happened (RuntimeError)")
    disk.odd = False
    assert writer.close() and told.get(timeout=5) == Kept()
    assert [one.id for one in read(FAKE, files=disk).sessions] == ["a"]


def test_failing_daily_backup_stops_no_writing(tmp_path: Path) -> None:
    class Odd(MemoryDisk):
        def open_new(self, path: Path) -> int:
            if path.parent == FAKE.backups:
                raise RuntimeError("nobody thought of this")
            return super().open_new(path)

    disk = Odd()
    writer = Writer(FAKE._replace(state=tmp_path), FakeClock(), disk)  # the log is on the real disk
    writer.keep("session", "a", {"reflection": "words"})
    assert writer.close() and [one.id for one in read(FAKE, files=disk).sessions] == ["a"]


def test_refused_contacts_keep_the_earlier_ones_and_say_why() -> None:
    disk = filled()
    disk.refuses = errno.EDQUOT
    with pytest.raises(RecordError, match="your share of the disk is full"):
        contacts.write(FAKE, [], files=disk)
    assert contacts.read(FAKE, files=disk) == [contacts.Contact("Sam", SECRET)]


@pytest.mark.parametrize(
    "save",
    [
        lambda paths: contacts.change(paths, None, contacts.Contact("Sam", "0")),
        lambda paths: comforts.add(paths, "words", "It passes."),
    ],
)
def test_file_in_place_of_the_state_folder_is_reported(save: Callable[[DataPaths], None], tmp_path: Path) -> None:
    paths = real(tmp_path)
    paths.state.write_text("there is a file where the folder would be")
    with pytest.raises(RecordError, match="can't be saved: there is a file where the folder would be"):
        save(paths)


def test_an_import_that_the_disk_refuses_brings_nothing_in() -> None:
    disk = filled()
    disk.put(FILE, json.dumps([{"id": "new", "reflection": "words"}]).encode())
    disk.refuses = errno.ENOSPC
    with pytest.raises(RecordError, match=r"Nothing was imported: the disk is full\."):
        import_file(FILE, FAKE, files=disk)
    assert len(read(FAKE, files=disk).sessions) == 3


def test_a_return_that_the_disk_refuses_changes_nothing() -> None:
    disk = filled()
    copy = backup.write_requested(FAKE, disk, None, TODAY)
    JournalAppender(FAKE, disk).write([change("0", "changed since")])
    disk.refuses = errno.EACCES
    with pytest.raises(RecordError, match="Nothing has changed: you don't have permission\\."):
        restore.restore(restore.read_copy(copy, FAKE, files=disk), FAKE, TODAY, files=disk)
    changed = read(FAKE, files=disk).get("session", "0")
    assert changed is not None and changed["reflection"] == "changed since"


def test_erasing_waits_for_a_lock_and_reports_failures(tmp_path: Path) -> None:
    paths, disk = real(tmp_path), MemoryDisk()
    paths.journal.mkdir(parents=True)
    with disk.lock(paths.state / LOCK, 0.0), pytest.raises(Busy):
        erase(paths, disk)
    assert paths.journal.is_dir()
    paths.state.write_text("there is a file where the folder would be")
    with pytest.raises(RecordError, match="Some files couldn.t be erased"):
        erase(paths)
    assert paths.journal.is_dir()


def test_a_torn_line_on_a_real_disk_is_set_aside_before_the_next(tmp_path: Path) -> None:
    paths = real(tmp_path)
    JournalAppender(paths, Disk()).write([change("first")])
    (own,) = paths.journal.glob("*.jsonl")
    with own.open("ab") as file:
        file.write(b'{"v":1,"kind":"sess')
    JournalAppender(paths, Disk()).write([change("second")])
    assert {one.id for one in read(paths).sessions} == {"first", "second"}
    assert [path.read_bytes() for path in paths.journal.glob("damaged-*")] == [b'{"v":1,"kind":"sess\n']


def test_disk_that_writes_nothing_raises_an_error() -> None:
    class Stuck(MemoryDisk):
        def write(self, fd: int, data: bytes) -> int:
            return 0

    with pytest.raises(OSError, match="nothing was written"):
        JournalAppender(FAKE, Stuck()).write([change("a")])


def test_wrongly_written_key_file_locks_nothing() -> None:
    class Forgetful(MemoryDisk):
        def write(self, fd: int, data: bytes) -> int:
            super().write(fd, data.replace(b'"kdf":"scrypt"', b'"kdf":"sbrypt"'))
            return len(data)

    disk = Forgetful()
    JournalAppender(FAKE, disk).write([change("a")])
    with pytest.raises(RecordError, match="can't be locked here"):
        lock.lock(FAKE, "pass", disk, work=CHEAP)
    assert not key_file.is_locked(FAKE, disk) and [one.id for one in read(FAKE, files=disk).sessions] == ["a"]


def lose_new_key_files(disk: MemoryDisk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the disk cut key.json off once it was read back and renamed."""
    rename = disk.rename

    def renamed(old: Path, new: Path) -> None:
        rename(old, new)
        if new == FAKE.key:
            disk.put(new, disk.read(new)[:40])

    monkeypatch.setattr(disk, "rename", renamed)


def test_key_file_that_the_disk_loses_locks_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    disk = filled()
    before = disk.everything()
    lose_new_key_files(disk, monkeypatch)
    with pytest.raises(RecordError, match="The disk didn't save the key correctly, so nothing was locked"):
        lock.lock(FAKE, "pass", disk, work=CHEAP)
    assert {path: data for path, data in disk.everything().items() if path.name != LOCK} == before


def test_key_file_that_the_disk_loses_keeps_the_old_passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    disk = filled()
    key, _others = lock.lock(FAKE, "old", disk, work=CHEAP)
    lose_new_key_files(disk, monkeypatch)
    with pytest.raises(RecordError, match="Your old passphrase still works: the disk reports an error"):
        lock.change(FAKE, key, "new", disk, work=CHEAP)
    monkeypatch.undo()
    assert len(read(FAKE, lock.open_locked(FAKE, "old", disk), files=disk).sessions) == 3


@pytest.mark.parametrize("module", [lock, checkpoints])
def test_file_that_encrypts_wrongly_stays_as_it_was(module: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    disk = filled()
    path = own_journal(disk) if module is lock else checkpoints.path_of(FAKE, "half")
    before, encrypted = disk.read(path), module.encrypted
    monkeypatch.setattr(module, "encrypted", lambda data, *more, **options: encrypted(data[:-9], *more, **options))
    with pytest.raises(RecordError, match=f"{path.name} couldn't be read back correctly") as error:
        lock.lock(FAKE, "pass", disk, work=CHEAP)
    assert "Your data is locked, but not all of it is encrypted yet" in error.value.sentence
    assert disk.read(path) == before
    monkeypatch.undo()
    key = lock.open_locked(FAKE, "pass", disk)
    assert len(read(FAKE, key, files=disk).sessions) == 3 and SECRET.encode() not in disk.read(path)


def test_unreadable_key_file_is_reported_and_stays_locked() -> None:
    disk = filled()
    lock.lock(FAKE, "pass", disk, work=CHEAP)
    disk.unreadable = frozenset({FAKE.key})
    with pytest.raises(RecordError, match="can't be read: the disk reports an error"):
        read(FAKE, files=disk)


@pytest.mark.skipif(sys.platform == "win32", reason="folders can't be flushed there")
@pytest.mark.parametrize("number", [errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP])
def test_a_disk_that_flushes_no_folders_still_saves(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flush = os.fsync

    def files_alone(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):  # as some network folders answer
            raise OSError(number, os.strerror(number))
        flush(descriptor)

    monkeypatch.setattr(os, "fsync", files_alone)
    append(Disk(), tmp_path / "journal" / "own.jsonl", b"a line\n")
    assert (tmp_path / "journal" / "own.jsonl").read_bytes() == b"a line\n"
