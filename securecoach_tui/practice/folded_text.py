"""Compares words as people mean them: "cafe", "Café" and "CAFÉ" are the same word, however the accent is stored."""

from __future__ import annotations

import re
import unicodedata

# Letters that Unicode doesn't take apart into a letter and a mark.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"})
_SIGNS = str.maketrans({**dict.fromkeys("‘’‚′ʼ", "'"), **dict.fromkeys("“”„«»", '"'), **dict.fromkeys("‐‑–—−", "-")})


def folded(text: str) -> str:
    """``text`` for comparing: case, accents, the kinds of quotes, dashes and spaces, and joiners don't count."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_SIGNS)).casefold()
        text = unicodedata.normalize("NFKD", text).translate(_LETTERS).translate(_SIGNS)
        text = "".join(character for character in text if unicodedata.category(character) not in _UNCOUNTED)
    return re.sub(r"\s+", " ", text.casefold()).strip()


_UNCOUNTED = ("Mn", "Me", "Cf")  # accents, enclosing marks, joiners and other characters without a width
