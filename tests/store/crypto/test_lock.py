"""Locked at rest: nothing to find, nothing to mix up, and a way back."""

from __future__ import annotations

import queue
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from securecoach_tui.clock import SystemClock
from securecoach_tui.config.settings import DataPaths
from securecoach_tui.practice.session.events import Kept, NotKept
from securecoach_tui.store.crypto import lock
from securecoach_tui.store.errors import PassphraseNeeded, RecordError, WrongPassphrase
from securecoach_tui.store.journal.appender import JournalAppender
from securecoach_tui.store.journal.change import JournalChange
from securecoach_tui.store.local import checkpoints, contacts
from securecoach_tui.store.reader import read
from securecoach_tui.store.transfer import backup, restore
from securecoach_tui.store.writer import Writer
from tests.fakes.clock import FakeClock
from tests.fakes.disk import MemoryDisk
from tests.store.filled import CHEAP, FAKE, SECRET, filled, own_journal, without_copies_of_the_key


def test_locking_hides_all_text_and_the_key_reads_it() -> None:
    disk = filled()
    key, others = lock.lock(FAKE, "pass", disk, work=CHEAP)
    assert others == 0
    assert SECRET.encode() not in b"".join(disk.everything().values())
    assert len(read(FAKE, key, files=disk).sessions) == 3
    assert checkpoints.read_all(FAKE, key, files=disk) == [SECRET.encode()]
    assert contacts.read(FAKE, key, files=disk) == [contacts.Contact("Sam", SECRET)]
    with pytest.raises(PassphraseNeeded):
        read(FAKE, files=disk)


def test_unlocking_restores_every_byte() -> None:
    disk = filled()
    before = {path: data for path, data in disk.everything().items() if path.name != "record.lock"}
    key, _others = lock.lock(FAKE, "pass", disk, work=CHEAP)
    lock.unlock(FAKE, key, disk)
    assert disk.everything() == before


def test_changes_saved_while_locked_are_sealed() -> None:
    disk = filled()
    key, _others = lock.lock(FAKE, "pass", disk, work=CHEAP)
    writer = Writer(FAKE, FakeClock(), disk, key)
    writer.keep("session", "new", {"reflection": SECRET})
    writer.checkpoint("half", SECRET.encode())
    assert writer.close()
    assert SECRET.encode() not in b"".join(disk.everything().values())
    found = read(FAKE, key, files=disk)
    assert len(found.sessions) == 4 and found.notices == []


def test_open_writer_adds_no_plain_line_after_locking() -> None:
    disk = filled()
    writer = Writer(FAKE, FakeClock(), disk)
    lock.lock(FAKE, "pass", disk, work=CHEAP)
    told: queue.Queue[object] = queue.Queue()
    writer.keep("session", "late", {"reflection": SECRET}, told.put)
    assert isinstance(told.get(timeout=5), NotKept)
    writer.close(0.1)
    assert SECRET.encode() not in b"".join(disk.everything().values())


def test_lock_tells_wrong_passphrase_from_damaged_key_file() -> None:
    disk = filled()
    lock.lock(FAKE, "pass", disk, work=CHEAP)
    with pytest.raises(WrongPassphrase):
        lock.open_locked(FAKE, "pas", disk)
    data = disk.read(FAKE.key)
    without_copies_of_the_key(disk)
    disk.put(FAKE.key, data.replace(b'"r":8', b'"r":9'))
    with pytest.raises(RecordError, match="damaged"):
        lock.open_locked(FAKE, "pass", disk)
    disk.put(FAKE.key, data[:40])
    with pytest.raises(RecordError, match="damaged"):
        read(FAKE, files=disk)


def test_a_passphrase_typed_composed_or_decomposed_is_the_same() -> None:
    disk = filled()
    lock.lock(FAKE, "caf\u00e9", disk, work=CHEAP)
    assert lock.open_locked(FAKE, "cafe\u0301", disk)


def test_another_passphrase_opens_the_same_lines() -> None:
    disk = filled()
    key, _others = lock.lock(FAKE, "old", disk, work=CHEAP)
    lock.change(FAKE, key, "new", disk, work=CHEAP)
    with pytest.raises(WrongPassphrase):
        lock.open_locked(FAKE, "old", disk)
    assert len(read(FAKE, lock.open_locked(FAKE, "new", disk), files=disk).sessions) == 3


def test_locked_journal_reports_missing_moved_or_altered_lines() -> None:
    disk = filled()
    key, _others = lock.lock(FAKE, "pass", disk, work=CHEAP)
    own = own_journal(disk)
    one, two, three = disk.read(own).splitlines()
    disk.put(own, one + b"\n" + three + b"\n")
    found = read(FAKE, key, files=disk)
    assert len(found.sessions) == 2 and "missing" in found.notices[0]
    disk.put(own, three + b"\n" + one + b"\n" + two + b"\n")
    found = read(FAKE, key, files=disk)
    assert len(found.sessions) == 3 and "have been moved" in found.notices[0]
    altered = two[:-20] + (b"A" if two[-20:-19] != b"A" else b"B") + two[-19:]
    disk.put(own, b"\n".join([one, altered, three]) + b"\n")
    found = read(FAKE, key, files=disk)
    assert len(found.sessions) == 2 and "damaged" in " ".join(found.notices)


