"""What is deleted leaves no text: blanked in this device's journal, in what it set aside and in its copies.

Copies hold other devices' text too, so a deletion made elsewhere is a reason to look. The state folder
remembers, as a hash, which deletions were looked after.
"""

from __future__ import annotations

import contextlib
import hashlib

import msgspec

from securecoach_tui.config.settings import DataPaths
from securecoach_tui.store.crypto.envelope import Key
from securecoach_tui.store.disk import Files, replace
from securecoach_tui.store.journal import damage, device, folder
from securecoach_tui.store.journal.appender import LOCK, LOCK_SECONDS
from securecoach_tui.store.journal.merge import State
from securecoach_tui.store.journal.rewriter import blanked, changed, without
from securecoach_tui.store.transfer import backup

FILE = "blanked"


def due(where: DataPaths, files: Files, state: State) -> bool:
    """Whether this device may still hold text of something deleted. Never raises."""
    name = device.known(where, files)
    if not state.buried or name is None:
        return False
    if state.leaves_text(name):
        return True
    with contextlib.suppress(OSError):
        return files.read(where.state / FILE) != _mark(state)
    return True


def blank(where: DataPaths, files: Files, key: Key | None, seconds: float = LOCK_SECONDS) -> None:
    """Blank this device's text of everything deleted: each file by an atomic rename, under a lock of its own,
    so that another program's append waits for one file at most.

    Raises:
        Busy, OSError, RecordError: some of it is still there; the next call goes on.
    """
    state = folder.read_all(where, files, key).state
    tombstones = state.buried
    if not tombstones:
        return

    def bare(data: bytes) -> bytes | None:
        return changed(data, key, lambda line: blanked(line, tombstones))

    def bare_and_whole(data: bytes) -> bytes | None:
        torn = without(data, key, ids)
        return bare(data if torn is None else torn) or torn

    ids = [msgspec.json.encode(id) for _kind, id in tombstones]
    name = device.known(where, files)
    rules = {path: bare for path in [*folder.own(where, files, name), *backup.own(where, files)]}
    rules |= {path: bare_and_whole for path in damage.asides(where, files)}
    for path, rule in rules.items():
        with files.lock(where.state / LOCK, seconds):
            new = rule(files.read(path)) if files.seen(path) else None
            if new is not None:
                replace(files, path, new)
    replace(files, where.state / FILE, _mark(state))


def _mark(state: State) -> bytes:
    """One hash for a set of deletions, whatever order they came in."""
    return hashlib.sha256(msgspec.json.encode(sorted(state.buried.items()))).hexdigest().encode()
