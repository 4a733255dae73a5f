"""Encrypted lines, which replace the plain lines of a journal while the data is locked.

    {"v":1,"device":"0badcafe","n":17,"key":"1f2e3d4c","sealed":"<base64 of nonce and AES-256-GCM of the line>"}

``n`` counts a device's encrypted lines from 1. It and the device are authenticated with the text. So an altered
line can't be decrypted, a line that was moved to another file or position is detected, and a gap in the numbers shows
how many lines are missing. Every line that can be decrypted is still read. ``key`` distinguishes lines that were
encrypted with another key (by a machine that was locked before its folder was synced) from altered ones.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import os
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from securecoach_tui.store.journal.entry import UnknownKey, is_encrypted

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
_NONCE_BYTES = 12
MAX_MISSING = 10_000  # lines, of all devices; a larger gap means that a number is damaged


class EncryptedLine(msgspec.Struct):
    """An encrypted line as written. ``sealed`` is base64 text."""

    v: int
    device: str
    n: int
    key: str
    sealed: str


_decoder = msgspec.json.Decoder(EncryptedLine)


class DataKey:
    """The key that encrypts the data. It is stored only in key.json, wrapped.

    ``also`` are keys that decrypt older lines; nothing is encrypted with them any more.

    Raises:
        ValueError: ``data`` isn't 32 bytes long.
    """

    def __init__(self, data: bytes, also: Sequence[DataKey] = ()) -> None:
        if len(data) != KEY_BYTES:
            raise ValueError("a data key has 32 bytes")
        self.data = data
        self.name = hashlib.sha256(b"name|" + data).hexdigest()[:8]
        self._keys = {self.name: self, **{key.name: key for key in also}}

    @property
    def also(self) -> list[DataKey]:
        """The keys that decrypt older lines."""
        return [key for name, key in self._keys.items() if name != self.name]

    def knows(self, name: str) -> bool:
        """Return whether what was encrypted with the key called ``name`` can be decrypted."""
        return name in self._keys

    def __repr__(self) -> str:
        return "<DataKey>"

    @cached_property
    def _cipher(self) -> AESGCM:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        return AESGCM(self.data)

    def encrypt(self, plain: bytes, associated_data: bytes) -> bytes:
        """Encrypt and authenticate ``plain`` with ``associated_data``; return nonce, ciphertext and tag."""
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, plain, associated_data)

    def decrypt(self, data: bytes, associated_data: bytes) -> bytes:
        """Decrypt what ``encrypt`` returned. Raises ValueError if anything was altered."""
        from cryptography.exceptions import InvalidTag

        try:
            return self._cipher.decrypt(data[:_NONCE_BYTES], data[_NONCE_BYTES:], associated_data)
        except InvalidTag:
            raise ValueError("altered") from None

    def decrypt_with_any(self, data: bytes, associated_data: bytes) -> bytes:
        """As ``decrypt``, with whichever of the known keys fits."""
        for key in self._keys.values():
            try:
                return key.decrypt(data, associated_data)
            except ValueError:
                continue
        raise ValueError("altered")

    def encrypt_line(self, line: bytes, device: str, n: int) -> bytes:
        """Return ``line`` as the ``n``-th encrypted line of a device's file."""
        encrypted = base64.b64encode(self.encrypt(line, _line_data(device, n))).decode()
        return msgspec.json.encode(EncryptedLine(1, device, n, self.name, encrypted))

    def decrypt_line(self, part: bytes) -> bytes:
        """Return the plain line. Raises ValueError if it was altered, UnknownKey if its key isn't known."""
        line = _decoder.decode(part)
        key = self._keys.get(line.key)
        if key is None:
            raise UnknownKey
        return key.decrypt(base64.b64decode(line.sealed, validate=True), _line_data(line.device, line.n))


def key_name_of(part: bytes) -> str | None:
    """Return the name of the key that a line is encrypted with, or None if it is plain."""
    if not is_encrypted(part):
        return None
    try:
        return _decoder.decode(part).key
    except ValueError:
        return ""


def _line_data(device: str, n: int) -> bytes:
    """The data that is authenticated with a line."""
    return f"line|{device}|{n}".encode()


def number_of(part: bytes) -> tuple[str, int] | None:
    """Return device and number of an encrypted line, or None for any other line."""
    if not is_encrypted(part):
        return None
    try:
        line = _decoder.decode(part)
    except ValueError:
        return None
    return line.device, line.n


class LineNumbers:
    """Checks the numbers of encrypted lines, one complete file after another.

    ``moved`` lists as ``"device n"`` each line that isn't in its original position.
    """

    def __init__(self) -> None:
        self._numbers: dict[str, set[int]] = {}
        self.greatest: dict[str, int] = {}
        self.moved: list[str] = []

    def add(self, name: str, data: bytes) -> None:
        """Add the lines of the file called ``name``."""
        last = 0
        for device, n, key_name in _numbered(data):
            label = f"{key_name} {device}"
            self.greatest[label] = max(n, self.greatest.get(label, 0))
            if n < last or not name.startswith(device):
                self.moved.append(f"{device} {n}")
            last = max(last, n)
            self._numbers.setdefault(device, set()).add(n)

    @property
    def missing(self) -> list[str]:
        """``"device n"`` for each number from 1 to the device's greatest that is in no file."""
        missing: list[str] = []
        for device, found in self._numbers.items():
            if len(found) < (most := max(found)):
                last = min(most, len(found) + MAX_MISSING - len(missing))
                missing += [f"{device} {n}" for n in range(1, last + 1) if n not in found]
        return missing


def _numbered(data: bytes) -> Iterable[tuple[str, int, str]]:
    """Yield device, number and key name of each encrypted line in ``data``, in its order."""
    for part in data.split(b"\n"):
        if is_encrypted(part):
            with contextlib.suppress(ValueError):
                line = _decoder.decode(part)
                yield line.device, line.n, line.key
