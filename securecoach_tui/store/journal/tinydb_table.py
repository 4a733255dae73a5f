"""TinyDB tables over the journals.

TinyDB's own methods run unchanged. Only what they read from and write to is replaced: ``_read_table`` gives documents
that are decoded on demand, ``__iter__`` copies them faster, and ``_update_table`` gives an ``EditedTable`` that records
what TinyDB does to it. So a change is appended as one line and the rest of the database isn't written again.

docs/dev/tinydb.md lists every difference from TinyDB's own tables.
"""

from __future__ import annotations

import copy
import secrets
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from typing import Any

from tinydb import TinyDB
from tinydb.table import Document, Table

from securecoach_tui.config.data_paths import DataPaths
from securecoach_tui.store.crypto.envelope import DataKey
from securecoach_tui.store.disk import FileSystem
from securecoach_tui.store.journal.change import JournalChange
from securecoach_tui.store.journal.tinydb_storage import JournalStorage, StoredDocument, difference


class EditedDocument(MutableMapping[str, Any]):
    """A stored document being changed. The stored one isn't modified; nested values are copied when they are read."""

    def __init__(self, stored: Mapping[str, Any]) -> None:
        self.stored = stored
        self._changed: dict[str, Any] = {}
        self._removed: set[str] = set()

    def __getitem__(self, name: str) -> Any:
        if name in self._changed:
            return self._changed[name]
        if name in self._removed:
            raise KeyError(name)
        value = self.stored[name]
        if isinstance(value, dict | list):
            value = self._changed[name] = copy.deepcopy(value)
        return value

    def __setitem__(self, name: str, value: Any) -> None:
        self._removed.discard(name)
        self._changed[name] = value

    def __delitem__(self, name: str) -> None:
        if name not in self:
            raise KeyError(name)
        self._changed.pop(name, None)
        self._removed.add(name)

    def __contains__(self, name: object) -> bool:
        return name in self._changed or (name in self.stored and name not in self._removed)

    def __iter__(self) -> Iterator[str]:
        yield from (name for name in self.stored if name not in self._removed)
        yield from (name for name in self._changed if name not in self.stored)

    def __len__(self) -> int:
        return sum(1 for _name in self)

    @property
    def changed(self) -> bool:
        """Whether anything was written, removed or copied."""
        return bool(self._changed or self._removed)


class EditedTable(MutableMapping[str, MutableMapping[str, Any]]):
    """The table that TinyDB's update functions receive; it records their changes.

    With ``unread``, every id that is looked up is assumed to exist, with no fields. Lines are merged field by field, so
    the fields that are written count for a new document and for a known one, and no journal has to be read.
    """

    def __init__(self, storage: JournalStorage, name: str, new_ids: set[str], *, unread: bool = False) -> None:
        self._storage, self._name, self._new_ids, self._unread = storage, name, new_ids, unread
        self._edited: dict[str, MutableMapping[str, Any] | None] = {}  # None where it was removed

    def changes(self) -> list[JournalChange]:
        """Return the changes, in order."""
        changes: list[JournalChange | None] = []
        for id, document in self._edited.items():
            if document is None:
                changes.append(JournalChange(self._name, id, deleted=True))
            elif not isinstance(document, EditedDocument) or self._unread:
                changes.append(JournalChange(self._name, id, dict(document)))
            elif document.changed:
                changes.append(difference(self._name, id, document.stored, document))
        return [change for change in changes if change is not None]

    def __getitem__(self, id: str) -> MutableMapping[str, Any]:
        id = str(id)
        if id not in self._edited:
            self._edited[id] = EditedDocument({} if self._unread else self._stored()[id])
        document = self._edited[id]
        assert document is not None  # TinyDB looks at no document that it has removed
        return document

    def __setitem__(self, id: str, document: MutableMapping[str, Any]) -> None:
        self._edited.pop(str(id), None)
        self._edited[str(id)] = document

    def __delitem__(self, id: str) -> None:
        id = str(id)
        if id not in self:
            raise KeyError(id)
        self._edited.pop(id, None)
        self._edited[id] = None

    def __contains__(self, id: object) -> bool:
        id = str(id)
        if id in self._edited:
            return self._edited[id] is not None
        return self._unread or (id not in self._new_ids and id in self._stored())

    def __iter__(self) -> Iterator[str]:
        stored = self._stored()
        yield from (id for id in stored if id not in self._edited or self._edited[id] is not None)
        yield from (id for id, document in self._edited.items() if document is not None and id not in stored)

    def __len__(self) -> int:
        return sum(1 for _id in self)

    def clear(self) -> None:
        """Remove every document."""
        for id in list(self):
            del self[id]

    def _stored(self) -> dict[str, StoredDocument]:
        return self._storage.table(self._name)


class JournalTable(Table):
    """A table of one kind of document. Ids are strings; a new one is 32 random hex digits."""

    document_id_class = str  # type: ignore[assignment]
    _storage: JournalStorage

    def __init__(self, storage: JournalStorage, name: str, cache_size: int = 10, persist_empty: bool = False) -> None:
        super().__init__(storage, name, cache_size=cache_size)
        self._new_ids: set[str] = set()
        self._unread = False
        self._generation = 0  # of the storage, when the query cache was last emptied
        if persist_empty:
            storage.persist_table(name)

    def upsert(self, document: Mapping[str, Any], cond: Any = None) -> list[str]:  # type: ignore[override]
        """As TinyDB's; a ``Document`` with an id and no ``cond`` is written without merging the journals."""
        self._unread = cond is None
        try:
            return super().upsert(document, cond)  # type: ignore[return-value]
        finally:
            self._unread = False

    def search(self, cond: Any) -> list[Document]:
        """As TinyDB's; what another program wrote since the last search is found too."""
        self._read_table()
        return super().search(cond)

    def __iter__(self) -> Iterator[Document]:
        """As TinyDB's; it copies the fields as a dictionary, since copying a mapping takes twice as long."""
        for id, stored in self._read_table().items():
            yield self.document_class(stored.fields if isinstance(stored, StoredDocument) else stored, id)  # type: ignore[arg-type]

    def _get_next_id(self) -> str:
        id = secrets.token_hex(16)
        self._new_ids.add(id)
        return id

    def _read_table(self) -> dict[str, Any]:
        table = self._storage.table(self.name)
        self._clear_stale_cache()
        return table

    def _clear_stale_cache(self) -> None:
        """Clear the query cache if this or another program has written since it was filled."""
        if self._generation != self._storage.generation:
            self._generation = self._storage.generation
            self.clear_cache()

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        table = EditedTable(self._storage, self.name, self._new_ids, unread=self._unread)
        try:
            updater(table)
            self._storage.apply(table.changes())
        finally:
            self._new_ids.clear()
            self.clear_cache()


class JournalDB(TinyDB):
    """TinyDB over the data folder's journals. Two programs may have it open at once."""

    table_class = JournalTable  # type: ignore[assignment]  # its ids are strings

    def __init__(
        self, paths: DataPaths, key: DataKey | None = None, files: FileSystem | None = None, *, follow: bool = True
    ) -> None:
        super().__init__(paths, key, files, follow=follow, storage=JournalStorage)

    @property
    def journal(self) -> JournalStorage:
        """The storage, with its exact type."""
        return self.storage  # type: ignore[return-value]
