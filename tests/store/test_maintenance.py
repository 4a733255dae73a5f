"""What is deleted can be taken back for a moment, and then leaves no text on any machine."""

from __future__ import annotations

import errno
import queue
from pathlib import Path

from securecoach_tui.config.settings import DataPaths
from securecoach_tui.practice.session.events import NotKept
from securecoach_tui.store.local import checkpoints
from securecoach_tui.store.maintenance import BLANK_AGAIN_SECONDS, UNDO_SECONDS, Maintenance, open_to_write
from securecoach_tui.store.reader import read
from securecoach_tui.store.repository import Repository
from securecoach_tui.store.transfer import backup
from securecoach_tui.store.writer import Writer
from tests.fakes.clock import FakeClock
from tests.fakes.disk import MemoryDisk

FAKE = DataPaths(Path("/fake/data"), Path("/fake/state"), Path("/fake/cache"))


def test_deletion_can_be_undone_for_10_s_then_removes_the_text() -> None:
    disk, clock = MemoryDisk(), FakeClock()
    writer = Writer(FAKE, clock, disk)
    writer.keep("session", "a", {"reflection": "a secret"})
    writer.delete("session", "a")
    assert writer.flush(5) and read(FAKE, files=disk).sessions == []
    assert writer.undo("session", "a") and writer.flush(5)
    assert [one.reflection for one in read(FAKE, files=disk).sessions] == ["a secret"]
    writer.delete("session", "a")
    assert writer.flush(5)
    clock.advance(10.1)
    assert not writer.undo("session", "a")
    writer.close()
    assert b"a secret" not in b"".join(disk.everything().values())


def test_refused_deletion_can_be_undone_without_writing() -> None:
    disk = MemoryDisk()
    writer = Writer(FAKE, FakeClock(), disk)
    writer.keep("session", "a", {"reflection": "words"})
    assert writer.flush(5)
    disk.refuses = errno.EROFS
    told: queue.Queue[object] = queue.Queue()
    writer.delete("session", "a", told.put)
    assert isinstance(told.get(timeout=5), NotKept)
    assert writer.undo("session", "a") and writer.waiting() == []
    disk.refuses = None
    writer.close()
    assert [one.id for one in read(FAKE, files=disk).sessions] == ["a"]


def test_deleting_a_session_includes_debrief_and_checkpoint() -> None:
    disk = MemoryDisk()
    writer = Writer(FAKE, FakeClock(), disk)
    writer.keep("session", "a", {"reflection": "words"})
    writer.keep("debrief", "a", {"expect": "more words"})
    writer.checkpoint("a", b"half")
    writer.delete("session", "a")
    assert writer.flush(5)
    assert read(FAKE, files=disk).of_kind("debrief") == [] and checkpoints.read_all(FAKE, files=disk) == []
    assert writer.undo("session", "a") and writer.flush(5)
    assert read(FAKE, files=disk).of_kind("debrief") == [{"id": "a", "expect": "more words"}]
    writer.close()


def test_settling_a_deletion_removes_the_text_at_once() -> None:
    disk = MemoryDisk()
    writer = Writer(FAKE, FakeClock(), disk)
    writer.keep("session", "a", {"reflection": "a secret"})
    writer.flush(5)
    writer.delete("session", "a")
    writer.flush(5)
    writer.settle()
    writer.flush(5)
    assert not writer.undo("session", "a")
    writer.close()
    assert b"a secret" not in b"".join(disk.everything().values())


def test_deletion_blanks_the_text_on_another_device() -> None:
    here, there = MemoryDisk(), MemoryDisk()
    writer = Writer(FAKE, FakeClock(), here)
    writer.keep("session", "a", {"reflection": "a secret"})
    writer.close()
    mine = next(path for path in here.everything() if path.parent.name == "journal")
    there.put(mine, here.read(mine))
    other = Writer(FAKE, FakeClock(), there)
    other.delete("session", "a", copies=True)
    other.close()
    theirs = next(path for path in there.everything() if path.parent.name == "journal" and path != mine)
    here.put(theirs, there.read(theirs))
    assert open_to_write(FAKE, files=here).sessions == []
    assert b"a secret" not in b"".join(here.everything().values())


def synced(here: MemoryDisk, there: MemoryDisk) -> None:
    """Every journal of one machine lies on the other too."""
    for one, other in ((here, there), (there, here)):
        for path, data in one.everything().items():
            if path.parent == FAKE.journal and path not in other.everything():
                other.put(path, data)


def test_deletion_blanks_text_that_another_device_changed() -> None:
    here, there = MemoryDisk(), MemoryDisk()
    writer = Writer(FAKE, FakeClock(), here)
    writer.keep("session", "a", {"reflection": "a secret"})
    writer.close()
    synced(here, there)
    other = Writer(FAKE, FakeClock(), there)
    other.keep("session", "a", {"reflection": "harmless"})
    other.delete("session", "a", copies=True)
    other.close()
    synced(here, there)
    open_to_write(FAKE, files=here)
    assert b"a secret" not in b"".join(here.everything().values())


