"""Erasing: the record, its copies, its key, preferences, exercises of one's own, state and cache.

Only the program's own names go: a folder that a person chose may hold other things too, and the state
folder of the usual record also holds those of others.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from securecoach_tui.config.settings import FILE as SETTINGS
from securecoach_tui.config.settings import DataPaths
from securecoach_tui.i18n import _
from securecoach_tui.store.disk import HALF_WRITTEN, Disk, Files
from securecoach_tui.store.errors import RecordError, why
from securecoach_tui.store.journal.appender import LOCK, LOCK_SECONDS

# How the names in the state and cache folders begin.
OURS = (
    "device.json",
    "told.json",
    "contacts.json",
    "key",
    "blanked",
    "quick-exit",
    "checkpoints",
    LOCK,
    "log",
    "clips",
)


def erase(where: DataPaths, files: Files | None = None) -> None:
    """Remove everything the program keeps.

    Raises:
        Busy: another program has the record.
        RecordError: something is still there, and why.
    """
    files = files or Disk()
    data = [where.journal, where.backups, where.exercises, where.data / SETTINGS]
    data.append(where.data / "settings-unreadable.toml")
    try:
        with files.lock(where.state / LOCK, LOCK_SECONDS):
            for path in [*data, *where.data.glob("key*.json"), *where.data.glob(".key.json.*")]:
                _remove(path)
        for folder in (where.state, where.cache):
            for path in [*folder.iterdir()] if folder.is_dir() else []:
                if path.name.startswith(OURS) or HALF_WRITTEN.fullmatch(path.name):
                    _remove(path)
        for folder in (where.data, where.state, where.cache):
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()
    except OSError as error:
        raise RecordError(_("Not everything could be erased: {why}.").format(why=why(error))) from None


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
