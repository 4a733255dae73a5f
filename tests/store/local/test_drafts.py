"""Drafts, and what else waits beside the record: found again, sealed with it, and gone once it is kept."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Any

import pytest

from securecoach_tui.practice.session.checkpoint import encode
from securecoach_tui.practice.session.events import Kept, NotKept
from securecoach_tui.store import unfinished_sessions
from securecoach_tui.store.crypto import key_file, lock
from securecoach_tui.store.crypto.envelope import KEY_BYTES, DataKey
from securecoach_tui.store.local import checkpoints, contacts
from securecoach_tui.store.local.drafts import DraftStore, all_of_session, id_of, of_card
from securecoach_tui.store.reader import read
from securecoach_tui.store.transfer.import_export import export_changes
from securecoach_tui.store.writer import Writer
from tests.fakes.clock import FakeClock
from tests.fakes.disk import MemoryDisk
from tests.fakes.writer import MemoryWriter
from tests.store.filled import CHEAP, FAKE, SECRET, filled, own_journal
from tests.store.importing import import_file
from tests.store.test_unfinished_sessions import POINT, disk_with


def test_draft_is_found_at_the_next_start_until_emptied() -> None:
    disk = MemoryDisk()
    for before, after in (("", "quiet, and"), ("quiet, and", "quiet, and tired"), ("quiet, and tired", " ")):
        writer = Writer(FAKE, FakeClock(), disk)
        found = DraftStore(FAKE, writer, files=disk)
        assert found.find("note") == before and found.find("other") == ""
        found.put("note", after)
        assert found.find("note") == after
        assert writer.close()
    assert (
        DraftStore(FAKE, MemoryWriter(), files=disk).find("note") == "" and checkpoints.read_all(FAKE, files=disk) == []
    )


def test_related_drafts_are_dropped_together() -> None:
    writer = MemoryWriter()
    found = DraftStore(FAKE, writer, files=MemoryDisk())
    found.put("name", "Sam")
    found.put("reach", "a number")
    found.put("reach", "a number")
    assert len(writer.unfinished) == 2
    found.drop("name", "reach", "never there")
    assert writer.unfinished == {} and found.find("name") == ""


def test_draft_of_a_locked_record_needs_the_key() -> None:
    disk = filled()
    key, _others = lock.lock(FAKE, "pass", disk, work=CHEAP)
    writer = Writer(FAKE, FakeClock(), disk, key)
    DraftStore(FAKE, writer, key, files=disk).put("note", SECRET)
    assert writer.close() and SECRET.encode() not in b"".join(disk.everything().values())
    assert DraftStore(FAKE, MemoryWriter(), files=disk).find("note") == ""
    assert DraftStore(FAKE, MemoryWriter(), key, files=disk).find("note") == SECRET


@pytest.mark.parametrize("spoilt", [b"", b"{", b'{"draft":"another","text":"x"}', b'{"id":"s1"}', b"sealed\nxxxx"])
def test_a_spoilt_draft_is_an_empty_field(spoilt: bytes) -> None:
    disk = MemoryDisk()
    disk.put(checkpoints.path_of(FAKE, id_of("note")), spoilt)
    assert DraftStore(FAKE, MemoryWriter(), files=disk).find("note") == ""


def test_a_sealed_checkpoint_whose_key_is_gone_is_passed_over() -> None:
    disk = disk_with(POINT)
    disk.put(FAKE.checkpoints / "0123.checkpoint", checkpoints.encrypted(encode(POINT), DataKey(b"k" * KEY_BYTES)))
    (one,) = unfinished_sessions.read(FAKE, files=disk)
    assert (one.id, one.exercise, one.started) == ("s1", "slow-breathing", POINT.started)


def test_saving_an_unfinished_session_reports_the_result() -> None:
    (one,) = unfinished_sessions.read(FAKE, files=disk_with(POINT))
    told: list[object] = []
    unfinished_sessions.keep(one, MemoryWriter(), told.append)
    unfinished_sessions.keep(one, MemoryWriter("the disk is full"), told.append)
    assert told == [Kept(), NotKept("the disk is full")]


def writer_and_its_fake(disk: MemoryDisk) -> list[Any]:
    return [Writer(FAKE, FakeClock(), disk), MemoryWriter()]


def test_the_fake_deletes_and_settles_as_the_writer_does() -> None:
    for writer in writer_and_its_fake(MemoryDisk()):
        writer.keep("session", "a", {"reflection": "words"})
        writer.keep("debrief", "a", {"expect": "more words"})
        writer.keep("rung", "r", {"text": "a call"})
        for name in all_of_session("a"):
            writer.checkpoint(id_of(name), b"half")
        writer.delete("session", "a")
        writer.delete("rung", "r")
        assert writer.undo("session", "a") and writer.flush(5)
        writer.delete("session", "a")
        assert writer.flush(5)
        writer.settle()
        assert not writer.undo("session", "a") and writer.waiting() == [] and writer.close()


def test_a_deleted_card_leaves_no_draft_of_its_words() -> None:
    disk = MemoryDisk()
    for writer in writer_and_its_fake(disk):
        store = DraftStore(FAKE, writer, files=disk)
        for name in (of_card("c1", "if"), of_card("c1", "then"), of_card("new", "if")):
            store.put(name, "words of mine")
        writer.keep("card", "c1", {"if": "it rains", "then": "walk"})
        writer.delete("card", "c1")
        assert writer.flush(5)
    later = DraftStore(FAKE, MemoryWriter(), files=disk)
    assert later.find(of_card("c1", "if")) == later.find(of_card("c1", "then")) == ""
    assert later.find(of_card("new", "if")) == "words of mine"


def test_memory_writer_saves_an_importable_file_elsewhere(tmp_path: Path) -> None:
    fake = MemoryWriter("the disk is full")
    fake.keep("session", "a", {"reflection": "words"})
    assert not fake.close()
    fake.save_elsewhere(tmp_path / "elsewhere.json")
    disk = MemoryDisk()
    disk.put(tmp_path / "elsewhere.json", (tmp_path / "elsewhere.json").read_bytes())
    assert import_file(tmp_path / "elsewhere.json", FAKE, files=disk).new == 1


def test_waiting_deletion_is_left_out_of_the_file_elsewhere() -> None:
    disk = filled()
    disk.refuses = errno.ENOSPC
    writer = Writer(FAKE, FakeClock(), disk)
    writer.delete("session", "0")
    writer.keep("session", "new", {"reflection": "words"})
    elsewhere = MemoryDisk()
    export_changes(writer.waiting(), Path("/fake/elsewhere.json"), elsewhere)
    report = import_file(Path("/fake/elsewhere.json"), FAKE, files=elsewhere)
    assert (report.new, report.skipped) == (1, [])
    disk.refuses = None
    assert writer.close()
    assert {one.id for one in read(FAKE, files=disk).sessions} == {"1", "2", "new"}


def test_writer_given_the_key_continues_in_a_locked_record() -> None:
    disk = filled()
    for writer in writer_and_its_fake(disk):
        writer.keep("session", "before", {"reflection": "words"})
        assert writer.flush(5)
        if not key_file.is_locked(FAKE, disk):
            lock.lock(FAKE, "pass", disk, work=CHEAP)
        key = lock.open_locked(FAKE, "pass", disk)
        writer.use(key)
        writer.keep("session", "after", {"reflection": SECRET})
        assert writer.close()
    assert {"before", "after"} < {one.id for one in read(FAKE, key, files=disk).sessions}
    assert SECRET.encode() not in disk.read(own_journal(disk))


def test_aligning_the_lock_leaves_an_unlocked_record_unchanged() -> None:
    disk = filled()
    key = DataKey(b"k" * KEY_BYTES)
    before = disk.everything()
    lock.bring_in_line(FAKE, disk, key)
    assert key_file.read(FAKE, disk) is None and disk.everything() == before
    assert contacts.read(FAKE, files=disk) == [contacts.Contact("Sam", SECRET)]
