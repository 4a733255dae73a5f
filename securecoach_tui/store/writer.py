"""The thread that writes. Displays pass it what is to be saved and continue at once, so that no cue waits for the disk.

A change is encoded on the caller's thread. The writer's thread appends all pending changes together and calls each
``done(Kept())`` after the fsync. If writing fails, ``done(NotKept(reason))`` is called once, the change stays in
memory, and the thread tries again every few seconds; ``done(Kept())`` follows when it succeeds. ``done`` is called on
the writer's thread.
"""

from __future__ import annotations

import contextlib
import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from securecoach_tui.clock import Clock
from securecoach_tui.config import fault_log, threads
from securecoach_tui.config.data_paths import DataPaths
from securecoach_tui.i18n import _
from securecoach_tui.practice.session.events import Kept, NotKept
from securecoach_tui.store.crypto.envelope import DataKey
from securecoach_tui.store.disk import Disk, FileSystem
from securecoach_tui.store.errors import RecordError, why
from securecoach_tui.store.journal.change import JournalChange
from securecoach_tui.store.local import checkpoints, drafts
from securecoach_tui.store.maintenance import Maintenance
from securecoach_tui.store.writer_protocol import DELETED_WITH, Done

if TYPE_CHECKING:
    from securecoach_tui.store.repository import Repository

RETRY_SECONDS = 5.0


@dataclass(eq=False)
class _PendingChange:
    change: JournalChange
    done: Done | None
    refused: bool = False  # whether ``done`` was called with NotKept


