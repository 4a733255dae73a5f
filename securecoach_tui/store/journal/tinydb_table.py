"""TinyDB's table with string ids, whose changes cost their own size and not the record's."""

from __future__ import annotations

import copy
import secrets
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from tinydb import TinyDB
from tinydb.table import Document, Table

from securecoach_tui.config.settings import DataPaths
from securecoach_tui.store.crypto.envelope import Key
from securecoach_tui.store.disk import Files
from securecoach_tui.store.journal.appender import Change
from securecoach_tui.store.journal.tinydb_storage import JournalStorage, difference


class JournalTable(Table):
    """A kind of thing. A document's id is a string; a new one is 32 random hex digits."""

    document_id_class = str  # type: ignore[assignment]
    _storage: JournalStorage
    _generation = 0  # of the storage, when the query cache was begun

    def insert(self, document: Mapping[str, Any]) -> str:  # type: ignore[override]
        """Insert a document and return its id; reads the record only where the id was chosen by the caller."""
        return self.insert_multiple([document])[0]

    def insert_multiple(self, documents: Iterable[Mapping[str, Any]]) -> list[str]:  # type: ignore[override]
        """Insert documents in one append, all or none; their ids.

        Raises:
            ValueError: one is no mapping, or its id is there already.
        """
        changes: dict[str, Change] = {}
        for document in documents:
            if not isinstance(document, Mapping):
                raise ValueError("Document is not a Mapping")
            chosen = isinstance(document, self.document_class)
            id = str(document.doc_id) if isinstance(document, Document) else secrets.token_hex(16)
            if chosen and (id in changes or id in self._read_table()):
                raise ValueError(f"Document with ID {id} already exists")
            changes[id] = Change(self.name, id, dict(document))
        self._apply(list(changes.values()))
        return list(changes)

    def upsert(self, document: Mapping[str, Any], cond: Any = None) -> list[str]:  # type: ignore[override]
        """Update what matches, or insert. A ``Document`` with an id and no ``cond`` is written unread:
        merging field by field makes one line do for both."""
        if isinstance(document, Document) and cond is None:
            self._apply([Change(self.name, str(document.doc_id), dict(document))])
            return [str(document.doc_id)]
        return super().upsert(document, cond)  # type: ignore[return-value]

    def remove(self, cond: Any = None, doc_ids: Iterable[Any] | None = None) -> list[str]:  # type: ignore[override]
        """Remove what matches, or the ids named; the ids removed. Unknown ``doc_ids`` are passed over."""
        if cond is None and doc_ids is None:
            raise RuntimeError("Use truncate() to remove all documents")
        table = self._read_table()
        if doc_ids is not None:
            gone = [str(id) for id in doc_ids if str(id) in table]
        else:
            gone = [id for id, document in table.items() if cond(document)]
        self._apply([Change(self.name, id, deleted=True) for id in gone])
        return gone

    def update(  # type: ignore[override]
        self,
        fields: Mapping[str, Any] | Callable[[Any], None],
        cond: Any = None,
        doc_ids: Iterable[Any] | None = None,
    ) -> list[str]:
        """Set ``fields`` (or call it) on what matches; the ids that matched. Unknown ``doc_ids`` are passed over."""
        table = self._read_table()
        if doc_ids is not None:
            wanted = [str(id) for id in doc_ids if str(id) in table]
        else:
            wanted = [id for id, document in table.items() if cond is None or cond(document)]
        return self._change([(fields, id) for id in wanted])

    def update_multiple(self, updates: Iterable[tuple[Any, Any]]) -> list[str]:  # type: ignore[override]
        """Each pair's fields on what matches its query, in order; the ids that matched."""
        table = self._read_table()
        return self._change([(fields, id) for fields, cond in updates for id in table if cond(table[id])])

    def truncate(self) -> None:
        """Remove every document."""
        self._apply([Change(self.name, id, deleted=True) for id in self._read_table()])

    def search(self, cond: Any) -> list[Document]:
        """The documents that match. What another program wrote meanwhile is among them."""
        self._read_table()
        return super().search(cond)

    def _read_table(self) -> dict[str, Mapping[str, Any]]:
        table = super()._read_table()
        if self._generation != self._storage.generation:
            self._generation = self._storage.generation
            self.clear_cache()
        return table

    def _change(self, wanted: list[tuple[Any, str]]) -> list[str]:
        table = self._read_table()
        after: dict[str, dict[str, Any]] = {}
        for fields, id in wanted:
            document = after.setdefault(id, copy.deepcopy(dict(table[id])))
            if callable(fields):
                fields(document)
            else:
                document.update(fields)
        found = [difference(self.name, id, dict(table[id]), document) for id, document in after.items()]
        self._apply([change for change in found if change is not None])
        return [id for _fields, id in wanted]

    def _apply(self, changes: list[Change]) -> None:
        self._storage.apply(changes)
        self.clear_cache()


class JournalDB(TinyDB):
    """TinyDB over a record. Two programs may have it open at once."""

    table_class = JournalTable

    def __init__(self, where: DataPaths, key: Key | None = None, files: Files | None = None) -> None:
        super().__init__(where, key, files, storage=JournalStorage)
