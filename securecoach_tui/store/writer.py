"""The one thread that writes. Faces hand over and go on; no cue ever waits for a disk.

What is handed over is encoded there and then. The thread takes everything that waits, appends it in one go, and
calls each ``done(Kept())`` after the fsync. Where the disk refuses, ``done(NotKept(reason))`` is called once, the
change stays in memory, and the thread tries again every few seconds; ``done(Kept())`` follows when it succeeds.

``done`` is called from the writer's thread.
"""

from __future__ import annotations

import contextlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from securecoach_tui.clock import Clock
from securecoach_tui.config.settings import DataPaths
from securecoach_tui.i18n import _
from securecoach_tui.practice.session.events import Kept, NotKept
from securecoach_tui.store.crypto.envelope import Key
from securecoach_tui.store.disk import Disk, Files
from securecoach_tui.store.errors import RecordError, why
from securecoach_tui.store.journal.appender import Change
from securecoach_tui.store.local import checkpoints, drafts
from securecoach_tui.store.maintenance import Upkeep

Done = Callable[[Kept | NotKept], None]

RETRY_SECONDS = 5.0
GOES_WITH = {"session": ("debrief",)}  # by kind, the kinds whose thing of the same id is deleted with it


@dataclass(eq=False)
class _Waiting:
    change: Change
    done: Done | None
    told: bool = False


