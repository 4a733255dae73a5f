"""Copies: every line of every device in one file, written daily and before anything that can't be undone.

    backups/2026-03-03-0badcafe.jsonl           the day's copy
    backups/2026-03-03-0badcafe-before-….jsonl  written before a migration or a restore

Each device keeps its own daily copies: those of the last ten days, then the latest of each month. A copy with a further
name stays, since it may hold what nothing else holds any more. Nothing that comes later changes a copy, except a
deletion that was asked for from copies too, and the lock.
"""

from __future__ import annotations

import contextlib
from datetime import date, timedelta
from pathlib import Path

import msgspec

from securecoach_tui.config.data_paths import DataPaths
from securecoach_tui.store.crypto import key_file, key_format
from securecoach_tui.store.crypto.envelope import DataKey
from securecoach_tui.store.disk import FileSystem, replace
from securecoach_tui.store.journal import device, folder
from securecoach_tui.store.journal.appender import LOCK, LOCK_SECONDS
from securecoach_tui.store.journal.entry import VERSION, JournalEntry, decode_one, encode, file_of
from securecoach_tui.store.journal.rewriter import decrypted_or_same, encrypted, is_plain_line, parts_of

DAYS = 10  # how many days a daily copy is kept
KEY_KIND = "key.json"


def all_lines(paths: DataPaths, files: FileSystem, key: DataKey | None) -> list[bytes]:
    """Return the distinct lines of every journal, decrypted if possible; damage is unchanged.

    In locked data, plain lines are left out: they would count in the copy, and they don't in the journals.
    """
    lines: dict[bytes, None] = {}
    sealed = key is not None and key_file.is_sealed(paths, files)
    for path in folder.journal_files(paths, files):
        with contextlib.suppress(OSError):  # a file that can't be read must not prevent a copy
            for part in parts_of(files.read(path)):
                if not (sealed and is_plain_line(part)):
                    lines[decrypted_or_same(part, key)] = None
    return list(lines)


def contents(paths: DataPaths, files: FileSystem, key: DataKey | None, more: list[bytes] | None = None) -> bytes:
    """Return a copy of the data, encrypted if it is locked. The lines in ``more`` are added at the end.

    Raises:
        OSError, RecordError: the data can't be read.
    """
    opener = key_file.reading_key(paths, files, key)
    data = file_of(all_lines(paths, files, opener) + (more or []))
    current = key_file.read(paths, files)
    if opener is not None and current is not None and not current.open:
        data = with_key(encrypted(data, opener, "backup"), current)
    return data


def write(
    paths: DataPaths, files: FileSystem, path: Path, key: DataKey | None, more: list[bytes] | None = None
) -> None:
    """Write a copy as of ``contents`` to ``path``. Raises OSError, RecordError; nothing is written then."""
    replace(files, path, contents(paths, files, key, more))


def with_key(data: bytes, found: key_format.KeyFile | None) -> bytes:
    """Put the wrapped key at the front of a copy, so that the passphrase decrypts it on any machine."""
    parts = [part for part in parts_of(data) if not is_key_line(part)]
    if found is not None:
        fields = msgspec.Raw(key_format.encode(found))
        parts.insert(0, encode(JournalEntry(VERSION, KEY_KIND, "key", (0, "copy"), fields)))
    return file_of(parts)


def is_key_line(part: bytes) -> bool:
    """Return whether a line of a copy is the wrapped key."""
    return part.startswith(b'{"v":1,"kind":"%s","id":"key"' % KEY_KIND.encode())


def key_at_front(data: bytes) -> key_format.KeyFile | None:
    """Return the wrapped key at the front of a copy, or None if it has none."""
    first = data.partition(b"\n")[0]
    line = decode_one(first) if is_key_line(first) else None
    return None if line is None else key_format.decode(bytes(line.fields))


def write_requested(paths: DataPaths, files: FileSystem, key: DataKey | None, today: date) -> Path:
    """Write a copy that the person asked for and return its path. Raises OSError, RecordError."""
    return _named(paths, files, today, "asked", key, [])


def write_daily(paths: DataPaths, files: FileSystem, key: DataKey | None, today: date) -> Path | None:
    """Write the day's copy unless there is one, and delete expired copies. Return its path, or None.

    Raises:
        OSError, RecordError: no copy was written.
    """
    path = paths.backups / f"{today.isoformat()}-{device.name(paths, files)}.jsonl"
    if files.file_info(path) is not None:
        return None
    write(paths, files, path, key)
    for old in expired(own_copies(paths, files), today):
        files.unlink(old)
    return path


def write_before(
    paths: DataPaths, files: FileSystem, what: str, key: DataKey | None, today: date, more: list[bytes]
) -> Path:
    """Write a copy before the operation ``what`` and return its path, which is always a new one."""
    return _named(paths, files, today, f"before-{what}", key, more)


def _named(paths: DataPaths, files: FileSystem, today: date, what: str, key: DataKey | None, more: list[bytes]) -> Path:
    with files.lock(paths.state / LOCK, LOCK_SECONDS):
        stem = f"{today.isoformat()}-{device.name(paths, files)}-{what}"
    path, number = paths.backups / f"{stem}.jsonl", 1
    while files.file_info(path) is not None:
        number += 1
        path = paths.backups / f"{stem}-{number}.jsonl"
    write(paths, files, path, key, more)
    return path


def own_copies(paths: DataPaths, files: FileSystem) -> list[Path]:
    """Return this device's copies, the oldest first."""
    own = device.known_names(paths, files)
    names = files.names(paths.backups) if own else []
    return [
        paths.backups / file_name for file_name in names if file_name[11:19] in own and file_name.endswith(".jsonl")
    ]


def expired(copies: list[Path], today: date) -> list[Path]:
    """Return the daily copies that are older than ten days and not the latest of their month."""
    first = (today - timedelta(days=DAYS - 1)).isoformat()
    daily = [path for path in copies if len(path.stem) == len("2026-03-03-0badcafe")]
    old = sorted(path for path in daily if path.name[:10] < first)
    monthly = {path.name[:7]: path for path in old}
    return [path for path in old if monthly[path.name[:7]] != path]
