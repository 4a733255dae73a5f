"""Coming back to a copy: what is gone comes back, what was changed is as it was; what is newer stays.

A return is made of new lines with new stamps, so that every other device follows it. Before it a copy is
taken that also says of each thing that comes back that it wasn't there: returning to that copy undoes it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from securecoach_tui.config.settings import DataPaths
from securecoach_tui.i18n import _
from securecoach_tui.store.crypto import key_file
from securecoach_tui.store.crypto.envelope import Key
from securecoach_tui.store.disk import Disk, Files
from securecoach_tui.store.errors import RecordError, why
from securecoach_tui.store.journal.appender import Change
from securecoach_tui.store.journal.entry import VERSION, Line, decode, encode
from securecoach_tui.store.journal.folder import read_all
from securecoach_tui.store.journal.merge import State
from securecoach_tui.store.transfer import backup


@dataclass(frozen=True)
class Return:
    """What returning to a copy would change: how many things come back, change, go, and stay as they are."""

    back: int
    changed: int
    gone: int
    kept: int
    changes: list[Change]

    @property
    def sentence(self) -> str:
        """The counts in words."""
        text = _("{back} come back, {changed} change, {gone} go, {kept} stay as they are.")
        return text.format(back=self.back, changed=self.changed, gone=self.gone, kept=self.kept)


def opened(
    path: Path,
    where: DataPaths,
    key: Key | None = None,
    *,
    ask: Callable[[], str] | None = None,
    files: Files | None = None,
) -> State:
    """What the copy at ``path`` holds. ``ask`` gives the passphrase of a copy with another lock than the record's.

    Raises:
        RecordError: it can't be read, holds no record (code 2), or doesn't open.
    """
    files = files or Disk()
    try:
        data = files.read(path)
    except OSError as error:
        raise RecordError(_("{path} can't be read: {why}.").format(path=path, why=why(error)), 2) from None
    opener = key_file.usable(where, files, key)
    copy = decode(data, opener.open_line if opener else None)
    own_key = backup.key_at_front(data)
    if copy.closed and own_key is not None and ask is not None:
        copy = decode(data, key_file.unwrapped(own_key, ask()).open_line)
    if copy.closed and not copy.lines:
        raise RecordError(_("That copy was locked with a key that isn't here: put its key.json back first."))
    lines = [line for line in copy.lines if line.kind != backup.KEY_KIND]
    if not lines:
        raise RecordError(_("{path} holds no record: choose a file that data backup made.").format(path=path), 2)
    return State(lines)


def preview(copy: State, where: DataPaths, key: Key | None = None, *, files: Files | None = None) -> Return:
    """What returning to ``copy`` would change. Raises RecordError where the record can't be read."""
    files = files or Disk()
    return _compared(copy, read_all(where, files, key_file.usable(where, files, key)).state)


def restore(copy: State, where: DataPaths, today: date, key: Key | None = None, *, files: Files | None = None) -> Path:
    """Return to ``copy``; the path of the copy that undoes it.

    Raises:
        RecordError: nothing was changed, and why.
    """
    from securecoach_tui.store.journal.tinydb_table import JournalDB

    files = files or Disk()
    try:
        db = JournalDB(where, key, files)
        wanted = preview(copy, where, key, files=files)
        now = db.storage.read() or {}
        fresh = [c for c in wanted.changes if not c.deleted and c.id not in now.get(c.kind, {})]
        absent = [encode(Line(VERSION, c.kind, c.id, (0, "absent"), deleted=True)) for c in fresh]
        undo = backup.before(where, files, "return", key, today, absent)
        db.storage.apply(wanted.changes)  # type: ignore[attr-defined]
    except OSError as error:
        raise RecordError(_("Nothing was changed: {why}.").format(why=why(error))) from None
    return undo


def _compared(then: State, now: State) -> Return:
    back = changed = gone = kept = 0
    changes: list[Change] = []
    for kind, entries in then.things.items():
        for id in entries:
            old, new = then.fields(kind, id), now.fields(kind, id)
            if old == new:
                kept += old is not None
            elif old is None:
                gone += 1
                changes.append(Change(kind, id, deleted=True))
            else:
                change = _difference(kind, id, new, old)
                changes.append(change)
                back, changed = back + (new is None), changed + (new is not None)
    newer = sum(1 for kind in now.things for id in now.ids(kind) if id not in then.things.get(kind, {}))
    return Return(back, changed, gone, kept + newer, changes)


def _difference(kind: str, id: str, before: dict[str, Any] | None, after: dict[str, Any]) -> Change:
    if before is None:
        return Change(kind, id, after)
    fields = {name: value for name, value in after.items() if name not in before or before[name] != value}
    return Change(kind, id, fields, tuple(name for name in before if name not in after))
