"""Errors of the store, each with one plain sentence for the person that says what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from securecoach_tui.i18n import _

if TYPE_CHECKING:
    from pathlib import Path


class RecordError(Exception):
    """The data can't be opened, read or locked. ``sentence`` is for the person, ``code`` the exit status."""

    def __init__(self, sentence: str, code: int = 3) -> None:
        self.sentence, self.code = sentence, code
        super().__init__(sentence)


class PassphraseNeeded(RecordError):
    """The data is locked and no key was given."""

    def __init__(self) -> None:
        super().__init__(_("Your data is locked. Type your passphrase, or pass it with SECURECOACH_PASSPHRASE_FD."))


class WrongPassphrase(RecordError):
    """key.json is intact, and the passphrase is not its passphrase."""

    def __init__(self) -> None:
        super().__init__(_("That passphrase doesn't open your data. Try again, and check capitals and spaces."))


class Busy(RecordError):
    """Another program held the lock until the timeout."""

    def __init__(self) -> None:
        super().__init__(_("Another SecureCoach is using your data. Close it there, then try again."))


class NameTaken(FileExistsError):
    """There is a file of that name already; ``free`` is a name that isn't taken."""

    def __init__(self, free: Path) -> None:
        import errno

        super().__init__(errno.EEXIST, _("a file with that name already exists"))
        self.free = free


def why(error: OSError) -> str:
    """Return the reason of an OSError, worded as the end of a sentence, without the path."""
    import errno

    from securecoach_tui.config.safe_files import UnsafeFile

    if isinstance(error, UnsafeFile):
        return str(error.strerror)
    known = {
        errno.ENOSPC: _("the disk is full"),
        errno.EDQUOT: _("your share of the disk is full"),
        errno.EROFS: _("the disk is read-only"),
        errno.EACCES: _("you don't have permission"),
        errno.EPERM: _("you don't have permission"),
        errno.EIO: _("the disk reports an error"),
        errno.ELOOP: _("a link leads back to itself"),
        errno.ENOTDIR: _("there is a file where the folder would be"),
    }
    return known.get(error.errno or 0) or (error.strerror or type(error).__name__).lower()
