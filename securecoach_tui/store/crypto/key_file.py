"""key.json: the data key, wrapped by the passphrase. Where there is none, the record is open.

    {"v":1,"kdf":"scrypt","n":131072,"r":8,"p":1,"salt":"…","wrapped":"…","key":"1f2e3d4c","sum":"…"}

``sum`` tells a damaged file from a wrong passphrase, ``key`` is the data key's name. A copy of it
(wrapped, as it is) stays in the state folder: where key.json goes missing or is damaged while lines
are sealed, the copy stands in for it and is put back. After unlocking, the file stays with the data
key in clear (``"open"``) for as long as another device's file still needs it. A new passphrase wraps
the same data key anew, in one atomic rename.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import os
from pathlib import Path

import msgspec

from securecoach_tui.config.settings import DataPaths
from securecoach_tui.i18n import _
from securecoach_tui.store.crypto.envelope import KEY_BYTES, Key
from securecoach_tui.store.disk import Files, replace
from securecoach_tui.store.errors import PassphraseNeeded, RecordError, WrongPassphrase, why

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
    key: str = ""
    sum: str = ""


def read(where: DataPaths, files: Files) -> KeyFile | None:
    """The key file; None where there is none.

    Raises:
        RecordError: it can't be read, or is damaged, and there is no copy of it.
    """
    try:
        data = files.read(where.key)
    except (FileNotFoundError, NotADirectoryError):
        return _stand_in(where, files)
    except OSError as error:
        sentence = _("The record in {folder} can't be read: {why}.")
        raise RecordError(sentence.format(folder=where.data, why=why(error))) from None
    found = decoded(data) or kept(where, files)
    if found is None:
        sentence = _("key.json is damaged: put a copy of it back from another device or a backup of the folder.")
        raise RecordError(sentence)
    return found


def decoded(data: bytes) -> KeyFile | None:
    """A key file's content; None where it is damaged."""
    with contextlib.suppress(ValueError):
        found = msgspec.json.decode(data, type=KeyFile)
        if found.sum == _sum(found):
            return found
    return None


def copy_of(where: DataPaths) -> Path:
    """Where this machine has its own copy of key.json."""
    return where.state / where.key.name


def kept(where: DataPaths, files: Files) -> KeyFile | None:
    """This machine's own copy of key.json; None where there is none that is whole."""
    return _whole(files, copy_of(where))


def remember(where: DataPaths, files: Files) -> None:
    """Bring this machine's copy up to key.json, or key.json back from the copy. Raises OSError.

    A copy of another data key stays beside: lines may still be sealed with it.
    """
    here, copy = _whole(files, where.key), kept(where, files)
    if here is None and copy is not None:
        replace(files, where.key, encoded(copy))
    elif here is not None and here != copy and not here.open:
        if copy is not None and copy.key != here.key:
            replace(files, where.state / f"key-{copy.key}.json", encoded(copy))
        replace(files, copy_of(where), encoded(here))


def forget(where: DataPaths, files: Files) -> None:
    """The record is open on this machine: its copy of key.json isn't needed any more."""
    files.unlink(copy_of(where))


def _whole(files: Files, path: Path) -> KeyFile | None:
    with contextlib.suppress(OSError):
        return decoded(files.read(path))
    return None


def _stand_in(where: DataPaths, files: Files) -> KeyFile | None:
    """The copy, where key.json went missing and lines need it; elsewhere another device has unlocked the record."""
    found = kept(where, files)
    return found if found is not None and _needed(where, files, b'"sealed":"') else None


def _needed(where: DataPaths, files: Files, mark: bytes) -> bool:
    """Whether a journal has ``mark`` in it."""
    with contextlib.suppress(OSError):
        for name in files.names(where.journal):
            if name.endswith(".jsonl") and mark in files.read(where.journal / name):
                return True
    return False


def is_locked(where: DataPaths, files: Files) -> bool:
    """Whether a passphrase is needed."""
    found = read(where, files)
    return found is not None and not found.open


def usable(where: DataPaths, files: Files, key: Key | None) -> Key | None:
    """The key to read with: the one handed in, or the one that lies open after unlocking; None where open.

    Raises:
        PassphraseNeeded: the record is locked, and ``key`` is None or another lock's.
    """
    found = read(where, files)
    if found is None:
        return None
    if found.open:
        return Key(base64.b64decode(found.open))
    if key is None or (found.key and key.name != found.key):
        raise PassphraseNeeded
    return key


def unwrap(where: DataPaths, files: Files, passphrase: str) -> Key:
    """The data key of a locked record, after about half a second. It opens, too, what other key files
    in the folder seal with the same passphrase: two machines may have locked before they met.

    Raises:
        WrongPassphrase: the file is whole and this isn't its passphrase.
        RecordError: the record isn't locked, or key.json is damaged.
    """
    found = read(where, files)
    if found is None:
        raise RecordError(_("The record isn't locked."), 2)
    if found.open:
        return Key(base64.b64decode(found.open))
    main = unwrapped(found, passphrase)
    also = []
    for other in others(where, files, main):
        with contextlib.suppress(RecordError):
            also.append(unwrapped(other, passphrase))
    return Key(main.data, also)


def unwrapped(found: KeyFile, passphrase: str) -> Key:
    """The data key in a key file. Raises WrongPassphrase."""
    try:
        return Key(_derived(passphrase, found).open(base64.b64decode(found.wrapped), _BOND))
    except ValueError:
        raise WrongPassphrase from None


def others(where: DataPaths, files: Files, main: Key) -> list[KeyFile]:
    """Key files of other data keys that lines still need: what a sync tool put beside key.json, and this
    machine's own copies."""
    found: dict[str, KeyFile] = {}
    with contextlib.suppress(OSError):
        paths = [folder / one for folder in (where.data, where.state) for one in files.names(folder)]
        for path in paths:
            if not (path.name.startswith("key") and path.suffix == ".json"):
                continue
            with contextlib.suppress(OSError):
                other = decoded(files.read(path))
                if other is not None and other.wrapped and not main.knows(other.key):
                    found[other.key] = other
    return [other for other in found.values() if _needed(where, files, b'"key":"%s","' % other.key.encode())]


def wrap(where: DataPaths, files: Files, key: Key, passphrase: str, work: int = WORK) -> None:
    """Make ``passphrase`` the one that opens ``key``; on the disk when this returns.

    Raises:
        OSError: key.json is as it was.
    """
    found = KeyFile(kdf="scrypt", n=work, r=8, p=1, salt=base64.b64encode(os.urandom(16)).decode(), key=key.name)
    found.wrapped = base64.b64encode(_derived(passphrase, found).close(key.data, _BOND)).decode()
    write(where, files, found)


def lay_open(where: DataPaths, files: Files, key: Key) -> None:
    """Keep the data key in clear: unlocked here, still needed for other devices' files."""
    write(where, files, KeyFile(open=base64.b64encode(key.data).decode(), key=key.name))


def write(where: DataPaths, files: Files, found: KeyFile) -> None:
    """Make ``found`` key.json; compared with what was meant before it takes the old one's place."""
    replace(files, where.key, encoded(found), compared=True)


def encoded(found: KeyFile) -> bytes:
    """A key file's bytes."""
    found.sum = _sum(found)
    return msgspec.json.encode(found)


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
