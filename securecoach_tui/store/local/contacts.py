"""The person's own contacts for hard moments: stored on this machine only, and encrypted if the data is locked."""

from __future__ import annotations

import msgspec

from securecoach_tui.config.data_paths import DataPaths
from securecoach_tui.i18n import _
from securecoach_tui.store.crypto import key_file
from securecoach_tui.store.crypto.envelope import DataKey
from securecoach_tui.store.disk import Disk, FileSystem, replace
from securecoach_tui.store.errors import RecordError, why
from securecoach_tui.store.local import checkpoints

FILE = "contacts.json"


class Contact(msgspec.Struct, frozen=True):
    """A person to contact: the name, and how to reach them."""

    name: str
    reach: str


def read(paths: DataPaths, key: DataKey | None = None, *, files: FileSystem | None = None) -> list[Contact]:
    """Return the contacts in their order; an empty list if they can't be read.

    Raises:
        PassphraseNeeded: the data is locked and ``key`` is None.
    """
    files = files or Disk()
    key = key_file.key_if_readable(paths, files, key)
    try:
        return _decoded(files.read(paths.state / FILE), key)
    except (OSError, ValueError):
        return []


def _decoded(data: bytes, key: DataKey | None) -> list[Contact]:
    return msgspec.json.decode(checkpoints.decrypted(data, key), type=list[Contact])


def _keep_unreadable(paths: DataPaths, key: DataKey | None, files: FileSystem) -> None:
    """Give a file that is damaged, or locked with another key, a name of its own, so that nothing replaces it."""
    try:
        _decoded(files.read(paths.state / FILE), key)
    except FileNotFoundError:
        return
    except (OSError, ValueError):
        free = (paths.state / f"contacts-unreadable-{n}.json" for n in range(1, 1000))
        files.rename(paths.state / FILE, next(path for path in free if files.file_info(path) is None))


def write(
    paths: DataPaths, contacts: list[Contact], key: DataKey | None = None, *, files: FileSystem | None = None
) -> None:
    """Replace the contacts. A file that can't be read is kept beside them.

    Raises:
        RecordError: they can't be written; the sentence says why.
    """
    files = files or Disk()
    locked = key_file.is_locked(paths, files)
    key = key_file.reading_key(paths, files, key)
    try:
        _keep_unreadable(paths, key, files)
        replace(
            files, paths.state / FILE, checkpoints.encrypted(msgspec.json.encode(contacts), key if locked else None)
        )
    except OSError as error:
        raise RecordError(_("Your contacts can't be saved: {why}.").format(why=why(error))) from None
