"""A sealed line: what a journal holds instead of a plain one while the record is locked.

    {"v":1,"device":"0badcafe","n":17,"key":"1f2e3d4c","sealed":"<base64 of nonce and AES-256-GCM of the line>"}

``n`` counts a device's sealed lines from 1. It and the device are authenticated with the text, so a
line that was altered doesn't open, one that was taken into another file or another place is noticed,
and a gap in the numbers says how many are missing. Whatever opens is read all the same. ``key`` tells
lines of another key (two machines locked before they met) from altered ones.
"""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from securecoach_tui.store.journal.entry import Closed, is_sealed

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
_NONCE = 12
MOST_MISSING = 10_000  # a greater gap is a damaged number


class Sealed(msgspec.Struct):
    """A sealed line as written."""

    v: int
    device: str
    n: int
    key: str
    sealed: str


_decoder = msgspec.json.Decoder(Sealed)


class Key:
    """The data key of a locked record. Never written anywhere but wrapped, in key.json.

    ``also``: keys that open what was sealed before; nothing is sealed with them any more.
    """

    def __init__(self, data: bytes, also: Sequence[Key] = ()) -> None:
        if len(data) != KEY_BYTES:
            raise ValueError("a data key has 32 bytes")
        self.data = data
        self.name = hashlib.sha256(b"name|" + data).hexdigest()[:8]
        self._ring = {self.name: self, **{key.name: key for key in also}}

    @property
    def also(self) -> list[Key]:
        """The keys that open what was sealed before."""
        return [key for name, key in self._ring.items() if name != self.name]

    def knows(self, name: str) -> bool:
        """Whether what was sealed with the key called ``name`` opens."""
        return name in self._ring

    def __repr__(self) -> str:
        return "<Key>"

    @cached_property
    def _cipher(self) -> AESGCM:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        return AESGCM(self.data)

    def close(self, plain: bytes, bond: bytes) -> bytes:
        """``plain`` encrypted, bound to ``bond``: nonce, then ciphertext and tag."""
        nonce = os.urandom(_NONCE)
        return nonce + self._cipher.encrypt(nonce, plain, bond)

    def open(self, data: bytes, bond: bytes) -> bytes:
        """What ``close`` was given. Raises ValueError where anything is altered."""
        from cryptography.exceptions import InvalidTag

        try:
            return self._cipher.decrypt(data[:_NONCE], data[_NONCE:], bond)
        except InvalidTag:
            raise ValueError("altered") from None

    def seal_line(self, line: bytes, device: str, n: int) -> bytes:
        """The ``n``-th sealed line of a device's file."""
        closed = base64.b64encode(self.close(line, _bond(device, n))).decode()
        return msgspec.json.encode(Sealed(1, device, n, self.name, closed))

    def open_line(self, part: bytes) -> bytes:
        """The plain line in a sealed one. Raises ValueError; Closed for a line of another key."""
        sealed = _decoder.decode(part)
        key = self._ring.get(sealed.key)
        if key is None:
            raise Closed
        return key.open(base64.b64decode(sealed.sealed, validate=True), _bond(sealed.device, sealed.n))


def key_name_of(part: bytes) -> str | None:
    """The name of the key that a line is sealed with; None where it isn't sealed."""
    if not is_sealed(part):
        return None
    try:
        return _decoder.decode(part).key
    except ValueError:
        return ""


def _bond(device: str, n: int) -> bytes:
    return f"line|{device}|{n}".encode()


def number_of(part: bytes) -> tuple[str, int] | None:
    """Device and number of a sealed line; None where it is none."""
    if not is_sealed(part):
        return None
    try:
        sealed = _decoder.decode(part)
    except ValueError:
        return None
    return sealed.device, sealed.n


class Order:
    """What the numbers of a file's sealed lines say, looked at one file after another."""

    def __init__(self) -> None:
        self._numbers: dict[str, set[int]] = {}
        self.moved: list[str] = []  # "device n" of each line that isn't where it was written

    def look(self, name: str, data: bytes) -> None:
        """Count the lines of the file called ``name``."""
        last = 0
        for device, n in numbers(data):
            if n < last or not name.startswith(device):
                self.moved.append(f"{device} {n}")
            last = max(last, n)
            self._numbers.setdefault(device, set()).add(n)

    @property
    def missing(self) -> list[str]:
        """``device n`` of each number between 1 and the device's greatest that never came."""
        lost: list[str] = []
        for device, found in self._numbers.items():
            if len(found) < (most := max(found)):
                lost += [f"{device} {n}" for n in range(1, min(most, len(found) + MOST_MISSING) + 1) if n not in found]
        return lost


def numbers(data: bytes) -> Iterable[tuple[str, int]]:
    """Device and number of each sealed line in ``data``, in its order."""
    for part in data.split(b"\n"):
        found = number_of(part)
        if found is not None:
            yield found
