"""Stamps that nobody's changes can have reached: set aside, so that later changes still count."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from securecoach_tui.store.errors import RecordError
from securecoach_tui.store.journal import appender, plausible
from securecoach_tui.store.journal.appender import JournalAppender
from securecoach_tui.store.journal.change import JournalChange
from securecoach_tui.store.maintenance import open_to_write
from securecoach_tui.store.reader import read
from tests.fakes.disk import MemoryDisk
from tests.store.filled import FAKE
from tests.store.two_sessions import begun, kept

STARTED = "2026-03-03T21:00:00+00:00"
THEIRS = FAKE.journal / "0badcafe.jsonl"


def line(counter: int, text: str = "theirs", device: str = "zzzzzzzz") -> bytes:
    return (
        f'{{"v":1,"kind":"session","id":"first","stamp":[{counter},"{device}"],"fields":{{"reflection":"{text}"}}}}\n'
    ).encode()


def edited(disk: MemoryDisk, text: str) -> str | None:
    """The reflection of a session after an edit that was acknowledged."""
    JournalAppender(FAKE, disk).write([JournalChange("session", "first", {"reflection": text})])
    return next(one.reflection for one in read(FAKE, files=disk).sessions if one.id == "first")


EDGE, ROOM = plausible.PLAUSIBLE, plausible.ROOM
AROUND = [EDGE - 1, EDGE, EDGE + 2, EDGE + ROOM, EDGE + ROOM + 2, EDGE + 2 * ROOM + 3, EDGE + 4 * ROOM + 1]


@given(st.lists(st.sampled_from([5, 2**31, *AROUND, 2**52, 2**53]), max_size=4), st.booleans())
@example([EDGE + 2, EDGE + 2 * ROOM + 3], True)
@settings(max_examples=40)
def test_every_acknowledged_edit_is_read_whatever_the_stamps(counters: list[int], before: bool) -> None:
    disk, _key = begun()
    disk.put(THEIRS, b"".join(map(line, counters)) if before else b"")
    assert edited(disk, "one") == "one"
    disk.put(THEIRS, b"".join(map(line, counters)))
    open_to_write(FAKE, files=disk)
    for text in ("two", "three", "four"):
        assert edited(disk, text) == text
    assert kept(disk) == {"first", "second"}


@given(st.lists(st.sampled_from([5, *AROUND, 2**52]), min_size=1, max_size=4))
@settings(max_examples=40)
def test_own_changes_stay_when_a_strange_journal_goes(counters: list[int]) -> None:
    disk, _key = begun()
    disk.put(THEIRS, b"".join(map(line, counters)))
    for text in ("one", "two"):
        assert edited(disk, text) == text
    disk.unlink(THEIRS)
    assert open_to_write(FAKE, files=disk).get("session", "first") == {"reflection": "two", "started": STARTED}
    assert edited(disk, "three") == "three"


def test_journal_of_ones_own_with_implausible_stamps_is_kept() -> None:
    disk, _key = begun()
    own = next(path for path in disk.everything() if path.suffix == ".jsonl")
    disk.put(own, disk.read(own) + line(2**52, "older", own.stem) + line(2**52 + 1, "newer", own.stem))
    record = open_to_write(FAKE, files=disk)
    assert record.notices == [] and {one.reflection for one in record.sessions} == {"newer", "words"}
    assert edited(disk, "newest") == "newest" and open_to_write(FAKE, files=disk).notices == []


def test_implausible_stamp_is_set_aside_and_told_once() -> None:
    disk, _key = begun()
    disk.put(THEIRS, line(2**52))
    assert read(FAKE, files=disk).sessions[0].reflection == "words"
    assert "set aside" in open_to_write(FAKE, files=disk).notices[0]
    assert open_to_write(FAKE, files=disk).notices == []


def test_great_stamp_in_the_middle_of_a_long_journal_is_seen() -> None:
    disk, _key = begun()
    others = b"".join(line(i).replace(b"first", b"x%d" % i) for i in range(1, 600))
    disk.put(THEIRS, line(100_000) + others)
    assert edited(disk, "mine") == "mine"


def test_change_whose_stamp_cannot_win_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    disk, _key = begun()
    monkeypatch.setattr(appender, "LARGEST_COUNTER", 2)
    with pytest.raises(RecordError, match="Nothing can be changed"):
        edited(disk, "lost")
    assert kept(disk) == {"first", "second"}
