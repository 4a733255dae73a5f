"""Checkpoints of unfinished sessions: one small file each, replaced atomically, encrypted if the data is locked."""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path

from securecoach_tui.config.data_paths import DataPaths
from securecoach_tui.store.crypto import key_file
from securecoach_tui.store.crypto.envelope import DataKey
from securecoach_tui.store.disk import Disk, FileSystem, replace

ENCRYPTED_MARK = b"sealed\n"
_ASSOCIATED_DATA = b"checkpoint"


def read_all(paths: DataPaths, key: DataKey | None = None, *, files: FileSystem | None = None) -> list[bytes]:
    """Return every checkpoint, the latest first. One that can't be read is left out.

    Raises:
        PassphraseNeeded: the data is locked and ``key`` is None.
    """
    return [data for _time, data in read_with_times(paths, key, files=files)]


def read_with_times(
    paths: DataPaths, key: DataKey | None = None, *, files: FileSystem | None = None
) -> list[tuple[int, bytes]]:
    """As ``read_all``, each with the time at which it was written, in nanoseconds since the Unix epoch."""
    files = files or Disk()
    key = key_file.key_if_readable(paths, files, key)
    found: list[tuple[int, bytes]] = []
    for path in _paths(paths, files):
        with contextlib.suppress(OSError, ValueError):
            info = files.file_info(path)
            found.append((info.mtime_ns if info else 0, decrypted(files.read(path), key)))
    return sorted(found, key=lambda pair: pair[0], reverse=True)


def write(paths: DataPaths, files: FileSystem, id: str, data: bytes, key: DataKey | None) -> None:
    """Write ``data`` as the checkpoint of a session; it is on the disk when this returns.

    Raises:
        OSError: the write failed; the previous checkpoint is unchanged.
    """
    replace(files, path_of(paths, id), encrypted(data, key))


def drop(paths: DataPaths, files: FileSystem, id: str) -> None:
    """Delete a session's checkpoint; no error if there is none."""
    files.unlink(path_of(paths, id))


def path_of(paths: DataPaths, id: str) -> Path:
    """Return the path of a session's checkpoint. The id may have any characters."""
    return paths.checkpoints / f"{hashlib.sha256(id.encode('utf-8', 'replace')).hexdigest()[:32]}.checkpoint"


def encrypted(data: bytes, key: DataKey | None) -> bytes:
    """Return ``data`` in the form that is stored, encrypted unless ``key`` is None."""
    return data if key is None else ENCRYPTED_MARK + key.encrypt(data, _ASSOCIATED_DATA)


def decrypted(data: bytes, key: DataKey | None) -> bytes:
    """Decrypt what ``encrypted`` returned. Raises ValueError if it was altered or there is no key."""
    if not data.startswith(ENCRYPTED_MARK):
        return data
    if key is None:
        raise ValueError("encrypted")
    return key.decrypt_with_any(data[len(ENCRYPTED_MARK) :], _ASSOCIATED_DATA)


def opens(data: bytes, key: DataKey) -> bool:
    """Return whether ``key`` decrypts ``data``."""
    try:
        decrypted(data, key)
    except ValueError:
        return False
    return True


def _paths(paths: DataPaths, files: FileSystem) -> list[Path]:
    with contextlib.suppress(OSError):
        return [paths.checkpoints / name for name in files.names(paths.checkpoints) if name.endswith(".checkpoint")]
    return []
