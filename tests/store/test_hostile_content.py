"""Nothing that is read from a data folder raises past its reader, whatever a stranger wrote there."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from securecoach_tui import content
from securecoach_tui.app import progress_service, session_setup, suggestion_service
from securecoach_tui.app.ladder_service import all_rungs
from securecoach_tui.config.settings import Settings
from securecoach_tui.practice import plan
from securecoach_tui.practice.record import SessionRecord
from securecoach_tui.practice.session.checkpoint import Checkpoint
from securecoach_tui.store import unfinished_sessions
from securecoach_tui.store.crypto import key_file
from securecoach_tui.store.errors import RecordError
from securecoach_tui.store.journal.appender import JournalAppender
from securecoach_tui.store.journal.entry import decode, fields_of
from securecoach_tui.store.local import checkpoints, contacts
from securecoach_tui.store.maintenance import open_to_write
from securecoach_tui.store.reader import read
from securecoach_tui.store.repository import Repository
from securecoach_tui.store.session_query import SessionFilter
from securecoach_tui.store.transfer import import_export, restore
from securecoach_tui.text import history as history_text
from tests.fakes.clock import FakeClock
from tests.fakes.disk import MemoryDisk
from tests.store.filled import FAKE, without_copies_of_the_key
from tests.store.hostile import FIELDS, IDS, ODD_JSON, odd_files, odd_values
from tests.store.two_sessions import begun, change, kept

THEIRS = FAKE.journal / "0badcafe.jsonl"
TODAY = date(2026, 3, 3)


def show(session: SessionRecord) -> None:
    history_text.moment_words(session), history_text.how_words(session)
    [history_text.fact_words(fact) for fact in history_text.session_facts(session)]
    [history_text.rating_words(rating) for rating in history_text.during(session)]


def use(record: Repository) -> None:
    """Do with the data what the displays and commands do with it."""
    now, clock = FakeClock().now(), FakeClock()
    for session in record.sessions:
        show(session)
    record.latest(3)
    record.search(SessionFilter(words="x", since=TODAY, order="longest"), {})
    import_export.export_json(record)
    import_export.export_csv(record)
    progress_service.progress_of(record, Settings(), now)
    progress_service.lines_over_time(record, Settings(), now)
    progress_service.rung_pairs(record, Settings(), now)
    suggestion_service.suggestion(record, Settings(), clock)
    for entry in session_setup.waiting_debriefs(record):
        session_setup.make_debrief(entry, settings=Settings(), record=record, clock=clock)
    all_rungs(content.load().rungs(), record)
    plan.read(record.get(plan.KIND, plan.ID)).next_after(now)


@given(odd_files, odd_files)
@settings(max_examples=25)
def test_odd_journals_are_read_and_everything_of_ones_own_kept(theirs: bytes, more: bytes) -> None:
    disk, _key = begun()
    disk.put(THEIRS, theirs)
    use(read(FAKE, files=disk))
    use(open_to_write(FAKE, files=disk))
    disk.put(THEIRS, theirs + b"\n" + more)
    assert {"first", "second"} <= kept(disk)
    JournalAppender(FAKE, disk).write([change("third", "new words")])
    record = read(FAKE, files=disk)
    assert record.get("session", "third") is not None and {"first", "second", "third"} <= kept(disk)


@pytest.mark.parametrize("kind", sorted(FIELDS))
def test_every_field_with_every_odd_value_can_be_used(kind: str) -> None:
    lines = [
        f'{{"v":1,"kind":"{kind}","id":"{IDS.get(kind, f"{name}-{i}")}","stamp":[{i},"{name}"],'
        f'"fields":{{"started":"2026-03-02T20:00:00+00:00","waits":true,"{name}":{value}}}}}'
        for name in FIELDS[kind]
        for i, value in enumerate(ODD_JSON)
    ]
    disk, _key = begun()
    disk.put(THEIRS, "\n".join(lines).encode() + b"\n")
    use(read(FAKE, files=disk))
    for line in lines if kind in IDS else ():
        disk.put(THEIRS, line.encode() + b"\n")
        use(read(FAKE, files=disk))


@given(odd_files)
@settings(max_examples=60)
def test_odd_copy_is_restored_as_far_as_it_is_known(data: bytes) -> None:
    disk, _key = begun()
    path = FAKE.backups / "2026-03-01-0badcafe.jsonl"
    disk.put(path, data)
    try:
        restore.restore(restore.read_copy(path, FAKE, files=disk), FAKE, TODAY, files=disk)
    except RecordError as error:
        assert error.sentence
    use(read(FAKE, files=disk))
    assert {"first", "second"} <= kept(disk)


@given(st.sampled_from(Checkpoint.__struct_fields__), odd_values)
@settings(max_examples=100)
def test_odd_checkpoint_is_left_out_or_can_be_kept(field: str, value: str) -> None:
    usual: dict[str, Any] = {
        "id": "a",
        "exercise": "slow-breathing",
        "exercise_version": 1,
        "title": "Slow breathing",
        "planned": 300.0,
        "started": "2026-03-01T10:00:00+00:00",
        "position": 40.0,
        "shift": 0.0,
    }
    parts = {name: msgspec.json.encode(one).decode() for name, one in usual.items()} | {field: value}
    disk = MemoryDisk()
    disk.put(FAKE.checkpoints / "a.checkpoint", ("{" + ",".join(f'"{k}":{v}' for k, v in parts.items()) + "}").encode())
    for session in unfinished_sessions.read(FAKE, files=disk):
        show(unfinished_sessions.practised(session))
        exercise, record = content.load().exercise("slow-breathing"), read(FAKE, files=disk)
        session_setup.make_resumed(exercise, session.checkpoint, settings=Settings(), record=record, clock=FakeClock())


@given(st.sampled_from(["n", "r", "p", "salt", "wrapped", "open", "key", "sum", "kdf", "v"]), odd_values)
@settings(max_examples=60)
def test_odd_key_file_is_refused_with_a_sentence(field: str, value: str) -> None:
    disk, _key = begun(key_wanted=True)
    disk.unlink(FAKE.state / "key.json")
    parts = {name: msgspec.json.encode(one).decode() for name, one in msgspec.json.decode(disk.read(FAKE.key)).items()}
    disk.put(FAKE.key, signed("{" + ",".join(f'"{k}":{v}' for k, v in (parts | {field: value}).items()) + "}"))
    try:
        read(FAKE, key_file.unwrap(FAKE, disk, "pass"), files=disk)
    except RecordError as error:
        assert error.sentence


@pytest.mark.parametrize(
    "numbers",
    [
        (2**20, 32, 16),
        (2**40, 8, 1),
        (3, 8, 1),
        (0, 8, 1),
        (-4, 8, 1),
        (4, 0, 1),
        (4, 8, -1),
        (4, 2**30, 1),
        (4, 1, 2**60),
    ],
)
def test_key_file_with_impossible_numbers_costs_no_work(
    numbers: tuple[int, int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    from cryptography.hazmat.primitives.kdf import scrypt

    disk, _key = begun(key_wanted=True)
    without_copies_of_the_key(disk)
    found = msgspec.json.decode(disk.read(FAKE.key)) | dict(zip("nrp", numbers, strict=True))
    disk.put(FAKE.key, signed(msgspec.json.encode(found).decode()))
    monkeypatch.setattr(scrypt, "Scrypt", None)
    with pytest.raises(RecordError, match=r"key\.json (is damaged|was made by a newer)"):
        key_file.unwrap(FAKE, disk, "pass")


def signed(text: str) -> bytes:
    """A key file with the sum that belongs to it, where it can be decoded."""
    try:
        return key_file.encode(msgspec.json.decode(text, type=key_file.KeyFile))
    except (ValueError, RecursionError):
        return text.encode("utf-8", "replace")


@given(st.binary(max_size=40) | odd_values.map(str.encode))
@settings(max_examples=60)
def test_odd_small_files_are_read_as_empty(data: bytes) -> None:
    disk, _key = begun()
    disk.put(FAKE.state / "contacts.json", data)
    disk.put(FAKE.state / "told.json", data)
    disk.put(FAKE.state / "device.json", data)
    disk.put(checkpoints.path_of(FAKE, "draft x"), data)
    contacts.read(FAKE, files=disk)
    open_to_write(FAKE, files=disk)
    JournalAppender(FAKE, disk).write([change("third")])
    assert {"first", "second", "third"} <= kept(disk)


def test_fields_are_read_as_far_as_they_are_known() -> None:
    line = b'{"v":1,"kind":"session","id":"a","stamp":[1,"d"],"fields":{"reflection":"word","planned_seconds":1e999}}'
    (entry,) = decode(line).lines
    assert fields_of(entry) == {"reflection": "word"}
