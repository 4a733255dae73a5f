"""Automatic changes to the disk: damage is set aside, deleted text is blanked, and a copy is written each day.

``maintain`` is called once when the data is opened to write: by a display at its start, an import or a restore. Opening
it to read changes nothing. The writer's thread runs ``Maintenance`` between writes.

Deleted text is blanked in this device's journal and in the damage it set aside. Copies stay as they are, so that each
can be returned to, unless the deletion says that the text goes from copies too. Copies contain other devices' text,
so they must also be searched after such a deletion on another device. A hash in the state folder identifies the
deletions that were already processed.
"""

from __future__ import annotations

import contextlib
import hashlib
import threading
from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from securecoach_tui.clock import Clock
from securecoach_tui.config import fault_log
from securecoach_tui.config.data_paths import DataPaths
from securecoach_tui.store.crypto import key_file
from securecoach_tui.store.crypto.envelope import DataKey
from securecoach_tui.store.disk import FileSystem, replace
from securecoach_tui.store.errors import Busy, RecordError
from securecoach_tui.store.journal import conflict_copies, damage, device, folder
from securecoach_tui.store.journal.appender import LOCK, LOCK_SECONDS
from securecoach_tui.store.journal.merge import MergedState
from securecoach_tui.store.journal.rewriter import blanked, rewritten, without
from securecoach_tui.store.transfer import backup

if TYPE_CHECKING:
    from securecoach_tui.store.repository import Repository

BLANKED_FILE = "blanked"
UNDO_SECONDS = 10.0  # how long a deletion can be undone
COPY_SECONDS = 3.0  # from a change until the day's copy is written
BLANK_AGAIN_SECONDS = 30.0  # from a failed attempt until the next one


def open_to_write(paths: DataPaths, key: DataKey | None = None, *, files: FileSystem | None = None) -> Repository:
    """Read the data as ``reader.read`` does, and maintain it. Raises what ``reader.read`` raises."""
    from securecoach_tui.store.reader import read

    repository = read(paths, key, files=files)
    maintain(repository)
    return repository


def maintain(repository: Repository) -> None:
    """Set damage aside, blank deleted text, and set ``repository.notices`` to the notices to show once.

    Never raises: what fails now is tried again at the next opening.
    """
    from securecoach_tui.store.reader import file_notices

    paths, files, contents = repository.paths, repository.files, repository.contents
    with contextlib.suppress(OSError, RecordError):
        key = key_file.reading_key(paths, files, repository.key)
        notices = file_notices(repository)
        if contents.damage:
            with contextlib.suppress(Busy):
                if damage.stamp_again(paths, files, contents, key, paths.state / LOCK):
                    repository.refresh()
            notices += damage.set_aside(paths, files, contents, key, paths.state / LOCK, date.today())
        if contents.moved or contents.missing:
            notices += damage.tell_order(paths, files, contents)
        if key is not None and (contents.greatest or contents.plain):
            notices += _tell_unsealed(paths, files, contents, key)
        notices += conflict_copies.take_in(paths, files, key, contents.state, paths.state / LOCK)
        repository.notices = notices
        if blanking_due(paths, files, contents.state):
            blank(paths, files, key, 0.0)
        if contents.state.deletions:
            left = contents.state.devices_left() - {*device.known_names(paths, files)}
            repository.notices += damage.tell_left(paths, files, sorted(left))


def _tell_unsealed(paths: DataPaths, files: FileSystem, contents: folder.JournalContents, key: DataKey) -> list[str]:
    from securecoach_tui.store.journal import unsealed
    from securecoach_tui.store.transfer import plain_lines

    notices = unsealed.tell_gone(paths, files, contents, note=True)
    if contents.plain:
        notices += plain_lines.set_aside(paths, files, contents, key, paths.state / LOCK, date.today())
    return notices


def blanking_due(paths: DataPaths, files: FileSystem, state: MergedState) -> bool:
    """Return whether this device may still have text of something deleted. Never raises."""
    names = device.known_names(paths, files)
    if not state.deletions or not names:
        return False
    if any(state.leaves_text(name) for name in names):
        return True
    with contextlib.suppress(OSError):
        return files.read(paths.state / BLANKED_FILE) != _deletions_hash(state)
    return True


