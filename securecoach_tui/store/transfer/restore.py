"""Restores a copy: deleted documents come back, changed documents are reverted, and newer documents stay.

A restore writes new lines with new stamps, so that every other device follows it. Before it, a copy of the present data
is written, with a deletion for each document that will come back. Restoring that copy undoes the restore. Where some lines
can't be read here, a document that seems to come back may be in them; undoing the restore then leaves it, because a
deletion would take from the other devices what was written there since.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from securecoach_tui.config.data_paths import DataPaths
from securecoach_tui.i18n import _
from securecoach_tui.store.crypto import key_file, key_format
from securecoach_tui.store.crypto.envelope import DataKey
from securecoach_tui.store.disk import Disk, FileSystem
from securecoach_tui.store.errors import RecordError, why
from securecoach_tui.store.journal.change import JournalChange
from securecoach_tui.store.journal.entry import VERSION, JournalEntry, decode, encode
from securecoach_tui.store.journal.merge import MergedState
from securecoach_tui.store.journal.plausible import high, limit_of
from securecoach_tui.store.transfer import backup

if TYPE_CHECKING:
    from securecoach_tui.store.repository import Repository


@dataclass(frozen=True)
class RestorePlan:
    """What restoring a copy would change: how many documents come back, change, go, and stay as they are."""

    back: int
    changed: int
    gone: int
    kept: int
    changes: list[JournalChange]

    @property
    def sentence(self) -> str:
        """The counts in words."""
        text = _(
            "Of your saved entries, this brings back {back}, changes {changed}, removes {gone} and leaves {kept} as they are."
        )
        return text.format(back=self.back, changed=self.changed, gone=self.gone, kept=self.kept)


def read_copy(
    path: Path,
    paths: DataPaths,
    key: DataKey | None = None,
    *,
    ask: Callable[[], str] | None = None,
    files: FileSystem | None = None,
    data: bytes | None = None,
) -> MergedState:
    """Read the copy at ``path``, or in ``data`` if it was read already.

    ``ask`` is called for the passphrase if the copy was locked with another key.

    Raises:
        RecordError: it can't be read, is no copy (code 2), or can't be decrypted.
    """
    files = files or Disk()
    try:
        data = files.read_chosen(path) if data is None else data
    except OSError as error:
        raise RecordError(_("{path} can't be read: {why}.").format(path=path, why=why(error)), 2) from None
    opener = key_file.reading_key(paths, files, key)
    copy = decode(data, opener.decrypt_line if opener else None)
    own_key = backup.key_at_front(data)
    if copy.undecryptable and own_key is not None and ask is not None:
        copy = decode(data, key_format.unwrapped(own_key, ask()).decrypt_line)
    if copy.undecryptable and not copy.lines:
        raise RecordError(_("That backup was locked with a key that isn't here. Put its key.json back first."))
    limit = limit_of(high(line.stamp[0] for line in copy.lines))
    lines = [line for line in copy.lines if line.kind != backup.KEY_KIND and line.stamp[0] <= limit]
    if not lines:
        raise RecordError(
            _("{path} contains no data. Choose a file made by securecoach data backup.").format(path=path), 2
        )
    return MergedState(lines)


def preview(
    copy: MergedState, paths: DataPaths, key: DataKey | None = None, *, files: FileSystem | None = None
) -> RestorePlan:
    """Return what restoring ``copy`` would change. Raises RecordError where the data can't be read."""
    from securecoach_tui.store.repository import Repository

    return _compare(copy, Repository(paths, key, files))


def restore(
    copy: MergedState, paths: DataPaths, today: date, key: DataKey | None = None, *, files: FileSystem | None = None
) -> Path:
    """Restore ``copy`` and return the path of the copy that undoes it.

    Raises:
        RecordError: nothing was changed; the sentence says why.
    """
    from securecoach_tui.store.maintenance import open_to_write

    try:
        repository = open_to_write(paths, key, files=files)
        plan = _compare(copy, repository)
        returning = [c for c in plan.changes if not c.deleted and repository.get(c.kind, c.id) is None]
        contents = repository.contents
        if contents.undecryptable or contents.plain or contents.unreadable:
            returning = [c for c in returning if repository.was_deleted(c.kind, c.id)]
        absent = [encode(JournalEntry(VERSION, c.kind, c.id, (0, "absent"), deleted=True)) for c in returning]
        undo = backup.write_before(paths, repository.files, "return", key, today, absent)
        repository.apply(plan.changes)
    except OSError as error:
        raise RecordError(_("Nothing has changed: {why}.").format(why=why(error))) from None
    return undo


def _compare(copy: MergedState, now: Repository) -> RestorePlan:
    back = changed = gone = kept = 0
    changes: list[JournalChange] = []
    for kind, items in copy.items.items():
        for id in items:
            old, new = copy.fields(kind, id), now.get(kind, id)
            if old == new:
                kept += old is not None
            elif old is None:
                gone += 1
                changes.append(JournalChange(kind, id, deleted=True))
            else:
                before = new or {}
                fields = {name: value for name, value in old.items() if name not in before or before[name] != value}
                changes.append(JournalChange(kind, id, fields, tuple(name for name in before if name not in old)))
                back, changed = back + (new is None), changed + (new is not None)
    newer = sum(1 for kind in now.kinds() for one in now.of_kind(kind) if one["id"] not in copy.items.get(kind, {}))
    return RestorePlan(back, changed, gone, kept + newer, changes)
