"""A writer that keeps in memory: what faces' tests hand their things to."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from securecoach_tui.practice.session.events import Kept, NotKept
from securecoach_tui.store.crypto.envelope import Key
from securecoach_tui.store.journal.appender import Change
from securecoach_tui.store.local import drafts
from securecoach_tui.store.writer import GOES_WITH, Done


class MemoryWriter:
    """The fake beside ``Writer``: the same methods, everything at once, on the caller's thread.

    ``refuse`` is the reason it gives for not keeping; while it is set, changes wait as they would.
    """

    def __init__(self, refuse: str = "") -> None:
        self.refuse = refuse
        self.key: Key | None = None
        self.things: dict[tuple[str, str], dict[str, Any]] = {}
        self.unfinished: dict[str, bytes] = {}
        self._waiting: list[Change] = []
        self._deleted: dict[tuple[str, str], dict[str, Any]] = {}

    def keep(self, kind: str, id: str, fields: Mapping[str, Any], done: Done | None = None) -> None:
        if self.refuse:
            self._waiting.append(Change(kind, id, dict(fields)))
        else:
            self.things.setdefault((kind, id), {}).update(fields)
        self._tell(done)

    def delete(self, kind: str, id: str, done: Done | None = None) -> None:
        for of in (kind, *GOES_WITH.get(kind, ())):
            if not self.refuse and (of, id) in self.things:
                self._deleted[of, id] = self.things.pop((of, id))
        if kind == "session":
            self.drop_checkpoint(id)
            self.drop_checkpoint(drafts.id_of(drafts.of_session(id)))
        self._tell(done)

    def undo(self, kind: str, id: str, done: Done | None = None) -> bool:
        found = {of: self._deleted.pop((of, id), None) for of in (kind, *GOES_WITH.get(kind, ()))}
        for of, fields in found.items():
            if fields is not None:
                self.keep(of, id, fields, done if of == kind else None)
        return found[kind] is not None

    def use(self, key: Key) -> None:
        self.key = key

    def settle(self) -> None:
        self._deleted.clear()

    def checkpoint(self, id: str, data: bytes) -> None:
        self.unfinished[id] = data

    def drop_checkpoint(self, id: str) -> None:
        self.unfinished.pop(id, None)

    def flush(self, timeout: float) -> bool:
        return not self._waiting

    def waiting(self) -> list[Change]:
        return list(self._waiting)

    def save_elsewhere(self, path: Path) -> None:
        from securecoach_tui.store.disk import Disk
        from securecoach_tui.store.transfer.import_export import export_changes

        export_changes(self._waiting, path, Disk())

    def close(self, timeout: float = 5.0) -> bool:
        return self.flush(timeout)

    def _tell(self, done: Done | None) -> None:
        if done:
            done(NotKept(self.refuse) if self.refuse else Kept())
