"""A TinyDB storage over the journals: reads merge all journals, writes append to this device's journal.

``JournalStorage.read`` and ``write`` pass the complete database, as TinyDB requires. ``JournalTable`` passes only
its changes to ``apply``, so that the cost of a change depends on its size and not on the database's.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, KeysView, Mapping
from typing import TYPE_CHECKING, Any

import msgspec
from tinydb.storages import Storage

from securecoach_tui.config.data_paths import DataPaths
from securecoach_tui.store.crypto import key_file
from securecoach_tui.store.crypto.envelope import DataKey
from securecoach_tui.store.disk import Disk, FileSystem
from securecoach_tui.store.garbage import no_garbage_collection
from securecoach_tui.store.journal.change import JournalChange
from securecoach_tui.store.journal.entry import JournalEntry
from securecoach_tui.store.journal.folder import JournalContents, JournalReader
from securecoach_tui.store.journal.merge import EMPTY_TABLE_ID, Item, exists, values

if TYPE_CHECKING:
    from securecoach_tui.store.journal.appender import JournalAppender


class StoredDocument(Mapping[str, Any]):
    """A document as a read-only mapping that is decoded when a field is first looked at."""

    __slots__ = ("_fields", "item")

    def __init__(self, item: Item) -> None:
        self.item = item
        self._fields: dict[str, Any] | None = None

    @property
    def fields(self) -> dict[str, Any]:
        """The decoded fields, by name."""
        if self._fields is None:
            self._fields = values(self.item) or {}
        return self._fields

    def __getitem__(self, name: str) -> Any:
        return (self._fields or self.fields)[name]

    def keys(self) -> KeysView[str]:
        return self.fields.keys()

    def __iter__(self) -> Iterator[str]:
        return iter(self.fields)

    def __len__(self) -> int:
        return len(self.fields)


Tables = dict[str, dict[str, StoredDocument]]


class JournalStorage(Storage):
    """All devices' journals as tables of documents, by their string ids.

    Nothing is read until it is needed; an upsert by id merges nothing. With ``follow``, each read includes what other
    programs wrote since the last one; otherwise only ``refresh`` reads it. ``generation`` grows with every change.
    """

    def __init__(
        self, paths: DataPaths, key: DataKey | None = None, files: FileSystem | None = None, *, follow: bool = True
    ) -> None:
        super().__init__()
        self._paths, self._key, self._follow = paths, key, follow
        self._files: FileSystem = files or Disk()
        self._appender: JournalAppender | None = None
        self._reader: JournalReader | None = None
        self._tables: Tables = {}
        self._batch: list[JournalChange] | None = None
        self._from_copies = False
        self.generation = 0

    def read(self) -> dict[str, Any] | None:
        """Return the tables with their documents, or None where there are none.

        TinyDB may remove a table from the result and pass the rest to ``write``.

        Raises:
            PassphraseNeeded, RecordError: the data can't be read.
        """
        return dict(self.tables()) or None

    def tables(self) -> Tables:
        """Return the documents by table and id. The result must not be changed."""
        state = self._current().state
        names = [name for name in state.items if name in state.empty_tables or any(True for _ in state.ids(name))]
        return {name: self._table(name) for name in [*names, *sorted(state.empty_tables - state.items.keys())]}

    def table(self, name: str) -> dict[str, StoredDocument]:
        """Return the documents of one table by their ids. The result must not be changed."""
        self._current()
        return self._table(name)

    def items(self, name: str) -> Mapping[str, Item]:
        """Return the merged items of one table by id, deleted documents too."""
        return self._current().state.items.get(name, {})

    def _current(self) -> JournalContents:
        if self._reader is None or self._follow:
            self.refresh()
        return self.contents

    def _table(self, name: str) -> dict[str, StoredDocument]:
        table = self._tables.get(name)
        if table is None:
            items = self.contents.state.items.get(name, {})
            table = self._tables[name] = {id: StoredDocument(item) for id, item in items.items() if exists(item)}
        return table

    @property
    def contents(self) -> JournalContents:
        """What was read: the merged state, damage, and files that couldn't be read."""
        if self._reader is None:
            self.refresh()
        assert self._reader is not None
        return self._reader.contents

    def refresh(self) -> None:
        """Read what changed on the disk since the last reading.

        Raises:
            PassphraseNeeded, RecordError: the data can't be read.
        """
        key = key_file.reading_key(self._paths, self._files, self._key)
        reader = self._reader or JournalReader(self._paths, self._files)
        with no_garbage_collection():
            added = reader.refresh(key)
            self._reader = reader
            self.take_in(added)

    def write(self, data: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> None:
        """Append what makes ``data`` different from the stored tables."""
        old = self.tables()
        changes = []
        for table in {**old, **data}:
            before, after = old.get(table, {}), data.get(table, {})
            for id in [id for id in before if id not in after]:
                changes.append(JournalChange(table, id, deleted=True))
            for id, document in after.items():
                change = difference(table, str(id), before.get(str(id)), document)
                if change is not None:
                    changes.append(change)
        self.apply(changes)

    def apply(self, changes: list[JournalChange]) -> None:
        """Append ``changes``, all or none; they are on the disk when this returns, or when ``batch`` ends.

        Raises:
            Busy, RecordError, OSError: as ``JournalAppender.write`` does.
        """
        if self._from_copies:
            changes = [msgspec.structs.replace(change, copies=change.deleted) for change in changes]
        if self._batch is not None:
            self._batch += changes
        elif changes:
            if self._appender is None:
                from securecoach_tui.store.journal.appender import JournalAppender

                self._appender = JournalAppender(self._paths, self._files, self._key)
            result = self._appender.write(changes)
            if self._reader is not None:
                self._reader.add_written(result.path, result.lines, result.size, result.info)
                self.take_in(result.lines)

    def persist_table(self, name: str) -> None:
        """List ``name`` among the tables from now on, although it may have no documents."""
        if name not in self.tables():
            self.apply([JournalChange(name, EMPTY_TABLE_ID, deleted=True)])

    @contextlib.contextmanager
    def batch(self) -> Iterator[None]:
        """Collect the changes applied inside and append them together at the end; none of them after an exception."""
        self._batch = []
        try:
            yield
            changes = self._batch
        finally:
            self._batch = None
        self.apply(changes)

    @contextlib.contextmanager
    def from_copies_too(self, wanted: bool) -> Iterator[None]:
        """If ``wanted``, deletions applied inside also take the text from copies."""
        self._from_copies = wanted
        try:
            yield
        finally:
            self._from_copies = False

    def take_in(self, lines: list[JournalEntry]) -> None:
        """Bring the tables that are in use up to date with ``lines``, which the merged state already has."""
        self.generation += bool(lines)
        for line in lines if self._tables else ():
            table = self._tables.get(line.kind)
            item = self.contents.state.items.get(line.kind, {}).get(line.id)
            if table is None or item is None:
                continue
            if exists(item):
                table[line.id] = StoredDocument(item)
            else:
                table.pop(line.id, None)


def difference(table: str, id: str, before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> JournalChange | None:
    """Return the change that turns ``before`` into ``after``, or None where they are equal."""
    if before is after:
        return None
    if before is None:
        return JournalChange(table, id, after)
    fields = {name: value for name, value in after.items() if name not in before or before[name] != value}
    gone = tuple(name for name in before if name not in after)
    return JournalChange(table, id, fields, gone) if fields or gone else None
