"""Writes this device's changes: stamped, encrypted if the data is locked, on the disk when ``write`` returns.

The next stamp is above all in every journal. A journal that hasn't changed since the last write isn't read again.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from securecoach_tui.config.data_paths import DataPaths
from securecoach_tui.i18n import _
from securecoach_tui.store.crypto import key_file
from securecoach_tui.store.crypto.envelope import DataKey, number_of
from securecoach_tui.store.disk import FileInfo, FileSystem, append, replace
from securecoach_tui.store.errors import RecordError
from securecoach_tui.store.journal import device, folder
from securecoach_tui.store.journal.change import JournalChange
from securecoach_tui.store.journal.entry import (
    LARGEST_COUNTER,
    VERSION,
    JournalEntry,
    encode,
    file_of,
    is_encrypted,
    raw,
)
from securecoach_tui.store.journal.plausible import PLAUSIBLE, high, next_counters

LOCK_SECONDS = 2.0
LOCK = "record.lock"
MARKER = ".made-by-securecoach"  # in a data folder that this program made: ``erase`` empties only such a folder
_BEFORE_JOURNALS = {"journal", "settings.toml", "exercises", "key.json", "backups"}


@dataclass(frozen=True)
class AppendResult:
    """The result of an append: the file, its new lines, their size in bytes, and the file's state."""

    path: Path
    lines: list[JournalEntry]
    size: int
    info: FileInfo | None


class JournalAppender:
    """Appends to this device's file, and remembers where each journal ended."""

    def __init__(self, paths: DataPaths, files: FileSystem, key: DataKey | None = None) -> None:
        self._paths, self._files, self._key = paths, files, key
        self._last_counters: dict[Path, tuple[FileInfo, int, list[int]]] = {}
        self._name: str | None = None  # this device's name, once known
        self._names_synced = False  # whether the folders of the own file were fsynced
        self._last_number = 0  # the number of the last encrypted line in the own file

    def write(self, changes: Sequence[JournalChange]) -> AppendResult:
        """Append one line for each change, all or none, while holding the lock.

        Raises:
            Busy: another program held the lock for two seconds.
            RecordError: the data is locked and there is no key.
            OSError: the write failed; the journal is unchanged.
        """
        with self._files.lock(self._paths.state / LOCK, LOCK_SECONDS):
            return self._write(changes)

    def _write(self, changes: Sequence[JournalChange]) -> AppendResult:
        key = self._writing_key()
        name = self._device_name()
        own = self._paths.journal / f"{name}.jsonl"
        low, seen = self._counters(own, key)
        lines: list[JournalEntry] = []
        for change in changes:
            for counter in next_counters(low, seen):
                lines.append(_stamped(change, counter, name))
                low, seen = (counter, seen) if counter <= PLAUSIBLE else (low, [*seen, counter])
        if lines and lines[-1].stamp[0] > LARGEST_COUNTER:
            sentence = _(
                "Nothing can be changed, because a line in the journal folder is damaged. Check the files there."
            )
            raise RecordError(sentence)
        parts = [encode(line) for line in lines]
        if key is not None:
            parts = [key.encrypt_line(part, name, self._last_number + i) for i, part in enumerate(parts, 1)]
        if not self._names_synced:
            self._mark_folder()
        self._sync_names(own)
        data = file_of(parts)
        append(self._files, own, data)
        if key is not None:
            self._last_number += len(parts)
        info = self._files.file_info(own)
        if info is not None:
            known = self._last_counters.get(own)
            more = high(line.stamp[0] for line in lines)
            self._last_counters[own] = (info, low, [*(known[2] if known else []), *more])
        return AppendResult(own, lines, len(data), info)

    def _device_name(self) -> str:
        """Return this device's name, which changes if something that can't be written takes the place of its file."""
        info = self._files.file_info(self._paths.journal / f"{self._name}.jsonl") if self._name else None
        if self._name is None or not device.is_writable(info):
            self._name, self._names_synced, self._last_number = device.name(self._paths, self._files), False, 0
        return self._name

    def _mark_folder(self) -> None:
        """Mark a folder that has nothing in it yet but what this program makes. Never raises."""
        with contextlib.suppress(OSError):
            if self._files.names(self._paths.journal):
                return
            others = [name for name in self._files.names(self._paths.data) if name[0] != "."]
            if not set(others) - _BEFORE_JOURNALS and self._files.file_info(self._paths.data / MARKER) is None:
                replace(self._files, self._paths.data / MARKER, b"securecoach data erase empties this folder.\n")

    def _sync_names(self, own: Path) -> None:
        """Fsync the folders, once: they may be new, from a program that died before it could do so."""
        if self._names_synced:
            return
        if self._files.file_info(own) is not None:
            self._files.fsync_folder(own.parent)
            self._files.fsync_folder(own.parent.parent)
            self._names_synced = True

    def _writing_key(self) -> DataKey | None:
        """Return the key to encrypt with, or None if the data isn't locked. This is checked for every append, since
        another program may have locked it."""
        if not key_file.is_locked(self._paths, self._files):
            return None
        return key_file.reading_key(self._paths, self._files, self._key)

    def _counters(self, own: Path, key: DataKey | None) -> tuple[int, list[int]]:
        """Return the greatest counter up to PLAUSIBLE and all above it, and repair the end of the own file if needed."""
        opener = key or key_file.reading_key(self._paths, self._files, self._key)
        sealed: set[Path] = set()
        for path in folder.journal_files(self._paths, self._files):
            info = self._files.file_info(path)
            if info is None or (path in self._last_counters and self._last_counters[path][0] == info):
                continue
            if path == own:
                info = self._repaired(own, info, opener)
            try:
                data = self._files.read(path)
            except OSError:
                if path == own:
                    raise
                continue  # another device's file that can't be read must not stop saving
            if opener is None and any(is_encrypted(part) for part in data.split(b"\n")):
                sealed.add(path)
            if path == own:
                self._last_number = max(
                    (found[1] for part in data.split(b"\n") if (found := number_of(part))), default=0
                )
            counters = folder.counters(data, opener)
            low = max((counter for counter in counters if counter <= PLAUSIBLE), default=0)
            self._last_counters[path] = (info, low, high(counters))
        if sealed and (own in sealed or self._files.file_info(own) is None):
            # Only a device that has been writing plain lines goes on with it.
            sentence = _(
                "Your data is locked, and its key.json isn't here. Let the folder finish syncing, or put the file back."
            )
            self._last_counters.clear()
            raise RecordError(sentence)
        known = self._last_counters.values()
        return max((low for _info, low, _high in known), default=0), [c for _info, _low, above in known for c in above]

    def _repaired(self, own: Path, info: FileInfo, key: DataKey | None) -> FileInfo:
        if self._files.read(own, -1)[-1:] in (b"\n", b""):
            return info
        from securecoach_tui.store.journal import damage

        damage.repair_end(self._paths, self._files, own, key)
        return self._files.file_info(own) or info


def _stamped(change: JournalChange, counter: int, name: str) -> JournalEntry:
    fields = raw({key: value for key, value in change.fields.items() if key != "id"})
    return JournalEntry(
        VERSION, change.kind, change.id, (counter, name), fields, change.deleted, change.gone, change.copies
    )