def test_deletion_blanks_text_in_backups_of_other_devices() -> None:
    here, there = MemoryDisk(), MemoryDisk()
    writer = Writer(FAKE, FakeClock(), here)
    writer.keep("session", "a", {"reflection": "a secret"})
    writer.close()
    synced(here, there)
    other = Writer(FAKE, FakeClock(), there)
    other.keep("session", "b", {"reflection": "harmless"})
    other.close()
    mine = next(path for path in here.everything() if path.parent == FAKE.journal)
    copies = [path for path in there.everything() if path.parent == FAKE.backups]
    assert any(b"a secret" in there.read(path) for path in copies)
    again = Writer(FAKE, FakeClock(), here)
    again.delete("session", "a", copies=True)
    again.close()
    there.put(mine, here.read(mine))
    open_to_write(FAKE, files=there)
    assert b"a secret" not in b"".join(there.everything().values())
    before = there.everything()
    open_to_write(FAKE, files=there)
    assert there.everything() == before


def test_deletion_blanks_sync_conflicts_and_damaged_parts() -> None:
    disk = MemoryDisk()
    writer = Writer(FAKE, FakeClock(), disk)
    writer.keep("session", "a", {"reflection": "a secret"})
    writer.close()
    mine = next(path for path in disk.everything() if path.parent == FAKE.journal)
    whole = disk.read(mine)
    disk.put(mine.with_name(f"{mine.stem}.sync-conflict-20260303-101010-ABCDEFG.jsonl"), whole)
    disk.put(mine, whole + whole[:-4])
    open_to_write(FAKE, files=disk)
    assert b"a secret" in b"".join(data for path, data in disk.everything().items() if "damaged" in path.name)
    writer = Writer(FAKE, FakeClock(), disk)
    writer.delete("session", "a", copies=True)
    writer.close()
    assert b"a secret" not in b"".join(disk.everything().values())


def words_in_copies(disk: MemoryDisk) -> bool:
    return any(b"a secret" in data for path, data in disk.everything().items() if path.parent == FAKE.backups)


def test_deletion_leaves_copies_as_they_are_unless_asked() -> None:
    disk = MemoryDisk()
    writer = Writer(FAKE, FakeClock(), disk)
    writer.keep("session", "a", {"reflection": "a secret"})
    writer.close()
    writer = Writer(FAKE, FakeClock(), disk)
    writer.delete("session", "a")
    writer.close()
    assert b"a secret" not in disk.read(next(path for path in disk.everything() if path.parent == FAKE.journal))
    assert words_in_copies(disk)
    writer = Writer(FAKE, FakeClock(), disk)
    writer.delete("session", "a", copies=True)  # asked for later
    writer.close()
    assert not words_in_copies(disk)


def test_undone_deletion_takes_nothing_from_copies() -> None:
    disk = MemoryDisk()
    writer = Writer(FAKE, FakeClock(), disk)
    writer.keep("session", "a", {"reflection": "a secret"})
    writer.close()
    writer = Writer(FAKE, FakeClock(), disk)
    writer.delete("session", "a", copies=True)
    assert writer.flush(5) and writer.undo("session", "a")
    writer.close()
    open_to_write(FAKE, files=disk)
    assert words_in_copies(disk) and [one.reflection for one in read(FAKE, files=disk).sessions] == ["a secret"]


def test_blanking_leaves_copies_of_what_can_still_be_undone() -> None:
    disk, clock = MemoryDisk(), FakeClock()
    repository, maintenance = Repository(FAKE, files=disk), Maintenance(FAKE, clock, disk, None)
    for id in ("first", "second"):
        repository.save("session", id, {"reflection": f"the {id} secret"})
    copy = backup.write_requested(FAKE, disk, None, clock.now().date())
    for id in ("first", "second"):
        maintenance.note_deletion("session", id, {"reflection": f"the {id} secret"})
        repository.delete("session", id, copies=True)
        clock.advance(UNDO_SECONDS - 1)
    maintenance.run(idle=True)
    assert b"the first secret" not in disk.read(copy) and b"the second secret" in disk.read(copy)
    assert maintenance.undo_deletion("session", "first") is None
    assert maintenance.undo_deletion("session", "second") == {"reflection": "the second secret"}


def test_text_that_a_disk_refuses_to_blank_goes_later() -> None:
    disk, clock = MemoryDisk(), FakeClock()
    repository, maintenance = Repository(FAKE, files=disk), Maintenance(FAKE, clock, disk, None)
    repository.save("session", "a", {"reflection": "a secret"})
    maintenance.note_deletion("session", "a", {})
    repository.delete("session", "a")
    clock.advance(UNDO_SECONDS)
    disk.refuses = errno.EROFS
    maintenance.run(idle=True)
    assert maintenance.seconds_until_due() == BLANK_AGAIN_SECONDS
    disk.refuses = None
    maintenance.run(idle=True)
    assert b"a secret" not in b"".join(disk.everything().values()) and maintenance.seconds_until_due() is None
