"""key.json: the data key, encrypted (wrapped) with the passphrase. Without the file, the data isn't locked.

    {"v":1,"kdf":"scrypt","n":131072,"r":8,"p":1,"salt":"…","wrapped":"…","key":"1f2e3d4c","sum":"…"}

``sum`` tells a damaged file from a wrong passphrase, and ``key`` is the data key's name. The state folder has a copy of
the file: where key.json is missing or damaged while lines are encrypted, the copy is used and put back. After
unlocking, the file has the data key in clear (``"open"``) for as long as another device's file still needs it. A new
passphrase wraps the same data key again, in one atomic rename.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import os
from pathlib import Path

import msgspec

from securecoach_tui.config.data_paths import DataPaths
from securecoach_tui.i18n import _
from securecoach_tui.store.crypto.envelope import KEY_BYTES, DataKey
from securecoach_tui.store.disk import FileSystem, replace
from securecoach_tui.store.errors import PassphraseNeeded, RecordError, WrongPassphrase, why

_ASSOCIATED_DATA = b"key.json"
# scrypt's n: with r = 8, each guess takes 128 MiB and about half a second.
WORK = 2**17


class KeyFile(msgspec.Struct, omit_defaults=True):
    """The fields of key.json. ``n``, ``r`` and ``p`` are scrypt's parameters."""

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


def read(paths: DataPaths, files: FileSystem) -> KeyFile | None:
    """Return the key file, or None where there is none.

    Raises:
        RecordError: it can't be read, or is damaged, and there is no copy of it.
    """
    try:
        data = files.read(paths.key)
    except (FileNotFoundError, NotADirectoryError):
        return _copy_if_needed(paths, files)
    except OSError as error:
        sentence = _("The record in {folder} can't be read: {why}.")
        raise RecordError(sentence.format(folder=paths.data, why=why(error))) from None
    found = decode(data) or local_copy(paths, files)
    if found is None:
        sentence = _("key.json is damaged: put a copy of it back from another device or a backup of the folder.")
        raise RecordError(sentence)
    return found


def decode(data: bytes) -> KeyFile | None:
    """Decode a key file; None where it is damaged."""
    with contextlib.suppress(ValueError):
        found = msgspec.json.decode(data, type=KeyFile)
        if found.sum == _sum(found):
            return found
    return None


def copy_path(paths: DataPaths) -> Path:
    """Return the path of this machine's copy of key.json."""
    return paths.state / paths.key.name


def local_copy(paths: DataPaths, files: FileSystem) -> KeyFile | None:
    """Return this machine's copy of key.json, or None where there is none or it is damaged."""
    return _intact(files, copy_path(paths))


def sync_copy(paths: DataPaths, files: FileSystem) -> None:
    """Copy key.json to the state folder, or back from there where it is missing or damaged. Raises OSError.

    A copy of another data key is kept under another name: lines may still be encrypted with it.
    """
    here, copy = _intact(files, paths.key), local_copy(paths, files)
    if here is None and copy is not None:
        replace(files, paths.key, encode(copy))
    elif here is not None and here != copy and not here.open:
        if copy is not None and copy.key != here.key:
            replace(files, paths.state / f"key-{copy.key}.json", encode(copy))
        replace(files, copy_path(paths), encode(here))


def remove_copy(paths: DataPaths, files: FileSystem) -> None:
    """Delete this machine's copy of key.json, which isn't needed once the data is unlocked."""
    files.unlink(copy_path(paths))


def _intact(files: FileSystem, path: Path) -> KeyFile | None:
    with contextlib.suppress(OSError):
        return decode(files.read(path))
    return None


def _copy_if_needed(paths: DataPaths, files: FileSystem) -> KeyFile | None:
    """Return the copy where key.json is missing and lines need it; otherwise another device has unlocked the data."""
    found = local_copy(paths, files)
    return found if found is not None and _needed(paths, files, b'"sealed":"') else None


def _needed(paths: DataPaths, files: FileSystem, mark: bytes) -> bool:
    """Return whether any journal contains ``mark``."""
    with contextlib.suppress(OSError):
        for name in files.names(paths.journal):
            if name.endswith(".jsonl") and mark in files.read(paths.journal / name):
                return True
    return False


def is_locked(paths: DataPaths, files: FileSystem) -> bool:
    """Return whether the data can be read with a passphrase only."""
    found = read(paths, files)
    return found is not None and not found.open


