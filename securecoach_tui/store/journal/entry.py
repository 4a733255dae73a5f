"""A line of a journal: one change to one thing.

    {"v":1,"kind":"session","id":"…","stamp":[7,"0badcafe"],"fields":{"reflection":"…"}}

``stamp`` is a counter and the device that wrote; it alone decides which of two changes counts. A
deletion is a line with ``"deleted":true``. ``"gone"`` names fields that a change took away. A line of
a later version is read as far as it is known.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
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


class Piece(NamedTuple):
    """Bytes of a file: a line, a sealed line of a key that isn't here (``closed``), or neither: damage."""

    start: int
    data: bytes
    line: Line | None = None
    closed: bool = False

    @property
    def whole(self) -> bool:
        return self.closed or self.line is not None


class Closed(Exception):
    """A line is sealed, and the key at hand isn't the one it was sealed with."""


Opener = Callable[[bytes], bytes]  # a sealed line's plain bytes; raises ValueError or Closed

MOST_INSIDE = 40  # lines looked for in a damaged part

_BEGINNING = re.compile(rb'\{"v":')
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
    """A line's fields as values; none where they are no object."""
    found = msgspec.json.decode(line.fields)
    return found if isinstance(found, dict) else {}


def decode(data: bytes, opener: Opener | None = None) -> Decoded:
    """Every whole line in ``data``, wherever damage stands between them. Never raises.

    Lines are read at once where nothing is wrong, one by one where anything is.
    """
    try:
        if not data.isascii():
            data.decode()
        return Decoded(_decoder.decode_lines(data), [])
    except (ValueError, RecursionError):
        pass
    return _one_by_one(data, opener)


def _one_by_one(data: bytes, opener: Opener | None) -> Decoded:
    lines: list[Line] = []
    damage: list[Damage] = []
    closed = 0
    for piece in pieces(data, opener):
        if piece.line is not None:
            lines.append(piece.line)
        elif piece.closed:
            closed += 1
        elif damage and piece.start - len(damage[-1].data) - damage[-1].start <= 1:  # they touch: one damage
            start = damage[-1].start
            damage[-1] = Damage(start, data[start : piece.start + len(piece.data)])
        else:
            damage.append(Damage(piece.start, piece.data))
    return Decoded(lines, damage, closed)


def pieces(data: bytes, opener: Opener | None) -> Iterator[Piece]:
    """All of ``data`` but its line breaks and empty lines, in order: whole lines, sealed ones of a key
    that isn't here, and damage. A line that lost its own line break, or got something before or after
    it, is found all the same."""
    at = 0
    for part in data.split(b"\n"):
        if part.strip():
            whole = _piece(at, part, opener)
            yield from (whole,) if whole.whole else _inside(at, part, opener)
        at += len(part) + 1


def _piece(at: int, part: bytes, opener: Opener | None) -> Piece:
    try:
        return Piece(at, part, decode_one(part, opener))
    except Closed:
        return Piece(at, part, None, closed=True)


def _inside(at: int, part: bytes, opener: Opener | None) -> Iterator[Piece]:
    """A damaged part, with the whole lines in it."""
    done = 0
    for found in [*_BEGINNING.finditer(part)][:MOST_INSIDE]:
        start = found.start()
        line = _piece(at + start, part[start : _end(part, start)], opener) if start >= done else None
        if line is not None and line.whole:
            if part[done:start].strip():
                yield Piece(at + done, part[done:start])
            yield line
            done = start + len(line.data)
    if part[done:].strip():
        yield Piece(at + done, part[done:])


def _end(part: bytes, start: int) -> int:
    """Where the JSON object that begins at ``start`` ends; ``start`` where it doesn't."""
    import json

    try:  # a byte a character, so that places are the same
        return start + json.JSONDecoder().raw_decode(part[start:].decode("latin-1"))[1]
    except (ValueError, RecursionError):
        return start


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
