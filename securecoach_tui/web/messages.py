"""Reads what a page sends: keys, sizes and the focus. Whatever else arrives is dropped. Does no I/O."""

from __future__ import annotations

import json
from typing import NamedTuple

LARGEST_MESSAGE = 1_000_000  # bytes; a long text pasted at once
MOST_COLUMNS, MOST_ROWS = 500, 200  # a window larger than any screen; each cell of it takes memory and time
LONGEST_PING = 100  # characters


class Typed(NamedTuple):
    """Keys, as a terminal sends them."""

    data: bytes


class Resized(NamedTuple):
    """The window's new size in cells."""

    width: int
    height: int


class Ping(NamedTuple):
    """A sign of life, to be sent back as it came."""

    data: str | int | float


class Focused(NamedTuple):
    """The page got the focus, or lost it."""

    on: bool


Message = Typed | Resized | Ping | Focused


def read(text: str) -> Message | None:
    """The message that ``text`` holds, or None if it is none that a page of ours sends."""
    try:
        parts = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(parts, list) or not parts or not isinstance(parts[0], str):
        return None
    kind, data = parts[0], parts[1] if len(parts) > 1 else None
    if kind == "stdin" and isinstance(data, str):
        return Typed(data.encode("utf-8", "ignore"))  # half of a surrogate pair is no character
    if kind == "resize" and isinstance(data, dict):
        return _resized(data.get("width"), data.get("height"))
    if kind == "ping" and (isinstance(data, int | float) or (isinstance(data, str) and len(data) <= LONGEST_PING)):
        return Ping(data)
    return Focused(kind == "focus") if kind in ("focus", "blur") else None


def _resized(width: object, height: object) -> Resized | None:
    if not isinstance(width, int | float) or not isinstance(height, int | float):
        return None
    return Resized(within(width, MOST_COLUMNS), within(height, MOST_ROWS))


def within(number: float, most: int) -> int:
    """``number`` as a whole number from 1 to ``most``; 1 for what is no number."""
    return int(min(max(number, 1), most)) if number == number else 1


def asked_size(value: str, usual: int, most: int) -> int:
    """The size that the address of a page asks for, or ``usual`` if it asks for none."""
    return within(int(value), most) if value.isascii() and value.isdigit() and len(value) < 10 else usual
