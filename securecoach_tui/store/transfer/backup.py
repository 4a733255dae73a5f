"""Dated copies: every line of every device in one file, taken daily and before anything that can't be undone.

    backups/2026-03-03-0badcafe.jsonl          the day's
    backups/2026-03-03-0badcafe-before-….jsonl taken before a migration or a return

Each device keeps its own: those of the last ten days, then the latest of each month.
"""

from __future__ import annotations

import contextlib
from datetime import date, timedelta
from pathlib import Path

import msgspec

from securecoach_tui.config.settings import DataPaths
from securecoach_tui.store.crypto import key_file
from securecoach_tui.store.crypto.envelope import Key
from securecoach_tui.store.disk import Files, replace
from securecoach_tui.store.journal import device, folder
from securecoach_tui.store.journal.appender import LOCK, LOCK_SECONDS
from securecoach_tui.store.journal.entry import VERSION, Line, decode_one, encode, file_of
from securecoach_tui.store.journal.rewriter import opened, parts_of, sealed

DAYS = 10
KEY_KIND = "key.json"


def lines(where: DataPaths, files: Files, key: Key | None) -> list[bytes]:
    """Every different line of every journal, opened; damage and lines of a key that isn't here as they are."""
    found: dict[bytes, None] = {}
    for path in folder.paths(where, files):
        with contextlib.suppress(OSError):  # a file that can't be read now is no reason for no copy
            for part in parts_of(files.read(path)):
                found[opened(part, key)] = None
    return list(found)


def write(where: DataPaths, files: Files, path: Path, key: Key | None, more: list[bytes] | None = None) -> None:
    """Copy the record to ``path``, sealed where it is locked. ``more`` lines are added at the end.

    Raises:
        OSError, RecordError: nothing was written.
    """
    opener = key_file.usable(where, files, key)
    data = file_of(lines(where, files, opener) + (more or []))
    found = key_file.read(where, files)
    if opener is not None and found is not None and not found.open:
        data = with_key(sealed(data, opener, "backup"), found)
    replace(files, path, data)


def with_key(data: bytes, found: key_file.KeyFile | None) -> bytes:
    """A locked copy begins with the wrapped key, so that the passphrase opens it wherever it is taken."""
    parts = [part for part in parts_of(data) if not is_key_line(part)]
    if found is not None:
        fields = msgspec.Raw(key_file.encoded(found))
        parts.insert(0, encode(Line(VERSION, KEY_KIND, "key", (0, "copy"), fields)))
    return file_of(parts)


def is_key_line(part: bytes) -> bool:
    """Whether a line of a copy is the wrapped key."""
    return part.startswith(b'{"v":1,"kind":"%s","id":"key"' % KEY_KIND.encode())


def key_at_front(data: bytes) -> key_file.KeyFile | None:
    """The wrapped key that a locked copy begins with; None where it has none."""
    first = data.partition(b"\n")[0]
    line = decode_one(first) if is_key_line(first) else None
    return None if line is None else key_file.decoded(bytes(line.fields))


def asked(where: DataPaths, files: Files, key: Key | None, today: date) -> Path:
    """A copy that a person asked for, beside the daily ones; its path. Raises OSError, RecordError."""
    return _named(where, files, today, "asked", key, [])


def daily(where: DataPaths, files: Files, key: Key | None, today: date) -> Path | None:
    """The day's copy, where there is none yet; then let go those that are past their time.

    Raises:
        OSError, RecordError: there is none.
    """
    path = where.backups / f"{today.isoformat()}-{device.name(where, files)}.jsonl"
    if files.seen(path) is not None:
        return None
    write(where, files, path, key)
    for old in past(own(where, files), today):
        files.unlink(old)
    return path


def before(where: DataPaths, files: Files, what: str, key: Key | None, today: date, more: list[bytes]) -> Path:
    """A copy taken before ``what``; its path, which no other copy has."""
    return _named(where, files, today, f"before-{what}", key, more)


def _named(where: DataPaths, files: Files, today: date, what: str, key: Key | None, more: list[bytes]) -> Path:
    with files.lock(where.state / LOCK, LOCK_SECONDS):
        stem = f"{today.isoformat()}-{device.name(where, files)}-{what}"
    path, number = where.backups / f"{stem}.jsonl", 1
    while files.seen(path) is not None:
        number += 1
        path = where.backups / f"{stem}-{number}.jsonl"
    write(where, files, path, key, more)
    return path


def own(where: DataPaths, files: Files) -> list[Path]:
    """This device's copies, the oldest first."""
    name = device.known(where, files)
    names = files.names(where.backups) if name else []
    return [where.backups / one for one in names if one[11:19] == name and one.endswith(".jsonl")]


def past(copies: list[Path], today: date) -> list[Path]:
    """Those of ``copies`` that are neither of the last ten days nor the latest of their month."""
    first = (today - timedelta(days=DAYS - 1)).isoformat()
    old = sorted(path for path in copies if path.name[:10] < first)
    monthly = {path.name[:7]: path for path in old}
    return [path for path in old if monthly[path.name[:7]] != path]
