"""Reads the folder of journals: every device's file, and conflict copies that a sync tool made."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from securecoach_tui.config.data_paths import DataPaths
from securecoach_tui.i18n import _
from securecoach_tui.store.crypto import key_file
from securecoach_tui.store.crypto.envelope import DataKey, LineNumbers, number_of
from securecoach_tui.store.disk import FileInfo, FileSystem
from securecoach_tui.store.errors import RecordError, why
from securecoach_tui.store.journal import device
from securecoach_tui.store.journal.entry import (
    LARGEST_COUNTER,
    Damage,
    DecodedJournal,
    JournalEntry,
    Opener,
    UnknownKey,
    decode,
    decode_one,
    is_encrypted,
    pieces,
)
from securecoach_tui.store.journal.merge import MergedState
from securecoach_tui.store.journal.plausible import PLAUSIBLE, high, limit_of


@dataclass
class JournalContents:
    """Everything read from the journal folder, merged. ``moved`` and ``missing`` name encrypted lines as
    ``"device n"``. ``undecryptable`` counts the lines whose key isn't known. A line with a counter above ``limit`` is
    among the damage. ``plain`` has the lines by file that aren't encrypted although the data is locked: anybody may have
    written them, so they don't count. ``greatest`` has the greatest number of an encrypted line by key and device."""

    state: MergedState = field(default_factory=MergedState)
    damage: dict[Path, list[Damage]] = field(default_factory=dict)
    unreadable: dict[Path, str] = field(default_factory=dict)
    moved: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    undecryptable: int = 0
    limit: int = PLAUSIBLE
    plain: dict[Path, list[bytes]] = field(default_factory=dict)
    greatest: dict[str, int] = field(default_factory=dict)


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


def own_files(paths: DataPaths, files: FileSystem, names: Sequence[str]) -> list[Path]:
    """Return the paths of this device's own journals and of the conflict copies that a sync tool made of them."""
    return [path for path in journal_files(paths, files) if path.name.startswith(tuple(names))]


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
        opener = key.decrypt_line if key else None
        sealed = key is not None and key_file.is_sealed(self._paths, self._files)
        numbers = None if key is None or self._known else LineNumbers()  # only complete files can be checked

        def decoded_up_to(limit: int, data: bytes) -> DecodedJournal:
            return decode_sealed(data, opener, limit) if opener and sealed else decode(data, opener, limit)

        changed = [(path, start, data, decoded_up_to(LARGEST_COUNTER, data)) for path, start, data in self._changed()]
        self._high += [c for *_rest, decoded in changed for c in high(line.stamp[0] for line in decoded.lines)]
        contents.limit = limit_of(self._high)
        own = f"{device.known(self._paths, self._files)}.jsonl" if changed else ""
        added: list[JournalEntry] = []
        for path, start, data, decoded in changed:
            if self._high:
                decoded = decoded_up_to(contents.limit, data)
            if decoded.plain:
                contents.plain[path] = [*decoded.plain]
            added += decoded.lines
            contents.undecryptable += decoded.undecryptable
            found = decoded.damage if path.name == own else without_torn_end(decoded.damage, len(data))
            if found:
                contents.damage[path] = [Damage(part.start + start, part.data) for part in found]
            if numbers is not None:
                numbers.add(path.name, data)
        if numbers is not None:
            contents.moved, contents.missing, contents.greatest = numbers.moved, numbers.missing, numbers.greatest
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


def decode_sealed(data: bytes, opener: Opener, limit: int = LARGEST_COUNTER) -> DecodedJournal:
    """Decode as ``entry.decode`` does, but only encrypted lines; the plain ones are returned as they are. Never raises."""
    lines: list[JournalEntry] = []
    damage: list[Damage] = []
    plain: list[bytes] = []
    undecryptable = 0
    for piece in pieces(data, opener, limit):
        if piece.line is not None and is_encrypted(piece.data):
            lines.append(piece.line)
        elif piece.line is not None:
            plain.append(piece.data)
        elif piece.undecryptable:
            undecryptable += 1
        else:
            damage.append(Damage(piece.start, piece.data))
    return DecodedJournal(lines, damage, undecryptable, plain)


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
