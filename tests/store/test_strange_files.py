"""A data folder in which a sync tool, or somebody, put links, pipes and folders in the place of files."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from securecoach_tui.config import fault_log
from securecoach_tui.config.settings import DataPaths, load
from securecoach_tui.content import custom
from securecoach_tui.content import load as load_content
from securecoach_tui.content.support_lines import support_list
from securecoach_tui.store import unfinished_sessions
from securecoach_tui.store.crypto import key_file, lock
from securecoach_tui.store.disk import Disk
from securecoach_tui.store.errors import RecordError
from securecoach_tui.store.journal.appender import JournalAppender
from securecoach_tui.store.local import comforts, contacts
from securecoach_tui.store.maintenance import open_to_write
from securecoach_tui.store.reader import read
from securecoach_tui.store.transfer import backup
from tests.config.test_safe_files import SECRET, STRANGE, Put
from tests.store.two_sessions import change

BAD_LINE = b"not a line\n"
EVERY = pytest.mark.parametrize("put", STRANGE.values(), ids=STRANGE.keys())


@pytest.fixture
def paths(tmp_path: Path) -> DataPaths:
    """A data folder with one session."""
    paths = DataPaths(tmp_path / "data", tmp_path / "state", tmp_path / "cache")
    JournalAppender(paths, Disk()).write([change("first")])
    return paths


def own(paths: DataPaths) -> Path:
    return next(path for path in paths.journal.glob("*.jsonl") if path.is_file() and not path.is_symlink())


def check_secret(paths: DataPaths) -> None:
    """Check that the file a link leads to is unchanged, and that nothing took its text in."""
    for path in paths.data.parent.rglob("*"):
        if path.is_file() and not path.is_symlink() and path.name != "secret":
            assert SECRET.strip() not in path.read_bytes(), path
    for secret in paths.data.parent.rglob("secret"):
        assert secret.read_bytes() == SECRET


@EVERY
def test_strange_journal_is_told_and_all_else_read(paths: DataPaths, put: Put) -> None:
    put(paths.journal / "0badcafe.jsonl")
    JournalAppender(paths, Disk()).write([change("second")])
    found = open_to_write(paths)
    assert {one.id for one in found.sessions} == {"first", "second"}
    assert [notice for notice in found.notices if "0badcafe.jsonl in the journal folder can't be read" in notice]
    check_secret(paths)


@EVERY
def test_strange_own_journal_gives_way_to_a_new_one(paths: DataPaths, put: Put) -> None:
    appender, disk = JournalAppender(paths, Disk()), Disk()
    appender.write([change("second")])
    moved = own(paths)
    moved.rename(moved.with_name("0badcafe.jsonl"))
    put(moved)
    appender.write([change("third")])
    JournalAppender(paths, disk).write([change("fourth")])
    assert {one.id for one in read(paths).sessions} == {"first", "second", "third", "fourth"}
    check_secret(paths)


@EVERY
def test_damage_is_set_aside_beside_a_strange_file(paths: DataPaths, put: Put) -> None:
    put(paths.journal / f"damaged-{date.today().isoformat()}-{own(paths).stem}")
    (paths.journal / "0badcafe.jsonl").write_bytes(BAD_LINE)
    assert "set aside" in open_to_write(paths).notices[0]
    assert open_to_write(paths).notices == []
    (aside,) = [path for path in paths.journal.glob("damaged-*-2-*") if path.is_file()]
    assert aside.read_bytes() == BAD_LINE
    check_secret(paths)


@EVERY
def test_copy_is_written_beside_a_strange_file(paths: DataPaths, put: Put) -> None:
    paths.backups.mkdir()
    today = date(2026, 3, 3)
    put(paths.backups / f"2026-03-03-{own(paths).stem}-asked.jsonl")
    assert backup.write_requested(paths, Disk(), None, today).name.endswith("-asked-2.jsonl")
    check_secret(paths)


@EVERY
def test_strange_key_file_is_refused_with_a_sentence(paths: DataPaths, put: Put) -> None:
    (paths.data / "elsewhere").mkdir()
    put(paths.data / "elsewhere" / "key.json")
    os.replace(paths.data / "elsewhere" / "key.json", paths.key)
    try:
        found = key_file.read(paths, Disk())
    except RecordError as error:
        assert "key.json" in error.sentence
    else:
        assert found is None


@EVERY
def test_strange_exercise_and_support_files_are_told(paths: DataPaths, put: Put) -> None:
    paths.exercises.mkdir()
    put(paths.exercises / "mine.toml")
    found, bad = custom(paths.exercises)
    assert not found and [one.path.name for one in bad] == ["mine.toml"]
    os.replace(paths.exercises / "mine.toml", paths.data / "support.toml")
    assert support_list(Path("nothing"), paths.data / "support.toml").lines == ()
    os.replace(paths.data / "support.toml", paths.data / "path.toml")
    assert load_content().path(paths.data).problem is not None or not os.path.exists(paths.data / "path.toml")
    check_secret(paths)


def test_linked_journal_folder_is_refused_with_a_sentence(paths: DataPaths) -> None:
    paths.journal.rename(paths.data / "other")
    paths.journal.symlink_to("other")
    with pytest.raises(RecordError, match="it is a link"):
        read(paths)
    with pytest.raises(RecordError, match="it is a link"):
        JournalAppender(paths, Disk()).write([change("second")])


@EVERY
def test_strange_settings_leave_the_usual_ones(paths: DataPaths, put: Put) -> None:
    (paths.data / "elsewhere").mkdir()
    put(paths.data / "elsewhere" / "settings.toml")
    os.replace(paths.data / "elsewhere" / "settings.toml", paths.data / "settings.toml")
    settings, problems = load(paths)
    assert settings == type(settings)() and len(problems) == 1


def test_other_names_of_a_journal_keep_what_they_had(paths: DataPaths) -> None:
    journal = own(paths)
    before = journal.read_bytes()
    snapshot = paths.data.parent / "snapshot"
    os.link(journal, snapshot)
    repository = open_to_write(paths)
    repository.apply([change("second")])
    assert snapshot.read_bytes() == before
    assert len(repository.sessions) == len(read(paths).sessions) == 2
    os.link(journal, paths.data.parent / "torn")
    with open(journal, "ab") as file:
        file.write(b"torn")
    torn = (paths.data.parent / "torn").read_bytes()
    JournalAppender(paths, Disk()).write([change("third")])
    assert (paths.data.parent / "torn").read_bytes() == torn
    assert len(read(paths).sessions) == 3


def test_other_names_of_set_aside_damage_keep_what_they_had(paths: DataPaths) -> None:
    secret = paths.data.parent / "secret"
    secret.write_bytes(SECRET)
    os.link(secret, paths.journal / f"damaged-{date.today().isoformat()}-{own(paths).stem}")
    (paths.journal / "0badcafe.jsonl").write_bytes(BAD_LINE)
    open_to_write(paths)
    assert secret.read_bytes() == SECRET


@EVERY
def test_strange_files_do_not_keep_the_rest_from_being_locked(paths: DataPaths, put: Put) -> None:
    put(paths.journal / "00000000.jsonl")
    put(paths.journal / "damaged-2026-01-01-00000000")
    paths.backups.mkdir()
    put(paths.backups / "2026-01-01-00000000.jsonl")
    paths.checkpoints.mkdir()
    put(paths.checkpoints / "00112233445566778899aabbccddeeff.checkpoint")
    key, _others = lock.lock(paths, "pass", work=2)
    assert b"sealed" in own(paths).read_bytes()
    told = lock.not_reached(paths)
    assert len(told) == 3
    assert all("isn't locked, because it can't be read" in sentence for sentence in told)
    lock.unlock(paths, key)
    assert len(read(paths).sessions) == 1
    check_secret(paths)


STATE = ("told.json", "seen.json", "contacts.json", "comforts.json", "blanked", "quick-exit", "log")


@EVERY
@pytest.mark.parametrize("name", STATE)
def test_strange_file_in_the_state_folder_loses_nothing(paths: DataPaths, name: str, put: Put) -> None:
    (paths.state / name).unlink(missing_ok=True)
    (paths.state / "elsewhere").mkdir()
    put(paths.state / "elsewhere" / name)
    os.replace(paths.state / "elsewhere" / name, paths.state / name)
    (paths.journal / "0badcafe.jsonl").write_bytes(BAD_LINE)
    for _start in range(2):
        open_to_write(paths)
        unfinished_sessions.starts_quietly(paths)
    fault_log.write(paths.state, ValueError())
    contacts.write(paths, [contacts.Contact("Sam", "0")])
    comforts.add(paths, "words", "It passes.")
    JournalAppender(paths, Disk()).write([change("second")])
    assert {one.id for one in read(paths).sessions} == {"first", "second"}
    assert len(contacts.read(paths)) == len(comforts.read(paths)) == 1
    check_secret(paths)
