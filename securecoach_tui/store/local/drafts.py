"""What is being written and isn't kept yet: on the disk within a second, gone once it is kept or left empty.

A draft lies among the checkpoints, so that it is sealed, locked, erased and left out of every export as they are.
What is written in a session under way lies in that session's own checkpoint instead (``runner.draft``).
"""

from __future__ import annotations

from typing import Protocol

import msgspec

from securecoach_tui.config.settings import DataPaths
from securecoach_tui.store.crypto import key_file
from securecoach_tui.store.crypto.envelope import Key
from securecoach_tui.store.disk import Disk, Files
from securecoach_tui.store.errors import RecordError
from securecoach_tui.store.local import checkpoints


class Draft(msgspec.Struct, frozen=True):
    """``draft`` names what it is for; no checkpoint of a session has a field of that name."""

    draft: str
    text: str


class Keeper(Protocol):
    """What is needed of the writer."""

    def checkpoint(self, id: str, data: bytes) -> None: ...

    def drop_checkpoint(self, id: str) -> None: ...


class Drafts:
    """The drafts of one run, over its writer; ``key`` is set once a locked record is open."""

    def __init__(self, where: DataPaths, writer: Keeper, key: Key | None = None, *, files: Files | None = None) -> None:
        self._where, self._writer, self.key = where, writer, key
        self._files: Files = files or Disk()
        self._known: dict[str, str] = {}  # newer than the disk, which the writer may still be busy with

    def find(self, name: str) -> str:
        """What was being written for ``name``; nothing where there is none or it can't be read. Never raises."""
        if name not in self._known:
            self._known[name] = self._on_disk(name)
        return self._known[name]

    def put(self, name: str, text: str) -> None:
        """This is what stands there now; an empty text lets it go."""
        if text == self.find(name):
            return
        self._known[name] = text
        if text.strip():
            self._writer.checkpoint(id_of(name), msgspec.json.encode(Draft(name, text)))
        else:
            self._writer.drop_checkpoint(id_of(name))

    def drop(self, *names: str) -> None:
        """They are kept elsewhere by now."""
        for name in names:
            self.put(name, "")

    def _on_disk(self, name: str) -> str:
        try:
            key = key_file.usable(self._where, self._files, self.key)
            data = self._files.read(checkpoints.path_of(self._where, id_of(name)))
            found = msgspec.json.decode(checkpoints.opened(data, key), type=Draft)
        except (OSError, ValueError, RecordError):
            return ""
        return found.text if found.draft == name else ""


def id_of(name: str) -> str:
    """Under what a draft lies among the checkpoints."""
    return f"draft {name}"


def of_session(id: str) -> str:
    """The name of what is being written for a session that was kept already."""
    return f"reflection/{id}"
