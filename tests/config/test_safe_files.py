"""Files of a data folder are opened only if they are regular, and never through a link."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from securecoach_tui.config import safe_files
from securecoach_tui.config.safe_files import UnsafeFile
from securecoach_tui.store.disk import Disk

SECRET = b"a secret of another program\n"
Put = Callable[[Path], object]


def link_to_secret(path: Path) -> None:
    secret = path.parent.parent / "secret"
    secret.write_bytes(SECRET)
    path.symlink_to(secret)


STRANGE: dict[str, Put] = {
    "link": link_to_secret,
    "link to itself": lambda path: path.symlink_to(path.name),
    "link to nothing": lambda path: path.symlink_to("nothing"),
    "link to a device": lambda path: path.symlink_to("/dev/zero"),
    "pipe": lambda path: os.mkfifo(path),
    "folder": lambda path: path.mkdir(),
}


@pytest.fixture(params=STRANGE.values(), ids=STRANGE.keys())
def strange(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Something in a journal folder that isn't a regular file."""
    path = tmp_path / "journal" / "strange"
    path.parent.mkdir()
    request.param(path)
    return path


def test_strange_file_is_neither_read_nor_written(strange: Path) -> None:
    disk = Disk()
    info = disk.file_info(strange)
    assert info is not None and not info.regular
    with pytest.raises(UnsafeFile) as found:
        disk.read(strange)
    assert found.value.strerror
    with pytest.raises(UnsafeFile):
        disk.open_append(strange)
    with pytest.raises(FileExistsError):
        disk.open_new(strange)
    secret = strange.parent.parent / "secret"
    assert not secret.exists() or secret.read_bytes() == SECRET
    assert not (strange.parent / "nothing").exists()


@pytest.mark.parametrize("name", sorted(safe_files.INNER_FOLDERS))
def test_linked_inner_folder_is_not_used(name: str, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "file").write_bytes(SECRET)
    folder = tmp_path / name
    folder.symlink_to(other)
    for use in (
        lambda: safe_files.names(folder),
        lambda: safe_files.read(folder / "file"),
        lambda: safe_files.open_existing(folder / "file", os.O_RDWR),
        lambda: safe_files.open_new(folder / "new"),
        lambda: Disk().make_folder(folder),
    ):
        with pytest.raises(UnsafeFile):
            use()
    assert os.listdir(other) == ["file"]


def test_file_above_the_limit_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.jsonl"
    path.touch()
    os.truncate(path, 2**40)
    with pytest.raises(UnsafeFile, match="256 MB"):
        safe_files.read(path)
    path.write_bytes(b"0123456789")
    assert safe_files.read(path, most=10) == b"0123456789" and safe_files.read(path, -3) == b"789"
    with pytest.raises(UnsafeFile):
        safe_files.read(path, most=9)


def test_chosen_file_may_be_a_link_or_a_pipe(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"words")
    (tmp_path / "link").symlink_to("real")
    assert safe_files.read_chosen(tmp_path / "link") == b"words"
    os.mkfifo(tmp_path / "pipe")
    writer = threading.Thread(target=(tmp_path / "pipe").write_bytes, args=(b"words",))
    writer.start()
    assert safe_files.read_chosen(tmp_path / "pipe") == b"words"
    writer.join()
    with pytest.raises(UnsafeFile):
        safe_files.read_chosen(Path("/dev/zero"), most=1000)
