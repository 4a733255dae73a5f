"""A writer that keeps everything in memory, for tests of the displays."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from securecoach_tui.practice.session.events import Kept, NotKept
from securecoach_tui.store.crypto.envelope import DataKey
from securecoach_tui.store.journal.change import JournalChange
from securecoach_tui.store.local import drafts
from securecoach_tui.store.writer_protocol import DELETED_WITH, Done


class MemoryWriter:
    """A ``DataWriter`` that does everything at once, on the caller's thread.

    ``refuse`` is the reason it gives for not saving; while it is set, changes wait as with the real one.
    """

    def __init__(self, refuse: str = "") -> None:
        self.refuse = refuse
        self.key: DataKey | None = None
        self.things: dict[tuple[str, str], dict[str, Any]] = {}
        self.unfinished: dict[str, bytes] = {}
        self._waiting: list[JournalChange] = []
        self._deleted: dict[tuple[str, str], dict[str, Any]] = {}

    def keep(self, kind: str, id: str, fields: Mapping[str, Any], done: Done | None = None) -> None:
        if self.refuse:
            self._waiting.append(JournalChange(kind, id, dict(fields)))
        else:
            self.things.setdefault((kind, id), {}).update(fields)
        self._answer(done)

    def delete(self, kind: str, id: str, done: Done | None = None, *, copies: bool = False) -> None:
        for of in (kind, *DELETED_WITH.get(kind, ())):
            if not self.refuse and (of, id) in self.things:
                self._deleted[of, id] = self.things.pop((of, id))
        if kind == "session":
            self.drop_checkpoint(id)
        for name in drafts.all_of(kind, id):
            self.drop_checkpoint(drafts.id_of(name))
        self._answer(done)

    def undo(self, kind: str, id: str) -> bool:
        found = {of: self._deleted.pop((of, id), None) for of in (kind, *DELETED_WITH.get(kind, ()))}
        for of, fields in found.items():
            if fields is not None:
                self.keep(of, id, fields)
        return found[kind] is not None

    def use(self, key: DataKey) -> None:
        self.key = key

    def settle(self) -> None:
        self._deleted.clear()

    def checkpoint(self, id: str, data: bytes) -> None:
        self.unfinished[id] = data

    def drop_checkpoint(self, id: str) -> None:
        self.unfinished.pop(id, None)

    def flush(self, timeout: float) -> bool:
        return not self._waiting

    def waiting(self) -> list[JournalChange]:
        return list(self._waiting)

    def save_elsewhere(self, path: Path) -> None:
        from securecoach_tui.store.disk import Disk
        from securecoach_tui.store.transfer.import_export import export_changes

        export_changes(self._waiting, path, Disk())

    def close(self, timeout: float = 5.0) -> bool:
        return self.flush(timeout)

    def _answer(self, done: Done | None) -> None:
        if done:
            done(NotKept(self.refuse) if self.refuse else Kept())
