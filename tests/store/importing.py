"""Imports a file as the command ``import`` does."""

from __future__ import annotations

from pathlib import Path

from securecoach_tui.config.data_paths import DataPaths
from securecoach_tui.store.crypto.envelope import DataKey
from securecoach_tui.store.disk import Disk, FileSystem
from securecoach_tui.store.transfer.import_export import ImportReport, import_data


def import_file(
    path: Path, paths: DataPaths, key: DataKey | None = None, *, files: FileSystem | None = None
) -> ImportReport:
    """Merge a file into the data."""
    files = files or Disk()
    return import_data(files.read(path), str(path), paths, key, files=files)
