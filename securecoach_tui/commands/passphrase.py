"""Asking for a passphrase: handed in through a descriptor, or typed unseen at a terminal; never an argument."""

from __future__ import annotations

import sys

from securecoach_tui.commands.errors import Refused, say_error
from securecoach_tui.config.settings import DataPaths
from securecoach_tui.i18n import _
from securecoach_tui.store.crypto import unlock
from securecoach_tui.store.crypto.envelope import Key
from securecoach_tui.store.errors import PassphraseNeeded, WrongPassphrase

TRIES = 3


def opened(where: DataPaths) -> Key:
    """The key of a locked record, asked for where it wasn't handed in.

    Raises:
        PassphraseNeeded: there is nobody to ask, or nothing was typed.
        WrongPassphrase: it was wrong, three times where it was typed.
    """
    given = unlock.handed_in()
    if given is not None:
        return unlock.open_with(where, given)
    for left in range(TRIES - 1, -1, -1):
        try:
            return unlock.open_with(where, _typed(_("Passphrase: ")))
        except WrongPassphrase as error:
            if not left:
                raise
            say_error(error.sentence)
    raise PassphraseNeeded


def chosen(*, after_old: bool) -> str:
    """A new passphrase, typed twice; handed in, it is the second line where the old one is the first.

    Raises:
        Refused: the two differ, or there is none.
        PassphraseNeeded: there is nobody to ask.
    """
    lines = unlock.lines_handed_in()
    if lines:
        if len(lines) > after_old and lines[after_old]:
            return lines[after_old]
        raise Refused(_("No new passphrase was handed in: give the present one, then the new one on a second line."))
    first = _typed(_("A passphrase: "))
    if first != _typed(_("The same again: ")):
        raise Refused(_("The two were not the same; nothing was changed. Start again when you like."))
    return first


def _typed(prompt: str) -> str:
    if not sys.stdin.isatty():
        raise PassphraseNeeded
    from getpass import getpass

    try:
        typed = getpass(prompt)
    except EOFError:
        typed = ""
    if not typed:
        raise PassphraseNeeded
    return typed


def typed_for_copy() -> str:
    """The passphrase of a copy that was locked with another one than the record.

    Raises:
        PassphraseNeeded: there is nobody to ask, or nothing was typed.
    """
    given = unlock.handed_in()
    return given if given is not None else _typed(_("The passphrase of that copy: "))


def joined(where: DataPaths, key: Key) -> Key:
    """``key``, with that of another machine's lock where lines need it and its passphrase is typed."""
    from securecoach_tui.store.crypto import key_file, lock
    from securecoach_tui.store.disk import Disk

    if not key_file.others(where, Disk(), key):
        return key
    say_error(_("Some lines were locked on another machine with another passphrase; empty leaves them as they are."))
    try:
        return lock.join(where, key, _typed(_("That other passphrase: ")))
    except PassphraseNeeded:
        return key
