"""Reads the folder of journals: every device's file, and conflict copies that a sync tool made."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from securecoach_tui.config.data_paths import DataPaths
from securecoach_tui.i18n import _
from securecoach_tui.store.crypto.envelope import DataKey, LineNumbers
from securecoach_tui.store.disk import FileInfo, FileSystem
from securecoach_tui.store.errors import RecordError, why
from securecoach_tui.store.journal.entry import Damage, JournalEntry, decode, is_encrypted
from securecoach_tui.store.journal.merge import MergedState

# Bytes read from the end of a file to find its last line. If the line is longer, the complete file is read.
TAIL = 32 * 1024
# A greater counter is damaged, since nobody makes that many changes; counting never continues from it.
LARGEST_COUNTED = 2**52


@dataclass
class JournalContents:
    """Everything read from the journal folder, merged. ``moved`` and ``missing`` name encrypted lines as
    ``"device n"``. ``undecryptable`` counts the lines whose key isn't known."""

    state: MergedState = field(default_factory=MergedState)
    damage: dict[Path, list[Damage]] = field(default_factory=dict)
    unreadable: dict[Path, str] = field(default_factory=dict)
    moved: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    undecryptable: int = 0


def journal_files(paths: DataPaths, files: FileSystem) -> list[Path]:
    """Return the paths of every journal in the folder, conflict copies too.

    Raises:
        RecordError: the folder can't be read.
    """
    try:
        names = files.names(paths.journal)
    except OSError as error:
        sentence = _("The record in {folder} can't be read: {why}.")
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
        self.contents = JournalContents()

    def refresh(self, key: DataKey | None) -> list[JournalEntry]:
        """Read what changed since the last call and return the new entries.

        Raises:
            RecordError: the folder can't be read.
        """
        contents = self.contents
        contents.unreadable.clear()
        numbers = None if key is None or self._known else LineNumbers()  # only complete files can be checked
        added: list[JournalEntry] = []
        for path in journal_files(self._paths, self._files):
            try:
                info, known = self._files.file_info(path), self._known.get(path)
                if info is None or info == known:
                    continue
                start = known.size if known and known.inode == info.inode and 0 < known.size < info.size else 0
                data = self._files.read(path, start - bool(start))
                if start and data[:1] != b"\n":  # another file that reuses the inode number
                    start, data = 0, self._files.read(path)
            except FileNotFoundError:
                continue
            except OSError as error:
                contents.unreadable[path] = why(error)
                continue
            decoded = decode(data, key.decrypt_line if key else None)
            added += decoded.lines
            contents.undecryptable += decoded.undecryptable
            if decoded.damage:
                contents.damage[path] = decoded.damage
            if numbers is not None:
                numbers.add(path.name, data)
            # A last line that is still being written is read again.
            complete = start - bool(start) + data.rfind(b"\n") + 1
            self._known[path] = FileInfo(complete, info.mtime_ns, info.inode)
        if numbers is not None:
            contents.moved, contents.missing = numbers.moved, numbers.missing
        contents.state.add(added)
        return added

    def add_written(self, path: Path, lines: list[JournalEntry], size: int, info: FileInfo | None) -> None:
        """Add lines of ``size`` bytes that this program has just written."""
        self.contents.state.add(lines)
        known = self._known.get(path)
        if info is not None and info.size - size == (known.size if known else 0):  # no other program wrote meanwhile
            self._known[path] = info


def last_counter(files: FileSystem, path: Path, key: DataKey | None) -> tuple[int, bytes]:
    """The greatest counter among a journal's last lines, and the bytes read.

    A device's counters only grow, so its last complete line has the greatest.
    """
    data = files.read(path, -TAIL)
    counters = _counters(data, key)
    if not counters and len(data) >= TAIL:
        data = files.read(path)
        counters = _counters(data, key)
    return max(counters, default=0), data


def _counters(data: bytes, key: DataKey | None) -> list[int]:
    parts = data.split(b"\n")
    # Each encrypted line must be decrypted; the last few are enough, since the counters are in order.
    if any(is_encrypted(part) for part in parts[-3:]):
        data = b"\n".join(parts[-8:])
    counters = [line.stamp[0] for line in decode(data, key.decrypt_line if key else None).lines]
    return [counter for counter in counters if counter <= LARGEST_COUNTED]
