"""Errors of the store, each with one plain sentence for the person that says what to do next."""

from __future__ import annotations

from securecoach_tui.i18n import _


class RecordError(Exception):
    """The data can't be opened, read or locked. ``sentence`` is for the person, ``code`` the exit status."""

    def __init__(self, sentence: str, code: int = 3) -> None:
        self.sentence, self.code = sentence, code
        super().__init__(sentence)


class PassphraseNeeded(RecordError):
    """The data is locked and no key was given."""

    def __init__(self) -> None:
        super().__init__(_("The record is locked: type its passphrase, or hand it in with SECURECOACH_PASSPHRASE_FD."))


class WrongPassphrase(RecordError):
    """key.json is intact, and the passphrase is not its passphrase."""

    def __init__(self) -> None:
        super().__init__(_("That passphrase doesn't open the record: try again, looking at capitals and spaces."))


class Busy(RecordError):
    """Another program held the lock until the timeout."""

    def __init__(self) -> None:
        super().__init__(_("Another SecureCoach is using the record: close it there, then try again."))


def why(error: OSError) -> str:
    """Return the reason of an OSError, worded as the end of a sentence, without the path."""
    import errno

    from securecoach_tui.config.safe_files import UnsafeFile

    if isinstance(error, UnsafeFile):
        return str(error.strerror)
    known = {
        errno.ENOSPC: _("the disk is full"),
        errno.EDQUOT: _("your share of the disk is used up"),
        errno.EROFS: _("the disk can only be read"),
        errno.EACCES: _("you have no permission there"),
        errno.EPERM: _("you have no permission there"),
        errno.EIO: _("the disk reports an error"),
        errno.ELOOP: _("a link leads back to itself"),
        errno.ENOTDIR: _("a file stands where the folder belongs"),
    }
    return known.get(error.errno or 0) or (error.strerror or type(error).__name__).lower()
