"""Rewriting a file of lines: each line handed to a rule, everything that is no line left as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from securecoach_tui.store.crypto.envelope import Key, number_of
from securecoach_tui.store.journal.entry import Closed, Line, Stamp, decode, decode_one, encode, file_of, is_sealed

_BARE = b'"deleted":true,"fields":{}}'  # how a deletion ends, and a line that was blanked


def plain_of(part: bytes, key: Key | None) -> bytes:
    """A line as plain bytes. Raises Closed or ValueError where it doesn't open."""
    if not is_sealed(part):
        return part
    if key is None:
        raise Closed
    return key.open_line(part)


def parts_of(data: bytes) -> list[bytes]:
    """The lines of a file, whole and damaged, without empty ones."""
    return [part for part in data.split(b"\n") if part.strip()]


def changed(data: bytes, key: Key | None, rule: Callable[[Line], Line | None]) -> bytes | None:
    """``data`` with what ``rule`` gives in place of a line (None: the line stays); None where none changed.

    A sealed line is sealed again under its own number.
    """
    parts, any_changed = parts_of(data), False
    for i, line in enumerate(lines_of(data, parts, key)):
        new = rule(line) if line is not None else None
        if new is not None:
            parts[i], any_changed = _written(new, parts[i], key), True
    return file_of(parts) if any_changed else None


def lines_of(data: bytes, parts: Sequence[bytes], key: Key | None) -> Iterable[Line | None]:
    """The line in each part of ``data``; None where it is none, or bare already. All at once where all are plain."""
    whole = decode(data)
    if len(whole.lines) == len(parts) and not whole.damage:
        return whole.lines
    return (None if part.endswith(_BARE) else _line(part, key) for part in parts)


def _line(part: bytes, key: Key | None) -> Line | None:
    try:
        return decode_one(part, key.open_line if key else None)
    except Closed:
        return None


def without(data: bytes, key: Key | None, ids: Sequence[bytes]) -> bytes | None:
    """``data`` without the damaged parts that tell of one of ``ids`` (as JSON); None where there is none."""
    parts = parts_of(data)
    kept = [part for part in parts if _is_line(part, key) or not any(id in opened(part, key) for id in ids)]
    return file_of(kept) if len(kept) < len(parts) else None


def _is_line(part: bytes, key: Key | None) -> bool:
    try:
        return decode_one(part, key.open_line if key else None) is not None
    except Closed:
        return True


def sealed(data: bytes, key: Key, name: str) -> bytes:
    """``data`` with every line sealed and numbered anew, damaged ones too; those of a key that isn't here stay."""
    parts = []
    for n, part in enumerate(parts_of(data), 1):
        plain = opened(part, key)
        parts.append(part if is_sealed(plain) else key.seal_line(plain, name, n))
    return file_of(parts)


def unsealed(data: bytes, key: Key) -> bytes:
    """``data`` with every line that opens plain."""
    return file_of([opened(part, key) for part in parts_of(data)])


def blanked(line: Line, tombstones: dict[tuple[str, str], Stamp]) -> Line | None:
    """What stays of a line whose thing is deleted: no field, only that it was there. None: leave it."""
    deletion = tombstones.get((line.kind, line.id))
    if deletion is None or line.deleted or line.stamp > deletion:
        return None
    # Marked as deleted itself, so that the thing stays gone should the deletion's own file go missing.
    return Line(line.v, line.kind, line.id, line.stamp, deleted=True)


def _written(line: Line, before: bytes, key: Key | None) -> bytes:
    place = number_of(before)
    return encode(line) if place is None or key is None else key.seal_line(encode(line), *place)


def opened(part: bytes, key: Key | None) -> bytes:
    """A line as plain bytes; as it is where it doesn't open."""
    try:
        return plain_of(part, key)
    except (Closed, ValueError):
        return part
