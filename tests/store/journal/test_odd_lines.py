"""Lines that nobody expects: touching damage, very long ones, sealed ones that don't open, odd values."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from securecoach_tui.store.crypto import lock
from securecoach_tui.store.crypto.envelope import KEY_BYTES, DataKey
from securecoach_tui.store.disk import FileInfo
from securecoach_tui.store.errors import RecordError
from securecoach_tui.store.journal import device
from securecoach_tui.store.journal.appender import JournalAppender
from securecoach_tui.store.journal.change import JournalChange
from securecoach_tui.store.journal.entry import decode_one, fields_of, raw
from securecoach_tui.store.journal.folder import JournalReader
from securecoach_tui.store.journal.tinydb_table import JournalDB
from securecoach_tui.store.maintenance import blank, open_to_write
from securecoach_tui.store.reader import read
from securecoach_tui.store.transfer import backup, import_export, restore
from securecoach_tui.store.writer import Writer
from tests.fakes.clock import FakeClock
from tests.fakes.disk import MemoryDisk
from tests.store.filled import CHEAP, FAKE, SECRET, filled, own_journal, without_copies_of_the_key
from tests.store.importing import import_file
from tests.store.two_sessions import begun, change, kept

TODAY = date(2026, 3, 3)
THEIRS = FAKE.journal / "0badcafe.jsonl"


def test_damaged_lines_that_touch_are_told_as_one_part() -> None:
    disk, _key = begun()
    disk.put(THEIRS, b"\0\0\n{garbage\n\x80 more\n")
    assert open_to_write(FAKE, files=disk).notices == [
        "A damaged part of your data was set aside in the journal folder. Everything else was read."
    ]


def test_journal_line_with_invalid_fields_is_damage() -> None:
    assert decode_one(b'{"v":1,"kind":"session","id":"a","stamp":[1,"d"],"fields":[1]}') is None


def test_lone_surrogate_in_an_answer_becomes_a_question_mark() -> None:
    fields = {"answers": {"ne\udce9d": ["re\udce9st", 3, None]}, "completed": True}
    assert json.loads(bytes(raw(fields))) == {"answers": {"ne?d": ["re?st", 3, None]}, "completed": True}


@pytest.mark.parametrize("locked", [False, True])
def test_very_long_journal_line_is_followed_by_later_changes(locked: bool) -> None:
    disk, key = begun(locked)
    JournalAppender(FAKE, disk, key).write([change("long", "words " * 20_000)])
    JournalAppender(FAKE, disk, key).write([JournalChange("session", "long", {"reflection": "short"})])
    (last,) = [one for one in read(FAKE, key, files=disk).sessions if one.id == "long"]
    assert last.reflection == "short" and kept(disk, key) == {"first", "second", "long"}


def test_replaced_journal_file_is_read_from_its_start() -> None:
    class SameNumber(MemoryDisk):
        """A disk that gives a new file the number of the one that went."""

        def file_info(self, path: Path) -> FileInfo | None:
            found = super().file_info(path)
            return found and found._replace(inode=7)

    disk = SameNumber()
    JournalAppender(FAKE, disk).write([change("first")])
    path = own_journal(disk)
    db, longer = JournalDB(FAKE, files=disk), MemoryDisk()
    assert len(db.table("session")) == 1
    JournalAppender(FAKE, longer).write([change("another, and longer than the first"), change("third")])
    disk.put(path, longer.read(own_journal(longer)))
    assert {one.doc_id for one in db.table("session")} == {"first", "another, and longer than the first", "third"}


def test_unreadable_journal_is_read_at_a_later_refresh() -> None:
    disk, _key = begun()
    reader = JournalReader(FAKE, disk)
    disk.put(THEIRS, disk.read(own_journal(disk)).replace(b'"first"', b'"theirs"'))
    disk.unreadable = frozenset({THEIRS})
    reader.refresh(None)
    assert set(reader.contents.state.ids("session")) == {"first", "second"}
    disk.unreadable = frozenset()
    reader.refresh(None)
    assert set(reader.contents.state.ids("session")) == {"first", "second", "theirs"}


def test_deletion_blanks_plain_lines_and_leaves_foreign_sealed() -> None:
    here, there = filled(), filled()
    lock.lock(FAKE, "theirs", there, work=CHEAP)
    JournalAppender(FAKE, here).write([JournalChange("session", str(i), deleted=True) for i in range(3)])
    conflict, sealed = own_journal(here).with_suffix(".sync-conflict.jsonl"), there.read(own_journal(there))
    here.put(conflict, sealed)
    blank(FAKE, here, None)
    assert here.read(conflict) == sealed
    here.unlink(conflict)
    assert SECRET.encode() not in here.read(own_journal(here))


def test_deletion_leaves_damage_that_another_key_opens() -> None:
    disk = filled()
    (aside,) = [path for path in disk.everything() if path.name.startswith("damaged-")]
    sealed = DataKey(b"s" * KEY_BYTES).encrypt_line(f'"0" {SECRET}'.encode(), "0badcafe", 1) + b"\n"
    disk.put(aside, sealed + f'torn "0" {SECRET}\n'.encode())
    JournalAppender(FAKE, disk).write([JournalChange("session", "0", deleted=True)])
    blank(FAKE, disk, None)
    assert disk.read(aside) == sealed


def test_copy_has_locked_lines_whose_key_is_not_here() -> None:
    disk = filled()
    lock.lock(FAKE, "pass", disk, work=CHEAP)
    sealed = disk.read(own_journal(disk))
    without_copies_of_the_key(disk)
    disk.unlink(FAKE.key)  # it is still on its way
    assert disk.read(backup.write_requested(FAKE, disk, None, TODAY)) == sealed


def test_deeply_nested_value_is_left_out_however_deep_it_is_read() -> None:
    def within(calls: int) -> dict[str, Any]:  # they count in the depth that Python allows
        return within(calls - 1) if calls else fields_of(line)

    data = b'{"v":1,"kind":"session","id":"a","stamp":[1,"d"],"fields":{"x":' + b"[" * 800 + b"]" * 800 + b"}}"
    decoded = decode_one(data)
    assert decoded is not None
    line = decoded
    assert within(0) == within(300) == {}


def test_torn_sealed_line_is_removed_with_the_deletion() -> None:
    disk = filled()
    key, _others = lock.lock(FAKE, "pass", disk, work=CHEAP)
    own = own_journal(disk)
    whole = disk.read(own)
    disk.put(own, whole + whole.splitlines()[0][:-9])
    assert len(open_to_write(FAKE, key, files=disk).sessions) == 3
    writer = Writer(FAKE, FakeClock(), disk, key)
    writer.delete("session", "0", copies=True)
    assert writer.close()
    lock.unlock(FAKE, key, disk)
    assert f"{SECRET} 0".encode() not in b"".join(disk.everything().values())
    assert {one.id for one in open_to_write(FAKE, files=disk).sessions} == {"1", "2"}


@pytest.mark.parametrize("where", ["own", "another"])
def test_malformed_sealed_lines_are_reported_as_damage(where: str) -> None:
    disk = filled()
    key, _others = lock.lock(FAKE, "pass", disk, work=CHEAP)
    path = THEIRS if where == "another" else own_journal(disk)
    odd = [
        b'{"v":1,"sealed":"',
        b'{"v":1,"device":5,"n":1,"key":"x","sealed":"AAAA"}',
        b'{"v":1,"sealed":"not base64!"}',
    ]
    disk.put(path, disk.everything().get(path, b"") + b"\n".join(odd) + b"\n")
    found = read(FAKE, lock.open_locked(FAKE, "pass", disk), files=disk)
    assert len(found.sessions) == 3 and "damaged" in found.notices[0]
    lock.unlock(FAKE, key, disk)
    assert len(read(FAKE, files=disk).sessions) == 3


def test_change_counts_although_the_last_sealed_line_was_altered() -> None:
    disk, key = begun(True)
    assert key is not None
    line = b'{"v":1,"kind":"session","id":"first","stamp":[%d,"0badcafe"],"fields":{"reflection":"theirs"}}'
    whole, altered = (key.encrypt_line(line % (50 + n), "0badcafe", n) for n in (1, 2))
    disk.put(THEIRS, whole + b"\n" + altered[:-9] + b'AAAAAAA"}\n')
    JournalAppender(FAKE, disk, key).write([JournalChange("session", "first", {"reflection": "mine"})])
    assert [one.reflection for one in read(FAKE, key, files=disk).sessions if one.id == "first"] == ["mine"]


def test_session_with_unusable_values_is_read_without_them() -> None:
    disk = MemoryDisk()
    bad = {"at": "never", "scale": 3}
    good = {"at": None, "scale": "distress", "value": 6, "when": "before"}
    JournalAppender(FAKE, disk).write([JournalChange("session", "a", {"ratings": [bad, good], "prediction": "high"})])
    JournalAppender(FAKE, disk).write([JournalChange("session", "a", {"reflection": "words", "completed": True})])
    (one,) = read(FAKE, files=disk).sessions
    assert [rating.value for rating in one.ratings] == [6] and one.prediction is None
    assert (one.reflection, one.completed) == ("words", True)
    (row,) = csv.DictReader(io.StringIO(import_export.export_csv(read(FAKE, files=disk)).decode(), newline=""))
    assert row["completed"] == "true" and row["prediction"] == ""


def test_import_counts_skipped_entries_in_a_sentence() -> None:
    disk = MemoryDisk()
    for entries, sentence in (
        ([{"id": "a", "reflection": "x"}], ""),
        ([3], "One entry was skipped:"),
        ([3, {}], "2 entries were skipped:"),
    ):
        disk.put(Path("/fake/i.json"), json.dumps(entries).encode())
        assert import_export.skipped_sentence(import_file(Path("/fake/i.json"), FAKE, files=disk)) == sentence


def test_requested_backup_keeps_the_earlier_one() -> None:
    disk = filled()
    one, two = (backup.write_requested(FAKE, disk, None, TODAY) for _ in range(2))
    assert one != two and "asked" in one.name and disk.read(one) == disk.read(two)
    shown = restore.preview(restore.read_copy(one, FAKE, files=disk), FAKE, files=disk)
    assert shown.sentence == "Of your saved entries, this brings back 0, changes 0, removes 0 and leaves 3 as they are."


def test_daily_copies_past_their_time_go_and_other_devices_stay() -> None:
    disk, _key = begun()
    name = device.name(FAKE, disk)
    for days in range(1, 40):
        day = (TODAY - timedelta(days=days)).isoformat()
        disk.put(FAKE.backups / f"{day}-{name}.jsonl", b"")
        disk.put(FAKE.backups / f"{day}-0badcafe.jsonl", b"")
    backup.write_daily(FAKE, disk, None, TODAY)
    left = disk.names(FAKE.backups)
    assert len([one for one in left if "0badcafe" in one]) == 39
    mine = [one[:10] for one in left if one.endswith(f"{name}.jsonl")]
    last_ten = [(TODAY - timedelta(days=days)).isoformat() for days in range(9, -1, -1)]
    assert mine == ["2026-01-31", "2026-02-21", *last_ten]


def test_copy_of_another_lock_without_its_key_is_refused() -> None:
    disk, elsewhere = filled(), MemoryDisk()
    lock.lock(FAKE, "pass", disk, work=CHEAP)
    copy = Path("/fake/copy.jsonl")
    elsewhere.put(copy, disk.read(own_journal(disk)))
    with pytest.raises(RecordError, match=r"Put its key\.json back first"):
        restore.read_copy(copy, FAKE, files=elsewhere)
