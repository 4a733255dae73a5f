"""Erasing removes what this program made, by list, and nothing of anybody else's."""

from __future__ import annotations

from pathlib import Path

import pytest

from securecoach_tui.clock import SystemClock
from securecoach_tui.config.data_paths import DataPaths
from securecoach_tui.store.crypto import lock
from securecoach_tui.store.errors import RecordError
from securecoach_tui.store.local import contacts
from securecoach_tui.store.maintenance import open_to_write
from securecoach_tui.store.transfer import backup
from securecoach_tui.store.transfer.erase import erase
from securecoach_tui.store.writer import Writer
from tests.store.filled import CHEAP
from tests.store.three_machines import TODAY, QuickDisk

OTHERS = (
    "data/tax.pdf", "data/journal/diary.txt", "data/journal/old.jsonl", "data/backups/tax.pdf", "data/backups/2026.jsonl",
    "data/keyboard.json", "data/exercises/maths.pdf", "data/exercises/poetry.toml", "data/settings.ini",
    "data/photos/journal/0badcafe.jsonl", "data/journal/0badcafe-music.jsonl", "state/logos/logo.png",
    "state/login.kdbx", "state/key-ring.json", "state/checkpoints/game.sav", "cache/clips/film.mp4", "cache/clipsy/a.clip",
)  # fmt: skip


@pytest.fixture
def paths(tmp_path: Path) -> DataPaths:
    """A folder with everything that the program writes."""
    paths = DataPaths(tmp_path / "data", tmp_path / "state", tmp_path / "cache")
    writer = Writer(paths, SystemClock(), QuickDisk())
    writer.keep("session", "a", {"reflection": "words"})
    writer.checkpoint("half", b"half")
    writer.close()
    backup.write_requested(paths, QuickDisk(), None, TODAY)
    contacts.write(paths, [contacts.Contact("Sam", "0")])
    own = next(paths.journal.glob("*.jsonl"))
    (paths.journal / f"{own.stem}.sync-conflict-1.jsonl").write_bytes(own.read_bytes() + b"torn")
    paths.exercises.mkdir()
    (paths.exercises / "mine.toml").write_text('id = "mine"\n[[body]]\nsay = "Words."\n')
    (paths.data / "settings.toml").write_text("voice = true\n")
    open_to_write(paths)
    key, _others = lock.lock(paths, "pass", QuickDisk(), work=CHEAP)
    (paths.data / "key-0badcafe.json").write_bytes((paths.data / "key.json").read_bytes())
    open_to_write(paths, key)
    (paths.cache / "clips").mkdir(parents=True)
    (paths.cache / "clips" / f"{'0' * 64}.clip").write_bytes(b"clip")
    (paths.data / f".{own.name}.0123abcd").write_bytes(b"another program's")
    (paths.journal / f".{own.name}.0123abcd").write_bytes(b"half written")
    (paths.data / f".{own.name}.0123abcd").unlink()
    return paths


def put(tmp_path: Path, names: tuple[str, ...] = OTHERS) -> set[Path]:
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"another's")
    return {tmp_path / name for name in names}


def files(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_file()}


def test_erasing_leaves_nothing_of_the_program(paths: DataPaths, tmp_path: Path) -> None:
    assert erase(paths) == ""
    assert list(tmp_path.iterdir()) == []


def test_erasing_leaves_everything_that_is_somebody_elses(paths: DataPaths, tmp_path: Path) -> None:
    others = put(tmp_path)
    assert "stay in" in erase(paths)
    assert files(tmp_path) == others


def test_folder_that_others_made_is_not_erased(paths: DataPaths, tmp_path: Path) -> None:
    (paths.data / ".made-by-securecoach").unlink()
    (paths.data / "tax.pdf").write_bytes(b"another's")
    before = files(tmp_path)
    with pytest.raises(RecordError, match=r"Nothing was erased.*tax\.pdf"):
        erase(paths)
    assert files(tmp_path) == before
    (paths.data / "tax.pdf").unlink()
    erase(paths)
    assert files(tmp_path) == set()


@pytest.mark.parametrize("there", ["tax.pdf", ".stfolder"])
def test_only_an_empty_folder_is_marked_as_made_here(there: str, tmp_path: Path) -> None:
    paths = DataPaths(tmp_path / "data", tmp_path / "state", tmp_path / "cache")
    put(tmp_path, (f"data/{there}",))
    writer = Writer(paths, SystemClock(), QuickDisk())
    writer.keep("session", "a", {"reflection": "words"})
    writer.close()
    assert (paths.data / ".made-by-securecoach").exists() == there.startswith(".")


def test_erasing_follows_no_link_and_leaves_a_linked_folder(paths: DataPaths, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    paths.data.rename(elsewhere)
    paths.data.symlink_to(elsewhere)
    (tmp_path / "secret").write_bytes(b"another's")
    (elsewhere / "journal" / "1badcafe.jsonl").symlink_to(tmp_path / "secret")
    assert erase(paths) == ""
    assert files(tmp_path) == {tmp_path / "secret"} and list(elsewhere.iterdir()) == []


@pytest.mark.parametrize("content", [b'language = "en"\nbaseurl = "x"\n', b"another's"])
def test_folder_with_only_names_like_ours_is_not_erased(content: bytes, tmp_path: Path) -> None:
    paths = DataPaths(tmp_path / "data", tmp_path / "state", tmp_path / "cache")
    there = put(tmp_path, ("data/settings.toml", "data/key.json"))
    (paths.data / "settings.toml").write_bytes(content)
    with pytest.raises(RecordError, match="Nothing was erased"):
        erase(paths)
    assert files(paths.data) == there


def test_settings_alone_are_erased(tmp_path: Path) -> None:
    paths = DataPaths(tmp_path / "data", tmp_path / "state", tmp_path / "cache")
    paths.data.mkdir()
    (paths.data / "settings.toml").write_text("voice = true\n")
    assert erase(paths) == ""
    assert not paths.data.exists()


def test_files_of_others_in_a_chosen_state_folder_stay(tmp_path: Path) -> None:
    paths = DataPaths(tmp_path / "data", tmp_path / "state", tmp_path / "cache")
    there = put(tmp_path, ("state/contacts.json", "state/seen.json", "state/device.json", "state/key.json"))
    erase(paths)
    assert files(paths.state) == there
