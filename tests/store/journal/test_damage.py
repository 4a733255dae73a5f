"""Spoiled journals: what is whole is read, what is not is set aside, told once, and worked on without."""

from __future__ import annotations

import errno
import random
import time
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.prove.storage_faults import spoiled, three_devices
from securecoach_tui.store.crypto.envelope import DataKey
from securecoach_tui.store.journal import damage
from securecoach_tui.store.journal.appender import JournalAppender
from securecoach_tui.store.journal.entry import decode
from securecoach_tui.store.maintenance import open_to_write
from securecoach_tui.store.reader import read
from tests.fakes.disk import MemoryDisk
from tests.store.two_sessions import WHERE, begun, change, kept


@pytest.fixture(scope="module", params=[False, True], ids=["open", "locked"])
def journal(request: Any) -> tuple[bytes, bytes | None, DataKey | None]:
    disk, key = begun(request.param)
    JournalAppender(WHERE, disk, key).write([change(str(i)) for i in range(8)])
    path = next(path for path in disk.everything() if path.suffix == ".jsonl")
    return disk.read(path), disk.everything().get(WHERE.key), key


@settings(max_examples=150, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_damaged_journal_keeps_whole_lines_and_takes_new_ones(
    journal: tuple[bytes, bytes | None, DataKey | None], seed: int
) -> None:
    data, key_file, key = journal
    disk, chance = MemoryDisk(), random.Random(seed)
    JournalAppender(WHERE, disk).write([change("mine")])
    own = next(path for path in disk.everything() if path.suffix == ".jsonl")
    bad = spoiled(data, chance)
    disk.put(chance.choice([own, WHERE.journal / "0badcafe.jsonl"]), bad)
    if key_file is not None:
        disk.put(WHERE.key, key_file)
    whole = [line for line in data.split(b"\n") if line and line in bad]
    found = kept(disk, key)
    assert len(found) >= len(whole)
    assert kept(disk, key) == found
    JournalAppender(WHERE, disk, key).write([change("after")])
    assert kept(disk, key) == found | {"after"}


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_journals_of_three_devices_merge_despite_wrong_clocks(seed: int) -> None:
    acknowledged, held = three_devices(seed)
    assert held >= acknowledged


def test_journal_with_a_lost_line_break_keeps_both_lines() -> None:
    disk, _key = begun()
    own = next(path for path in disk.everything() if path.suffix == ".jsonl")
    first, second = disk.read(own).splitlines()
    for bad in (first + second + b"\n", first + b"\0\0" + second + b"x", b"\xef\xbb\xbf" + first + b"\r\n" + second):
        disk.put(own, bad)
        JournalAppender(WHERE, disk).write([change("third")])
        assert kept(disk) == {"first", "second", "third"} == kept(disk)


def test_unreadable_journal_of_another_device_stops_no_writing() -> None:
    disk, _key = begun()
    theirs = WHERE.journal / "0badcafe.jsonl"
    disk.put(theirs, b"whatever")
    disk.unreadable = frozenset({theirs})
    JournalAppender(WHERE, disk).write([change("third")])
    found = read(WHERE, files=disk)
    assert len(found.sessions) == 3 and theirs.name in found.notices[0]


def test_damage_is_told_once_and_set_aside() -> None:
    disk, _key = begun()
    own = next(path for path in disk.everything() if path.suffix == ".jsonl")
    first, second = disk.read(own).splitlines()
    disk.put(own, first + b"\n\0\0garbage\n" + second + b'\n{"v":1,"kind":"sess')
    found = open_to_write(WHERE, files=disk)
    assert len(found.sessions) == 2 and len(found.notices) == 1
    set_aside_files = [path for path in disk.everything() if path.name.startswith("damaged-")]
    assert len(set_aside_files) == 1 and b"garbage" in disk.read(set_aside_files[0])
    assert disk.read(own) == first + b"\n" + second + b"\n"
    assert open_to_write(WHERE, files=disk).notices == []


def test_damage_in_another_devices_journal_is_reported_once() -> None:
    disk, _key = begun()
    theirs = WHERE.journal / "0badcafe.jsonl"
    disk.put(theirs, b"garbage\n")
    assert len(open_to_write(WHERE, files=disk).notices) == 1
    assert open_to_write(WHERE, files=disk).notices == []
    assert disk.read(theirs) == b"garbage\n"


def test_a_torn_last_line_is_cut_before_the_next_is_written() -> None:
    disk, _key = begun()
    own = next(path for path in disk.everything() if path.suffix == ".jsonl")
    disk.put(own, disk.read(own) + b'{"v":1,"kind":"session","id":"torn"')
    JournalAppender(WHERE, disk).write([change("third")])
    assert kept(disk) == {"first", "second", "third"}
    assert all(line.endswith(b"}") for line in disk.read(own).splitlines())


def test_journal_cut_at_any_byte_keeps_every_whole_line() -> None:
    disk, _key = begun()
    own = next(path for path in disk.everything() if path.suffix == ".jsonl")
    data = disk.read(own)
    for size in range(len(data)):
        cut = MemoryDisk()
        cut.put(own, data[:size])
        first = len(data.split(b"\n")[0])
        assert len(kept(cut)) == (size >= first) + (size >= len(data) - 1)


def test_damaged_part_has_the_date_in_its_file_name() -> None:
    disk, _key = begun()
    disk.put(WHERE.journal / "0badcafe.jsonl", b"garbage\n")
    open_to_write(WHERE, files=disk)
    names = [path.name for path in disk.everything()]
    assert any(name.startswith(f"damaged-{date.today().isoformat()}") for name in names)


THEIR_FILE = WHERE.journal / "0badcafe.jsonl"


@pytest.mark.parametrize("cut", [1, 30, 60, -1])
def test_torn_end_of_another_device_is_read_later_silently(cut: int) -> None:
    disk, _key = begun()
    line = b'{"v":1,"kind":"session","id":"third","stamp":[9,"0badcafe"],"fields":{"reflection":"caf\xc3\xa9"}}\n'
    disk.put(THEIR_FILE, line.replace(b"third", b"theirs") + line[:cut])
    before = disk.everything().keys()
    record = open_to_write(WHERE, files=disk)
    assert record.notices == [] and read(WHERE, files=disk).notices == [] and kept(disk) >= {"theirs"}
    assert disk.everything().keys() == before
    disk.put(THEIR_FILE, line.replace(b"third", b"theirs") + line)
    record.refresh()
    assert {one.id for one in record.sessions} == {"first", "second", "third", "theirs"} == kept(disk)
    assert open_to_write(WHERE, files=disk).notices == []


@pytest.mark.parametrize("name", ["0badcafe.jsonl", "0badcafe.sync-conflict-1.jsonl"])
@pytest.mark.parametrize("cut", [2, 60, 200, -1])
def test_torn_end_of_a_locked_file_is_read_later_silently(cut: int, name: str) -> None:
    disk, key = begun(True)
    assert key is not None
    lines = [b'{"v":1,"kind":"session","id":"%d","stamp":[%d,"0badcafe"],"fields":{}}' % (n, n) for n in (8, 9)]
    first, second = (key.encrypt_line(line, "0badcafe", n) + b"\n" for n, line in enumerate(lines, 1))
    path = WHERE.journal / name
    disk.put(path, first + second[:cut])
    record = open_to_write(WHERE, key, files=disk)
    assert not [text for text in record.notices if "damaged" in text or "missing" in text]
    assert [one.name for one in disk.everything() if "damaged" in one.name] == [] and kept(disk, key) >= {"8"}
    disk.put(path, first + second)
    assert not [text for text in open_to_write(WHERE, key, files=disk).notices if "damaged" in text]
    assert kept(disk, key) == {"first", "second", "8", "9"}


def test_file_that_an_editor_marked_as_utf_8_is_whole() -> None:
    disk, _key = begun()
    line = b'{"v":1,"kind":"session","id":"theirs","stamp":[9,"0badcafe"],"fields":{"reflection":"caf\xc3\xa9"}}\n'
    disk.put(THEIR_FILE, b"\xef\xbb\xbf" + line)
    assert open_to_write(WHERE, files=disk).notices == [] and kept(disk) >= {"theirs"}
    assert [path.name for path in disk.everything() if "damaged" in path.name] == []


def test_damage_before_a_torn_end_is_still_set_aside() -> None:
    disk, _key = begun()
    disk.put(THEIR_FILE, b'not a line\n{"v":1,"kind":"ses')
    assert "set aside" in open_to_write(WHERE, files=disk).notices[0]
    (aside,) = [data for path, data in disk.everything().items() if path.name.startswith("damaged-")]
    assert aside == b"not a line\n"


def test_large_damage_that_stays_there_is_not_called_set_aside() -> None:
    disk, _key = begun()
    disk.put(THEIR_FILE, b"x" * (damage.LARGEST_ASIDE + 1) + b"\n")
    (notice,) = open_to_write(WHERE, files=disk).notices
    assert "damaged" in notice and "set aside" not in notice
    assert not [path for path in disk.everything() if path.name.startswith("damaged-")]
    assert open_to_write(WHERE, files=disk).notices == []


def test_many_damaged_lines_are_set_aside_once_and_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(damage, "MAX_TOLD", 50)
    disk, _key = begun()
    good = b'{"v":1,"kind":"session","id":"theirs","stamp":[9,"0badcafe"],"fields":{}}\n'
    disk.put(THEIR_FILE, b"".join(b"bad %d\n" % i + good for i in range(300)))
    assert "50 damaged parts" in open_to_write(WHERE, files=disk).notices[0]
    after = disk.everything()
    for _ in range(2):
        assert open_to_write(WHERE, files=disk).notices == [] == read(WHERE, files=disk).notices
        assert disk.everything() == after
    disk.put(THEIR_FILE, disk.read(THEIR_FILE) + b"one more\n")
    assert open_to_write(WHERE, files=disk).notices == []
    assert kept(disk) == {"first", "second", "theirs"}


def test_many_damaged_lines_of_ones_own_are_all_set_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(damage, "MAX_TOLD", 50)
    disk, _key = begun()
    own = next(path for path in disk.everything() if path.suffix == ".jsonl")
    good = disk.read(own)
    disk.put(own, b"".join(b"bad %d\n" % i + good for i in range(300)))
    assert "300 damaged parts" in open_to_write(WHERE, files=disk).notices[0]
    (aside,) = [data for path, data in disk.everything().items() if path.name.startswith("damaged-")]
    assert aside.count(b"bad") == 300 and b"bad" not in disk.read(own)
    assert open_to_write(WHERE, files=disk).notices == []


@pytest.mark.parametrize(
    "line",
    [
        b'{"v":1,"kind":"session","id":"%d"\n',
        b'{"v":1,"kind":"session","id":"%d","stamp":[9,"0badcafe"],"fields":[]}\n',
        b"bad %d\n",
    ],
    ids=["cut", "no fields", "words"],
)
def test_large_damaged_journals_are_read_quickly(line: bytes) -> None:
    good = b'{"v":1,"kind":"session","id":"%d","stamp":[9,"0badcafe"],"fields":{}}\n'
    bad = b"".join(line % i for i in range(20_000))
    begin = time.process_time()
    decoded = decode(bad + good % 1)
    assert len(decoded.damage) == 1 and len(decoded.lines) == 1
    assert time.process_time() - begin < 1.0


def test_damage_between_many_good_lines_is_read_quickly() -> None:
    good = b'{"v":1,"kind":"session","id":"%d","stamp":[9,"0badcafe"],"fields":{}}\n'
    disk, _key = begun()
    disk.put(THEIR_FILE, b"".join(b"bad %d\n" % i + good % i for i in range(8_000)))
    begin = time.process_time()
    assert "8000 damaged parts" in open_to_write(WHERE, files=disk).notices[0]
    assert open_to_write(WHERE, files=disk).notices == []
    assert time.process_time() - begin < 1.0


@pytest.mark.parametrize("way", ["moved", "missing"])
def test_lines_out_of_order_in_a_locked_file_are_told_once(way: str) -> None:
    disk, key = begun(True)
    own = next(path for path in disk.everything() if path.suffix == ".jsonl")
    first, second = disk.read(own).splitlines()
    disk.put(own, b"".join(line + b"\n" for line in ([second, first] if way == "moved" else [second])))
    told = {"moved": "A locked line has been moved.", "missing": "A locked line is missing from your data."}[way]
    disk.refuses = errno.EROFS  # it can't be noted as told
    for found in (open_to_write(WHERE, key, files=disk), read(WHERE, key, files=disk)):
        assert [text for text in found.notices if told in text] and len(found.notices) == 1
    disk.refuses = None
    assert told in open_to_write(WHERE, key, files=disk).notices[0]
    assert open_to_write(WHERE, key, files=disk).notices == [] == read(WHERE, key, files=disk).notices


@pytest.mark.parametrize("garbage", [b"\0\0", b"half a line", b'{"v":1,"kind":"sess'])
def test_line_after_the_rest_of_another_is_read(garbage: bytes) -> None:
    disk, _key = begun()
    line = b'{"v":1,"kind":"session","id":"theirs","stamp":[9,"0badcafe"],"fields":{}}'
    disk.put(THEIR_FILE, garbage + line + b"\n")
    assert "set aside" in open_to_write(WHERE, files=disk).notices[0] and kept(disk) >= {"theirs"}
    (aside,) = [data for path, data in disk.everything().items() if path.name.startswith("damaged-")]
    assert aside == garbage + b"\n"
