"""Replaces signs, lines and blocks by ASCII characters in every drawn line. Letters are kept.

The app applies the filter, so that screens and widgets don't have to.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from securecoach_tui.practice.narrow_text import SIGNS

OPENING = "¿¡"  # Spanish signs before a sentence, which belong to its letters


class AsciiFilter(LineFilter):
    """A line filter. With ``letters`` it also replaces letters, for a terminal whose encoding is ASCII."""

    def __init__(self, *, letters: bool = False) -> None:
        super().__init__()
        self._letters = letters

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """``segments`` in ASCII, with the same number of cells."""
        return [
            segment
            if segment.text.isascii() or segment.control
            else Segment(_to_ascii(segment.text, self._letters), segment.style)
            for segment in segments
        ]


@lru_cache(4096)
def _to_ascii(text: str, letters: bool) -> str:
    return "".join(_replacement(character, letters) for character in text)


def _replacement(character: str, letters: bool) -> str:
    """ASCII characters as wide as ``character``, in cells."""
    if character.isascii():
        return character
    if character in SIGNS:
        return SIGNS[character]
    category = unicodedata.category(character)[0]
    if (category in "LMN" or character in OPENING) and not letters:
        return character
    base = unicodedata.normalize("NFKD", character)[:1]
    if base.isascii() and cell_len(character) == 1:
        return base
    return "+" if "BOX DRAWINGS" in unicodedata.name(character, "") else "?" * cell_len(character)


def encoding_is_ascii(encodings: Sequence[str | None] | None = None) -> bool:
    """Whether an encoding (by default that of the terminal) lacks lines and blocks."""
    for name in encodings if encodings is not None else [getattr(sys.__stderr__, "encoding", None)]:
        try:
            "━█…".encode(name or "utf-8")
        except (UnicodeEncodeError, LookupError):
            return True
    return False
