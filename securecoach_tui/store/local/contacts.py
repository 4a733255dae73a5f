"""The person's own contacts for hard moments: stored on this machine only, and encrypted if the data is locked."""

from __future__ import annotations

import msgspec

from securecoach_tui.config.data_paths import DataPaths
from securecoach_tui.i18n import _
from securecoach_tui.store.crypto.envelope import DataKey
from securecoach_tui.store.disk import Disk, FileSystem
from securecoach_tui.store.errors import RecordError, why
from securecoach_tui.store.local import private_list

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
    return private_list.read(paths, FILE, Contact, key, files or Disk())


def write(
    paths: DataPaths, contacts: list[Contact], key: DataKey | None = None, *, files: FileSystem | None = None
) -> None:
    """Replace the contacts. A file that can't be read is kept beside them.

    Raises:
        RecordError: they can't be written; the sentence says why.
    """
    try:
        private_list.write(paths, FILE, contacts, Contact, key, files or Disk())
    except OSError as error:
        raise RecordError(_("Your contacts can't be saved: {why}.").format(why=why(error))) from None
