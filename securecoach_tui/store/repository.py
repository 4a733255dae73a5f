"""Reads and writes the data: TinyDB tables and queries over the journals.

A ``Repository`` reads once, when data is first needed, and again when ``refresh`` is called. The writer's thread has
its own instance. docs/dev/tinydb.md has the details.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec
from tinydb.table import Document

from securecoach_tui.config.data_paths import DataPaths
from securecoach_tui.practice.instants import DAY_STARTS
from securecoach_tui.practice.record import SessionRecord
from securecoach_tui.store.crypto.envelope import DataKey
from securecoach_tui.store.disk import Disk, FileSystem
from securecoach_tui.store.journal.change import JournalChange
from securecoach_tui.store.journal.entry import VERSION, JournalEntry, raw
from securecoach_tui.store.journal.folder import JournalContents
from securecoach_tui.store.journal.tinydb_table import JournalDB
from securecoach_tui.store.session_table import SessionTable

if TYPE_CHECKING:
    from securecoach_tui.store.session_query import SessionFilter


class Repository:
    """The documents of a data folder. ``notices`` are sentences for the person about what was read.

    Methods that read raise PassphraseNeeded if the data is locked and ``key`` is None, and RecordError if the folder
    can't be read. Methods that write raise Busy, RecordError or OSError; nothing was written then.
    """

    def __init__(self, paths: DataPaths, key: DataKey | None = None, files: FileSystem | None = None) -> None:
        self.paths, self.key = paths, key
        self.files: FileSystem = files or Disk()
        self.notices: list[str] = []
        self.db = JournalDB(paths, key, self.files, follow=False)
        self._sessions = SessionTable(self.db.journal, "session")
        self._all: tuple[int, list[SessionRecord]] | None = None  # the generation and its sessions

    def _table(self, kind: str) -> Any:  # TinyDB's type hints know integer ids only
        return self.db.table(kind)

    # Reading.

    def refresh(self) -> None:
        """Read what changed on the disk since the last reading."""
        self.db.journal.refresh()

    @property
    def contents(self) -> JournalContents:
        """What was read from the journal folder: the merged state, damage and files that couldn't be read."""
        return self.db.journal.contents

    @property
    def generation(self) -> int:
        """A number that grows with every change of the documents, read or shown."""
        return self.db.journal.generation

    @property
    def sessions(self) -> list[SessionRecord]:
        """Every session, newest first; those without a start last. The list must not be changed."""
        if self._all is None or self._all[0] != self.generation:
            found: Any = self._sessions.all()
            self._all = (self.generation, found)
        return self._all[1]

    def latest(self, count: int) -> list[SessionRecord]:
        """Return the newest ``count`` sessions, newest first; the others aren't decoded."""
        ids = self._sessions.newest_ids(count)
        return self._sessions.get(doc_ids=ids)  # type: ignore[return-value]

    def count_sessions(self) -> int:
        """Return how many sessions there are, without decoding them."""
        return len(self._sessions)

    def search(
        self,
        wanted: SessionFilter,
        titles: Mapping[str, str],
        *,
        day_starts: int = DAY_STARTS,
        texts: dict[str, str] | None = None,
    ) -> list[SessionRecord]:
        """Return the sessions that match ``wanted``, in its order. For the other arguments see ``build_query``."""
        from securecoach_tui.store.session_query import build_query, in_order

        query = build_query(wanted, titles, day_starts=day_starts, texts={} if texts is None else texts)
        found: Any = self._sessions.all() if query is None else self._sessions.search(query)
        return in_order(found, wanted.order, titles)

    def kinds(self) -> list[str]:
        """Return the kinds that have documents, in alphabetical order."""
        return sorted(kind for kind in self.db.tables() if len(self._table(kind)))

    def of_kind(self, kind: str) -> list[dict[str, Any]]:
        """Return the documents of a kind with their ``id``, in the order of their ids."""
        return [{"id": id, **document} for id, document in sorted(self.documents(kind).items())]

    def documents(self, kind: str) -> dict[str, dict[str, Any]]:
        """Return the fields of a kind's documents by their ids."""
        return {document.doc_id: document for document in self._table(kind).all()}

    def get(self, kind: str, id: str) -> dict[str, Any] | None:
        """Return a document's fields by name, or None if there is no such document."""
        fields: dict[str, Any] | None = self._table(kind).get(doc_id=id)
        return fields

    def was_deleted(self, kind: str, id: str) -> bool:
        """Whether there was such a document and it is deleted."""
        return self.contents.state.deleted(kind, id)

    # Writing.

    @contextlib.contextmanager
    def batch(self) -> Iterator[None]:
        """Append everything that is written inside the block together, all or nothing."""
        with self.db.journal.batch():
            yield

    def save(self, kind: str, id: str, fields: Mapping[str, Any]) -> None:
        """Write ``fields`` of a document, new or known; its other fields stay. Merges no journals."""
        self._table(kind).upsert(Document(fields, id))  # type: ignore[arg-type]

    def delete(self, kind: str, id: str, *, copies: bool = False) -> dict[str, Any] | None:
        """Delete a document and return the fields it had, or None where there was none.

        With ``copies``, its text goes from copies too, also if it was deleted before.
        """
        fields = self.get(kind, id)
        if fields is not None:
            with self.db.journal.from_copies_too(copies):
                self._table(kind).remove(doc_ids=[id])
        elif copies and self.was_deleted(kind, id):
            self.db.journal.apply([JournalChange(kind, id, deleted=True, copies=True)])
        return fields

    def apply(self, changes: Sequence[JournalChange]) -> None:
        """Write changes through their tables, all or none."""
        with self.batch():
            for change in changes:
                if change.deleted:
                    self.delete(change.kind, change.id)
                elif change.gone:
                    self._replace_fields(change)
                else:
                    self.save(change.kind, change.id, change.fields)

    def _replace_fields(self, change: JournalChange) -> None:
        def replace(document: Any) -> None:
            document.update(change.fields)
            for name in change.gone:
                del document[name]

        self._table(change.kind).update(replace, doc_ids=[change.id])

    # Changes that were passed to the writer and may not be on the disk yet.

    def show_saved(self, kind: str, id: str, fields: Mapping[str, Any]) -> None:
        """Show a document as if ``fields`` were saved, until it is read again. Writes nothing."""
        self._show(JournalEntry(VERSION, kind, id, self._next_stamp(), raw(dict(fields))))

    def show_deleted(self, kind: str, id: str) -> None:
        """Show a document as deleted, until it is read again. Writes nothing."""
        self._show(JournalEntry(VERSION, kind, id, self._next_stamp(), deleted=True))

    def _next_stamp(self) -> tuple[int, str]:
        return self.contents.state.counter + 1, ""

    def _show(self, entry: JournalEntry) -> None:
        self.contents.state.add([entry])
        self.db.journal.take_in([entry])

    def show_sessions(self, sessions: Sequence[SessionRecord]) -> None:
        """Call ``show_saved`` for complete sessions."""
        for session in sessions:
            fields = msgspec.to_builtins(session)
            self.show_saved("session", fields.pop("id"), fields)


def open_tinydb(folder: str | None = None, passphrase: str = "") -> JournalDB:
    """Open a data folder as a TinyDB; if ``folder`` is None, it is the platform's default.

    Raises:
        WrongPassphrase, PassphraseNeeded, RecordError: the data can't be opened.
    """
    from securecoach_tui.config.data_paths import places

    paths = places(folder)
    key = None
    if passphrase:
        from securecoach_tui.store.crypto import key_file

        key = key_file.unwrap(paths, Disk(), passphrase)
    return JournalDB(paths, key)
