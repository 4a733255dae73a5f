"""The one thread that writes, and the fake beside it."""

from __future__ import annotations

import errno
import os
import queue
import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from securecoach_tui.clock import SystemClock
from securecoach_tui.config.settings import DataPaths
from securecoach_tui.practice.session.events import Kept, NotKept
from securecoach_tui.store.disk import Disk
from securecoach_tui.store.errors import NameTaken
from securecoach_tui.store.journal import device
from securecoach_tui.store.local import checkpoints
from securecoach_tui.store.reader import read
from securecoach_tui.store.writer import Writer
from tests.fakes.clock import FakeClock
from tests.fakes.disk import MemoryDisk
from tests.fakes.writer import MemoryWriter
from tests.store.importing import import_file

FAKE = DataPaths(Path("/fake/data"), Path("/fake/state"), Path("/fake/cache"))


@pytest.fixture
def paths(tmp_path: Path) -> DataPaths:
    return DataPaths(tmp_path / "data", tmp_path / "state", tmp_path / "cache")


@pytest.fixture
def writer(paths: DataPaths) -> Iterator[Writer]:
    found = Writer(paths, SystemClock())
    yield found
    found.close()


def test_writer_confirms_after_the_disk_has_the_change(paths: DataPaths, writer: Writer) -> None:
    told: queue.Queue[object] = queue.Queue()
    seen: list[int] = []
    writer.keep(
        "session", "a", {"reflection": "words"}, lambda k: (seen.append(len(read(paths).sessions)), told.put(k))
    )
    assert told.get(timeout=5) == Kept() and seen == [1]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
def test_only_its_owner_can_read_the_record(paths: DataPaths, writer: Writer) -> None:
    writer.keep("session", "a", {"reflection": "words"})
    writer.checkpoint("a", b"half")
    assert writer.close()
    for folder, _folders, names in [*os.walk(paths.data), *os.walk(paths.state)]:
        assert stat.S_IMODE(os.stat(folder).st_mode) == 0o700
        for name in names:
            assert stat.S_IMODE(os.stat(Path(folder) / name).st_mode) == 0o600


def test_writer_merges_later_fields_into_the_session(paths: DataPaths, writer: Writer) -> None:
    writer.keep("session", "a", {"reflection": "words", "started": "2026-03-03T21:00:00+00:00"})
    writer.keep("session", "a", {"reflection": "other words"})
    assert writer.flush(5)
    (one,) = read(paths).sessions
    assert one.reflection == "other words" and one.started == "2026-03-03T21:00:00+00:00"


def test_writer_reports_a_full_disk_once_and_saves_later(tmp_path: Path) -> None:
    disk = MemoryDisk()
    disk.refuses = errno.ENOSPC
    writer = Writer(FAKE, FakeClock(), disk)
    told: queue.Queue[object] = queue.Queue()
    writer.keep("session", "a", {"reflection": "words"}, told.put)
    first = told.get(timeout=5)
    assert isinstance(first, NotKept) and "full" in first.reason
    assert not writer.flush(0.1) and told.empty()
    assert [change.id for change in writer.waiting()] == ["a"]
    disk.refuses = None
    assert writer.flush(5)
    assert told.get(timeout=5) == Kept()
    assert [one.id for one in read(FAKE, files=disk).sessions] == ["a"]
    writer.close()


def test_waiting_changes_can_be_saved_elsewhere_and_imported(tmp_path: Path, paths: DataPaths) -> None:
    paths.data.mkdir(parents=True)
    (paths.data / "journal").write_text("there is a file where the folder would be")
    writer = Writer(paths, FakeClock())
    told: queue.Queue[object] = queue.Queue()
    writer.keep("session", "a", {"reflection": "words"}, told.put)
    assert isinstance(told.get(timeout=5), NotKept)
    writer.save_elsewhere(tmp_path / "elsewhere.json")
    (tmp_path / "elsewhere-2.json").write_text("another's")
    for there in (tmp_path / "elsewhere.json", tmp_path):
        before = there.read_bytes() if there.is_file() else b""
        with pytest.raises(NameTaken) as taken:
            writer.save_elsewhere(there)
        assert not taken.value.free.exists() and (there.is_dir() or there.read_bytes() == before)
    writer.save_elsewhere(tmp_path / "elsewhere-3.json")
    writer.close(0.1)
    there = DataPaths(tmp_path / "d2", tmp_path / "s2", tmp_path / "c2")
    assert import_file(tmp_path / "elsewhere.json", there).new == 1