class Writer:
    """Saves changes in order on its own thread. ``key`` encrypts them if the data is locked.

    The methods are described in ``writer_protocol.DataWriter``.
    """

    def __init__(
        self, paths: DataPaths, clock: Clock, files: FileSystem | None = None, key: DataKey | None = None
    ) -> None:
        self._paths, self._key = paths, key
        self._files: FileSystem = files or Disk()
        self._maintenance = Maintenance(paths, clock, self._files, key)
        self._changed = threading.Condition()
        self._waiting: list[_PendingChange] = []
        self._checkpoints: OrderedDict[str, bytes | None] = OrderedDict()  # by id; None deletes it
        self._busy = self._closing = self._woken = False
        self._repository: Repository | None = None
        self._noted: set[type[Exception]] = set()
        self._thread = threading.Thread(target=self._run, name="record writer", daemon=True)
        threads.start_needed(self._thread)

    def keep(self, kind: str, id: str, fields: Mapping[str, Any], done: Done | None = None) -> None:
        self._enqueue(JournalChange(kind, id, msgspec.to_builtins(dict(fields), str_keys=True)), done)

    def delete(self, kind: str, id: str, done: Done | None = None, *, copies: bool = False) -> None:
        for other in DELETED_WITH.get(kind, ()):
            self._enqueue(JournalChange(other, id, deleted=True, copies=copies), None)
        if kind == "session":
            self.drop_checkpoint(id)
        for name in drafts.all_of(kind, id):
            self.drop_checkpoint(drafts.id_of(name))
        self._enqueue(JournalChange(kind, id, deleted=True, copies=copies), done)

    def undo(self, kind: str, id: str) -> bool:
        self._wait_for_attempt(2.0)
        documents = [(kind, id), *((other, id) for other in DELETED_WITH.get(kind, ()))]
        with self._changed:
            waiting = [
                pending
                for pending in self._waiting
                if pending.change.deleted and (pending.change.kind, pending.change.id) in documents
            ]
            if waiting and not self._busy:  # the deletion isn't on the disk yet
                self._waiting = [pending for pending in self._waiting if pending not in waiting]
                return True
        found = {document: self._maintenance.undo_deletion(*document) for document in documents}
        for (of_kind, _id), fields in found.items():
            if fields is not None:
                self.keep(of_kind, id, fields)
        return found[kind, id] is not None

    def use(self, key: DataKey) -> None:
        with self._changed:
            self._key = key
            self._maintenance.key = key
            self._repository = None
            self._wake()

    def settle(self) -> None:
        with self._changed:
            self._maintenance.end_undo()
            self._wake()

    def checkpoint(self, id: str, data: bytes) -> None:
        self._enqueue_checkpoint(id, data)

    def drop_checkpoint(self, id: str) -> None:
        self._enqueue_checkpoint(id, None)

    def flush(self, timeout: float) -> bool:
        with self._changed:
            self._wake()
            return self._changed.wait_for(self._idle, timeout)

    def waiting(self) -> list[JournalChange]:
        with self._changed:
            return [pending.change for pending in self._waiting]

    def save_elsewhere(self, path: Path) -> None:
        from securecoach_tui.store.transfer.import_export import export_changes

        export_changes(self.waiting(), path, self._files)

    def close(self, timeout: float = 5.0) -> bool:
        kept = self.flush(timeout)
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        self._thread.join(timeout)
        return kept

    def _wait_for_attempt(self, timeout: float) -> None:
        """Wait until the thread has tried to write all that it was passed, or for ``timeout`` seconds."""
        with self._changed:
            self._changed.wait_for(lambda: not (self._busy or self._woken), timeout)

    def _enqueue(self, change: JournalChange, done: Done | None) -> None:
        with self._changed:
            self._waiting.append(_PendingChange(change, done))
            self._wake()

    def _enqueue_checkpoint(self, id: str, data: bytes | None) -> None:
        with self._changed:
            self._checkpoints.pop(id, None)
            self._checkpoints[id] = data
            self._wake()

    def _wake(self) -> None:
        self._woken = True
        self._changed.notify_all()

    def _idle(self) -> bool:
        return not (self._waiting or self._checkpoints or self._busy)

    def _run(self) -> None:
        while True:
            with self._changed:
                self._busy = False
                self._changed.notify_all()
                pause = RETRY_SECONDS if not self._idle() else self._maintenance.seconds_until_due()
                self._changed.wait_for(lambda: self._woken or self._closing, pause)
                if self._closing and not self._woken:
                    break
                self._woken, self._busy = False, True
                waiting, unfinished = list(self._waiting), dict(self._checkpoints)
            self._write_checkpoints(unfinished)
            if waiting:
                self._write(waiting)
            self._maintenance.run(idle=not waiting)
        self._maintenance.close()

    def _write(self, waiting: list[_PendingChange]) -> None:
        """Append pending changes in order: each deletion alone, all changes between two deletions together."""
        while waiting:
            until = next((i for i, pending in enumerate(waiting) if pending.change.deleted), len(waiting)) or 1
            try:
                self._append([pending.change for pending in waiting[:until]])
            except RecordError as error:
                return self._refuse(waiting, error.sentence)
            except OSError as error:
                return self._refuse(waiting, why(error))
            except Exception as error:  # the thread must continue; it tries again
                self._note(error)
                return self._refuse(
                    waiting, _("something unexpected happened ({name})").format(name=type(error).__name__)
                )
            with self._changed:
                del self._waiting[:until]
            self._maintenance.note_write()
            for pending in waiting[:until]:
                self._call_done(pending, Kept())
            waiting = waiting[until:]

    def _append(self, changes: list[JournalChange]) -> None:
        """Write changes through their tables: one deletion, or anything else together."""
        repository = self._repository
        if repository is None:
            from securecoach_tui.store.repository import Repository

            repository = self._repository = Repository(self._paths, self._key, self._files)
        first = changes[0]
        if first.deleted:
            repository.refresh()
            fields = repository.get(first.kind, first.id)
            if fields is not None:
                self._maintenance.note_deletion(first.kind, first.id, fields)
            repository.delete(first.kind, first.id, copies=first.copies)
            if first.copies and fields is None and repository.was_deleted(first.kind, first.id):
                self._maintenance.note_purge()
            return
        with repository.batch():
            for change in changes:
                repository.save(change.kind, change.id, change.fields)

    def _note(self, error: Exception) -> None:
        """Log a fault of the program, once for each kind, since the thread tries again and again."""
        if type(error) not in self._noted:
            self._noted.add(type(error))
            fault_log.write(self._paths.state, error)

    def _refuse(self, waiting: list[_PendingChange], reason: str) -> None:
        for pending in waiting:
            if not pending.refused:
                pending.refused = True
                self._call_done(pending, NotKept(reason))

    def _call_done(self, pending: _PendingChange, outcome: Kept | NotKept) -> None:
        if pending.done:
            with contextlib.suppress(Exception):  # a display that is gone must not stop the writing
                pending.done(outcome)

    def _write_checkpoints(self, unfinished: Mapping[str, bytes | None]) -> None:
        for id, data in unfinished.items():
            try:
                if data is None:
                    checkpoints.drop(self._paths, self._files, id)
                else:
                    checkpoints.write(self._paths, self._files, id, data, self._maintenance.encryption_key())
            except (OSError, RecordError):
                continue  # tried again with the next write or retry
            except Exception as error:  # the thread must continue
                self._note(error)
                continue
            with self._changed:
                if self._checkpoints.get(id, b"") is data:
                    del self._checkpoints[id]
