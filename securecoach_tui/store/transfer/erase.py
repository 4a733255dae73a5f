"""Erases everything that the program stores: data, copies, key, settings, custom exercises, state and cache.

Only files with the program's own names are deleted: the folder may have other files too, and the state folder of the
usual data folder also has those of other data folders.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from securecoach_tui.config.data_paths import DataPaths
from securecoach_tui.config.settings import FILE as SETTINGS
from securecoach_tui.i18n import _
from securecoach_tui.store.disk import HALF_WRITTEN, Disk, FileSystem
from securecoach_tui.store.errors import RecordError, why
from securecoach_tui.store.journal.appender import LOCK, LOCK_SECONDS

# Prefixes of the program's file names in the state and cache folders.
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
    "spoken",
)


def erase(paths: DataPaths, files: FileSystem | None = None) -> None:
    """Delete everything the program stores.

    Raises:
        Busy: another program is using the data.
        RecordError: something couldn't be deleted; the sentence says why.
    """
    files = files or Disk()
    data = [paths.journal, paths.backups, paths.exercises, paths.data / SETTINGS]
    data.append(paths.data / "settings-unreadable.toml")
    try:
        with files.lock(paths.state / LOCK, LOCK_SECONDS):
            for path in [*data, *paths.data.glob("key*.json"), *paths.data.glob(".key.json.*")]:
                _remove(path)
        for folder in (paths.state, paths.cache):
            for path in [*folder.iterdir()] if folder.is_dir() else []:
                if path.name.startswith(OURS) or HALF_WRITTEN.fullmatch(path.name):
                    _remove(path)
        for folder in (paths.data, paths.state, paths.cache):
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()
    except OSError as error:
        raise RecordError(_("Some files couldn't be erased: {why}.").format(why=why(error))) from None


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
