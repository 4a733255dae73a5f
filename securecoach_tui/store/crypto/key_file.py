"""key.json: the data key, encrypted (wrapped) with the passphrase. Without the file, the data isn't locked.

    {"v":1,"kdf":"scrypt","n":131072,"r":8,"p":1,"salt":"…","wrapped":"…","key":"1f2e3d4c","sum":"…"}

``sum`` distinguishes a damaged file from a wrong passphrase, and ``key`` is the data key's name. The state folder has
a copy of the file: if key.json is missing or damaged while lines are encrypted, the copy is used and restored. After
unlocking, the file has the data key in clear (``"open"``) as long as another device's file still needs it. Changing
the passphrase wraps the same data key again, in one atomic rename.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import os
from pathlib import Path

import msgspec

from securecoach_tui.config.data_paths import DataPaths
from securecoach_tui.config.safe_files import LARGEST_SMALL, UnsafeFile
from securecoach_tui.i18n import _
from securecoach_tui.store.crypto.envelope import KEY_BYTES, DataKey
from securecoach_tui.store.disk import FileSystem, replace
from securecoach_tui.store.errors import PassphraseNeeded, RecordError, WrongPassphrase, why

_ASSOCIATED_DATA = b"key.json"
# scrypt's n: with r = 8, each guess takes 128 MiB and about half a second.
WORK = 2**17
# The bounds of what a passphrase is tried with: 512 MiB, and some four seconds.
MOST_MEMORY = 2**29
MOST_WORK = 2**23
WRAPPED_BYTES = 12 + KEY_BYTES + 16  # nonce, key and tag


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
        RecordError: it can't be read, or it is damaged and there is no copy.
    """
    try:
        data = files.read(paths.key, most=LARGEST_SMALL)
    except (FileNotFoundError, NotADirectoryError):
        return _copy_if_needed(paths, files)
    except UnsafeFile:
        data = b""
    except OSError as error:
        sentence = _("Your data in {folder} can't be read: {why}.")
        raise RecordError(sentence.format(folder=paths.data, why=why(error))) from None
    key_file = decode(data) or local_copy(paths, files)
    if key_file is None:
        sentence = _("key.json is damaged. Replace it with a copy from another device or from a backup of the folder.")
        raise RecordError(sentence)
    return key_file


def decode(data: bytes) -> KeyFile | None:
    """Decode a key file; None where it is damaged. Never raises."""
    with contextlib.suppress(ValueError, RecursionError):
        key_file = msgspec.json.decode(data, type=KeyFile)
        if key_file.sum == _sum(key_file) and _is_complete(key_file):
            return key_file
    return None


def _is_complete(key_file: KeyFile) -> bool:
    """Return whether a key can be had from a key file, with its passphrase or without one; raises ValueError if not.

    What a newer version wrote is complete: ``unwrapped`` says so.
    """
    if key_file.open:
        return len(base64.b64decode(key_file.open, validate=True)) == KEY_BYTES
    if key_file.kdf != "scrypt":
        return bool(key_file.kdf)
    salt, wrapped = (len(base64.b64decode(text, validate=True)) for text in (key_file.salt, key_file.wrapped))
    power_of_two = key_file.n > 1 and key_file.n & (key_file.n - 1) == 0
    return power_of_two and min(key_file.r, key_file.p) > 0 and 8 <= salt <= 64 and wrapped == WRAPPED_BYTES


def copy_path(paths: DataPaths) -> Path:
    """Return the path of this machine's copy of key.json."""
    return paths.state / paths.key.name


def local_copy(paths: DataPaths, files: FileSystem) -> KeyFile | None:
    """Return this machine's copy of key.json, or None where there is none or it is damaged."""
    return _intact(files, copy_path(paths))


def sync_copy(paths: DataPaths, files: FileSystem) -> None:
    """Copy key.json to the state folder, or back from there if it is missing or damaged. Raises OSError.

    A copy of another data key is kept under another name: lines may still be encrypted with it.
    """
    current, copy = _intact(files, paths.key), local_copy(paths, files)
    if current is None and copy is not None:
        replace(files, paths.key, encode(copy))
    elif current is not None and current != copy and not current.open:
        if copy is not None and copy.key != current.key:
            replace(files, paths.state / f"key-{copy.key}.json", encode(copy))
        replace(files, copy_path(paths), encode(current))


def remove_copy(paths: DataPaths, files: FileSystem) -> None:
    """Delete this machine's copy of key.json, which isn't needed once the data is unlocked."""
    files.unlink(copy_path(paths))


def _intact(files: FileSystem, path: Path) -> KeyFile | None:
    with contextlib.suppress(OSError):
        return decode(files.read(path, most=LARGEST_SMALL))
    return None


def _copy_if_needed(paths: DataPaths, files: FileSystem) -> KeyFile | None:
    """Return the copy if encrypted lines need it; otherwise key.json is missing because the data was unlocked."""
    copy = local_copy(paths, files)
    return copy if copy is not None and _needed(paths, files, b'"sealed":"') else None


def _needed(paths: DataPaths, files: FileSystem, mark: bytes) -> bool:
    """Return whether any journal contains ``mark``."""
    with contextlib.suppress(OSError):
        for name in files.names(paths.journal):
            if name.endswith(".jsonl") and mark in files.read(paths.journal / name):
                return True
    return False


