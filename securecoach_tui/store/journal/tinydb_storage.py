"""TinyDB over the journals: a storage whose reads merge and whose writes append.

``JournalStorage.write`` takes the whole database, as TinyDB's contract has it, and appends what is
different. ``JournalTable`` doesn't ask for that much: it hands over only the changes it makes.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from tinydb.storages import Storage

from securecoach_tui.config.settings import DataPaths
from securecoach_tui.store.crypto import key_file
from securecoach_tui.store.crypto.envelope import Key
from securecoach_tui.store.disk import Disk, Files
from securecoach_tui.store.journal.appender import Change, JournalAppender
from securecoach_tui.store.journal.entry import Line
from securecoach_tui.store.journal.folder import Reader

Tables = dict[str, dict[str, dict[str, Any]]]


class JournalStorage(Storage):
    """One record: all devices' journals as tables of documents by their string ids.

    Nothing is read before something asks for it: an upsert by id never does.
    """

    def __init__(self, where: DataPaths, key: Key | None = None, files: Files | None = None) -> None:
        super().__init__()
        self._where, self._key = where, key
        self._files: Files = files or Disk()
        self._pen = JournalAppender(where, self._files, key)
        self._reader: Reader | None = None
        self._tables: Tables = {}
        self._waiting: list[Change] | None = None
        self.generation = 0  # grows with each change that is taken in

    def read(self) -> Tables | None:
        """The tables with their documents; None where there are none. TinyDB takes a table out of what it is given
        and hands back the rest, which ``write`` compares with what is kept here.

        Raises:
            PassphraseNeeded, RecordError: as ``store.reading.read`` does.
        """
        return dict(self.tables()) or None

    def tables(self) -> Tables:
        """The documents by table and id, brought up to date. Not to be written to."""
        if self._reader is None:
            self._reader = Reader(self._where, self._files)
        self._take_in(self._reader.refresh(key_file.usable(self._where, self._files, self._key)))
        return self._tables

    def write(self, data: Tables) -> None:
        """Append what makes ``data`` different from the record."""
        old = self.tables()
        changes = []
        for table in {**old, **data}:
            before, after = old.get(table, {}), data.get(table, {})
            for id in [id for id in before if id not in after]:
                changes.append(Change(table, id, deleted=True))
            for id, document in after.items():
                change = difference(table, str(id), before.get(str(id)), document)
                if change is not None:
                    changes.append(change)
        self.apply(changes)

    def apply(self, changes: list[Change]) -> None:
        """Append ``changes``: on the disk when this returns (or when ``together`` ends), or none of them.

        Raises:
            Busy, RecordError, OSError: as ``Pen.write`` does.
        """
        if self._waiting is not None:
            self._waiting += changes
        elif changes:
            wrote = self._pen.write(changes)
            if self._reader is not None:
                self._reader.wrote(wrote.path, wrote.lines, wrote.size, wrote.seen)
                self._take_in(wrote.lines)

    @contextlib.contextmanager
    def together(self) -> Iterator[None]:
        """What is applied inside goes to the disk in one append at the end."""
        self._waiting = []
        try:
            yield
            changes = self._waiting
        finally:
            self._waiting = None
        self.apply(changes)

    def _take_in(self, lines: list[Line]) -> None:
        assert self._reader is not None
        self.generation += bool(lines)
        for line in lines:
            fields = self._reader.state.fields(line.kind, line.id)
            if fields is not None:
                self._tables.setdefault(line.kind, {})[line.id] = fields
            elif self._tables.get(line.kind, {}).pop(line.id, None) is not None and not self._tables[line.kind]:
                del self._tables[line.kind]


def difference(table: str, id: str, before: dict[str, Any] | None, after: dict[str, Any]) -> Change | None:
    """The change that turns one document into the other; None where they are equal."""
    if before is None:
        return Change(table, id, after)
    fields = {name: value for name, value in after.items() if name not in before or before[name] != value}
    gone = tuple(name for name in before if name not in after)
    return Change(table, id, fields, gone) if fields or gone else None
