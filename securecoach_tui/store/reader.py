"""Opens the data to read it. Nothing on the disk is changed, so the folder may be read-only."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from securecoach_tui.config import safe_files
from securecoach_tui.config.data_paths import DataPaths
from securecoach_tui.i18n import _, ngettext
from securecoach_tui.store.crypto import key_file
from securecoach_tui.store.crypto.envelope import DataKey
from securecoach_tui.store.disk import Disk, FileSystem
from securecoach_tui.store.errors import RecordError
from securecoach_tui.store.repository import Repository


def read(paths: DataPaths, key: DataKey | None = None, *, files: FileSystem | None = None) -> Repository:
    """Read all devices' journals, merged, with notices about what couldn't be read.

    Raises:
        PassphraseNeeded: the data is locked and ``key`` is None.
        RecordError: the folder can't be read.
    """
    repository = Repository(paths, key, files)
    contents = repository.contents
    repository.notices = file_notices(repository)
    if contents.damage or contents.moved or contents.missing:
        from securecoach_tui.store.journal import damage

        repository.notices += damage.notices(paths, repository.files, contents)
    if contents.greatest or contents.plain:
        from securecoach_tui.store.journal import unsealed

        repository.notices += unsealed.tell_gone(paths, repository.files, contents, note=False)
        repository.notices += unsealed.plain_notices(paths, repository.files, contents)
    return repository


def nothing_read(paths: DataPaths, error: RecordError) -> Repository:
    """A repository without documents, for a display that opens although the data can't be read; reads no file.

    Its notices say why, and that practising works all the same.
    """
    repository = Repository(paths, files=_NoFiles())
    repository.notices = [error.sentence, _("You can still practise. Your earlier sessions aren't shown.")]
    return repository


class _NoFiles(Disk):
    """The disk, as if every folder were empty."""

    def read(self, path: Path, start: int = 0, most: int = safe_files.LARGEST) -> bytes:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))

    def names(self, folder: Path) -> list[str]:
        return []


def file_notices(repository: Repository) -> list[str]:
    """Return sentences about files that can't be read and lines that can't be decrypted."""
    contents, notices = repository.contents, []
    for path, reason in contents.unreadable.items():
        notices.append(_("{name} in the journal folder can't be read: {why}.").format(name=path.name, why=reason))
    count = contents.undecryptable
    if count and key_file.reading_key(repository.paths, repository.files, repository.key) is not None:
        sentence = ngettext(
            "One line of your data is locked with another key. To type its passphrase: securecoach data lock",
            "{count} lines of your data are locked with another key. To type its passphrase: securecoach data lock",
            count,
        )
        notices.append(sentence.format(count=count))
    elif count:
        sentence = ngettext(
            "One line of your data is locked with a key that isn't here. Put its key.json back.",
            "{count} lines of your data are locked with a key that isn't here. Put its key.json back.",
            count,
        )
        notices.append(sentence.format(count=count))
    return notices
