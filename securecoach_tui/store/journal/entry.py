"""A line of a journal: one change to one document.

    {"v":1,"kind":"session","id":"…","stamp":[7,"0badcafe"],"fields":{"reflection":"…"}}

``stamp`` is a counter and the device that wrote the line; of two changes, the one with the greater stamp counts. A
deletion is a line with ``"deleted":true``, and with ``"copies":true`` where the text also goes from copies. ``"gone"``
names fields that a change removed. Unknown fields of a later
version are ignored.
"""

from __future__ import annotations

import codecs
import contextlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Annotated, Any, NamedTuple

import msgspec

VERSION = 1
EMPTY = msgspec.Raw(b"{}")
# A greater counter is damaged. All JSON parsers read integers exactly up to this one.
LARGEST_COUNTER = 2**53

Stamp = tuple[int, str]


class JournalEntry(msgspec.Struct, gc=False, omit_defaults=True):
    """One change, with its fields not decoded yet."""

    v: int
    kind: str
    id: str
    stamp: tuple[Annotated[int, msgspec.Meta(ge=0, le=LARGEST_COUNTER)], str]
    fields: msgspec.Raw = EMPTY
    deleted: bool = False
    gone: tuple[str, ...] = ()
    copies: bool = False


class Damage(NamedTuple):
    """Bytes of a file, from ``start`` on, that aren't a valid line."""

    start: int
    data: bytes


class DecodedJournal(NamedTuple):
    """A file's lines in their order, and its damage."""

    lines: list[JournalEntry]
    damage: list[Damage]
    undecryptable: int = 0  # complete lines encrypted with an unknown key
    plain: Sequence[bytes] = ()  # lines that aren't encrypted although they should be


class JournalPiece(NamedTuple):
    """Bytes of a file: a line, a line encrypted with an unknown key (``undecryptable``), or damage."""

    start: int
    data: bytes
    line: JournalEntry | None = None
    undecryptable: bool = False

    @property
    def complete(self) -> bool:
        return self.undecryptable or self.line is not None


class UnknownKey(Exception):
    """A line is encrypted with an unknown key."""


Opener = Callable[[bytes], bytes]  # decrypts a line; raises ValueError or UnknownKey

MOST_INSIDE = 40  # a damaged part is searched for at most so many lines
DEEPEST = 32  # levels of objects and lists in a value

_BEGINNING = re.compile(rb'\{"v":')
_BRACE = ord("{")
_decoder = msgspec.json.Decoder(JournalEntry)
_decode_value = msgspec.json.Decoder().decode
_decode_parts = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode
# Values that need no look at their depth and numbers, which nearly all are.
_Number = Annotated[int, msgspec.Meta(ge=-LARGEST_COUNTER, le=LARGEST_COUNTER)]
_Decimal = Annotated[float, msgspec.Meta(ge=-LARGEST_COUNTER, le=LARGEST_COUNTER)]
_Plain: Any = None | bool | str | _Number | _Decimal
_usual: Any = _Plain
for _level in range(3):
    _usual = _Plain | list[_usual] | dict[str, _usual]
_decode_usual = msgspec.json.Decoder(dict[str, _usual]).decode
_encoder = msgspec.json.Encoder()


def encode(line: JournalEntry) -> bytes:
    """Encode a line, without its line break."""
    data = _encoder.encode(line)
    # A line always has "fields"; msgspec omits them where they are the default.
    return data if b'"fields":' in data else data[:-1] + b',"fields":{}}'


def raw(fields: Mapping[str, Any]) -> msgspec.Raw:
    """Encode fields as JSON. A lone surrogate, which UTF-8 can't encode, becomes a question mark."""
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


def fields_of(line: JournalEntry) -> dict[str, Any]:
    """Decode a line's fields, without those whose values this program can't use. Never raises."""
    try:
        return _decode_usual(line.fields)
    except (ValueError, RecursionError):
        pass
    found: dict[str, Any] = {}
    try:
        parts = _decode_parts(line.fields)
    except (ValueError, RecursionError):
        return found
    for name, part in parts.items():
        with contextlib.suppress(ValueError, RecursionError):
            value = _decode_value(part)
            if is_usable(value):
                found[name] = value
    return found


def is_usable(value: Any, depth: int = 0) -> bool:
    """Return whether a decoded value has a depth and numbers that nothing in the program fails at."""
    if isinstance(value, dict | list):
        items = value.values() if isinstance(value, dict) else value
        return depth < DEEPEST and all(is_usable(item, depth + 1) for item in items)
    return not isinstance(value, int | float) or -LARGEST_COUNTER <= value <= LARGEST_COUNTER