def is_locked(paths: DataPaths, files: FileSystem) -> bool:
    """Return whether a passphrase is needed to read the data."""
    key_file = read(paths, files)
    return key_file is not None and not key_file.open


def reading_key(paths: DataPaths, files: FileSystem, key: DataKey | None) -> DataKey | None:
    """Return the key to read with: ``key``, or the one in clear after unlocking; None if the data isn't locked.

    Raises:
        PassphraseNeeded: the data is locked, and ``key`` is None or another key.
    """
    key_file = read(paths, files)
    if key_file is None:
        return None
    if key_file.open:
        return DataKey(base64.b64decode(key_file.open))
    if key is None or (key_file.key and key.name != key_file.key):
        raise PassphraseNeeded
    return key


def unwrap(paths: DataPaths, files: FileSystem, passphrase: str) -> DataKey:
    """Return the data key of locked data; takes about half a second. It also decrypts the lines of other key files in
    the folder that have the same passphrase: two machines may have been locked before they met.

    Raises:
        WrongPassphrase: the file is intact and this isn't its passphrase.
        RecordError: the data isn't locked, or key.json is damaged.
    """
    key_file = read(paths, files)
    if key_file is None:
        raise RecordError(_("Your data isn't locked."), 2)
    if key_file.open:
        return DataKey(base64.b64decode(key_file.open))
    main = unwrapped(key_file, passphrase)
    also = []
    for other in others(paths, files, main):
        with contextlib.suppress(RecordError):
            also.append(unwrapped(other, passphrase))
    return DataKey(main.data, also)


def unwrapped(key_file: KeyFile, passphrase: str) -> DataKey:
    """Return the data key in a key file. Raises WrongPassphrase."""
    try:
        return DataKey(_derived(passphrase, key_file).decrypt(base64.b64decode(key_file.wrapped), _ASSOCIATED_DATA))
    except ValueError:
        raise WrongPassphrase from None


def others(paths: DataPaths, files: FileSystem, main: DataKey) -> list[KeyFile]:
    """Return key files of other data keys that lines still need: conflict copies beside key.json, and this machine's
    copies."""
    by_key: dict[str, KeyFile] = {}
    with contextlib.suppress(OSError):
        paths_found = [folder / name for folder in (paths.data, paths.state) for name in files.names(folder)]
        for path in paths_found:
            if not (path.name.startswith("key") and path.suffix == ".json"):
                continue
            with contextlib.suppress(OSError):
                other = decode(files.read(path, most=LARGEST_SMALL))
                if other is not None and other.wrapped and not main.knows(other.key):
                    by_key[other.key] = other
    return [other for other in by_key.values() if _needed(paths, files, b'"key":"%s","' % other.key.encode())]


def wrap(paths: DataPaths, files: FileSystem, key: DataKey, passphrase: str, work: int = WORK) -> None:
    """Write key.json so that ``passphrase`` decrypts ``key``; it is on the disk when this returns.

    Raises:
        OSError: the write failed; key.json is unchanged.
    """
    key_file = KeyFile(kdf="scrypt", n=work, r=8, p=1, salt=base64.b64encode(os.urandom(16)).decode(), key=key.name)
    key_file.wrapped = base64.b64encode(_derived(passphrase, key_file).encrypt(key.data, _ASSOCIATED_DATA)).decode()
    write(paths, files, key_file)


def store_unwrapped(paths: DataPaths, files: FileSystem, key: DataKey) -> None:
    """Write key.json with the data key in clear, because other devices' files still need it after unlocking."""
    write(paths, files, KeyFile(open=base64.b64encode(key.data).decode(), key=key.name))


def write(paths: DataPaths, files: FileSystem, key_file: KeyFile) -> None:
    """Write key.json; the new file is read back and compared before it replaces the old one."""
    replace(files, paths.key, encode(key_file), compared=True)


def encode(key_file: KeyFile) -> bytes:
    """Return a key file's bytes."""
    key_file.sum = _sum(key_file)
    return msgspec.json.encode(key_file)


def _sum(key_file: KeyFile) -> str:
    return hashlib.sha256(msgspec.json.encode(msgspec.structs.replace(key_file, sum=""))).hexdigest()[:16]


def key_if_readable(paths: DataPaths, files: FileSystem, key: DataKey | None) -> DataKey | None:
    """As ``reading_key``, for files of the state folder: ``key`` if the data folder can't be read.

    Raises:
        PassphraseNeeded: the data is locked and ``key`` is None.
    """
    try:
        return reading_key(paths, files, key)
    except PassphraseNeeded:
        raise
    except RecordError:
        return key


def _derived(passphrase: str, key_file: KeyFile) -> DataKey:
    """Derive the wrapping key from a passphrase, which is normalised to composed form (NFC) first."""
    import unicodedata

    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    n, r, p = key_file.n, key_file.r, key_file.p
    if key_file.kdf != "scrypt" or 128 * n * r > MOST_MEMORY or n * r * p > MOST_WORK:
        raise RecordError(_("key.json was made by a newer SecureCoach. Update this one."))
    kdf = Scrypt(salt=base64.b64decode(key_file.salt), length=KEY_BYTES, n=n, r=r, p=p)
    return DataKey(kdf.derive(unicodedata.normalize("NFC", passphrase).encode("utf-8", "replace")))
