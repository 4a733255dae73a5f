"""Reads the folder of journals: every device's file, and conflict copies that a sync tool made."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from securecoach_tui.config.data_paths import DataPaths
from securecoach_tui.i18n import _
from securecoach_tui.store.crypto.envelope import DataKey, LineNumbers, number_of
from securecoach_tui.store.disk import FileInfo, FileSystem
from securecoach_tui.store.errors import RecordError, why
from securecoach_tui.store.journal import device
from securecoach_tui.store.journal.entry import Damage, JournalEntry, UnknownKey, decode, decode_one, is_encrypted
from securecoach_tui.store.journal.merge import MergedState
from securecoach_tui.store.journal.plausible import PLAUSIBLE, high, limit_of


@dataclass
class JournalContents:
    """Everything read from the journal folder, merged. ``moved`` and ``missing`` name encrypted lines as
    ``"device n"``. ``undecryptable`` counts the lines whose key isn't known. A line with a counter above ``limit`` is
    among the damage."""

    state: MergedState = field(default_factory=MergedState)
    damage: dict[Path, list[Damage]] = field(default_factory=dict)
    unreadable: dict[Path, str] = field(default_factory=dict)
    moved: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    undecryptable: int = 0
    limit: int = PLAUSIBLE


def journal_files(paths: DataPaths, files: FileSystem) -> list[Path]:
    """Return the paths of every journal in the folder, conflict copies too.

    Raises:
        RecordError: the folder can't be read.
    """
    try:
        names = files.names(paths.journal)
    except OSError as error:
        sentence = _("Your data in {folder} can't be read: {why}.")
        raise RecordError(sentence.format(folder=paths.journal, why=why(error))) from None
    return [paths.journal / name for name in names if name.endswith(".jsonl") and not name.startswith(".")]


def own_files(paths: DataPaths, files: FileSystem, name: str | None) -> list[Path]:
    """Return the paths of this device's own journal and of the conflict copies that a sync tool made of it."""
    return [path for path in journal_files(paths, files) if name and path.name.startswith(name)]


def read_all(paths: DataPaths, files: FileSystem, key: DataKey | None) -> JournalContents:
    """Read and merge every journal.

    Raises:
        RecordError: the folder can't be read.
    """
    reader = JournalReader(paths, files)
    reader.refresh(key)
    return reader.contents


class JournalReader:
    """Reads the journal folder, and later its changes. Never writes.

    A file whose size, modification time and inode are unchanged isn't read again. One that grew is read from its old
    end.
    """

    def __init__(self, paths: DataPaths, files: FileSystem) -> None:
        self._paths, self._files = paths, files
        self._known: dict[Path, FileInfo] = {}
        self._high: list[int] = []  # counters above PLAUSIBLE
        self.contents = JournalContents()

    def refresh(self, key: DataKey | None) -> list[JournalEntry]:
        """Read what changed since the last call and return the new entries.

        Raises:
            RecordError: the folder can't be read.
        """
        contents = self.contents
        contents.unreadable.clear()
        numbers = None if key is None or self._known else LineNumbers()  # only complete files can be checked
        opener = key.decrypt_line if key else None
        changed = [(path, start, data, decode(data, opener)) for path, start, data in self._changed()]
        self._high += [c for *_rest, decoded in changed for c in high(line.stamp[0] for line in decoded.lines)]
        contents.limit = limit_of(self._high)
        own = f"{device.known(self._paths, self._files)}.jsonl" if changed else ""
        added: list[JournalEntry] = []
        for path, start, data, decoded in changed:
            if self._high:
                decoded = decode(data, opener, contents.limit)
            added += decoded.lines
            contents.undecryptable += decoded.undecryptable
            found = decoded.damage if path.name == own else without_torn_end(decoded.damage, len(data))
            if found:
                contents.damage[path] = [Damage(part.start + start, part.data) for part in found]
            if numbers is not None:
                numbers.add(path.name, data)
        if numbers is not None:
            contents.moved, contents.missing = numbers.moved, numbers.missing
        contents.state.add(added)
        return added

    def _changed(self) -> Iterator[tuple[Path, int, bytes]]:
        """Yield each journal that changed, with what is new in it and the position of that."""
        for path in journal_files(self._paths, self._files):
            try:
                info, known = self._files.file_info(path), self._known.get(path)
                if info is None or info == known:
                    continue
                start = known.size if known and known.inode == info.inode and 0 < known.size < info.size else 0
                start -= bool(start)
                data = self._files.read(path, start)
                if start and data[:1] != b"\n":  # another file that reuses the inode number
                    start, data = 0, self._files.read(path)
            except FileNotFoundError:
                continue
            except OSError as error:
                self.contents.unreadable[path] = why(error)
                continue
            # A last line that is still being written is read again.
            complete = start + data.rfind(b"\n") + 1
            self._known[path] = FileInfo(complete, info.mtime_ns, info.inode)
            yield path, start, data

    def add_written(self, path: Path, lines: list[JournalEntry], size: int, info: FileInfo | None) -> None:
        """Add lines of ``size`` bytes that this program has just written."""
        self.contents.state.add(lines)
        known = self._known.get(path)
        if info is not None and info.size - size == (known.size if known else 0):  # no other program wrote meanwhile
            self._known[path] = info


def without_torn_end(damage: list[Damage], size: int) -> list[Damage]:
    """Return damage without the part after the last line break of a file: its rest is still to arrive."""
    if not damage or damage[-1].start + len(damage[-1].data) < size:
        return damage
    start, data = damage[-1]
    complete = data[: data.rfind(b"\n") + 1].rstrip(b"\n")
    return [*damage[:-1], Damage(start, complete)] if complete else damage[:-1]


def counters(data: bytes, key: DataKey | None) -> list[int]:
    """Return the counters of a journal's lines.

    Of encrypted lines only the last that can be decrypted is looked at. Their numbers are authenticated, and a device's
    counters grow with them.
    """
    parts = data.split(b"\n")
    numbered = [(found[1], part) for part in parts if (found := number_of(part))] if b'"sealed":"' in data else []
    if not numbered:
        return [line.stamp[0] for line in decode(data).lines]
    plain = b"\n".join([part for part in parts if not is_encrypted(part)])
    found_counters = [line.stamp[0] for line in decode(plain).lines]
    for _number, part in sorted(numbered, reverse=True) if key else ():
        with contextlib.suppress(UnknownKey):
            line = decode_one(part, key.decrypt_line if key else None)
            if line is not None:
                return [*found_counters, line.stamp[0]]
    return found_counters
