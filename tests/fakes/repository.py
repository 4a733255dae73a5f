"""A repository over an empty disk in memory, with documents that are only shown, not written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from securecoach_tui.config.settings import DataPaths
from securecoach_tui.practice.record import SessionRecord
from securecoach_tui.store.repository import Repository
from tests.fakes.disk import MemoryDisk

PATHS = DataPaths(Path("/fake/data"), Path("/fake/state"), Path("/fake/cache"))


def repository_with(sessions: Sequence[SessionRecord] = (), *documents: tuple[str, str, dict[str, Any]]) -> Repository:
    """A repository with these sessions and other documents (kind, id, fields)."""
    repository = Repository(PATHS, files=MemoryDisk())
    repository.show_sessions(sessions)
    for kind, id, fields in documents:
        repository.show_saved(kind, id, fields)
    return repository
