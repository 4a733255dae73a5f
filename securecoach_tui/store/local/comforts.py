"""The person's own comforts: words, a sound and pictures, stored on this machine only, encrypted if the data is locked.

The list is one file, ``comforts.json``; each sound and picture is a file of its own in ``comforts/``. They are never
exported and never in the data folder, so no tool that copies that folder to other machines takes them along.
"""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import msgspec

from securecoach_tui.config.data_paths import DataPaths
from securecoach_tui.i18n import _
from securecoach_tui.store.crypto import key_file
from securecoach_tui.store.crypto.envelope import DataKey
from securecoach_tui.store.disk import Disk, FileSystem
from securecoach_tui.store.errors import RecordError, why
from securecoach_tui.store.local import checkpoints, private_list

FILE, SUFFIX = "comforts.json", ".comfort"
LARGEST = 50 * 1024 * 1024  # bytes of a sound or a picture


class Comfort(msgspec.Struct, frozen=True):
    """Something that helps this person. ``text`` is the words, or the name of the sound or picture."""

    id: str
    kind: Literal["words", "sound", "picture"]
    text: str


def read(paths: DataPaths, key: DataKey | None = None, *, files: FileSystem | None = None) -> list[Comfort]:
    """Return the comforts in their order; an empty list if they can't be read.

    Raises:
        PassphraseNeeded: the data is locked and ``key`` is None.
    """
    return private_list.read(paths, FILE, Comfort, key, files or Disk(), _made_here)


def content(
    paths: DataPaths, comfort: Comfort, key: DataKey | None = None, *, files: FileSystem | None = None
) -> bytes:
    """Return the bytes of a sound or a picture.

    Raises:
        PassphraseNeeded: the data is locked and ``key`` is None.
        RecordError: the file is gone or damaged; the sentence says so.
    """
    files = files or Disk()
    key = key_file.key_if_readable(paths, files, key)
    try:
        return checkpoints.decrypted(files.read(path_of(paths, comfort.id)), key)
    except (OSError, ValueError):
        sentence = _("{name} can't be opened here. You can remove it and add it again.")
        raise RecordError(sentence.format(name=comfort.text)) from None


def add(
    paths: DataPaths,
    kind: Literal["words", "sound", "picture"],
    text: str,
    data: bytes = b"",
    key: DataKey | None = None,
    *,
    files: FileSystem | None = None,
) -> Comfort:
    """Add words, or a file with its name and bytes. A new sound takes the place of the old one.

    Raises:
        RecordError: it can't be saved, and nothing has changed; the sentence says why.
    """
    files = files or Disk()
    with _held(paths, files):
        return _add(paths, Comfort(secrets.token_hex(4), kind, text), data, key, files)


def _add(paths: DataPaths, comfort: Comfort, data: bytes, key: DataKey | None, files: FileSystem) -> Comfort:
    kind, text = comfort.kind, comfort.text
    all = read(paths, key, files=files)
    if kind == "words" and any((one.kind, one.text) == (kind, text) for one in all):
        return next(one for one in all if (one.kind, one.text) == (kind, text))
    if kind != "words":
        try:
            private_list.write_file(paths, path_of(paths, comfort.id), data, key, files)
        except OSError as error:
            raise _not_saved(error) from None
    kept = [one for one in all if not (kind == one.kind == "sound")]
    try:
        write(paths, [*kept, comfort], key, files=files)
    except RecordError:
        _delete(paths, files, [comfort])
        raise
    _delete(paths, files, [one for one in all if one not in kept])
    return comfort


def remove(paths: DataPaths, id: str, key: DataKey | None = None, *, files: FileSystem | None = None) -> Comfort | None:
    """Remove a comfort with its file and return it; None if there is none with this id.

    Raises:
        RecordError: the list can't be written, and nothing has changed; the sentence says why.
    """
    files = files or Disk()
    with _held(paths, files):
        all = read(paths, key, files=files)
        found = next((one for one in all if one.id == id), None)
        if found is not None:
            write(paths, [one for one in all if one.id != id], key, files=files)
            _delete(paths, files, [found])
        return found


@contextlib.contextmanager
def _held(paths: DataPaths, files: FileSystem) -> Iterator[None]:
    """As ``private_list.held``, with a RecordError."""
    try:
        with private_list.held(paths, files):
            yield
    except OSError as error:
        raise _not_saved(error) from None


def write(paths: DataPaths, all: list[Comfort], key: DataKey | None = None, *, files: FileSystem | None = None) -> None:
    """Replace the list. A list that can't be read is kept beside it.

    Raises:
        RecordError: it can't be written; the sentence says why.
    """
    try:
        private_list.write(paths, FILE, all, Comfort, key, files or Disk(), _made_here)
    except OSError as error:
        raise _not_saved(error) from None


def clear(paths: DataPaths, key: DataKey | None = None, *, files: FileSystem | None = None) -> None:
    """Delete sounds and pictures that the list doesn't name: a program ended while it added or removed them.

    Without a list that can be read nothing is deleted.
    """
    files = files or Disk()
    with contextlib.suppress(OSError, RecordError):
        if not any(name.endswith(SUFFIX) for name in files.names(paths.comforts)):
            return
        with private_list.held(paths, files):
            all = private_list.read_if_whole(paths, FILE, Comfort, key, files, _made_here)
            aside = any(name.startswith("comforts-unreadable-") for name in files.names(paths.state))
            if all is None or aside:  # a list that was set aside may name them
                return
            named = {path_of(paths, one.id).name for one in all}
            for name in files.names(paths.comforts):
                if name.endswith(SUFFIX) and not name.startswith(".") and name not in named:
                    files.unlink(paths.comforts / name)


def path_of(paths: DataPaths, id: str) -> Path:
    """Return the path of a sound or a picture."""
    return paths.comforts / f"{id}{SUFFIX}"


def files_of(paths: DataPaths, files: FileSystem) -> list[Path]:
    """Return the paths of everything stored here, which are encrypted if the data is locked."""
    names = files.names(paths.comforts)
    found = [paths.comforts / name for name in names if name.endswith(SUFFIX) and not name.startswith(".")]
    return [*found, paths.state / FILE]


def _made_here(comfort: Comfort) -> bool:
    """Whether an id was made here: it is part of a path."""
    return comfort.id.isalnum() and comfort.id.isascii()


def _not_saved(error: OSError) -> RecordError:
    return RecordError(_("Your comforts can't be saved: {why}.").format(why=why(error)))


def _delete(paths: DataPaths, files: FileSystem, comforts: list[Comfort]) -> None:
    """Delete the files of sounds and pictures that the list no longer names. One that can't be deleted stays."""
    for one in comforts:
        if one.kind != "words":
            with contextlib.suppress(OSError):
                files.unlink(path_of(paths, one.id))
