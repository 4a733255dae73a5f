"""Plain characters: signs, lines and blocks as ASCII, wherever they come from; a person's letters stay letters.

A filter over every line that is drawn, so that no screen and no widget has to think of it.
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

_SIGNS = {
    **dict.fromkeys("…·", "."),
    **dict.fromkeys("–—─╌┄╴╶‐‑−", "-"),
    **dict.fromkeys("━╾╸", "="),
    **dict.fromkeys("“”„«»", '"'),
    **dict.fromkeys("‘’‚", "'"),
    **dict.fromkeys("│┃╎┆▏▎▍▌┊", "|"),
    **dict.fromkeys("●█▉▊▋■", "#"),
    **dict.fromkeys("•○◦×", "*"),
    **dict.fromkeys("▁▂▃▄▅▆▇▔ ", " "),
    **dict.fromkeys("→›", ">"),
    **dict.fromkeys("←‹", "<"),
}


class PlainCharacters(LineFilter):
    """``letters`` as well: for a terminal whose character set holds none but ASCII's."""

    def __init__(self, *, letters: bool = False) -> None:
        super().__init__()
        self._letters = letters

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same cells with plain signs in them."""
        return [
            one if one.text.isascii() or one.control else Segment(_plain(one.text, self._letters), one.style)
            for one in segments
        ]


@lru_cache(4096)
def _plain(text: str, letters: bool) -> str:
    return "".join(_sign(one, letters) for one in text)


def _sign(character: str, letters: bool) -> str:
    """One character as plain ones of as many cells."""
    if character.isascii():
        return character
    if character in _SIGNS:
        return _SIGNS[character]
    category = unicodedata.category(character)[0]
    if category in "LMN" and not letters:
        return character
    bare = unicodedata.normalize("NFKD", character)[:1]
    if bare.isascii() and cell_len(character) == 1:
        return bare
    return "+" if "BOX DRAWINGS" in unicodedata.name(character, "") else "?" * cell_len(character)


def only_ascii_here(encodings: Sequence[str | None] | None = None) -> bool:
    """Whether what is drawn goes through an encoding that can't hold lines and blocks."""
    for name in encodings if encodings is not None else [getattr(sys.__stderr__, "encoding", None)]:
        try:
            "━█…".encode(name or "utf-8")
        except (UnicodeEncodeError, LookupError):
            return True
    return False
