"""The protocol of the writer that displays use. ``writer.Writer`` implements it; tests have one in memory."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from securecoach_tui.practice.session.events import Kept, NotKept

if TYPE_CHECKING:
    from securecoach_tui.store.crypto.envelope import DataKey
    from securecoach_tui.store.journal.change import JournalChange

Done = Callable[[Kept | NotKept], None]

# For a kind, the kinds whose document with the same id is deleted and restored together with it.
DELETED_WITH = {"session": ("debrief",)}


class CheckpointWriter(Protocol):
    """Writes checkpoints, the newest of each id only."""

    def checkpoint(self, id: str, data: bytes) -> None:
        """Write ``data`` as the checkpoint of that id, soon."""

    def drop_checkpoint(self, id: str) -> None:
        """Delete the checkpoint of that id, soon; no error if there is none."""


class DataWriter(CheckpointWriter, Protocol):
    """Accepts changes to write and returns at once. ``done`` may be called on another thread."""

    def keep(self, kind: str, id: str, fields: Mapping[str, Any], done: Done | None = None) -> None:
        """Save a document, or those fields of it; its other fields stay.

        ``done`` is called with Kept once it is on the disk, and before that with NotKept if the first attempt fails.

        Raises:
            TypeError: a value can't be encoded as JSON.
        """

    def delete(self, kind: str, id: str, done: Done | None = None, *, copies: bool = False) -> None:
        """Delete a document and those deleted with it. For ten seconds, or until ``settle``, ``undo`` restores it;
        then its text is blanked. Copies stay as they are, unless ``copies`` says that the text goes from them too; this
        may also be asked for after the deletion."""

    def undo(self, kind: str, id: str) -> bool:
        """Restore a deleted document; return False if it is too late."""

    def settle(self) -> None:
        """End the time in which a deletion can be undone; called when the screen that offers it closes."""

    def use(self, key: DataKey) -> None:
        """Encrypt with ``key`` from now on; called after another program has locked the data."""

    def flush(self, timeout: float) -> bool:
        """Wait at most ``timeout`` seconds until all is written; return whether it is."""

    def waiting(self) -> list[JournalChange]:
        """Return what isn't on the disk yet."""

    def save_elsewhere(self, path: Path) -> None:
        """Write what isn't on the disk yet to a new file that ``import`` reads.

        Raises:
            NameTaken: there is a file already; it is unchanged.
            OSError: that file can't be written either.
        """

    def close(self, timeout: float = 5.0) -> bool:
        """Write what is pending, for at most ``timeout`` seconds, and end; return whether everything is written."""
