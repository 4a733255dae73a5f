"""Rewrites the lines of a file. Bytes that aren't a line are left unchanged."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from securecoach_tui.store.crypto.envelope import DataKey, number_of
from securecoach_tui.store.journal.entry import (
    JournalEntry,
    Stamp,
    UnknownKey,
    decode,
    decode_one,
    encode,
    file_of,
    is_encrypted,
)

_BARE = b'"deleted":true,"fields":{}}'  # the end of a deletion, and of a blanked line


def plain_of(part: bytes, key: DataKey | None) -> bytes:
    """Return a line as plain bytes. Raises UnknownKey or ValueError if it can't be decrypted."""
    if not is_encrypted(part):
        return part
    if key is None:
        raise UnknownKey
    return key.decrypt_line(part)


def parts_of(data: bytes) -> list[bytes]:
    """Return the lines of a file, complete and damaged, without empty ones."""
    return [part for part in data.split(b"\n") if part.strip()]


def rewritten(data: bytes, key: DataKey | None, rule: Callable[[JournalEntry], JournalEntry | None]) -> bytes | None:
    """Return ``data`` with each line replaced by what ``rule`` returns (None: the line stays); None if none changed.

    An encrypted line is encrypted again with its own number.
    """
    parts, any_changed = parts_of(data), False
    for i, line in enumerate(lines_of(data, parts, key)):
        new = rule(line) if line is not None else None
        if new is not None:
            parts[i], any_changed = _written(new, parts[i], key), True
    return file_of(parts) if any_changed else None


def lines_of(data: bytes, parts: Sequence[bytes], key: DataKey | None) -> Iterable[JournalEntry | None]:
    """Return the line in each part of ``data``; None for damage and for lines without fields.

    All are decoded at once if all are plain.
    """
    decoded = decode(data)
    if len(decoded.lines) == len(parts) and not decoded.damage:
        return decoded.lines
    return (None if part.endswith(_BARE) else _line(part, key) for part in parts)


def _line(part: bytes, key: DataKey | None) -> JournalEntry | None:
    try:
        return decode_one(part, key.decrypt_line if key else None)
    except UnknownKey:
        return None


def without(data: bytes, key: DataKey | None, ids: Sequence[bytes]) -> bytes | None:
    """Return ``data`` without the damaged parts that contain one of ``ids`` (as JSON); None if no part does."""
    parts = parts_of(data)
    kept = [part for part in parts if _is_line(part, key) or not any(id in decrypted_or_same(part, key) for id in ids)]
    return file_of(kept) if len(kept) < len(parts) else None


def is_plain_line(part: bytes) -> bool:
    """Return whether a part of a file is a complete line that isn't encrypted."""
    return not is_encrypted(part) and decode_one(part) is not None


def _is_line(part: bytes, key: DataKey | None) -> bool:
    try:
        return decode_one(part, key.decrypt_line if key else None) is not None
    except UnknownKey:
        return True


def encrypted(data: bytes, key: DataKey, name: str, *, plain_stays: bool = False) -> bytes:
    """Return ``data`` with every line encrypted and numbered from 1, damaged ones too; undecryptable lines stay. With
    ``plain_stays``, plain lines stay too, and only lines that another key encrypted are encrypted again."""
    parts = []
    for n, part in enumerate(parts_of(data), 1):
        plain = decrypted_or_same(part, key)
        stays = is_encrypted(plain) or (plain_stays and plain == part)
        parts.append(part if stays else key.encrypt_line(plain, name, n))
    return file_of(parts)


def decrypted(data: bytes, key: DataKey) -> bytes:
    """Return ``data`` with every line plain that can be decrypted."""
    return file_of([decrypted_or_same(part, key) for part in parts_of(data)])


def blanked(line: JournalEntry, tombstones: dict[tuple[str, str], Stamp]) -> JournalEntry | None:
    """Return a line without its fields where its document is deleted; None where the line stays."""
    deletion = tombstones.get((line.kind, line.id))
    if deletion is None or line.deleted or line.stamp > deletion:
        return None
    # The blank line is a deletion too, so that the document stays deleted if the file of the other one is lost.
    return JournalEntry(line.v, line.kind, line.id, line.stamp, deleted=True)


def _written(line: JournalEntry, before: bytes, key: DataKey | None) -> bytes:
    device_and_number = number_of(before)
    return (
        encode(line) if device_and_number is None or key is None else key.encrypt_line(encode(line), *device_and_number)
    )


def decrypted_or_same(part: bytes, key: DataKey | None) -> bytes:
    """Return a line as plain bytes; unchanged where it can't be decrypted."""
    try:
        return plain_of(part, key)
    except (UnknownKey, ValueError):
        return part
