"""Unfinished sessions on disk: one small file each, replaced as a whole, sealed where the record is locked."""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path

from securecoach_tui.config.settings import DataPaths
from securecoach_tui.store.crypto import key_file
from securecoach_tui.store.crypto.envelope import Key
from securecoach_tui.store.disk import Disk, Files, replace

SEALED = b"sealed\n"
_BOND = b"checkpoint"


def read_all(where: DataPaths, key: Key | None = None, *, files: Files | None = None) -> list[bytes]:
    """What was handed to ``write`` and not dropped, the latest first. One that can't be read is left out.

    Raises:
        PassphraseNeeded: the record is locked and ``key`` is None.
    """
    return [data for _time, data in read_with_times(where, key, files=files)]


def read_with_times(where: DataPaths, key: Key | None = None, *, files: Files | None = None) -> list[tuple[int, bytes]]:
    """As ``read_all``, each after the nanosecond (of the Unix epoch) at which it was written."""
    files = files or Disk()
    key = key_file.usable(where, files, key)
    found: list[tuple[int, bytes]] = []
    for path in _paths(where, files):
        with contextlib.suppress(OSError, ValueError):
            seen = files.seen(path)
            found.append((seen.mtime_ns if seen else 0, opened(files.read(path), key)))
    return sorted(found, key=lambda pair: pair[0], reverse=True)


def write(where: DataPaths, files: Files, id: str, data: bytes, key: Key | None) -> None:
    """Keep ``data`` as the checkpoint of a session; on the disk when this returns.

    Raises:
        OSError: the one before it is still there.
    """
    replace(files, path_of(where, id), closed(data, key))


def drop(where: DataPaths, files: Files, id: str) -> None:
    """Let a session's checkpoint go; no error where there is none."""
    files.unlink(path_of(where, id))


def path_of(where: DataPaths, id: str) -> Path:
    """Where a session's checkpoint lies; its id may hold any characters."""
    return where.checkpoints / f"{hashlib.sha256(id.encode('utf-8', 'replace')).hexdigest()[:32]}.checkpoint"


def closed(data: bytes, key: Key | None) -> bytes:
    """``data`` as it lies on the disk."""
    return data if key is None else SEALED + key.close(data, _BOND)


def opened(data: bytes, key: Key | None) -> bytes:
    """What ``closed`` was given. Raises ValueError where it was altered or the key is missing."""
    if not data.startswith(SEALED):
        return data
    if key is None:
        raise ValueError("sealed")
    return key.open(data[len(SEALED) :], _BOND)


def _paths(where: DataPaths, files: Files) -> list[Path]:
    with contextlib.suppress(OSError):
        return [where.checkpoints / one for one in files.names(where.checkpoints) if one.endswith(".checkpoint")]
    return []
