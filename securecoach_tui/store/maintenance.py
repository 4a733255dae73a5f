"""What the writer's thread looks after between writes: blanking after a deletion, and the day's copy."""

from __future__ import annotations

import contextlib
import threading
from typing import Any

from securecoach_tui.clock import Clock
from securecoach_tui.config.settings import DataPaths
from securecoach_tui.store.crypto import key_file
from securecoach_tui.store.crypto.envelope import Key
from securecoach_tui.store.disk import Files
from securecoach_tui.store.errors import RecordError

UNDO_SECONDS = 10.0
COPY_SECONDS = 3.0  # after a change, before the day's copy is written
BLANK_AGAIN_SECONDS = 30.0


class Upkeep:
    """Deletions that can still be undone, and whether the day's copy is due."""

    def __init__(self, where: DataPaths, clock: Clock, files: Files, key: Key | None) -> None:
        self._where, self._clock, self._files, self.key = where, clock, files, key
        self._guard = threading.Lock()
        self._deleted: dict[tuple[str, str], tuple[float, dict[str, Any]]] = {}
        self._to_blank = self._to_copy = False

    def sealing_key(self) -> Key | None:
        """The key to seal with; None where the record is open. Raises RecordError where it is locked and there
        is none."""
        return key_file.usable(self._where, self._files, self.key) if self.is_locked() else None

    def is_locked(self) -> bool:
        return key_file.is_locked(self._where, self._files)

    def wrote(self) -> None:
        """Something changed: the day's copy is due where there is none."""
        self._to_copy = True

    def deleted(self, kind: str, id: str, fields: dict[str, Any]) -> None:
        """A thing is about to be deleted: hold its fields for as long as it can be undone."""
        with self._guard:
            self._deleted[kind, id] = (self._clock.elapsed() + UNDO_SECONDS, fields)

    def taken_back(self, kind: str, id: str) -> dict[str, Any] | None:
        """The fields of a thing deleted less than ten seconds ago; it isn't blanked then."""
        with self._guard:
            until, fields = self._deleted.get((kind, id), (0.0, {}))
            if until <= self._clock.elapsed():
                return None
            del self._deleted[kind, id]
            return fields

    def due_now(self) -> None:
        """No deletion can be undone any more."""
        with self._guard:
            self._deleted = {thing: (0.0, {}) for thing in self._deleted}

    def pause(self) -> float | None:
        """Seconds until something is due; None where nothing is."""
        with self._guard:
            waits = [until - self._clock.elapsed() for until, _fields in self._deleted.values()]
        waits += [COPY_SECONDS] if self._to_copy else []
        waits += [BLANK_AGAIN_SECONDS] if self._to_blank else []
        return max(0.05, min(waits)) if waits else None

    def look_after(self, idle: bool) -> None:
        """Do what is due. Never raises: what the disk refuses is tried again later."""
        with self._guard:
            now = self._clock.elapsed()
            over = [thing for thing, (until, _fields) in self._deleted.items() if until <= now]
            for thing in over:
                del self._deleted[thing]
            self._to_blank |= bool(over)
        try:
            if self._to_blank:
                self._blank()
            if self._to_copy and idle:
                self._copy()
        except Exception:  # the writer's thread outlives whatever a folder holds
            return

    def close(self) -> None:
        """The program ends: nothing can be undone any more, and the day's copy isn't put off."""
        self.due_now()
        self.look_after(idle=True)
        with contextlib.suppress(OSError, RecordError):
            self._unlock_all()

    def _blank(self) -> None:
        from securecoach_tui.store.blanking import blank

        blank(self._where, self._files, key_file.usable(self._where, self._files, self.key))
        self._to_blank = False

    def _unlock_all(self) -> None:
        """Where the record was unlocked, here or on another machine, this device's files follow."""
        found = key_file.read(self._where, self._files)
        if found is not None and found.open:
            from securecoach_tui.store.crypto.lock import settle

            key = key_file.usable(self._where, self._files, None)
            assert key is not None
            settle(self._where, self._files, key)

    def _copy(self) -> None:
        from securecoach_tui.store.transfer import backup

        self._to_copy = False
        backup.daily(self._where, self._files, self.key, self._clock.now().date())