class Writer:
    """Keeps what it is handed, in order, on a thread of its own. ``key`` opens a locked record."""

    def __init__(self, where: DataPaths, clock: Clock, files: Files | None = None, key: Key | None = None) -> None:
        self._where, self._key = where, key
        self._files: Files = files or Disk()
        self._upkeep = Upkeep(where, clock, self._files, key)
        self._changed = threading.Condition()
        self._waiting: list[_Waiting] = []
        self._checkpoints: OrderedDict[str, bytes | None] = OrderedDict()  # None drops it
        self._busy = self._closing = self._urged = False
        self._db: Any = None
        self._thread = threading.Thread(target=self._run, name="record writer", daemon=True)
        self._thread.start()

    def keep(self, kind: str, id: str, fields: Mapping[str, Any], done: Done | None = None) -> None:
        """Keep a thing, or those fields of it. What it had beside them stays.

        Raises:
            TypeError: a value is of a kind that JSON doesn't know.
        """
        self._hand_over(Change(kind, id, msgspec.to_builtins(dict(fields), str_keys=True)), done)

    def delete(self, kind: str, id: str, done: Done | None = None) -> None:
        """Delete a thing and what goes with it (a session's debrief, checkpoint and draft). Until ``settle`` (or
        ten seconds) ``undo`` brings it back; then its text is blanked."""
        for other in GOES_WITH.get(kind, ()):
            self._hand_over(Change(other, id, deleted=True), None)
        if kind == "session":
            self.drop_checkpoint(id)
            self.drop_checkpoint(drafts.id_of(drafts.of_session(id)))
        self._hand_over(Change(kind, id, deleted=True), done)

    def undo(self, kind: str, id: str, done: Done | None = None) -> bool:
        """Bring back what was deleted in the last ten seconds; False where that has passed."""
        self._attempted(2.0)
        things = [(kind, id), *((other, id) for other in GOES_WITH.get(kind, ()))]
        with self._changed:
            waiting = [
                one for one in self._waiting if one.change.deleted and (one.change.kind, one.change.id) in things
            ]
            if waiting and not self._busy:  # the disk refused the deletion too: nothing is to be brought back
                self._waiting = [one for one in self._waiting if one not in waiting]
                return True
        found = {thing: self._upkeep.taken_back(*thing) for thing in things}
        for (of, _id), fields in found.items():
            if fields is not None:
                self.keep(of, id, fields, done if of == kind else None)
        return found[kind, id] is not None

    def use(self, key: Key) -> None:
        """Seal with ``key`` from now on: another program locked the record meanwhile."""
        with self._changed:
            self._key = key
            self._upkeep.key = key
            self._db = None
            self._wake()

    def settle(self) -> None:
        """The screen where a deletion could be undone is left: blank the text of what was deleted."""
        with self._changed:
            self._upkeep.due_now()
            self._wake()

    def checkpoint(self, id: str, data: bytes) -> None:
        """Put an unfinished session on disk; the latest counts where the disk is slower than the session."""
        self._hand_checkpoint(id, data)

    def drop_checkpoint(self, id: str) -> None:
        """Let an unfinished session go."""
        self._hand_checkpoint(id, None)

    def flush(self, timeout: float) -> bool:
        """Wait until nothing waits to be written, at most ``timeout`` seconds; whether all is on the disk."""
        with self._changed:
            self._wake()
            return self._changed.wait_for(self._idle, timeout)

    def waiting(self) -> list[Change]:
        """What isn't on the disk yet, for keeping it elsewhere."""
        with self._changed:
            return [one.change for one in self._waiting]

    def save_elsewhere(self, path: Path) -> None:
        """Write what waits to a file that ``import`` takes.

        Raises:
            OSError: it can't be written there either.
        """
        from securecoach_tui.store.transfer.import_export import export_changes

        export_changes(self.waiting(), path, self._files)

    def close(self, timeout: float = 5.0) -> bool:
        """Write what waits, then end the thread; whether all is on the disk."""
        kept = self.flush(timeout)
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        self._thread.join(timeout)
        return kept

    def _attempted(self, timeout: float) -> None:
        """Wait until the thread has tried what it was handed, whether or not the disk took it."""
        with self._changed:
            self._changed.wait_for(lambda: not (self._busy or self._urged), timeout)

    def _hand_over(self, change: Change, done: Done | None) -> None:
        with self._changed:
            self._waiting.append(_Waiting(change, done))
            self._wake()

    def _hand_checkpoint(self, id: str, data: bytes | None) -> None:
        with self._changed:
            self._checkpoints.pop(id, None)
            self._checkpoints[id] = data
            self._wake()

    def _wake(self) -> None:
        self._urged = True
        self._changed.notify_all()

    def _idle(self) -> bool:
        return not (self._waiting or self._checkpoints or self._busy)

    def _run(self) -> None:
        while True:
            with self._changed:
                self._busy = False
                self._changed.notify_all()
                pause = RETRY_SECONDS if not self._idle() else self._upkeep.pause()
                self._changed.wait_for(lambda: self._urged or self._closing, pause)
                if self._closing and not self._urged:
                    break
                self._urged, self._busy = False, True
                waiting, unfinished = list(self._waiting), dict(self._checkpoints)
            self._write_checkpoints(unfinished)
            if waiting:
                self._write(waiting)
            self._upkeep.look_after(idle=not waiting)
        self._upkeep.close()

    def _write(self, waiting: list[_Waiting]) -> None:
        """Append what waits, in its order: a deletion alone, everything between two of them at once."""
        while waiting:
            until = next((i for i, one in enumerate(waiting) if one.change.deleted), len(waiting)) or 1
            try:
                self._append([one.change for one in waiting[:until]])
            except RecordError as error:
                return self._tell(waiting, error.sentence)
            except OSError as error:
                return self._tell(waiting, why(error))
            except Exception as error:  # whatever it was, the thread lives on and tries again
                return self._tell(
                    waiting, _("something unexpected happened ({name})").format(name=type(error).__name__)
                )
            with self._changed:
                del self._waiting[:until]
            self._upkeep.wrote()
            for one in waiting[:until]:
                self._answer(one, Kept())
            waiting = waiting[until:]

    def _append(self, changes: list[Change]) -> None:
        from tinydb.table import Document

        if self._db is None:
            from securecoach_tui.store.journal.tinydb_table import JournalDB

            self._db = JournalDB(self._where, self._key, self._files)
        first = changes[0]
        if first.deleted:
            table = self._db.table(first.kind)
            document = table.get(doc_id=first.id)
            if document is not None:
                self._upkeep.deleted(first.kind, first.id, dict(document))
                table.remove(doc_ids=[first.id])
            return
        with self._db.storage.together():
            for change in changes:
                self._db.table(change.kind).upsert(Document(change.fields, change.id))  # type: ignore[arg-type]

    def _tell(self, waiting: list[_Waiting], reason: str) -> None:
        for one in waiting:
            if not one.told:
                one.told = True
                self._answer(one, NotKept(reason))

    def _answer(self, one: _Waiting, outcome: Kept | NotKept) -> None:
        if one.done:
            with contextlib.suppress(Exception):  # a face that is gone is no reason to stop writing
                one.done(outcome)

    def _write_checkpoints(self, unfinished: Mapping[str, bytes | None]) -> None:
        for id, data in unfinished.items():
            try:
                if data is None:
                    checkpoints.drop(self._where, self._files, id)
                else:
                    checkpoints.write(self._where, self._files, id, data, self._upkeep.sealing_key())
            except (OSError, RecordError):
                continue  # tried again with the next one, or at the next round
            with self._changed:
                if self._checkpoints.get(id, b"") is data:
                    del self._checkpoints[id]