def test_writer_saves_the_values_at_the_time_of_the_call() -> None:
    disk = MemoryDisk()
    writer = Writer(FAKE, FakeClock(), disk)
    ratings = [{"at": None, "scale": "distress", "value": 6, "when": "before"}]
    writer.keep("session", "a", {"ratings": ratings})
    ratings.append({"at": None, "scale": "distress", "value": 1, "when": "after"})
    with pytest.raises(TypeError):
        writer.keep("session", "b", {"reflection": object()})
    assert writer.close()
    (one,) = read(FAKE, files=disk).sessions
    assert [rating.value for rating in one.ratings] == [6]


def test_failing_save_callback_stops_no_writing() -> None:
    disk = MemoryDisk()
    writer = Writer(FAKE, FakeClock(), disk)
    writer.keep("session", "a", {"reflection": "words"}, lambda outcome: 1 / 0)  # type: ignore[arg-type,return-value]
    writer.keep("session", "b", {"reflection": "words"})
    assert writer.close() and len(read(FAKE, files=disk).sessions) == 2


def test_a_checkpoint_is_replaced_and_dropped(paths: DataPaths, writer: Writer) -> None:
    for i in range(50):
        writer.checkpoint("a", b"at %d" % i)
    writer.checkpoint("../odd id", b"other")
    assert writer.flush(5)
    assert sorted(checkpoints.read_all(paths)) == [b"at 49", b"other"]
    writer.drop_checkpoint("a")
    assert writer.flush(5) and checkpoints.read_all(paths) == [b"other"]


def test_two_writers_racing_both_keep_everything(paths: DataPaths) -> None:
    told: queue.Queue[object] = queue.Queue()
    writers = [Writer(paths, SystemClock()) for _ in range(3)]

    def busy(number: int) -> None:
        for i in range(40):
            writers[number].keep("session", f"{number}-{i}", {"reflection": "words " * 50}, told.put)

    threads = [threading.Thread(target=busy, args=[n]) for n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all([writer.close() for writer in writers])
    assert {told.get(timeout=5) for _ in range(120)} == {Kept()}
    found = read(paths)
    assert len(found.sessions) == 120 and found.notices == []
    stamps = [entry.stamp for entry in found.contents.state.items["session"].values()]  # type: ignore[union-attr]
    assert len(set(stamps)) == 120


def test_writer_saves_once_a_lock_held_elsewhere_is_released(paths: DataPaths) -> None:
    told: queue.Queue[object] = queue.Queue()
    with Disk().lock(paths.state / "record.lock", 1):
        writer = Writer(paths, SystemClock())
        writer.keep("session", "a", {"reflection": "words"}, told.put)
        assert isinstance(told.get(timeout=10), NotKept)
    assert writer.flush(5) and told.get(timeout=5) == Kept()
    writer.close()


def test_a_lone_surrogate_from_a_terminal_loses_nothing_else(paths: DataPaths, writer: Writer) -> None:
    writer.keep("session", "a", {"reflection": "caf\udce9"})
    assert writer.flush(5)
    assert [one.reflection for one in read(paths).sessions] == ["caf?"]


def test_copied_data_folder_gets_its_own_device_name(tmp_path: Path) -> None:
    one = DataPaths(tmp_path / "one", tmp_path / "s1", tmp_path / "c")
    two = DataPaths(tmp_path / "two", tmp_path / "s1", tmp_path / "c")  # the state folder copied along
    assert device.name(one, Disk()) == device.name(one, Disk())
    assert device.name(one, Disk()) != device.name(two, Disk())


def test_a_copy_a_day_is_kept_when_something_changed() -> None:
    disk, clock = MemoryDisk(), FakeClock()
    for day in range(3):
        writer = Writer(FAKE, clock, disk)
        writer.keep("session", str(day), {"reflection": "words"})
        writer.close()
        Writer(FAKE, clock, disk).close()
        clock.sleep(86400)
    copies = [path for path in disk.everything() if path.parent == FAKE.backups]
    assert len(copies) == 3 and disk.read(max(copies)).count(b"\n") == 3


def test_the_fake_keeps_and_refuses_as_the_writer_does() -> None:
    told: list[object] = []
    fake = MemoryWriter()
    fake.keep("session", "a", {"x": 1}, told.append)
    fake.keep("session", "a", {"y": 2}, told.append)
    assert fake.things == {("session", "a"): {"x": 1, "y": 2}} and told == [Kept(), Kept()]
    fake.delete("session", "a")
    assert fake.things == {} and fake.undo("session", "a") and fake.things
    fake.refuse = "the disk is full"
    fake.keep("session", "b", {}, told.append)
    assert told[-1] == NotKept("the disk is full") and not fake.flush(1) and len(fake.waiting()) == 1
