"""What is deleted leaves no text: blanked in this device's journal, in what it set aside and in its backups."""

from __future__ import annotations

from pathlib import Path

from securecoach_tui.settings import Places
from securecoach_tui.store import backup, damage, device, journal
from securecoach_tui.store.files import Files, replace
from securecoach_tui.store.lines import Line
from securecoach_tui.store.pen import LOCK, LOCK_SECONDS
from securecoach_tui.store.rewriting import blanked, changed
from securecoach_tui.store.sealing import Key


def blank(where: Places, files: Files, key: Key | None, seconds: float = LOCK_SECONDS) -> None:
    """Blank this device's text of everything deleted; under the lock, each file by an atomic rename.

    Raises:
        Busy, OSError, RecordError: some of it is still there; the next call goes on.
    """
    with files.lock(where.state / LOCK, seconds):
        tombstones = journal.read_all(where, files, key).state.tombstones()

        def rule(line: Line) -> Line | None:
            return blanked(line, tombstones)

        if tombstones:
            for path in _own_files(where, files):
                data = changed(files.read(path), key, rule)
                if data is not None:
                    replace(files, path, data)


def _own_files(where: Places, files: Files) -> list[Path]:
    name = device.known(where, files)
    own = where.journal / f"{name}.jsonl"
    return [*([own] if files.seen(own) else []), *damage.asides(where, files), *backup.own(where, files)]