def reading_key(paths: DataPaths, files: FileSystem, key: DataKey | None) -> DataKey | None:
    """Return the key to read with: ``key``, or the one in clear after unlocking; None where the data isn't locked.

    Raises:
        PassphraseNeeded: the data is locked, and ``key`` is None or of another lock.
    """
    found = read(paths, files)
    if found is None:
        return None
    if found.open:
        return DataKey(base64.b64decode(found.open))
    if key is None or (found.key and key.name != found.key):
        raise PassphraseNeeded
    return key


def unwrap(paths: DataPaths, files: FileSystem, passphrase: str) -> DataKey:
    """Return the data key of locked data; takes about half a second. It also decrypts the lines of other key files in
    the folder that have the same passphrase: two machines may have been locked before they met.

    Raises:
        WrongPassphrase: the file is intact and this isn't its passphrase.
        RecordError: the data isn't locked, or key.json is damaged.
    """
    found = read(paths, files)
    if found is None:
        raise RecordError(_("The record isn't locked."), 2)
    if found.open:
        return DataKey(base64.b64decode(found.open))
    main = unwrapped(found, passphrase)
    also = []
    for other in others(paths, files, main):
        with contextlib.suppress(RecordError):
            also.append(unwrapped(other, passphrase))
    return DataKey(main.data, also)


def unwrapped(found: KeyFile, passphrase: str) -> DataKey:
    """Return the data key in a key file. Raises WrongPassphrase."""
    try:
        return DataKey(_derived(passphrase, found).decrypt(base64.b64decode(found.wrapped), _ASSOCIATED_DATA))
    except ValueError:
        raise WrongPassphrase from None


def others(paths: DataPaths, files: FileSystem, main: DataKey) -> list[KeyFile]:
    """Return key files of other data keys that lines still need: conflict copies beside key.json, and this machine's
    copies."""
    found: dict[str, KeyFile] = {}
    with contextlib.suppress(OSError):
        found_paths = [folder / one for folder in (paths.data, paths.state) for one in files.names(folder)]
        for path in found_paths:
            if not (path.name.startswith("key") and path.suffix == ".json"):
                continue
            with contextlib.suppress(OSError):
                other = decode(files.read(path))
                if other is not None and other.wrapped and not main.knows(other.key):
                    found[other.key] = other
    return [other for other in found.values() if _needed(paths, files, b'"key":"%s","' % other.key.encode())]


def wrap(paths: DataPaths, files: FileSystem, key: DataKey, passphrase: str, work: int = WORK) -> None:
    """Write key.json so that ``passphrase`` opens ``key``; on the disk when this returns.

    Raises:
        OSError: key.json is as it was.
    """
    found = KeyFile(kdf="scrypt", n=work, r=8, p=1, salt=base64.b64encode(os.urandom(16)).decode(), key=key.name)
    found.wrapped = base64.b64encode(_derived(passphrase, found).encrypt(key.data, _ASSOCIATED_DATA)).decode()
    write(paths, files, found)


def store_unwrapped(paths: DataPaths, files: FileSystem, key: DataKey) -> None:
    """Write key.json with the data key in clear: unlocked here, but other devices' files still need the key."""
    write(paths, files, KeyFile(open=base64.b64encode(key.data).decode(), key=key.name))


def write(paths: DataPaths, files: FileSystem, found: KeyFile) -> None:
    """Write key.json; it is read back and compared before it replaces the old one."""
    replace(files, paths.key, encode(found), compared=True)


def encode(found: KeyFile) -> bytes:
    """Return a key file's bytes."""
    found.sum = _sum(found)
    return msgspec.json.encode(found)


def _sum(found: KeyFile) -> str:
    return hashlib.sha256(msgspec.json.encode(msgspec.structs.replace(found, sum=""))).hexdigest()[:16]


def _derived(passphrase: str, found: KeyFile) -> DataKey:
    """Derive the key that wraps from a passphrase, in composed form (NFC) whatever the keyboard sent."""
    import unicodedata

    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    if found.kdf != "scrypt" or found.n > 2**20 or found.r > 32 or found.p > 16:
        raise RecordError(_("key.json was made by a newer SecureCoach: update this one."))
    kdf = Scrypt(salt=base64.b64decode(found.salt), length=KEY_BYTES, n=found.n, r=found.r, p=found.p)
    return DataKey(kdf.derive(unicodedata.normalize("NFC", passphrase).encode("utf-8", "replace")))
