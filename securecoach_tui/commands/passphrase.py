"""Reads passphrases from a file descriptor, or from a terminal without echo; never from an argument."""

from __future__ import annotations

import sys
from contextlib import suppress

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
    if sys.stdin.isatty():
        for sentence in lock_words.before_asking():
            say_error(sentence)
    for tries_left in range(TRIES - 1, -1, -1):
        typed = _prompt(_("SecureCoach passphrase: "))
        if not typed:
            _say_what_can_be_done()
            raise PassphraseNeeded
        try:
            return unlock.open_with(paths, typed)
        except WrongPassphrase as error:
            if not tries_left:
                _say_what_can_be_done()
                raise
            say_error(f"{error.sentence} {lock_words.slip_words(typed)}".strip())
    raise PassphraseNeeded


def _say_what_can_be_done() -> None:
    for sentence in lock_words.lost_passphrase():
        say_error(sentence)


def ask_new_passphrase(*, after_old: bool) -> str:
    """A new passphrase, typed twice or read from the file descriptor.

    With ``after_old`` the descriptor has the old passphrase on its first line and the new one on its second.

    Raises:
        Refused: the two differ, none was given, or nobody can be asked (code 3).
    """
    lines = unlock.lines_handed_in()
    if lines:
        if len(lines) > after_old and lines[after_old]:
            return lines[after_old]
        if not after_old:
            raise Refused(lock_words.new_passphrase_needed(is_locked=False), 3)
        raise Refused(
            _("No new passphrase was given. Give your current passphrase, then the new one on a second line.")
        )
    try:
        first = _prompt(_("A passphrase: "))
    except PassphraseNeeded:
        raise Refused(lock_words.new_passphrase_needed(is_locked=after_old), 3) from None
    if not first:
        raise Refused(_("You typed no passphrase, so nothing has changed."), 3)
    if first != _prompt(_("Type it again: ")):
        raise Refused(_("The two passphrases were different, so nothing has changed. Try again when you like."))
    return first


def _prompt(prompt: str) -> str:
    """What was typed without echo; empty at the end of input. Raises PassphraseNeeded without a terminal."""
    if not sys.stdin.isatty():
        raise PassphraseNeeded
    from getpass import getpass

    try:
        return getpass(prompt)
    except EOFError:
        return ""


def ask_passphrase_of_copy() -> str:
    """The passphrase of a backup that has another passphrase than the data.

    Raises:
        Refused: nobody can be asked, or nothing was typed (code 3).
    """
    typed = unlock.handed_in()
    if typed is None:
        with suppress(PassphraseNeeded):
            typed = _prompt(_("Passphrase of that backup: "))
    if not typed:
        sentence = _("That backup is locked. Type its passphrase, or pass it with SECURECOACH_PASSPHRASE_FD.")
        raise Refused(sentence, 3)
    return typed


def join_other_lock(paths: DataPaths, key: DataKey) -> DataKey:
    """``key``, combined with the key of another machine's lock if some lines need it and its passphrase is typed."""
    from securecoach_tui.store.crypto import key_file, lock
    from securecoach_tui.store.disk import Disk

    if not key_file.others(paths, Disk(), key):
        return key
    say_error(
        _("Some of your data was locked on another computer with another passphrase. Leave this empty to skip it.")
    )
    typed = ""
    with suppress(PassphraseNeeded):
        typed = _prompt(_("The other passphrase: "))
    return lock.join(paths, key, typed) if typed else key
