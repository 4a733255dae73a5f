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
from securecoach_tui.store.disk import Disk, FileInfo, append
from securecoach_tui.store.errors import Busy, RecordError
from securecoach_tui.store.journal.appender import LOCK, JournalAppender
from securecoach_tui.store.local import checkpoints, comforts, contacts
from securecoach_tui.store.maintenance import open_to_write
from securecoach_tui.store.reader import nothing_read, read
from securecoach_tui.store.repository import Repository
from securecoach_tui.store.transfer import backup, restore
from securecoach_tui.store.transfer.erase import erase
from securecoach_tui.store.transfer.import_export import export_changes
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


@pytest.mark.parametrize("when", ["once it is listed", "while it is opened"])
def test_vanished_journal_leaves_the_others_readable(when: str) -> None:
    class Syncing(MemoryDisk):
        def names(self, folder: Path) -> list[str]:
            return [*super().names(folder), *(["0badcafe.jsonl"] if folder == FAKE.journal else [])]

        def file_info(self, path: Path) -> FileInfo | None:
            gone = FileInfo(1, 1, 1) if when == "while it is opened" and path.name == "0badcafe.jsonl" else None
            return super().file_info(path) or gone

    disk = Syncing()
    JournalAppender(FAKE, disk).write([change("mine")])
    JournalAppender(FAKE, disk).write([change("more")])
    found = read(FAKE, files=disk)
    assert {one.id for one in found.sessions} == {"mine", "more"} and found.notices == []


def test_checkpoints_in_a_folder_that_cannot_be_listed_are_none(tmp_path: Path) -> None:
    paths = real(tmp_path)
    paths.state.mkdir()
    paths.checkpoints.write_text("there is a file where the folder would be")
    assert checkpoints.read_all(paths) == [] and unfinished_sessions.read(paths) == []


@pytest.mark.parametrize("end_is_read", [False, True])
def test_unreadable_own_journal_is_never_overwritten(end_is_read: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    disk = filled()
    own = own_journal(disk)
    before, read_part = disk.read(own), disk.read
    disk.unreadable = frozenset({own})
    if end_is_read:
        monkeypatch.setattr(disk, "read", lambda path, *part, **more: b"\n" if -1 in part else read_part(path, **more))
    told: queue.Queue[object] = queue.Queue()
    writer = Writer(FAKE, FakeClock(), disk)
    writer.keep("session", "new", {"reflection": "words"}, told.put)
    assert told.get(timeout=5) == NotKept("the disk reports an error")
    writer.close(0.1)
    disk.unreadable = frozenset()
    assert disk.read(own) == before


def test_journal_that_goes_while_it_is_written_begins_again(monkeypatch: pytest.MonkeyPatch) -> None:
    disk, appended = MemoryDisk(), 0
    repository = Repository(FAKE, files=disk)
    assert repository.count_sessions() == 0
    sync = disk.fsync_folder

    def removed(folder: Path) -> None:
        nonlocal appended
        sync(folder)
        if folder == FAKE.journal and disk.names(folder):
            appended += 1
            if appended == 1:
                disk.unlink(own_journal(disk))

    monkeypatch.setattr(disk, "fsync_folder", removed)
    repository.save("session", "removed", {"reflection": "words"})
    assert disk.names(FAKE.journal) == []
    repository.save("session", "later", {"reflection": "words"})
    assert [one.id for one in read(FAKE, files=disk).sessions] == ["later"]


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


def test_failing_checkpoints_stop_no_saving_and_are_tried_again(tmp_path: Path) -> None:
    class Odd(MemoryDisk):
        odd = True

        def open_new(self, path: Path) -> int:
            if self.odd and path.parent.name == "checkpoints":
                raise RuntimeError("nobody thought of this")
            return super().open_new(path)

    disk, told, paths = Odd(), queue.Queue[object](), FAKE._replace(state=tmp_path)  # the log is on the real disk
    writer = Writer(paths, FakeClock(), disk)
    writer.checkpoint("half", b"half a session")
    for id in ("a", "b"):
        writer.keep("session", id, {"reflection": "words"}, told.put)
        assert told.get(timeout=5) == Kept()
    assert (tmp_path / "log").read_text().count("RuntimeError") == 1
    disk.odd = False
    assert writer.close() and checkpoints.read_all(paths, files=disk) == [b"half a session"]


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


@pytest.mark.parametrize("room", [0, 20, 150])
def test_full_disk_takes_no_comfort_and_leaves_no_file(room: int) -> None:
    disk = filled()
    kept = comforts.add(FAKE, "sound", "rain.mp3", b"rain", files=disk)
    before = disk.everything()
    disk.free = room
    for kind in ("sound", "words"):
        with pytest.raises(RecordError, match="Your comforts can't be saved: the disk is full"):
            comforts.add(FAKE, kind, "x" * 200, b"waves", files=disk)
        assert disk.everything() == before
    disk.free, disk.refuses = None, errno.EROFS
    with pytest.raises(RecordError, match="Your comforts can't be saved: the disk is read-only"):
        comforts.remove(FAKE, kept.id, files=disk)
    assert disk.everything() == before and comforts.content(FAKE, kept, files=disk) == b"rain"


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


@pytest.mark.skipif(sys.platform == "win32", reason="folders can't be flushed there")
def test_folder_that_fails_to_reach_the_disk_saves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths, flush = real(tmp_path), os.fsync
    JournalAppender(paths, Disk()).write([change("first")])
    (own,) = paths.journal.glob("*.jsonl")
    own.unlink()

    def failing(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        flush(descriptor)

    monkeypatch.setattr(os, "fsync", failing)
    with pytest.raises(OSError, match="Input/output error"):
        JournalAppender(paths, Disk()).write([change("second")])
    assert read(paths).sessions == []


def test_folder_on_a_drive_that_is_gone_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(path: Path, **_options: object) -> None:
        raise FileNotFoundError(errno.ENOENT, "The system cannot find the drive", str(path))

    monkeypatch.setattr(Path, "is_dir", lambda _path: False)
    monkeypatch.setattr(Path, "mkdir", gone)
    with pytest.raises(FileNotFoundError, match="drive"):
        Disk().make_folder(Path("/drive/data/journal"))


def test_full_disk_leaves_no_part_of_a_file_saved_elsewhere() -> None:
    disk = filled()
    before, disk.free = disk.everything(), 30
    with pytest.raises(OSError, match="No space left"):
        export_changes([change("a")], FILE, disk)
    assert disk.everything() == before


def test_unreadable_data_is_told_and_leaves_practice_possible(tmp_path: Path) -> None:
    paths = real(tmp_path)
    lock.lock(paths, "pass", work=CHEAP)
    paths.journal.write_text("there is a file where the folder would be")
    key = lock.open_locked(paths, "pass")
    with pytest.raises(RecordError) as error:
        read(paths, key)
    found = nothing_read(paths, error.value)
    assert found.sessions == [] == found.kinds() and found.latest(3) == []
    assert found.notices == [error.value.sentence, "You can still practise. Your earlier sessions aren't shown."]
    found.show_saved("session", "now", {"reflection": "words"})
    assert [one.id for one in found.sessions] == ["now"]
