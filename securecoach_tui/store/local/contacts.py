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
        return msgspec.json.decode(checkpoints.decrypted(files.read(paths.state / FILE), key), type=list[Contact])
    except (OSError, ValueError):
        return []


def write(
    paths: DataPaths, contacts: list[Contact], key: DataKey | None = None, *, files: FileSystem | None = None
) -> None:
    """Replace the contacts.

    Raises:
        RecordError: they can't be written; the sentence says why.
    """
    files = files or Disk()
    locked = key_file.is_locked(paths, files)
    key = key_file.reading_key(paths, files, key)
    try:
        replace(
            files, paths.state / FILE, checkpoints.encrypted(msgspec.json.encode(contacts), key if locked else None)
        )
    except OSError as error:
        raise RecordError(_("Your contacts can't be saved: {why}.").format(why=why(error))) from None
