"""key.json: the data key, wrapped by the passphrase. Where there is none, the record is open.

    {"v":1,"kdf":"scrypt","n":131072,"r":8,"p":1,"salt":"…","wrapped":"…","sum":"…"}

``sum`` tells a damaged file from a wrong passphrase. After unlocking, the file stays with the data key
in clear (``"open"``) for as long as another device's file still needs it. A new passphrase wraps the
same data key anew, in one atomic rename.
"""

from __future__ import annotations

import base64
import hashlib
import os

import msgspec

from securecoach_tui.i18n import _
from securecoach_tui.settings import Places
from securecoach_tui.store.errors import PassphraseNeeded, RecordError, WrongPassphrase, why
from securecoach_tui.store.files import Files, replace
from securecoach_tui.store.sealing import KEY_BYTES, Key

_BOND = b"key.json"
# scrypt's n: with r = 8 this takes 128 MiB and about half a second a guess.
WORK = 2**17


class KeyFile(msgspec.Struct, omit_defaults=True):
    """What key.json holds. ``n``, ``r``, ``p`` are scrypt's."""

    v: int = 1
    kdf: str = ""
    n: int = 0
    r: int = 0
    p: int = 0
    salt: str = ""
    wrapped: str = ""
    open: str = ""
    sum: str = ""


def read(where: Places, files: Files) -> KeyFile | None:
    """The key file; None where there is none.

    Raises:
        RecordError: it can't be read, or is damaged.
    """
    try:
        data = files.read(where.key)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise RecordError(_("key.json can't be read: {why}.").format(why=why(error))) from None
    try:
        found = msgspec.json.decode(data, type=KeyFile)
        if found.sum == _sum(found):
            return found
    except ValueError:
        pass
    sentence = _("key.json is damaged: put a copy of it back from another device or a backup of the folder.")
    raise RecordError(sentence)


def is_locked(where: Places, files: Files) -> bool:
    """Whether a passphrase is needed."""
    found = read(where, files)
    return found is not None and not found.open


def usable(where: Places, files: Files, key: Key | None) -> Key | None:
    """The key to read with: the one handed in, or the one that lies open after unlocking; None where open.

    Raises:
        PassphraseNeeded: the record is locked and ``key`` is None.
    """
    found = read(where, files)
    if found is None:
        return None
    if found.open:
        return Key(base64.b64decode(found.open))
    if key is None:
        raise PassphraseNeeded
    return key


def unwrap(where: Places, files: Files, passphrase: str) -> Key:
    """The data key of a locked record. Takes about half a second, on purpose.

    Raises:
        WrongPassphrase: the file is whole and this isn't its passphrase.
        RecordError: the record isn't locked, or key.json is damaged.
    """
    found = read(where, files)
    if found is None:
        raise RecordError(_("The record isn't locked."), 2)
    if found.open:
        return Key(base64.b64decode(found.open))
    try:
        return Key(_derived(passphrase, found).open(base64.b64decode(found.wrapped), _BOND))
    except ValueError:
        raise WrongPassphrase from None


def wrap(where: Places, files: Files, key: Key, passphrase: str, work: int = WORK) -> None:
    """Make ``passphrase`` the one that opens ``key``; on the disk when this returns.

    Raises:
        OSError: key.json is as it was.
    """
    found = KeyFile(kdf="scrypt", n=work, r=8, p=1, salt=base64.b64encode(os.urandom(16)).decode())
    found.wrapped = base64.b64encode(_derived(passphrase, found).close(key.data, _BOND)).decode()
    _write(where, files, found)


def lay_open(where: Places, files: Files, key: Key) -> None:
    """Keep the data key in clear: unlocked here, still needed for other devices' files."""
    _write(where, files, KeyFile(open=base64.b64encode(key.data).decode()))


def _write(where: Places, files: Files, found: KeyFile) -> None:
    found.sum = _sum(found)
    replace(files, where.key, msgspec.json.encode(found))


def _sum(found: KeyFile) -> str:
    return hashlib.sha256(msgspec.json.encode(msgspec.structs.replace(found, sum=""))).hexdigest()[:16]


def _derived(passphrase: str, found: KeyFile) -> Key:
    """The key that wraps. Passphrases are compared as people type them: composed (NFC)."""
    import unicodedata

    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    if found.kdf != "scrypt" or found.n > 2**20 or found.r > 32 or found.p > 16:
        raise RecordError(_("key.json was made by a newer SecureCoach: update this one."))
    kdf = Scrypt(salt=base64.b64decode(found.salt), length=KEY_BYTES, n=found.n, r=found.r, p=found.p)
    return Key(kdf.derive(unicodedata.normalize("NFC", passphrase).encode("utf-8", "replace")))
