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
from securecoach_tui.store.local.drafts import DraftStore, id_of, of_session
from securecoach_tui.store.reader import read
from securecoach_tui.store.transfer.import_export import export_changes, import_file
from securecoach_tui.store.writer import Writer
from tests.fakes.clock import FakeClock
from tests.fakes.disk import MemoryDisk
from tests.fakes.writer import MemoryWriter
from tests.store.filled import CHEAP, FAKE, SECRET, filled, own_journal
from tests.store.test_unfinished_sessions import POINT, disk_with


def test_what_was_being_written_is_there_at_the_next_start_until_it_is_kept() -> None:
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


def test_drafts_that_are_kept_elsewhere_go_together() -> None:
    writer = MemoryWriter()
    found = DraftStore(FAKE, writer, files=MemoryDisk())
    found.put("name", "Sam")
    found.put("reach", "a number")
    found.put("reach", "a number")
    assert len(writer.unfinished) == 2
    found.drop("name", "reach", "never there")
    assert writer.unfinished == {} and found.find("name") == ""


def test_a_draft_of_a_locked_record_is_sealed_and_shows_nothing_without_the_key() -> None:
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


def test_whoever_keeps_what_was_practised_is_told_what_became_of_it() -> None:
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
        writer.checkpoint(id_of(of_session("a")), b"half")
        writer.delete("session", "a")
        writer.delete("rung", "r")
        assert writer.undo("session", "a") and writer.flush(5)
        writer.delete("session", "a")
        assert writer.flush(5)
        writer.settle()
        assert not writer.undo("session", "a") and writer.waiting() == [] and writer.close()


def test_what_the_fake_could_not_keep_is_saved_elsewhere_as_the_writer_saves_it(tmp_path: Path) -> None:
    fake = MemoryWriter("the disk is full")
    fake.keep("session", "a", {"reflection": "words"})
    assert not fake.close()
    fake.save_elsewhere(tmp_path / "elsewhere.json")
    disk = MemoryDisk()
    disk.put(tmp_path / "elsewhere.json", (tmp_path / "elsewhere.json").read_bytes())
    assert import_file(tmp_path / "elsewhere.json", FAKE, files=disk).new == 1


def test_a_deletion_that_waits_is_not_saved_elsewhere_as_a_thing() -> None:
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


def test_a_writer_that_is_given_the_key_goes_on_where_another_program_locked_the_record() -> None:
    disk = filled()
    for writer in writer_and_its_fake(disk):
        writer.keep("session", "before", {"reflection": "words"})
        assert writer.flush(5)
        if not lock.is_locked(FAKE, disk):
            lock.lock(FAKE, "pass", disk, work=CHEAP)
        key = lock.open_locked(FAKE, "pass", disk)
        writer.use(key)
        writer.keep("session", "after", {"reflection": SECRET})
        assert writer.close()
    assert {"before", "after"} < {one.id for one in read(FAKE, key, files=disk).sessions}
    assert SECRET.encode() not in disk.read(own_journal(disk))


def test_a_record_that_another_program_unlocked_meanwhile_is_not_touched_by_settling() -> None:
    disk = filled()
    key = DataKey(b"k" * KEY_BYTES)
    before = disk.everything()
    lock.bring_in_line(FAKE, disk, key)
    assert key_file.read(FAKE, disk) is None and disk.everything() == before
    assert contacts.read(FAKE, files=disk) == [contacts.Contact("Sam", SECRET)]
