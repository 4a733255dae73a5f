"""Reads passphrases from a file descriptor, or from a terminal without echo; never from an argument."""

from __future__ import annotations

import sys

from securecoach_tui.app import lock_words
from securecoach_tui.commands.errors import Refused, say_error
from securecoach_tui.config.data_paths import DataPaths
from securecoach_tui.i18n import _
from securecoach_tui.store.crypto import unlock
from securecoach_tui.store.crypto.envelope import DataKey
from securecoach_tui.store.errors import PassphraseNeeded, WrongPassphrase

TRIES = 3


def ask_key(paths: DataPaths) -> DataKey:
    """The key of locked data. The passphrase is read from the file descriptor, or asked for.

    Raises:
        PassphraseNeeded: nobody can be asked, or nothing was typed.
        WrongPassphrase: the passphrase was wrong, three times if typed.
    """
    passphrase = unlock.handed_in()
    if passphrase is not None:
        return unlock.open_handed_in(paths, passphrase)
    for tries_left in range(TRIES - 1, -1, -1):
        typed = _prompt(_("SecureCoach passphrase: "))
        try:
            return unlock.open_with(paths, typed)
        except WrongPassphrase as error:
            if not tries_left:
                for sentence in lock_words.lost_passphrase():
                    say_error(sentence)
                raise
            say_error(f"{error.sentence} {lock_words.slip_words(typed)}".strip())
    raise PassphraseNeeded


def ask_new_passphrase(*, after_old: bool) -> str:
    """A new passphrase, typed twice or read from the file descriptor.

    With ``after_old`` the descriptor has the old passphrase on its first line and the new one on its second.

    Raises:
        Refused: the two differ, or none was passed in.
        PassphraseNeeded: nobody can be asked.
    """
    lines = unlock.lines_handed_in()
    if lines:
        if len(lines) > after_old and lines[after_old]:
            return lines[after_old]
        raise Refused(
            _("No new passphrase was given. Give your current passphrase, then the new one on a second line.")
        )
    first = _prompt(_("A passphrase: "))
    if first != _prompt(_("Type it again: ")):
        raise Refused(_("The two passphrases were different, so nothing has changed. Try again when you like."))
    return first


def _prompt(prompt: str) -> str:
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


def ask_passphrase_of_copy() -> str:
    """The passphrase of a backup that has another passphrase than the data.

    Raises:
        PassphraseNeeded: nobody can be asked, or nothing was typed.
    """
    passphrase = unlock.handed_in()
    return passphrase if passphrase is not None else _prompt(_("Passphrase of that backup: "))


def join_other_lock(paths: DataPaths, key: DataKey) -> DataKey:
    """``key``, combined with the key of another machine's lock if some lines need it and its passphrase is typed."""
    from securecoach_tui.store.crypto import key_file, lock
    from securecoach_tui.store.disk import Disk

    if not key_file.others(paths, Disk(), key):
        return key
    say_error(
        _("Some of your data was locked on another computer with another passphrase. Leave this empty to skip it.")
    )
    try:
        return lock.join(paths, key, _prompt(_("The other passphrase: ")))
    except PassphraseNeeded:
        return key
