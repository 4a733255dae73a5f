"""A line of a journal: one change to one thing.

    {"v":1,"kind":"session","id":"…","stamp":[7,"0badcafe"],"fields":{"reflection":"…"}}

``stamp`` is a counter and the device that wrote; it alone decides which of two changes counts. A
deletion is a line with ``"deleted":true``. ``"gone"`` names fields that a change took away. A line of
a later version is read as far as it is known.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, NamedTuple

import msgspec

VERSION = 1
EMPTY = msgspec.Raw(b"{}")
# Beyond this a counter isn't a count any more but a damaged number; whole in every JSON reader.
LARGEST_COUNTER = 2**53

Stamp = tuple[int, str]


class Line(msgspec.Struct, gc=False, omit_defaults=True):
    """One change, with its fields still as written."""

    v: int
    kind: str
    id: str
    stamp: tuple[Annotated[int, msgspec.Meta(ge=0, le=LARGEST_COUNTER)], str]
    fields: msgspec.Raw = EMPTY
    deleted: bool = False
    gone: tuple[str, ...] = ()


class Damage(NamedTuple):
    """Bytes of a file that are no line."""

    start: int
    data: bytes


class Decoded(NamedTuple):
    """A file's lines in their order, and what in it is none."""

    lines: list[Line]
    damage: list[Damage]
    closed: int = 0  # whole lines that are sealed with a key that isn't here


class Closed(Exception):
    """A line is sealed, and the key at hand isn't the one it was sealed with."""


Opener = Callable[[bytes], bytes]  # a sealed line's plain bytes; raises ValueError or Closed

_BRACE = ord("{")
_decoder = msgspec.json.Decoder(Line)
_encoder = msgspec.json.Encoder()


def encode(line: Line) -> bytes:
    """The line as it is written, without its line break."""
    data = _encoder.encode(line)
    # msgspec writes the tuple and the raw object as they are; "fields" stands even where it is empty.
    return data if b'"fields":' in data else data[:-1] + b',"fields":{}}'


def raw(fields: Mapping[str, Any]) -> msgspec.Raw:
    """Fields as JSON. A lone surrogate, which no file can hold, becomes a question mark."""
    try:
        return msgspec.Raw(_encoder.encode(fields))
    except UnicodeEncodeError:
        return msgspec.Raw(_encoder.encode(_storable(fields)))


def _storable(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, Mapping):
        return {_storable(key): _storable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_storable(item) for item in value]
    return msgspec.to_builtins(value)


def fields_of(line: Line) -> dict[str, Any]:
    """A line's fields as values."""
    found: dict[str, Any] = msgspec.json.decode(line.fields)
    return found


def decode(data: bytes, opener: Opener | None = None) -> Decoded:
    """Every whole line in ``data``, wherever damage stands between them. Never raises.

    Lines are read at once where nothing is wrong, one by one where anything is.
    """
    try:
        data.decode()
        lines = _decoder.decode_lines(data)
        if all(_sound(line) for line in lines):
            return Decoded(lines, [])
    except (ValueError, RecursionError):
        pass
    return _one_by_one(data, opener)


def _sound(line: Line) -> bool:
    return memoryview(line.fields)[0] == _BRACE


def _one_by_one(data: bytes, opener: Opener | None) -> Decoded:
    lines: list[Line] = []
    damage: list[Damage] = []
    at = closed = 0
    for part in data.split(b"\n"):
        try:
            line = decode_one(part, opener) if part.strip() else None
        except Closed:
            closed += 1
        else:
            if line is not None:
                lines.append(line)
            elif part.strip():
                _note(damage, at, part)
        at += len(part) + 1
    return Decoded(lines, damage, closed)


def _note(damage: list[Damage], at: int, part: bytes) -> None:
    """Add a damaged line, to the one before it where they touch."""
    if damage and damage[-1].start + len(damage[-1].data) + 1 == at:
        damage[-1] = Damage(damage[-1].start, damage[-1].data + b"\n" + part)
    else:
        damage.append(Damage(at, part))


def decode_one(part: bytes, opener: Opener | None = None) -> Line | None:
    """The line in ``part``, opened first where it is sealed; None where it is damaged.

    Raises:
        Closed: it is sealed, and ``opener`` can't be its key.
    """
    try:
        if is_sealed(part):
            if opener is None:
                raise Closed
            part = opener(part)
        part.decode()
        line = _decoder.decode(part)
        if isinstance(msgspec.json.decode(line.fields), dict):
            return line
    except (ValueError, RecursionError):
        pass
    return None


def is_sealed(part: bytes) -> bool:
    """Whether a line is one that only the key opens."""
    return part.startswith(b'{"v":') and b'"sealed":"' in part[:120]


def file_of(lines: Sequence[bytes]) -> bytes:
    """Lines as they stand in a file, each with its line break."""
    return b"".join(line + b"\n" for line in lines)
