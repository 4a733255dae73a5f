"""Plain lines in a locked folder: kept in a copy of their own, so that they don't count and aren't lost.

    backups/DATE-DEVICE-not-locked.jsonl

It can be returned to like any other copy. A plain line in this device's own file is then taken out of it; other files
stay as they are, since their devices may still write them.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from securecoach_tui.config.data_paths import DataPaths
from securecoach_tui.store.crypto import key_file
from securecoach_tui.store.crypto.envelope import DataKey
from securecoach_tui.store.disk import FileSystem, replace
from securecoach_tui.store.errors import Busy, RecordError
from securecoach_tui.store.journal import device, folder, unsealed
from securecoach_tui.store.journal.entry import file_of
from securecoach_tui.store.journal.folder import JournalContents
from securecoach_tui.store.journal.rewriter import decrypted_or_same, encrypted, is_plain_line, parts_of
from securecoach_tui.store.transfer import backup

COPY = "not-locked"


def set_aside(
    paths: DataPaths, files: FileSystem, contents: JournalContents, key: DataKey, lock: Path, today: date
) -> list[str]:
    """Keep plain lines in a copy, take them out of this device's file, and return a sentence about them. Never raises."""
    fresh = unsealed.fresh_count(paths, files, contents)
    try:
        with files.lock(lock, 0.0):
            name = device.name(paths, files)
            path = paths.backups / f"{today.isoformat()}-{name}-{COPY}.jsonl"
            lines = dict.fromkeys(line for lines in contents.plain.values() for line in lines)
            if not _kept(paths, files, key) >= lines.keys():
                _add(paths, files, path, key, list(lines))
            for own in folder.own_files(paths, files, device.known_names(paths, files)):
                if own in contents.plain and key_file.is_sealed(paths, files):
                    parts = parts_of(files.read(own))
                    replace(files, own, file_of([part for part in parts if not is_plain_line(part)]))
            if fresh:
                unsealed.note_told(paths, files, contents)
    except Busy:
        return []
    except (OSError, RecordError):
        return [unsealed.plain_sentence(fresh, "")] if fresh else []
    return [unsealed.plain_sentence(fresh, path.name)] if fresh else []


def _kept(paths: DataPaths, files: FileSystem, key: DataKey) -> set[bytes]:
    """Return the lines that copies of plain lines have already."""
    kept: set[bytes] = set()
    for name in files.names(paths.backups):
        if name.endswith(f"-{COPY}.jsonl"):
            kept.update(decrypted_or_same(part, key) for part in parts_of(files.read(paths.backups / name)))
    return kept


def _add(paths: DataPaths, files: FileSystem, path: Path, key: DataKey, lines: list[bytes]) -> None:
    if files.file_info(path) is not None:
        old = [decrypted_or_same(part, key) for part in parts_of(files.read(path)) if not backup.is_key_line(part)]
        lines = list(dict.fromkeys([*old, *lines]))
    data = encrypted(file_of(lines), key, "backup")
    replace(files, path, backup.with_key(data, key_file.read(paths, files)), compared=True)
