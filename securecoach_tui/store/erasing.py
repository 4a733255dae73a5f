"""Erasing: the record, its copies, its key, preferences, exercises of one's own, state and cache."""

from __future__ import annotations

import shutil
from pathlib import Path

from securecoach_tui.i18n import _
from securecoach_tui.settings import FILE as SETTINGS
from securecoach_tui.settings import Places
from securecoach_tui.store.errors import RecordError, why
from securecoach_tui.store.files import Disk, Files
from securecoach_tui.store.pen import LOCK, LOCK_SECONDS


def erase(where: Places, files: Files | None = None) -> None:
    """Remove everything the program keeps. Only its own names: a data folder may hold other things too.

    Raises:
        Busy: another program has the record.
        RecordError: something is still there, and why.
    """
    files = files or Disk()
    data = [where.journal, where.backups, where.exercises, where.key, where.data / SETTINGS]
    data.append(where.data / "settings-unreadable.toml")
    try:
        with files.lock(where.state / LOCK, LOCK_SECONDS):
            for path in data:
                _remove(path)
        _remove(where.state)
        _remove(where.cache)
        if where.data.is_dir() and not any(where.data.iterdir()):
            where.data.rmdir()
    except OSError as error:
        raise RecordError(_("Not everything could be erased: {why}.").format(why=why(error))) from None


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
