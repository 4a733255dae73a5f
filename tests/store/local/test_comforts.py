"""Own comforts stay on this machine, are locked with the data, and are never lost to a damaged list."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from securecoach_tui.config.data_paths import DataPaths
from securecoach_tui.store import reader
from securecoach_tui.store.crypto import lock
from securecoach_tui.store.disk import Disk
from securecoach_tui.store.errors import Busy, PassphraseNeeded, RecordError
from securecoach_tui.store.journal.appender import LOCK
from securecoach_tui.store.local import comforts
from securecoach_tui.store.transfer import erase
from tests.fakes.disk import MemoryDisk
from tests.store.filled import FAKE


def test_words_and_a_picture_come_back_in_order() -> None:
    disk = MemoryDisk()
    words = comforts.add(FAKE, "words", "This will pass.", files=disk)
    picture = comforts.add(FAKE, "picture", "sea.png", b"bytes", files=disk)
    assert comforts.read(FAKE, files=disk) == [words, picture]
    assert comforts.content(FAKE, picture, files=disk) == b"bytes"


def test_the_same_words_are_kept_once() -> None:
    disk = MemoryDisk()
    first = comforts.add(FAKE, "words", "This will pass.", files=disk)
    assert comforts.add(FAKE, "words", "This will pass.", files=disk) == first
    assert comforts.read(FAKE, files=disk) == [first]


def test_new_sound_takes_the_place_of_the_old_one() -> None:
    disk = MemoryDisk()
    old = comforts.add(FAKE, "sound", "rain.mp3", b"rain", files=disk)
    new = comforts.add(FAKE, "sound", "sea.mp3", b"sea", files=disk)
    assert comforts.read(FAKE, files=disk) == [new]
    assert disk.file_info(comforts.path_of(FAKE, old.id)) is None


def test_removed_picture_leaves_no_file() -> None:
    disk = MemoryDisk()
    picture = comforts.add(FAKE, "picture", "sea.png", b"bytes", files=disk)
    assert comforts.remove(FAKE, picture.id, files=disk) == picture
    assert comforts.remove(FAKE, picture.id, files=disk) is None
    assert comforts.read(FAKE, files=disk) == [] and disk.names(FAKE.comforts) == []


def test_damaged_list_is_kept_beside_the_new_one() -> None:
    disk = MemoryDisk()
    for bad in (b"not a list", b'[{"id": "../../x", "kind": "picture", "text": "a"}]'):
        disk.put(FAKE.state / comforts.FILE, bad)
        comforts.add(FAKE, "words", "This will pass.", files=disk)
        assert [one.text for one in comforts.read(FAKE, files=disk)] == ["This will pass."]
    assert disk.read(FAKE.state / "comforts-unreadable-1.json") == b"not a list"


def test_picture_whose_file_is_gone_says_so() -> None:
    disk = MemoryDisk()
    picture = comforts.add(FAKE, "picture", "sea.png", b"bytes", files=disk)
    disk.unlink(comforts.path_of(FAKE, picture.id))
    with pytest.raises(RecordError, match="sea.png can't be opened here"):
        comforts.content(FAKE, picture, files=disk)


def test_locking_encrypts_comforts_and_unlocking_opens_them(tmp_path: Path) -> None:
    paths = DataPaths(tmp_path / "data", tmp_path / "state", tmp_path / "cache")
    comforts.add(paths, "words", "a private line")
    picture = comforts.add(paths, "picture", "sea.png", b"private pixels")
    key, _still_plain = lock.lock(paths, "a passphrase")
    stored = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert b"private" not in stored
    with pytest.raises(PassphraseNeeded):
        comforts.read(paths)
    assert comforts.content(paths, picture, key) == b"private pixels"
    later = comforts.add(paths, "picture", "hill.png", b"private hill", key)
    assert b"private" not in comforts.path_of(paths, later.id).read_bytes()
    lock.unlock(paths, key)
    assert [one.text for one in comforts.read(paths)] == ["a private line", "sea.png", "hill.png"]


def test_erasing_removes_every_comfort(tmp_path: Path) -> None:
    paths = DataPaths(tmp_path / "data", tmp_path / "state", tmp_path / "cache")
    reader.read(paths)
    comforts.add(paths, "picture", "sea.png", b"bytes")
    assert erase.erase(paths) == ""
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_link_in_the_place_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    paths = DataPaths(tmp_path / "data", tmp_path / "state", tmp_path / "cache")
    (tmp_path / "elsewhere").mkdir()
    paths.state.mkdir()
    paths.comforts.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(RecordError, match="links are not followed"):
        comforts.add(paths, "picture", "sea.png", b"bytes")
    assert comforts.read(paths) == [] and not list((tmp_path / "elsewhere").iterdir())


def test_two_programs_that_add_at_once_both_keep(tmp_path: Path) -> None:
    paths = DataPaths(tmp_path / "data", tmp_path / "state", tmp_path / "cache")
    adding = [
        threading.Thread(target=comforts.add, args=(paths, "words", f"words {number}"), kwargs={"files": Disk()})
        for number in range(8)
    ]
    for thread in adding:
        thread.start()
    for thread in adding:
        thread.join()
    assert {one.text for one in comforts.read(paths)} == {f"words {number}" for number in range(8)}


def test_a_list_that_another_program_holds_is_left_as_it_is() -> None:
    disk = MemoryDisk()
    kept = comforts.add(FAKE, "words", "This will pass.", files=disk)
    with disk.lock(FAKE.state / LOCK, 0.0):
        with pytest.raises(Busy):
            comforts.add(FAKE, "words", "More.", files=disk)
        with pytest.raises(Busy):
            comforts.remove(FAKE, kept.id, files=disk)
    assert comforts.read(FAKE, files=disk) == [kept]


def test_files_stay_while_a_list_that_may_name_them_is_damaged() -> None:
    disk = MemoryDisk()
    kept = comforts.add(FAKE, "picture", "sea.png", b"bytes", files=disk)
    disk.put(FAKE.state / comforts.FILE, b"damaged")
    comforts.clear(FAKE, files=disk)
    comforts.add(FAKE, "words", "This will pass.", files=disk)  # sets the damaged list aside
    comforts.clear(FAKE, files=disk)
    disk.unlink(FAKE.state / comforts.FILE)
    comforts.clear(FAKE, files=disk)
    assert disk.read(comforts.path_of(FAKE, kept.id)) == b"bytes"
