"""What the displays need of a writer. ``writer.Writer`` is the real one; tests have one in memory."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from securecoach_tui.practice.session.events import Kept, NotKept

if TYPE_CHECKING:
    from securecoach_tui.store.crypto.envelope import DataKey
    from securecoach_tui.store.journal.change import JournalChange

Done = Callable[[Kept | NotKept], None]

# By kind, the kinds whose document of the same id is deleted and brought back with it.
DELETED_WITH = {"session": ("debrief",)}


class CheckpointWriter(Protocol):
    """Writes checkpoints, the newest of each id only."""

    def checkpoint(self, id: str, data: bytes) -> None:
        """Write ``data`` as the checkpoint of that id, soon."""

    def drop_checkpoint(self, id: str) -> None:
        """Delete the checkpoint of that id, soon; no error where there is none."""


class DataWriter(CheckpointWriter, Protocol):
    """Takes over what is to be written and returns at once. ``done`` may be called on another thread."""

    def keep(self, kind: str, id: str, fields: Mapping[str, Any], done: Done | None = None) -> None:
        """Save a document, or those fields of it; its other fields stay.

        ``done`` is called with Kept once it is on the disk, and with NotKept where the disk refuses at first.

        Raises:
            TypeError: JSON has no form for a value.
        """

    def delete(self, kind: str, id: str, done: Done | None = None) -> None:
        """Delete a document and what goes with it. ``undo`` brings it back for ten seconds, or until ``settle``;
        then its text is blanked."""

    def undo(self, kind: str, id: str, done: Done | None = None) -> bool:
        """Bring back a document that was deleted; False where that is too late."""

    def settle(self) -> None:
        """End the time in which a deletion can be undone: the screen that offers it is left."""

    def use(self, key: DataKey) -> None:
        """Encrypt with ``key`` from now on: another program locked the data meanwhile."""

    def flush(self, timeout: float) -> bool:
        """Wait at most ``timeout`` seconds until all is written; return whether it is."""

    def waiting(self) -> list[JournalChange]:
        """Return what isn't on the disk yet."""

    def save_elsewhere(self, path: Path) -> None:
        """Write what isn't on the disk yet to a file that ``import`` reads.

        Raises:
            OSError: that file can't be written either.
        """

    def close(self, timeout: float = 5.0) -> bool:
        """Write what waits, at most ``timeout`` seconds long, and end; return whether all is written."""