def decode(data: bytes, opener: Opener | None = None, limit: int = LARGEST_COUNTER) -> DecodedJournal:
    """Decode every complete line in ``data``, with any damage between them. Never raises.

    All lines are decoded at once if they are valid, else one by one. A line with a counter above ``limit`` is damage.
    """
    try:
        if not data.isascii():
            data.decode()
        lines = _decoder.decode_lines(data)
        objects = data.count(b'"fields":{') >= len(lines) or all(memoryview(line.fields)[0] == _BRACE for line in lines)
        if objects and all([line.stamp[0] <= limit for line in lines]):
            return DecodedJournal(lines, [])
    except (ValueError, RecursionError):
        pass
    return _one_by_one(data, opener, limit)


def _one_by_one(data: bytes, opener: Opener | None, limit: int) -> DecodedJournal:
    lines: list[JournalEntry] = []
    spans: list[tuple[int, int]] = []  # of damage
    undecryptable = 0
    for piece in pieces(data, opener, limit):
        if piece.line is not None:
            lines.append(piece.line)
        elif piece.undecryptable:
            undecryptable += 1
        else:
            end = piece.start + len(piece.data)
            if spans and piece.start - spans[-1][1] <= 1:  # adjacent, so it is one damage
                spans[-1] = (spans[-1][0], end)
            else:
                spans.append((piece.start, end))
    return DecodedJournal(lines, [Damage(start, data[start:end]) for start, end in spans], undecryptable)


def pieces(data: bytes, opener: Opener | None, limit: int = LARGEST_COUNTER) -> Iterator[JournalPiece]:
    """Yield all of ``data`` except line breaks and empty lines, in order: lines, undecryptable lines, and damage.

    The mark that some editors put before UTF-8 text is no damage.

    A line without its line break, or with other bytes before or after it, is found too.
    """
    at = len(codecs.BOM_UTF8) if data.startswith(codecs.BOM_UTF8) else 0
    for part in data[at:].split(b"\n"):
        if part.strip():
            piece = _piece(at, part, opener, limit)
            yield from (piece,) if piece.complete else _inside(at, part, opener, limit)
        at += len(part) + 1


def _piece(at: int, part: bytes, opener: Opener | None, limit: int) -> JournalPiece:
    try:
        line = decode_one(part, opener)
    except UnknownKey:
        return JournalPiece(at, part, None, undecryptable=True)
    return JournalPiece(at, part, line if line is not None and line.stamp[0] <= limit else None)


def _inside(at: int, part: bytes, opener: Opener | None, limit: int) -> Iterator[JournalPiece]:
    """Yield the pieces of a damaged part, with the complete lines in it."""
    done = 0
    if b'"stamp"' not in part and b'"sealed"' not in part:
        yield JournalPiece(at, part)
        return
    for found in [*_BEGINNING.finditer(part)][:MOST_INSIDE]:
        start = found.start()
        piece = _piece(at + start, part[start : _end(part, start)], opener, limit) if start >= done else None
        if piece is not None and piece.complete:
            if part[done:start].strip():
                yield JournalPiece(at + done, part[done:start])
            yield piece
            done = start + len(piece.data)
    if part[done:].strip():
        yield JournalPiece(at + done, part[done:])


def _end(part: bytes, start: int) -> int:
    """Return the end of the JSON object that begins at ``start``; ``start`` if it is incomplete."""
    import json

    try:  # one character a byte, so that positions are the same
        return start + json.JSONDecoder().raw_decode(part[start:].decode("latin-1"))[1]
    except (ValueError, RecursionError):
        return start


def decode_one(part: bytes, opener: Opener | None = None) -> JournalEntry | None:
    """Decode the line in ``part``, decrypting it if needed; None if it is damaged.

    Raises:
        UnknownKey: it is encrypted, and ``opener`` doesn't have its key.
    """
    try:
        if is_encrypted(part):
            if opener is None:
                raise UnknownKey
            part = opener(part)
        part.decode()
        line = _decoder.decode(part)
        if memoryview(line.fields)[0] == _BRACE:
            return line
    except (ValueError, RecursionError):
        pass
    return None


def is_encrypted(part: bytes) -> bool:
    """Return whether a line is encrypted."""
    return part.startswith(b'{"v":') and b'"sealed":"' in part[:120]


def file_of(lines: Sequence[bytes]) -> bytes:
    """Join lines to a file's bytes, each with a line break."""
    return b"".join(line + b"\n" for line in lines)