def blank(
    paths: DataPaths,
    files: FileSystem,
    key: DataKey | None,
    seconds: float = LOCK_SECONDS,
    *,
    undoable: Collection[tuple[str, str]] = (),
) -> None:
    """Blank this device's text of everything deleted.

    Each file is replaced by an atomic rename under its own lock, so that another program's append waits for at most
    one file. ``seconds`` is the timeout for each lock. Documents in ``undoable`` are deleted but may still come back.

    Raises:
        Busy, OSError, RecordError: some text isn't blanked yet; the next call continues.
    """
    state = folder.read_all(paths, files, key).state
    deletions, purged = state.deletions, state.purged()
    for document in undoable:
        purged.pop(document, None)
    if not deletions:
        return
    ids = [msgspec.json.encode(id) for _kind, id in deletions]

    def blank_lines(data: bytes) -> bytes | None:
        return rewritten(data, key, lambda line: blanked(line, deletions))

    def blank_copy(data: bytes) -> bytes | None:
        return rewritten(data, key, lambda line: blanked(line, purged))

    def blank_damage(data: bytes) -> bytes | None:
        cut = without(data, key, ids)
        return blank_lines(data if cut is None else cut) or cut

    names = device.known_names(paths, files)
    rules = {path: blank_lines for path in folder.own_files(paths, files, names)}
    rules |= {path: blank_damage for path in damage.set_aside_files(paths, files)}
    rules |= {path: blank_copy for path in backup.own_copies(paths, files) if purged}
    for path, rule in rules.items():
        with files.lock(paths.state / LOCK, seconds):
            new = rule(files.read(path)) if files.file_info(path) else None
            if new is not None:
                replace(files, path, new)
    if not undoable:
        replace(files, paths.state / BLANKED_FILE, _deletions_hash(state))


def _deletions_hash(state: MergedState) -> bytes:
    """Return a hash of the deletions that doesn't depend on their order."""
    deletions = [sorted(state.deletions.items()), sorted(state.purged().items())]
    return hashlib.sha256(msgspec.json.encode(deletions)).hexdigest().encode()


class Maintenance:
    """Keeps deletions that can still be undone, and blanks text and writes the day's copy when they are due."""

    def __init__(self, paths: DataPaths, clock: Clock, files: FileSystem, key: DataKey | None) -> None:
        self._paths, self._clock, self._files, self.key = paths, clock, files, key
        self._guard = threading.Lock()
        self._deleted: dict[tuple[str, str], tuple[float, dict[str, Any]]] = {}
        self._to_blank = self._to_copy = False

    def encryption_key(self) -> DataKey | None:
        """Return the key to encrypt with, or None if the data isn't locked.

        Raises:
            RecordError: the data is locked and there is no key.
        """
        locked = key_file.is_locked(self._paths, self._files)
        return key_file.reading_key(self._paths, self._files, self.key) if locked else None

    def note_write(self) -> None:
        """Note that something was written, so that the day's copy is due unless there is one."""
        self._to_copy = True

    def note_deletion(self, kind: str, id: str, fields: dict[str, Any]) -> None:
        """Keep the fields of a document that is about to be deleted, for as long as that can be undone."""
        with self._guard:
            self._deleted[kind, id] = (self._clock.elapsed() + UNDO_SECONDS, fields)

    def note_purge(self) -> None:
        """Note that the text of something deleted before is to go from copies too."""
        self._to_blank = True

    def undo_deletion(self, kind: str, id: str) -> dict[str, Any] | None:
        """Return the fields of a document deleted in the last ten seconds, whose text then isn't blanked; else None."""
        with self._guard:
            until, fields = self._deleted.get((kind, id), (0.0, {}))
            if until <= self._clock.elapsed():
                return None
            del self._deleted[kind, id]
            return fields

    def end_undo(self) -> None:
        """End the time in which deletions can be undone."""
        with self._guard:
            self._deleted = {document: (0.0, {}) for document in self._deleted}

    def seconds_until_due(self) -> float | None:
        """Return the seconds until something is due, or None if nothing is."""
        with self._guard:
            waits = [until - self._clock.elapsed() for until, _fields in self._deleted.values()]
        waits += [COPY_SECONDS] if self._to_copy else []
        waits += [BLANK_AGAIN_SECONDS] if self._to_blank else []
        return max(0.05, min(waits)) if waits else None

    def run(self, idle: bool) -> None:
        """Do what is due. Never raises: what fails is tried again later."""
        with self._guard:
            now = self._clock.elapsed()
            expired = [document for document, (until, _fields) in self._deleted.items() if until <= now]
            for document in expired:
                del self._deleted[document]
            self._to_blank |= bool(expired)
        try:
            if self._to_blank:
                key = key_file.reading_key(self._paths, self._files, self.key)
                blank(self._paths, self._files, key, undoable=list(self._deleted))
                self._to_blank = False
            if self._to_copy and idle:
                self._to_copy = False
                backup.write_daily(self._paths, self._files, self.key, self._clock.now().date())
        except (OSError, RecordError):
            return
        except Exception as error:  # the writer's thread must survive whatever is in the folder
            fault_log.write(self._paths.state, error)

    def close(self) -> None:
        """Blank, copy and decrypt what is due. Called when the program ends, so nothing can be undone any more."""
        self.end_undo()
        self.run(idle=True)
        with contextlib.suppress(OSError, RecordError):
            self._finish_unlocking()

    def _finish_unlocking(self) -> None:
        """If the data was unlocked, here or on another machine, decrypt this device's files."""
        current = key_file.read(self._paths, self._files)
        if current is not None and current.open:
            from securecoach_tui.store.crypto.lock import bring_in_line

            key = key_file.reading_key(self._paths, self._files, None)
            assert key is not None
            bring_in_line(self._paths, self._files, key)
