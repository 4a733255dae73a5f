"""Files as each version that landed wrote them: read for good. A file here is never changed, only added to."""

from __future__ import annotations

import json
from pathlib import Path

from securecoach_tui.config.settings import DataPaths
from securecoach_tui.store import unfinished_sessions
from securecoach_tui.store.crypto import lock
from securecoach_tui.store.local import checkpoints, contacts
from securecoach_tui.store.reader import read
from securecoach_tui.store.repository import Repository
from securecoach_tui.store.transfer import import_export, restore
from tests.fakes.disk import MemoryDisk
from tests.store.importing import import_file

WHERE = DataPaths(Path("/fake/data"), Path("/fake/state"), Path("/fake/cache"))
RECORDED = Path(__file__).parent / "recorded"
LOCKED = RECORDED / "v1-locked"


def as_recorded(record: Repository) -> bool:
    second, first = record.sessions
    assert record.notices == []
    assert first.reflection == "quiet" and first.ratings[0].value == 6 and second.feared == "no"
    return record.was_deleted("session", "third")


def test_version_1_export_is_imported_and_exported_unchanged() -> None:
    disk, data = MemoryDisk(), (RECORDED / "v1-export.json").read_bytes()
    disk.put(Path("/fake/export.json"), data)
    assert import_file(Path("/fake/export.json"), WHERE, files=disk).new == 3
    again, before = json.loads(import_export.export_json(read(WHERE, files=disk))), json.loads(data)
    for one, was in zip(again.pop("sessions"), before.pop("sessions"), strict=True):
        assert {**one, **was} == one  # later versions may know more fields
    assert {name: again[name] for name in before} == before


def test_a_checkpoint_and_contacts_of_version_1_are_read() -> None:
    disk = MemoryDisk()
    disk.put(checkpoints.path_of(WHERE, "half"), (RECORDED / "v1.checkpoint").read_bytes())
    disk.put(WHERE.state / contacts.FILE, (RECORDED / "v1-contacts.json").read_bytes())
    (one,) = unfinished_sessions.read(WHERE, files=disk)
    assert (one.id, one.position, one.checkpoint.texts) == ("half", 65.0, {"need": "rest"})
    assert contacts.read(WHERE, files=disk) == [contacts.Contact("Sam", "01234")]


def test_a_record_locked_by_version_1_opens() -> None:
    disk = MemoryDisk()
    disk.put(WHERE.key, (LOCKED / "key.json").read_bytes())
    disk.put(WHERE.journal / "0badcafe.jsonl", (LOCKED / "journal.jsonl").read_bytes())
    disk.put(checkpoints.path_of(WHERE, "half"), (LOCKED / "checkpoint").read_bytes())
    disk.put(WHERE.state / contacts.FILE, (LOCKED / "contacts.json").read_bytes())
    key = lock.open_locked(WHERE, "pass phrase", disk)
    assert as_recorded(read(WHERE, key, files=disk))
    assert [one.id for one in unfinished_sessions.read(WHERE, key, files=disk)] == ["half"]
    assert contacts.read(WHERE, key, files=disk) == [contacts.Contact("Sam", "01234")]


def test_locked_copy_of_version_1_can_be_restored() -> None:
    disk, copy = MemoryDisk(), WHERE.data / "copy.jsonl"
    disk.put(copy, (LOCKED / "copy.jsonl").read_bytes())
    then = restore.read_copy(copy, WHERE, ask=lambda: "pass phrase", files=disk)
    assert restore.preview(then, WHERE, files=disk).back == 3
