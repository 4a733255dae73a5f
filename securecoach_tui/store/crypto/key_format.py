"""key.json: the data key, encrypted (wrapped) with the passphrase. Without the file, the data isn't locked.

    {"v":1,"kdf":"scrypt","n":131072,"r":8,"p":1,"salt":"…","wrapped":"…","key":"1f2e3d4c","sum":"…"}

``sum`` distinguishes a damaged file from a wrong passphrase, and ``key`` is the data key's name. After unlocking, the file
has the data key in clear (``"open"``) as long as another device's file still needs it. Changing the passphrase wraps the
same data key again, in one atomic rename. Other data keys have their files beside it, ``key-<name>.json``; ``key_file``
decides which of them hold.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import os
from pathlib import Path

import msgspec

from securecoach_tui.config.data_paths import DataPaths
from securecoach_tui.config.safe_files import LARGEST_SMALL
from securecoach_tui.i18n import _
from securecoach_tui.store.crypto.envelope import KEY_BYTES, DataKey
from securecoach_tui.store.disk import FileSystem, replace
from securecoach_tui.store.errors import RecordError, WrongPassphrase

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


def opened(key_file: KeyFile) -> DataKey | None:
    """Return the key that a key file has in clear, or None."""
    with contextlib.suppress(ValueError):
        return DataKey(base64.b64decode(key_file.open, validate=True))
    return None


def copy_path(paths: DataPaths) -> Path:
    """Return the path of this machine's copy of key.json."""
    return paths.state / paths.key.name


def intact(files: FileSystem, path: Path) -> KeyFile | None:
    """Return the key file at ``path``, or None where there is none or it is damaged."""
    with contextlib.suppress(OSError):
        return decode(files.read(path, most=LARGEST_SMALL))
    return None


def unwrapped(key_file: KeyFile, passphrase: str) -> DataKey:
    """Return the data key in a key file. Raises WrongPassphrase."""
    try:
        return DataKey(_derived(passphrase, key_file).decrypt(base64.b64decode(key_file.wrapped), _ASSOCIATED_DATA))
    except ValueError:
        raise WrongPassphrase from None


def wrapped(key: DataKey, passphrase: str, work: int) -> KeyFile:
    """Return a key file from which ``passphrase`` decrypts ``key``."""
    key_file = KeyFile(kdf="scrypt", n=work, r=8, p=1, salt=base64.b64encode(os.urandom(16)).decode(), key=key.name)
    key_file.wrapped = base64.b64encode(_derived(passphrase, key_file).encrypt(key.data, _ASSOCIATED_DATA)).decode()
    return key_file


def in_clear(key: DataKey) -> KeyFile:
    """Return a key file with ``key`` in clear."""
    return KeyFile(open=base64.b64encode(key.data).decode(), key=key.name)


def write(files: FileSystem, path: Path, key_file: KeyFile) -> None:
    """Write a key file; the new file is read back and compared before it replaces the old one. Raises OSError."""
    replace(files, path, encode(key_file), compared=True)


def encode(key_file: KeyFile) -> bytes:
    """Return a key file's bytes."""
    key_file.sum = _sum(key_file)
    return msgspec.json.encode(key_file)


def _sum(key_file: KeyFile) -> str:
    return hashlib.sha256(msgspec.json.encode(msgspec.structs.replace(key_file, sum=""))).hexdigest()[:16]


def _derived(passphrase: str, key_file: KeyFile) -> DataKey:
    """Derive the wrapping key from a passphrase, which is normalised to composed form (NFC) first."""
    import unicodedata

    from cryptography.exceptions import InternalError
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    n, r, p = key_file.n, key_file.r, key_file.p
    if key_file.kdf != "scrypt" or 128 * n * r > MOST_MEMORY or n * r * p > MOST_WORK:
        raise RecordError(_("key.json was made by a newer SecureCoach. Update this one."))
    kdf = Scrypt(salt=base64.b64decode(key_file.salt), length=KEY_BYTES, n=n, r=r, p=p)
    try:
        return DataKey(kdf.derive(unicodedata.normalize("NFC", passphrase).encode("utf-8", "replace")))
    except (MemoryError, InternalError):
        needed = 128 * n * r // 2**20
        sentence = _("The passphrase needs {needed} MB of memory for a moment. Close another program, then try again.")
        raise RecordError(sentence.format(needed=needed)) from None
