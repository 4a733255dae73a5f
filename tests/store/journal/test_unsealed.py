"""A locked folder that somebody else writes to: what no key authenticates counts nowhere, and is told."""

from __future__ import annotations

import errno
from datetime import date
from pathlib import Path

import pytest

from securecoach_tui.store.crypto import lock
from securecoach_tui.store.crypto.envelope import DataKey
from securecoach_tui.store.journal.appender import LOCK
from securecoach_tui.store.journal.entry import JournalEntry, encode, raw
from securecoach_tui.store.maintenance import open_to_write
from securecoach_tui.store.reader import read
from securecoach_tui.store.transfer import backup, restore
from tests.fakes.disk import MemoryDisk
from tests.store.filled import CHEAP, FAKE, SECRET, filled, own_journal

PLAIN = [
    JournalEntry(1, "session", "0", (900, "0badcafe"), deleted=True),
    JournalEntry(1, "session", "1", (901, "0badcafe"), raw({"reflection": "not hers"})),
    JournalEntry(1, "session", "more", (902, "0badcafe"), raw({"reflection": "added"})),
]


def locked() -> tuple[MemoryDisk, DataKey]:
    disk = filled()
    key, _others = lock.lock(FAKE, "pass", disk, work=CHEAP)
    open_to_write(FAKE, key, files=disk)
    return disk, key


def with_plain_lines(disk: MemoryDisk, where: str) -> Path:
    own = own_journal(disk)
    lines = b"".join(encode(line) + b"\n" for line in PLAIN)
    if where == "inside damage":
        lines = b"".join(b"no line " + encode(line) + b" nor this\n" for line in PLAIN)
    path = {"own": own, "conflict": own.with_name(f"{own.stem}.sync-conflict-1.jsonl")}.get(
        where, own.with_name("0badcafe.jsonl")
    )
    disk.put(path, (disk.read(own) if where == "own" else b"") + lines)
    return path


@pytest.mark.parametrize("where", ["own", "conflict", "another", "inside damage"])
def test_plain_lines_in_a_locked_folder_count_nowhere(where: str) -> None:
    disk, key = locked()
    with_plain_lines(disk, where)
    found = read(FAKE, key, files=disk)
    texts = {one.id: one.reflection for one in found.sessions}
    assert texts == {str(i): f"{SECRET} {i}" for i in range(3)} and "used." in " ".join(found.notices)
    key = lock.open_locked(FAKE, "pass", disk)
    assert "not-locked" in " ".join(open_to_write(FAKE, key, files=disk).notices)
    again = open_to_write(FAKE, lock.open_locked(FAKE, "pass", disk), files=disk)
    assert again.notices == [] and {one.id: one.reflection for one in again.sessions} == texts
    daily = backup.write_requested(FAKE, disk, key, date(2026, 3, 3))
    assert restore.preview(restore.read_copy(daily, FAKE, key, files=disk), FAKE, key, files=disk).changes == []


def test_plain_lines_are_kept_and_can_be_returned_to() -> None:
    disk, key = locked()
    path = with_plain_lines(disk, "own")
    open_to_write(FAKE, key, files=disk)
    assert b"not hers" not in disk.read(path)
    (copy,) = [one for one in disk.everything() if "not-locked" in one.name]
    assert b"not hers" not in disk.read(copy)
    plan = restore.preview(restore.read_copy(copy, FAKE, key, files=disk), FAKE, key, files=disk)
    assert (plan.back, plan.changed, plan.gone) == (1, 1, 1)
    with_plain_lines(disk, "another")
    open_to_write(FAKE, key, files=disk)
    assert [one for one in disk.everything() if "not-locked" in one.name] == [copy]


@pytest.mark.parametrize("way", ["cut", "rolled back", "removed"])
def test_locked_lines_that_are_gone_are_told_once(way: str) -> None:
    disk, key = locked()
    own = own_journal(disk)
    lines = disk.read(own).splitlines(keepends=True)
    theirs = own.with_name("0badcafe.jsonl")
    disk.put(theirs, b"".join(key.encrypt_line(encode(line), "0badcafe", n) + b"\n" for n, line in enumerate(PLAIN, 1)))
    whole = disk.read(theirs)
    assert open_to_write(FAKE, key, files=disk).notices == []
    if way == "cut":
        disk.put(own, b"".join(lines[:-1]))
    elif way == "rolled back":
        disk.put(theirs, whole.splitlines(keepends=True)[0])
    else:
        disk.unlink(theirs)
    assert "here before" in " ".join(read(FAKE, key, files=disk).notices)
    assert "here before" in " ".join(open_to_write(FAKE, key, files=disk).notices)
    assert open_to_write(FAKE, key, files=disk).notices == []


def test_lines_of_before_the_lock_count_while_it_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    disk = filled()
    monkeypatch.setattr(lock, "bring_in_line", lambda *_arguments: None)
    key, _others = lock.lock(FAKE, "pass", disk, work=CHEAP)
    assert len(read(FAKE, key, files=disk).sessions) == 3
    monkeypatch.undo()
    key = lock.open_locked(FAKE, "pass", disk)
    assert SECRET.encode() not in b"".join(disk.everything().values())
    assert len(read(FAKE, key, files=disk).sessions) == 3


def test_plain_lines_of_one_day_share_a_copy() -> None:
    disk, key = locked()
    for device, line in (("0badcafe", PLAIN[1]), ("0badbeef", PLAIN[2])):
        disk.put(FAKE.journal / f"{device}.jsonl", encode(line) + b"\n")
        (told,) = open_to_write(FAKE, key, files=disk).notices
        (copy,) = [path for path in disk.everything() if "not-locked" in path.name]
        assert copy.name in told
    plan = restore.preview(restore.read_copy(copy, FAKE, key, files=disk), FAKE, key, files=disk)
    assert {(one.id, one.fields["reflection"]) for one in plan.changes} == {("1", "not hers"), ("more", "added")}
    assert SECRET.encode() not in disk.read(copy) and b"not hers" not in disk.read(copy)


def test_plain_lines_that_cannot_be_kept_are_told_and_stay() -> None:
    disk, key = locked()
    path = with_plain_lines(disk, "own")
    disk.refuses = errno.EROFS
    (told,) = open_to_write(FAKE, key, files=disk).notices
    assert "3 lines in the journal folder aren't locked" in told and "backups/" not in told
    assert b"not hers" in disk.read(path)
    disk.refuses = None
    assert "backups/" in open_to_write(FAKE, key, files=disk).notices[0]


def test_plain_lines_are_told_after_another_program_has_written() -> None:
    disk, key = locked()
    with_plain_lines(disk, "another")
    with disk.lock(FAKE.state / LOCK, 0.0):
        assert open_to_write(FAKE, key, files=disk).notices == []
    assert "backups/" in open_to_write(FAKE, key, files=disk).notices[0]


def test_lines_in_an_unreadable_file_are_not_told_as_gone() -> None:
    disk, key = locked()
    theirs = FAKE.journal / "0badcafe.jsonl"
    disk.put(theirs, key.encrypt_line(encode(PLAIN[1]), "0badcafe", 1) + b"\n")
    assert open_to_write(FAKE, key, files=disk).notices == []
    disk.unreadable = frozenset({theirs})
    (told,) = open_to_write(FAKE, key, files=disk).notices
    assert "0badcafe.jsonl in the journal folder can't be read" in told
    disk.unreadable = frozenset()
    assert open_to_write(FAKE, key, files=disk).notices == []
