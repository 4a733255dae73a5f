"""What is deleted leaves no text: blanked in this device's journal, in what it set aside and in its copies.

Copies hold other devices' text too, so a deletion made elsewhere is a reason to look. The state folder
remembers, as a hash, which deletions were looked after.
"""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path

import msgspec

from securecoach_tui.settings import Places
from securecoach_tui.store import backup, damage, device, journal
from securecoach_tui.store.files import Files, replace
from securecoach_tui.store.lines import Line
from securecoach_tui.store.merge import State
from securecoach_tui.store.pen import LOCK, LOCK_SECONDS
from securecoach_tui.store.rewriting import blanked, changed, without
from securecoach_tui.store.sealing import Key

FILE = "blanked"


def due(where: Places, files: Files, state: State) -> bool:
    """Whether this device may still hold text of something deleted. Never raises."""
    name = device.known(where, files)
    if not state.buried or name is None:
        return False
    if state.leaves_text(name):
        return True
    with contextlib.suppress(OSError):
        return files.read(where.state / FILE) != _mark(state)
    return True


def blank(where: Places, files: Files, key: Key | None, seconds: float = LOCK_SECONDS) -> None:
    """Blank this device's text of everything deleted; under the lock, each file by an atomic rename.

    Raises:
        Busy, OSError, RecordError: some of it is still there; the next call goes on.
    """
    with files.lock(where.state / LOCK, seconds):
        state = journal.read_all(where, files, key).state
        tombstones = state.buried

        def rule(line: Line) -> Line | None:
            return blanked(line, tombstones)

        if not tombstones:
            return
        name = device.known(where, files)
        ids = [msgspec.json.encode(id) for _kind, id in tombstones]
        for path in [*journal.own(where, files, name), *backup.own(where, files)]:
            _rewrite(files, path, changed(files.read(path), key, rule))
        for path in damage.asides(where, files):
            data = files.read(path)
            torn = without(data, key, ids)
            _rewrite(files, path, changed(torn or data, key, rule) or torn)
        replace(files, where.state / FILE, _mark(state))


def _rewrite(files: Files, path: Path, data: bytes | None) -> None:
    if data is not None:
        replace(files, path, data)


def _mark(state: State) -> bytes:
    """One hash for a set of deletions, whatever order they came in."""
    return hashlib.sha256(msgspec.json.encode(sorted(state.buried.items()))).hexdigest().encode()
