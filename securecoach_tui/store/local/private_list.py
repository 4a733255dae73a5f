"""A list in one file of the state folder: stored on this machine only, and encrypted if the data is locked.

A file that can't be read, because it is damaged or encrypted with another key, is never replaced: it gets a name of its
own beside the new one.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import msgspec

from securecoach_tui.config.data_paths import DataPaths
from securecoach_tui.store.crypto import key_file
from securecoach_tui.store.crypto.envelope import DataKey
from securecoach_tui.store.disk import FileSystem, replace
from securecoach_tui.store.journal.appender import LOCK, LOCK_SECONDS
from securecoach_tui.store.local import checkpoints

T = TypeVar("T", bound=msgspec.Struct)


@contextlib.contextmanager
def held(paths: DataPaths, files: FileSystem) -> Iterator[None]:
    """Let no other program change a list, or lock the data, between reading the list and writing it.

    Raises:
        OSError: another program holds the lock, or the folder can't be written.
    """
    with files.lock(paths.state / LOCK, LOCK_SECONDS):
        yield


def read(
    paths: DataPaths,
    name: str,
    kind: type[T],
    key: DataKey | None,
    files: FileSystem,
    check: Callable[[T], bool] = lambda one: True,
) -> list[T]:
    """Return the items of the file in their order; an empty list if it can't be read, or one fails ``check``.

    Raises:
        PassphraseNeeded: the data is locked and ``key`` is None.
    """
    return read_if_whole(paths, name, kind, key, files, check) or []


def read_if_whole(
    paths: DataPaths,
    name: str,
    kind: type[T],
    key: DataKey | None,
    files: FileSystem,
    check: Callable[[T], bool] = lambda one: True,
) -> list[T] | None:
    """As ``read``, but None if there is no file or it can't be read."""
    key = key_file.key_if_readable(paths, files, key)
    try:
        return _decoded(files.read(paths.state / name), kind, key, check)
    except (OSError, ValueError):
        return None


def write(
    paths: DataPaths,
    name: str,
    items: Sequence[T],
    kind: type[T],
    key: DataKey | None,
    files: FileSystem,
    check: Callable[[T], bool] = lambda one: True,
) -> None:
    """Replace the file, which is kept under another name if it can't be read.

    Raises:
        OSError: it can't be written; the old file is unchanged.
        PassphraseNeeded: the data is locked and ``key`` doesn't open it.
    """
    readable = key_file.reading_key(paths, files, key)
    path = paths.state / name
    try:
        _decoded(files.read(path), kind, readable, check)
    except FileNotFoundError:
        pass
    except (OSError, ValueError):
        files.rename(path, _free(path, files))
    write_file(paths, path, msgspec.json.encode(items), key, files)


def write_file(paths: DataPaths, path: Path, data: bytes, key: DataKey | None, files: FileSystem) -> None:
    """Replace one file, encrypted if the data is locked. Raises as ``write``."""
    locked = key_file.is_locked(paths, files)
    key = key_file.reading_key(paths, files, key)
    replace(files, path, checkpoints.encrypted(data, key if locked else None))


def _decoded(data: bytes, kind: type[T], key: DataKey | None, check: Callable[[T], bool]) -> list[T]:
    found = msgspec.json.decode(checkpoints.decrypted(data, key), type=list[kind])  # type: ignore[valid-type]
    if not all(map(check, found)):
        raise ValueError("an item that was not made here")
    return found


def _free(path: Path, files: FileSystem) -> Path:
    """A name for an unreadable file that nothing has yet."""
    names = (path.with_name(f"{path.stem}-unreadable-{n}{path.suffix}") for n in range(1, 1000))
    return next(free for free in names if files.file_info(free) is None)
