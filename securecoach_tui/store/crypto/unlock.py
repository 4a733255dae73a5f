"""Opening a locked record: is a passphrase needed, was one handed in, and the key it gives.

A script hands a passphrase in through a file descriptor whose number stands in
SECURECOACH_PASSPHRASE_FD: never as an argument, which every other program on the machine could read.
"""

from __future__ import annotations

import os
from collections.abc import MutableMapping

from securecoach_tui.config.settings import DataPaths
from securecoach_tui.i18n import _
from securecoach_tui.store.crypto import key_file
from securecoach_tui.store.crypto.envelope import Key
from securecoach_tui.store.disk import Disk, Files
from securecoach_tui.store.errors import RecordError

VARIABLE = "SECURECOACH_PASSPHRASE_FD"
LONGEST = 64 * 1024  # bytes read from the descriptor

_handed: list[str] = []


def needs_passphrase(where: DataPaths, files: Files | None = None) -> bool:
    """Whether the record is locked. Reads one small file.

    Raises:
        RecordError: key.json can't be read, or is damaged.
    """
    return key_file.is_locked(where, files or Disk())


def open_with(where: DataPaths, passphrase: str, files: Files | None = None) -> Key:
    """The key of a locked record, after about half a second of one core.

    Raises:
        WrongPassphrase: key.json is whole and this isn't its passphrase.
        RecordError: key.json is damaged, or the record isn't locked.
    """
    from securecoach_tui.store.crypto.lock import open_record

    return open_record(where, passphrase, files)


def handed_in(environ: MutableMapping[str, str] = os.environ) -> str | None:
    """The passphrase that was handed in; None where none was.

    Raises:
        RecordError: the descriptor that is named can't be read.
    """
    lines = lines_handed_in(environ)
    return lines[0] if lines else None


def lines_handed_in(environ: MutableMapping[str, str] = os.environ) -> list[str]:
    """Each line that was handed in: the passphrase, and where a new one is chosen, that one.

    The descriptor is read once and closed, so that no child of this program inherits it.
    """
    number = environ.pop(VARIABLE, "")
    if number:
        try:
            _handed[:] = _read(int(number))
        except (ValueError, OverflowError, OSError, UnicodeDecodeError):
            sentence = _("SECURECOACH_PASSPHRASE_FD names no file descriptor that gives a passphrase as text.")
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
