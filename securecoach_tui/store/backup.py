"""Dated copies: every line of every device in one file, taken daily and before anything that can't be undone.

    backups/2026-03-03-0badcafe.jsonl          the day's
    backups/2026-03-03-0badcafe-before-….jsonl taken before a migration or a return

Each device keeps its own: those of the last ten days, then the latest of each month.
"""

from __future__ import annotations

import contextlib
from datetime import date, timedelta
from pathlib import Path

from securecoach_tui.settings import Places
from securecoach_tui.store import device, journal, keys
from securecoach_tui.store.files import Files, replace
from securecoach_tui.store.lines import file_of
from securecoach_tui.store.rewriting import parts_of, plain_of, sealed
from securecoach_tui.store.sealing import Key

DAYS = 10


def lines(where: Places, files: Files, key: Key | None) -> list[bytes]:
    """Every different line of every journal, opened."""
    found: dict[bytes, None] = {}
    for path in journal.paths(where, files):
        for part in parts_of(files.read(path)):
            with contextlib.suppress(Exception):  # a damaged or foreign line is no part of a copy
                found[plain_of(part, key)] = None
    return list(found)


def write(where: Places, files: Files, path: Path, key: Key | None, more: list[bytes] | None = None) -> None:
    """Copy the record to ``path``, sealed where it is locked. ``more`` lines are added at the end.

    Raises:
        OSError, RecordError: nothing was written.
    """
    opener = keys.usable(where, files, key)
    data = file_of(lines(where, files, opener) + (more or []))
    if opener is not None and keys.is_locked(where, files):
        data = sealed(data, opener, "backup")
    replace(files, path, data)


def daily(where: Places, files: Files, key: Key | None, today: date) -> Path | None:
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


def before(where: Places, files: Files, what: str, key: Key | None, today: date, more: list[bytes]) -> Path:
    """A copy taken before ``what``; its path, which no other copy has."""
    stem, number = f"{today.isoformat()}-{device.name(where, files)}-before-{what}", 1
    path = where.backups / f"{stem}.jsonl"
    while files.seen(path) is not None:
        number += 1
        path = where.backups / f"{stem}-{number}.jsonl"
    write(where, files, path, key, more)
    return path


def own(where: Places, files: Files) -> list[Path]:
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
