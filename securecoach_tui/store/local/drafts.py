"""Drafts of text that isn't saved yet: on the disk within a second, deleted once it is saved or empty.

A draft is stored as a checkpoint, so it is encrypted, erased and left out of exports as checkpoints are. Text written
during a session is in that session's own checkpoint instead.
"""

from __future__ import annotations

import msgspec

from securecoach_tui.config.data_paths import DataPaths
from securecoach_tui.store.crypto import key_file
from securecoach_tui.store.crypto.envelope import DataKey
from securecoach_tui.store.disk import Disk, FileSystem
from securecoach_tui.store.errors import RecordError
from securecoach_tui.store.local import checkpoints
from securecoach_tui.store.writer_protocol import CheckpointWriter

TYPED_FIELDS = ("day", "at", "minutes")  # of the form for a session; its note has the draft of ``of_session``

CARD_HALVES = ("if", "then")


class Draft(msgspec.Struct, frozen=True):
    """A stored draft and its name, ``draft``. No checkpoint of a session has a field called ``draft``."""

    draft: str
    text: str


class DraftStore:
    """The drafts of one run of the program. ``key`` is set once locked data is opened."""

    def __init__(
        self, paths: DataPaths, writer: CheckpointWriter, key: DataKey | None = None, *, files: FileSystem | None = None
    ) -> None:
        self._paths, self._writer, self.key = paths, writer, key
        self._files: FileSystem = files or Disk()
        self._known: dict[str, str] = {}  # by name; newer than on the disk until the writer has written them

    def find(self, name: str) -> str:
        """Return the draft called ``name``, or an empty text if there is none or it can't be read. Never raises."""
        if name not in self._known:
            self._known[name] = self._on_disk(name)
        return self._known[name]

    def put(self, name: str, text: str) -> None:
        """Write a draft; an empty text deletes it."""
        if text == self.find(name):
            return
        self._known[name] = text
        if text.strip():
            self._writer.checkpoint(id_of(name), msgspec.json.encode(Draft(name, text)))
        else:
            self._writer.drop_checkpoint(id_of(name))

    def drop(self, *names: str) -> None:
        """Delete drafts whose text was saved."""
        for name in names:
            self.put(name, "")

    def _on_disk(self, name: str) -> str:
        try:
            key = key_file.reading_key(self._paths, self._files, self.key)
            data = self._files.read(checkpoints.path_of(self._paths, id_of(name)))
            found = msgspec.json.decode(checkpoints.decrypted(data, key), type=Draft)
        except (OSError, ValueError, RecordError):
            return ""
        return found.text if found.draft == name else ""


def id_of(name: str) -> str:
    """Return the id of a draft's checkpoint."""
    return f"draft {name}"


def of_session(id: str) -> str:
    """Return the name of the draft for a session that was saved already."""
    return f"reflection/{id}"


def of_form(id: str, field: str = "") -> str:
    """Return the name of the draft for a session entered by hand (``id`` "new") or corrected, or for one text of it."""
    return f"by_hand/{id}/{field}" if field else f"by_hand/{id}"


def of_card(id: str, half: str) -> str:
    """Return the name of the draft for one half ("if", "then") of a card; ``id`` is "new" for one not made yet."""
    return f"card/{id}/{half}"


def all_of(kind: str, id: str) -> list[str]:
    """Return the names of every draft that is deleted with an entry."""
    if kind == "card":
        return [of_card(id, half) for half in CARD_HALVES]
    return all_of_session(id) if kind == "session" else []


def all_of_session(id: str) -> list[str]:
    """Return the names of every draft for a session that was saved already."""
    return [of_session(id), of_form(id), *(of_form(id, field) for field in TYPED_FIELDS)]
