"""Full disks, bad disks, dying programs and power cuts: what was acknowledged is there."""

from __future__ import annotations

import errno
import random
import subprocess
import sys
import tempfile
from pathlib import Path

import filelock
import pytest

from securecoach_tui.store.crypto import key_file
from securecoach_tui.store.crypto import lock as locking
from securecoach_tui.store.crypto.envelope import DataKey
from securecoach_tui.store.disk import Disk
from securecoach_tui.store.errors import Busy
from securecoach_tui.store.journal.appender import JournalAppender
from tests.fakes.disk import Killed, MemoryDisk
from tests.store.two_sessions import CHEAP, WHERE, begun, change, kept


def turn(what: str, disk: MemoryDisk, key: DataKey | None) -> None:
    """Lock, unlock or change the passphrase."""
    if what == "lock":
        locking.lock(WHERE, "pass", disk, work=CHEAP)
        return
    assert key is not None
    if what == "unlock":
        locking.unlock(WHERE, key, disk)
    else:
        locking.change(WHERE, key, "new", disk, work=CHEAP)


@pytest.mark.parametrize("locked", [False, True])
def test_full_disk_at_any_byte_leaves_the_journal_unchanged(locked: bool) -> None:
    room = 0
    while True:
        disk, key = begun(locked)
        before = disk.everything()
        disk.free = room
        try:
            JournalAppender(WHERE, disk, key).write([change("third")])
        except OSError:
            assert disk.everything() == before
        else:
            assert kept(disk, key) == {"first", "second", "third"}
            break
        disk.free = None
        JournalAppender(WHERE, disk, key).write([change("third")])
        assert kept(disk, key) == {"first", "second", "third"}
        room += 1
    assert room > 100


@pytest.mark.parametrize("number", range(1, 12))
def test_failing_fsync_acknowledges_no_lost_change(number: int) -> None:
    disk = MemoryDisk()
    disk.bad_fsyncs = frozenset({number})
    acknowledged: set[str] = set()
    for i in range(6):
        try:
            JournalAppender(WHERE, disk).write([change(str(i))])
            acknowledged.add(str(i))
        except OSError:
            assert str(i) not in kept(disk)
    disk.power_cut()
    assert kept(disk) >= acknowledged


def test_crash_or_power_cut_loses_no_acknowledged_change() -> None:
    chance = random.Random(3)
    for act in range(1, 60):
        for cut in (False, True):
            disk, acknowledged = MemoryDisk(), set()
            disk.dies_at = act
            try:
                pen = JournalAppender(WHERE, disk)
                for i in range(3):
                    pen.write([change(str(i))])
                    acknowledged.add(str(i))
            except Killed:
                pass
            if cut:
                disk.power_cut(chance)
            disk.restart()
            assert kept(disk) >= acknowledged
            JournalAppender(WHERE, disk).write([change("after")])
            assert kept(disk) >= acknowledged | {"after"}


@pytest.mark.parametrize("what", ["lock", "unlock", "change"])
def test_interrupted_locking_leaves_the_old_or_new_state(what: str) -> None:
    act = 0
    while True:
        act += 1
        disk, key = begun(what != "lock")
        disk.restart()
        disk.dies_at = act
        try:
            turn(what, disk, key)
        except Killed:
            pass
        else:
            break
        disk.power_cut(random.Random(act))
        opened = None
        if key_file.is_locked(WHERE, disk):
            phrases = ["pass", "new"] if what == "change" else ["pass"]
            opened = first_that_opens(disk, phrases)
            assert b"words" not in b"".join(disk.everything().values())
        assert kept(disk, opened) == {"first", "second"}
    assert act > 5


@pytest.mark.journeys
@pytest.mark.parametrize("step", [53, pytest.param(7, marks=pytest.mark.long)])
@pytest.mark.parametrize("what", ["lock", "unlock", "change"])
def test_locking_on_a_full_disk_leaves_the_old_or_new_state(what: str, step: int) -> None:
    for room in range(0, 4000, step):
        disk, key = begun(what != "lock")
        disk.free = room
        try:
            turn(what, disk, key)
        except locking.RecordError:
            pass
        disk.free = None
        disk.power_cut(random.Random(room))
        opened = first_that_opens(disk, ["pass", "new"]) if key_file.is_locked(WHERE, disk) else None
        assert kept(disk, opened) == {"first", "second"}
        JournalAppender(WHERE, disk, opened).write([change("third")])
        assert kept(disk, opened) == {"first", "second", "third"}


def first_that_opens(disk: MemoryDisk, phrases: list[str]) -> DataKey:
    for phrase in phrases:
        try:
            return locking.open_locked(WHERE, phrase, disk)
        except locking.RecordError:
            continue
    raise AssertionError("no passphrase opens it")


def test_lock_file_of_a_dead_program_can_be_taken(tmp_path: Path) -> None:
    path = tmp_path / "state" / "record.lock"
    code = (
        "import sys, time; from pathlib import Path; from securecoach_tui.store.disk import Disk\n"
        "with Disk().lock(Path(sys.argv[1]), 1): print('held', flush=True); time.sleep(60)"
    )
    holder = subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None and holder.stdout.readline() == "held\n"
    with pytest.raises(Busy), Disk().lock(path, 0.0):
        pass
    holder.kill()
    holder.communicate()
    with Disk().lock(path, 0.0):
        assert path.exists()


def test_network_folder_without_locks_uses_a_local_lock_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    far = tmp_path / "far" / "record.lock"
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    native = filelock.FileLock.acquire

    def acquire(lock: filelock.FileLock, *args: object, **more: object) -> object:
        if Path(lock.lock_file) == far:
            raise OSError(errno.ENOLCK, "No locks available")
        return native(lock, *args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(filelock.FileLock, "acquire", acquire)
    one, other = Disk(), Disk()
    with one.lock(far, 0.0):
        with pytest.raises(Busy), other.lock(far, 0.0):
            pass
    with other.lock(far, 0.0), pytest.raises(Busy), one.lock(far, 0.0):
        pass
