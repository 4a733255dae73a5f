"""Deletes the temporary files that a killed program, or a power cut, left in the data and state folder.

Such a file may hold a draft or a part of the journal. It is deleted once no program holds it and it is older than the
moment between its creation and its lock. Another machine may write into the data folder too, and its locks may not be
seen here, so there a file has to be older.
"""

from __future__ import annotations

import contextlib
import os
import re
import stat
import time
from pathlib import Path

from securecoach_tui.config import half_outputs
from securecoach_tui.config.data_paths import DataPaths
from securecoach_tui.config.held_file import delete_unheld
from securecoach_tui.store.disk import HALF_WRITTEN

SETTINGS = re.compile(r"\.settings-\w{8}")  # config.atomic_file's name for a new settings.toml
FORMS = (HALF_WRITTEN, SETTINGS, half_outputs.NAME)  # the last one of an exercise that was just begun
OLD_SECONDS = 0.2
OLD_SHARED_SECONDS = 60.0


def clear(paths: DataPaths) -> None:
    """Delete what is left half-written; what can't be deleted stays until the next start."""
    half_outputs.clear(paths.state)
    shared = (paths.data, paths.journal, paths.backups, paths.exercises)
    for folder in (*shared, paths.state, paths.checkpoints, paths.comforts):
        age = OLD_SHARED_SECONDS if folder in shared else OLD_SECONDS
        with contextlib.suppress(OSError):
            for name in os.listdir(folder):
                if any(form.fullmatch(name) for form in FORMS):
                    with contextlib.suppress(OSError):
                        _delete(folder / name, age)


def _delete(path: Path, age: float) -> None:
    status = path.lstat()
    if stat.S_ISREG(status.st_mode) and time.time() - status.st_mtime > age:
        delete_unheld(path)
