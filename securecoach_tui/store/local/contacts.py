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


def change(
    paths: DataPaths,
    old: Contact | None,
    new: Contact | None,
    key: DataKey | None = None,
    *,
    at: int | None = None,
    files: FileSystem | None = None,
) -> None:
    """Put ``new`` in the place of ``old``, and leave all others as they are now, whoever changed them meanwhile.

    Without ``old``, or if it is gone, ``new`` is added: at index ``at``, or at the end. Without ``new``, ``old`` is
    removed.

    Raises:
        RecordError: it can't be saved, and nothing has changed; the sentence says why.
    """
    files = files or Disk()
    try:
        with private_list.held(paths, files):
            all = read(paths, key, files=files)
            place = all.index(old) if old in all else len(all) if at is None else at
            before, after = all[:place], all[place + (old in all) :]
            write(paths, [*before, *([new] if new is not None else []), *after], key, files=files)
    except OSError as error:
        raise _not_saved(error) from None


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
        raise _not_saved(error) from None


def _not_saved(error: OSError) -> RecordError:
    return RecordError(_("Your contacts can't be saved: {why}.").format(why=why(error)))
