"""Opens locked data: checks whether a passphrase is needed, reads one from a script, and returns the key.

A script passes a passphrase through a file descriptor, whose number is in SECURECOACH_PASSPHRASE_FD. It is never an
argument, because other programs on the machine could read it there.
"""

from __future__ import annotations

import os
from collections.abc import MutableMapping

from securecoach_tui.config.data_paths import DataPaths
from securecoach_tui.i18n import _
from securecoach_tui.store.crypto import key_file
from securecoach_tui.store.crypto.envelope import DataKey
from securecoach_tui.store.disk import Disk, FileSystem
from securecoach_tui.store.errors import RecordError

VARIABLE = "SECURECOACH_PASSPHRASE_FD"
LONGEST = 64 * 1024  # bytes read from the descriptor

_handed: list[str] = []


def needs_passphrase(paths: DataPaths, files: FileSystem | None = None) -> bool:
    """Return whether the data is locked. Reads one small file.

    Raises:
        RecordError: key.json can't be read, or is damaged.
    """
    return key_file.is_locked(paths, files or Disk())


def open_with(paths: DataPaths, passphrase: str, files: FileSystem | None = None) -> DataKey:
    """Return the key of locked data; takes about half a second.

    Raises:
        WrongPassphrase: key.json is intact and this isn't its passphrase.
        RecordError: key.json is damaged, or the data isn't locked.
    """
    from securecoach_tui.store.crypto.lock import open_locked

    return open_locked(paths, passphrase, files)


def handed_in(environ: MutableMapping[str, str] = os.environ) -> str | None:
    """Return the passphrase that a script passed, or None.

    Raises:
        RecordError: the descriptor can't be read.
    """
    lines = lines_handed_in(environ)
    return lines[0] if lines else None


def lines_handed_in(environ: MutableMapping[str, str] = os.environ) -> list[str]:
    """Return the lines that a script passed: the passphrase, then a new one if it is to be changed.

    The descriptor is read once and closed, so that no child process inherits it.
    """
    number = environ.pop(VARIABLE, "")
    if number:
        try:
            _handed[:] = _read(int(number))
        except (ValueError, OverflowError, OSError, UnicodeDecodeError):
            sentence = _(
                "SECURECOACH_PASSPHRASE_FD has to be the number of an open file that contains the passphrase as text."
            )
            raise RecordError(sentence) from None
    return list(_handed)


def _read(descriptor: int) -> list[str]:
    if descriptor < 0:
        raise ValueError
    data = b""
    try:
        while len(data) < LONGEST and (more := os.read(descriptor, LONGEST)):
            data += more
    finally:
        if descriptor > 2:
            os.close(descriptor)
    text = data.decode()
    return text.removesuffix("\n").split("\n") if text else []
