"""A person's own contacts for hard moments: on this machine alone, sealed where the record is locked."""

from __future__ import annotations

import msgspec

from securecoach_tui.config.settings import DataPaths
from securecoach_tui.i18n import _
from securecoach_tui.store.crypto import key_file
from securecoach_tui.store.crypto.envelope import Key
from securecoach_tui.store.disk import Disk, Files, replace
from securecoach_tui.store.errors import RecordError, why
from securecoach_tui.store.local import checkpoints

FILE = "contacts.json"


class Contact(msgspec.Struct, frozen=True):
    """A name, and how to reach them."""

    name: str
    reach: str


def read(where: DataPaths, key: Key | None = None, *, files: Files | None = None) -> list[Contact]:
    """Own contacts in their order; none where there are none, or where they can't be read.

    Raises:
        PassphraseNeeded: the record is locked and ``key`` is None.
    """
    files = files or Disk()
    key = key_file.usable(where, files, key)
    try:
        return msgspec.json.decode(checkpoints.opened(files.read(where.state / FILE), key), type=list[Contact])
    except (OSError, ValueError):
        return []


def write(where: DataPaths, contacts: list[Contact], key: Key | None = None, *, files: Files | None = None) -> None:
    """Keep these contacts in place of those before.

    Raises:
        RecordError: they can't be kept, and why.
    """
    files = files or Disk()
    shut = key_file.is_locked(where, files)
    key = key_file.usable(where, files, key)
    try:
        replace(files, where.state / FILE, checkpoints.closed(msgspec.json.encode(contacts), key if shut else None))
    except OSError as error:
        raise RecordError(_("Your contacts can't be kept: {why}.").format(why=why(error))) from None
