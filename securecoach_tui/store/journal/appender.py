"""Writes this device's changes: stamped, sealed where locked, on the disk when ``write`` returns.

Nothing here reads the record. The next stamp comes from the last line of each journal, and a journal
that didn't change since the last look isn't looked at again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from securecoach_tui.config.settings import DataPaths
from securecoach_tui.i18n import _
from securecoach_tui.store.crypto import key_file
from securecoach_tui.store.crypto.envelope import Key, number_of
from securecoach_tui.store.disk import Files, Seen, append
from securecoach_tui.store.errors import RecordError
from securecoach_tui.store.journal import device, folder
from securecoach_tui.store.journal.entry import VERSION, Line, encode, file_of, is_sealed, raw

LOCK_SECONDS = 2.0
LOCK = "record.lock"


@dataclass(frozen=True)
class Change:
    """One change before it has a stamp. ``gone`` names fields that it takes away."""

    kind: str
    id: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    gone: tuple[str, ...] = ()
    deleted: bool = False


@dataclass(frozen=True)
class Wrote:
    """What an append left behind: the file, its new lines, their bytes, and the file's state."""

    path: Path
    lines: list[Line]
    size: int
    seen: Seen | None


class JournalAppender:
    """This device's file, and what is known of the others' ends."""

    def __init__(self, where: DataPaths, files: Files, key: Key | None = None) -> None:
        self._where, self._files, self._key = where, files, key
        self._ends: dict[Path, tuple[Seen, int]] = {}
        self._name: str | None = None  # this device's, once known
        self._named = False  # whether the own file's name is known to survive a power cut
        self._sealed = 0  # the number of the last sealed line in the own file

    def write(self, changes: Sequence[Change]) -> Wrote:
        """Append one line a change, under the lock, all of them or none.

        Raises:
            Busy: another program held the lock for two seconds.
            RecordError: the record is locked and there is no key.
            OSError: the disk refused; the journal is as it was.
        """
        with self._files.lock(self._where.state / LOCK, LOCK_SECONDS):
            return self._write(changes)

    def _write(self, changes: Sequence[Change]) -> Wrote:
        key = self._writing_key()
        if self._name is None:
            self._name = device.name(self._where, self._files)
        name = self._name
        own = self._where.journal / f"{name}.jsonl"
        counter = self._look(own, key)
        lines = [_stamped(change, counter + i, name) for i, change in enumerate(changes, 1)]
        parts = [encode(line) for line in lines]
        if key is not None:
            parts = [key.seal_line(part, name, self._sealed + i) for i, part in enumerate(parts, 1)]
        self._keep_names(own)
        data = file_of(parts)
        append(self._files, own, data)
        if key is not None:
            self._sealed += len(parts)
        seen = self._files.seen(own)
        if seen is not None:
            self._ends[own] = (seen, counter + len(lines))
        return Wrote(own, lines, len(data), seen)

    def _keep_names(self, own: Path) -> None:
        """Once a program: a file made by one that died may lie in a folder that was never fsynced."""
        if self._named:
            return
        if self._files.seen(own) is not None:
            self._files.fsync_folder(own.parent)
            self._files.fsync_folder(own.parent.parent)
            self._named = True

    def _writing_key(self) -> Key | None:
        """The key to seal with; None where the record is open. Asked at each append: another program
        may have locked the record since."""
        if not key_file.is_locked(self._where, self._files):
            return None
        return key_file.usable(self._where, self._files, self._key)

    def _look(self, own: Path, key: Key | None) -> int:
        """The greatest counter in the folder; mends the own file's torn end on the way."""
        opener = key or key_file.usable(self._where, self._files, self._key)
        for path in folder.paths(self._where, self._files):
            seen = self._files.seen(path)
            if seen is None or (path in self._ends and self._ends[path][0] == seen):
                continue
            if path == own:
                seen = self._mended(own, seen, opener)
            try:
                counter, data = folder.last_counter(self._files, path, opener)
            except OSError:
                if path == own:
                    raise
                continue  # another device's file that can't be read now is no reason to keep nothing
            if opener is None and any(is_sealed(part) for part in data.split(b"\n")):
                raise RecordError(
                    _(
                        "The record is locked, and its key.json isn't here: let the folder finish syncing, or put it back."
                    )
                )
            if path == own:
                self._sealed = max((found[1] for part in data.split(b"\n") if (found := number_of(part))), default=0)
            self._ends[path] = (seen, counter)
        return max((counter for _seen, counter in self._ends.values()), default=0)

    def _mended(self, own: Path, seen: Seen, key: Key | None) -> Seen:
        if self._files.read(own, -1)[-1:] in (b"\n", b""):
            return seen
        from securecoach_tui.store.journal import damage

        damage.mend_end(self._where, self._files, own, key)
        return self._files.seen(own) or seen


def _stamped(change: Change, counter: int, name: str) -> Line:
    fields = raw({key: value for key, value in change.fields.items() if key != "id"})
    return Line(VERSION, change.kind, change.id, (counter, name), fields, change.deleted, change.gone)
