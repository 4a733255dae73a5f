"""The folder of journals: every device's file read, whatever a sync tool called its copies."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from securecoach_tui.config.settings import DataPaths
from securecoach_tui.i18n import _
from securecoach_tui.store.crypto.envelope import Key, Order
from securecoach_tui.store.disk import Files, Seen
from securecoach_tui.store.errors import RecordError, why
from securecoach_tui.store.journal.entry import Damage, Line, decode, is_sealed
from securecoach_tui.store.journal.merge import State

# Bytes of a file's end that are looked at for its last line; a longer line costs a look at the whole file.
TAIL = 32 * 1024
# Nobody ever makes so many changes: a greater counter is a damaged number, and none is counted on from there.
LARGEST_COUNTED = 2**52


@dataclass
class Found:
    """What the folder holds: the record, what in it is damaged, and files that can't be read."""

    state: State = field(default_factory=State)
    damage: dict[Path, list[Damage]] = field(default_factory=dict)
    unreadable: dict[Path, str] = field(default_factory=dict)
    moved: list[str] = field(default_factory=list)  # "device n" of locked lines, as ``Order`` has them
    missing: list[str] = field(default_factory=list)
    closed: int = 0


def paths(where: DataPaths, files: Files) -> list[Path]:
    """Every journal in the folder, conflict copies too.

    Raises:
        RecordError: the folder can't be read.
    """
    try:
        names = files.names(where.journal)
    except OSError as error:
        sentence = _("The record in {folder} can't be read: {why}.")
        raise RecordError(sentence.format(folder=where.journal, why=why(error))) from None
    return [where.journal / name for name in names if name.endswith(".jsonl") and not name.startswith(".")]


def own(where: DataPaths, files: Files, name: str | None) -> list[Path]:
    """This device's own file, and what a sync tool made of it: copies whose names begin with the device's."""
    return [path for path in paths(where, files) if name and path.name.startswith(name)]


def read_all(where: DataPaths, files: Files, key: Key | None) -> Found:
    """Read every journal and merge them."""
    found = Found()
    order = Order()
    for path in paths(where, files):
        try:
            data = files.read(path)
        except FileNotFoundError:
            continue
        except OSError as error:
            found.unreadable[path] = why(error)
            continue
        decoded = decode(data, key.open_line if key else None)
        found.state.add(decoded.lines)
        found.closed += decoded.closed
        if decoded.damage:
            found.damage[path] = decoded.damage
        if key is not None:
            order.look(path.name, data)
    found.moved, found.missing = order.moved, order.missing
    return found


class Reader:
    """A record that is read once and then kept up with: files that didn't change aren't read again."""

    def __init__(self, where: DataPaths, files: Files) -> None:
        self._where, self._files = where, files
        self._seen: dict[Path, Seen] = {}
        self.state = State()

    def refresh(self, key: Key | None) -> list[Line]:
        """Read what changed since the last call; the lines that came."""
        came: list[Line] = []
        for path in paths(self._where, self._files):
            seen, known = self._files.seen(path), self._seen.get(path)
            if seen is None or seen == known:
                continue
            start = 0
            if known is not None and known.inode == seen.inode and 0 < known.size < seen.size:
                start = known.size
            try:
                data = self._files.read(path, start - bool(start))
                if start and data[:1] != b"\n":  # another file with the old one's number
                    start, data = 0, self._files.read(path)
            except OSError:
                continue  # what can't be read now is told by ``read_all``, and read when it can be
            came += decode(data, key.open_line if key else None).lines
            whole = start - bool(start) + data.rfind(b"\n") + 1  # a line still being written is read again
            self._seen[path] = Seen(whole, seen.mtime_ns, seen.inode)
        self.state.add(came)
        return came

    def wrote(self, path: Path, lines: list[Line], size: int, seen: Seen | None) -> None:
        """Take in lines of ``size`` bytes that this program has just written itself."""
        self.state.add(lines)
        known = self._seen.get(path)
        if seen is not None and seen.size - size == (known.size if known else 0):  # nobody else wrote meanwhile
            self._seen[path] = seen


def last_counter(files: Files, path: Path, key: Key | None) -> tuple[int, bytes]:
    """The greatest counter among a journal's last lines, and the bytes looked at.

    A device's counters only grow, so its last whole line has the greatest.
    """
    data = files.read(path, -TAIL)
    counters = _counters(data, key)
    if not counters and len(data) >= TAIL:
        data = files.read(path)
        counters = _counters(data, key)
    return max(counters, default=0), data


def _counters(data: bytes, key: Key | None) -> list[int]:
    parts = data.split(b"\n")
    # Sealed lines cost a decryption each: the last few are enough, since they stand in order.
    if any(is_sealed(part) for part in parts[-3:]):
        data = b"\n".join(parts[-8:])
    counters = [line.stamp[0] for line in decode(data, key.open_line if key else None).lines]
    return [counter for counter in counters if counter <= LARGEST_COUNTED]