def test_locking_removes_half_written_temporary_files() -> None:
    disk = filled()
    for folder, name in (
        (FAKE.journal, own_journal(disk).name),
        (FAKE.checkpoints, "x.checkpoint"),
        (FAKE.state, "c.json"),
    ):
        disk.put(folder / f".{name}.0123abcd", SECRET.encode())
    lock.lock(FAKE, "pass", disk, work=CHEAP)
    assert SECRET.encode() not in b"".join(disk.everything().values())


def test_locked_copy_opens_elsewhere_with_the_new_passphrase() -> None:
    disk, elsewhere = filled(), MemoryDisk()
    key, _others = lock.lock(FAKE, "old", disk, work=CHEAP)
    path = backup.write_before(FAKE, disk, "test", key, date(2026, 3, 3), [])
    lock.change(FAKE, key, "new", disk, work=CHEAP)
    elsewhere.put(path, disk.read(path))
    with pytest.raises(WrongPassphrase):
        restore.read_copy(path, FAKE, ask=lambda: "old", files=elsewhere)
    copy = restore.read_copy(path, FAKE, ask=lambda: "new", files=elsewhere)
    restore.restore(copy, FAKE, date(2026, 3, 3), files=elsewhere)
    assert len(read(FAKE, files=elsewhere).sessions) == 3 and read(FAKE, files=elsewhere).of_kind("key.json") == []


def test_locking_counts_plain_files_of_other_devices() -> None:
    here, there = filled(), MemoryDisk()
    JournalAppender(FAKE, there).write([JournalChange("session", "theirs", {"reflection": SECRET})])
    theirs = own_journal(there)
    here.put(theirs, there.read(theirs))
    key, others = lock.lock(FAKE, "pass", here, work=CHEAP)
    assert others == 1 and len(read(FAKE, key, files=here).sessions) == 4
    there.put(FAKE.key, here.read(FAKE.key))
    lock.open_locked(FAKE, "pass", there)
    assert SECRET.encode() not in there.read(theirs)


def test_a_disk_that_refuses_leaves_the_record_open_and_whole() -> None:
    disk = filled()
    disk.free = 0
    with pytest.raises(RecordError):
        lock.lock(FAKE, "pass", disk, work=CHEAP)
    disk.free = None
    assert len(read(FAKE, files=disk).sessions) == 3


def test_locked_real_disk_contains_no_plain_text(tmp_path: Path) -> None:
    paths = DataPaths(tmp_path / "data", tmp_path / "state", tmp_path / "cache")
    writer = Writer(paths, SystemClock())
    told: queue.Queue[object] = queue.Queue()
    writer.keep("session", "a", {"reflection": SECRET}, told.put)
    assert told.get(timeout=5) == Kept()
    writer.close()
    lock.lock(paths, "pass", work=CHEAP)
    for path in tmp_path.rglob("*"):
        assert path.is_dir() or SECRET.encode() not in path.read_bytes()


def test_reading_an_open_record_loads_no_lock_or_cipher(tmp_path: Path) -> None:
    paths = DataPaths(tmp_path / "data", tmp_path / "state", tmp_path / "cache")
    writer = Writer(paths, SystemClock())
    writer.keep("session", "a", {"reflection": "words"})
    writer.close()
    code = (
        "import sys; from pathlib import Path; from securecoach_tui.config.settings import DataPaths\n"
        "from securecoach_tui.store import reader; from securecoach_tui.store.crypto import lock; from securecoach_tui.store.local import checkpoints, contacts; from securecoach_tui.store.transfer import import_export\n"
        "where = DataPaths(*map(Path, sys.argv[1:]))\n"
        "r = reader.read(where); import_export.export_json(r); import_export.export_csv(r); checkpoints.read_all(where)\n"
        "contacts.read(where); assert len(r.sessions) == 1\n"
        "print([m for m in ('filelock', 'cryptography', 'textual', 'platformdirs') if m in sys.modules])"
    )
    args = [sys.executable, "-c", code, str(paths.data), str(paths.state), str(paths.cache)]
    assert subprocess.run(args, capture_output=True, text=True, check=True).stdout.strip() == "[]"


@pytest.mark.parametrize("name", ["contacts.json", "checkpoints/00112233445566778899aabbccddeeff.checkpoint"])
def test_damaged_small_file_keeps_nobody_out(name: str) -> None:
    disk = filled()
    key, _others = lock.lock(FAKE, "pass", disk, work=CHEAP)
    damaged = checkpoints.ENCRYPTED_MARK + b"x" * 60
    disk.put(FAKE.state / name, damaged)
    assert len(read(FAKE, lock.open_locked(FAKE, "pass", disk), files=disk).sessions) == 3
    lock.unlock(FAKE, key, disk)
    assert len(read(FAKE, files=disk).sessions) == 3
    assert disk.read(FAKE.state / name) == damaged
