"""Where files are stored. Imports nothing heavy, since every command needs it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

APP = "securecoach"


class DataPaths(NamedTuple):
    """The three folders of one user's data. ``state`` and ``cache`` are for this machine only."""

    data: Path
    state: Path
    cache: Path

    @property
    def journal(self) -> Path:
        """The folder in which each device has its file of changes."""
        return self.data / "journal"

    @property
    def backups(self) -> Path:
        """The folder of dated copies."""
        return self.data / "backups"

    @property
    def exercises(self) -> Path:
        """The folder of custom exercises."""
        return self.data / "exercises"

    @property
    def key(self) -> Path:
        """The file of the wrapped data key; it exists only if the data is locked."""
        return self.data / "key.json"

    @property
    def checkpoints(self) -> Path:
        """The folder of unfinished sessions."""
        return self.state / "checkpoints"


def places(data_dir: str | None = None, environ: Mapping[str, str] = os.environ) -> DataPaths:
    """The folders for ``--data-dir``, SECURECOACH_DATA_DIR or the platform's default; creates none.

    A data folder other than the default has its own state and cache folder, named by a hash of its path,
    so that two data folders on one machine never share a device name or a checkpoint.
    """
    import platformdirs

    usual = Path(platformdirs.user_data_dir(APP, appauthor=False))
    chosen = data_dir or environ.get("SECURECOACH_DATA_DIR") or ""
    data = Path(os.path.realpath(Path(chosen).expanduser())) if chosen else usual
    state = Path(platformdirs.user_state_dir(APP, appauthor=False))
    cache = Path(platformdirs.user_cache_dir(APP, appauthor=False))
    if state == usual:  # macOS and Windows keep data and state in one folder
        state = state.with_name(f"{APP}-state")
    if data != Path(os.path.realpath(usual)) and data != usual:
        import hashlib

        name = hashlib.sha256(os.fsencode(data)).hexdigest()[:16]
        state, cache = state / "folders" / name, cache / "folders" / name
    override = environ.get("SECURECOACH_STATE_DIR")
    if override:
        state = Path(os.path.realpath(Path(override).expanduser()))
    return DataPaths(data, state, cache)
