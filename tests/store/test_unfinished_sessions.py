"""Unfinished sessions: gone on with, kept as far as they were practised, dropped, or left in peace."""

from __future__ import annotations

import errno
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from securecoach_tui.config.settings import DataPaths
from securecoach_tui.practice.record import Rating
from securecoach_tui.practice.session.checkpoint import Checkpoint, encode
from securecoach_tui.store import unfinished_sessions
from securecoach_tui.store.journal.appender import JournalAppender
from securecoach_tui.store.journal.change import JournalChange
from securecoach_tui.store.local import checkpoints
from securecoach_tui.store.reader import read
from securecoach_tui.store.writer import Writer
from tests.fakes.clock import FakeClock
from tests.fakes.disk import MemoryDisk
from tests.fakes.writer import MemoryWriter

FAKE = DataPaths(Path("/fake/data"), Path("/fake/state"), Path("/fake/cache"))
POINT = Checkpoint(
    id="s1",
    exercise="slow-breathing",
    exercise_version=1,
    title="Slow breathing",
    planned=300.0,
    started="2026-03-03T21:00:00+00:00",
    position=65.0,
    shift=5.0,
    ratings=(Rating(None, "distress", 6, "before"), Rating(40.0, "distress", 4, "during")),
    values={"prediction": 5, "told": "not a choice"},
    texts={"expect": "words", "need": "rest"},
    direction="anxious",
    capacity="regulation",
)


def disk_with(*points: Checkpoint) -> MemoryDisk:
    disk = MemoryDisk()
    writer = Writer(FAKE, FakeClock(), disk)
    for point in points:
        writer.checkpoint(point.id, encode(point))
        writer.flush(5)
    writer.close()
    return disk


def test_latest_unfinished_session_is_listed_first() -> None:
    later = msgspec.structs.replace(POINT, id="s2", title="Later", quick_exit=True)
    first, second = unfinished_sessions.read(FAKE, files=disk_with(POINT, later))
    assert (first.title, first.quick_exit, second.title, second.quick_exit) == ("Later", True, "Slow breathing", False)
    assert (second.position, second.planned, second.at_questions) == (65.0, 300.0, False)


def test_unfinished_list_excludes_the_first_ten_seconds() -> None:
    early = msgspec.structs.replace(POINT, position=9.0, shift=0.0)
    assert unfinished_sessions.read(FAKE, files=disk_with(early)) == []


def test_unfinished_list_excludes_saved_or_deleted_sessions() -> None:
    disk = disk_with(POINT)
    JournalAppender(FAKE, disk).write([JournalChange("session", "s1", {"started": POINT.started})])
    assert unfinished_sessions.read(FAKE, record=read(FAKE, files=disk), files=disk) == []
    JournalAppender(FAKE, disk).write([JournalChange("session", "s1", deleted=True)])
    assert unfinished_sessions.read(FAKE, record=read(FAKE, files=disk), files=disk) == []


def test_a_checkpoint_that_is_garbage_is_passed_over() -> None:
    disk = disk_with(POINT)
    disk.put(FAKE.checkpoints / "0123.checkpoint", b'{"id":\0')
    assert [one.id for one in unfinished_sessions.read(FAKE, files=disk)] == ["s1"]


def test_saving_an_unfinished_session_drops_its_checkpoint() -> None:
    (one,) = unfinished_sessions.read(FAKE, files=disk_with(POINT))
    writer = MemoryWriter()
    writer.checkpoint("s1", b"half")
    unfinished_sessions.keep(one, writer)
    fields = writer.things["session", "s1"]
    assert writer.unfinished == {} and fields["practised_seconds"] == 60.0 and fields["planned_seconds"] == 300.0
    assert fields["expect"] == "words" and fields["answers"] == {"need": "rest"} and fields["prediction"] == 5
    assert [r["value"] for r in fields["ratings"]] == [6, 4] and not fields["completed"] and fields["told"] is None


def test_refused_save_keeps_the_checkpoint() -> None:
    (one,) = unfinished_sessions.read(FAKE, files=disk_with(POINT))
    writer = MemoryWriter("the disk is full")
    writer.checkpoint("s1", b"half")
    unfinished_sessions.keep(one, writer)
    assert list(writer.unfinished) == ["s1"]


def test_quick_exit_makes_one_quiet_start(tmp_path: Path) -> None:
    paths = DataPaths(tmp_path / "data", tmp_path / "state", tmp_path / "cache")
    assert not unfinished_sessions.starts_quietly(paths)
    unfinished_sessions.left_quickly(paths)
    assert unfinished_sessions.starts_quietly(paths) and not unfinished_sessions.starts_quietly(paths)


def test_start_is_quiet_on_a_disk_that_cannot_forget_it() -> None:
    disk = MemoryDisk()
    disk.put(FAKE.state / unfinished_sessions.MARK, b"")
    disk.refuses = errno.EROFS
    assert unfinished_sessions.starts_quietly(FAKE, disk)


def test_leaving_quickly_never_fails(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("there is a file where the folder would be")
    unfinished_sessions.left_quickly(DataPaths(tmp_path / "data", tmp_path / "state" / "deeper", tmp_path / "cache"))


def test_checkpoint_of_nothing_is_deleted_once_it_is_old() -> None:
    early = msgspec.structs.replace(POINT, id="s2", position=9.0, shift=0.0)
    disk = disk_with(POINT, early)
    record = read(FAKE, files=disk)
    written = checkpoints.read_with_times(FAKE, files=disk)[0][0] / 1e9
    unfinished_sessions.clear(FAKE, None, record, written + 1, files=disk)
    assert len(checkpoints.read_all(FAKE, files=disk)) == 2
    unfinished_sessions.clear(FAKE, None, record, written + 200, files=disk)
    (left,) = unfinished_sessions.read(FAKE, files=disk)
    assert left.id == "s1" and len(checkpoints.read_all(FAKE, files=disk)) == 1


@pytest.mark.parametrize("hours", [-2, 2, 24 * 365])
def test_clock_set_in_a_killed_session_leaves_its_length(hours: float) -> None:
    point = msgspec.structs.replace(POINT, passed=70.0)
    saved = datetime.fromisoformat(POINT.started) + timedelta(hours=hours)
    unfinished = unfinished_sessions.UnfinishedSession(point, saved.isoformat())
    assert unfinished_sessions.practised(unfinished).ended == "2026-03-03T21:01:10+00:00"
    odd = msgspec.structs.replace(point, started="whenever", passed=1e9)
    found = unfinished_sessions.UnfinishedSession(odd, "2026-03-03T21:01:10+00:00")
    assert unfinished_sessions.practised(found).ended == "2026-03-03T21:01:10+00:00"
