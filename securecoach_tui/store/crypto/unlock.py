"""Opens locked data: reads a passphrase from a script, and returns the key.

A script passes a passphrase through a file descriptor, whose number is in SECURECOACH_PASSPHRASE_FD. It is never an
argument, because other programs on the machine could read it there.
"""

from __future__ import annotations

import codecs
import os
from collections.abc import MutableMapping

from securecoach_tui.config.data_paths import DataPaths
from securecoach_tui.i18n import _
from securecoach_tui.store.crypto.envelope import DataKey
from securecoach_tui.store.disk import FileSystem
from securecoach_tui.store.errors import RecordError, WrongPassphrase

VARIABLE = "SECURECOACH_PASSPHRASE_FD"
LONGEST = 64 * 1024  # bytes that a script may pass

_handed: list[str] = []
_handed_raw: list[str] = []  # the lines with the marks that an editor put there, which earlier versions took as typed


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


def open_handed_in(paths: DataPaths, passphrase: str, files: FileSystem | None = None) -> DataKey:
    """As ``open_with``, for the first line that a script passed.

    An earlier version took a byte order mark and a carriage return as part of the passphrase; one that was chosen so
    opens too.
    """
    try:
        return open_with(paths, passphrase, files)
    except WrongPassphrase:
        if not _handed_raw or _handed_raw[0] == passphrase:
            raise
    return open_with(paths, _handed_raw[0], files)


def lines_handed_in(environ: MutableMapping[str, str] = os.environ) -> list[str]:
    """Return the lines that a script passed: the passphrase, then a new one if it is to be changed.

    The descriptor is read once and closed, so that no child process inherits it.
    """
    number = environ.pop(VARIABLE, "")
    if number:
        try:
            _handed[:], _handed_raw[:] = _lines(_read(int(number)))
        except (ValueError, OverflowError, OSError, UnicodeDecodeError):
            sentence = _(
                "SECURECOACH_PASSPHRASE_FD has to be the number of an open file that contains the passphrase as text."
            )
            raise RecordError(sentence) from None
    return list(_handed)


def _read(descriptor: int) -> bytes:
    if descriptor < 0:
        raise ValueError
    data = b""
    try:
        while len(data) <= LONGEST and (more := os.read(descriptor, LONGEST)):
            data += more
    finally:
        if descriptor > 2:
            os.close(descriptor)
    if len(data) > LONGEST:
        raise RecordError(
            _("The passphrase given by SECURECOACH_PASSPHRASE_FD is longer than 64 kB, which is too long."), 2
        )
    return data


def _lines(data: bytes) -> tuple[list[str], list[str]]:
    """Return the lines without what editors add (a byte order mark, carriage returns), and with it. Raises ValueError."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = raw = data.decode("utf-16")
        if not text:
            raise ValueError
    else:
        raw = data.decode()
        text = raw.removeprefix("\ufeff")
    lines, raw_lines = (one.removesuffix("\n").split("\n") if one else [] for one in (text, raw))
    return [line.removesuffix("\r") for line in lines], raw_lines
