"""Writes text to streams whose encoding lacks some of its characters, such as Latin-1 or ASCII.

A character that the encoding lacks becomes a similar one ("’" an apostrophe, "é" an e), else a question mark.
"""

from __future__ import annotations

import codecs
import io
from typing import Any

SIMILAR = "securecoach-similar"  # the name of the error handler
# What signs, lines and blocks become in ASCII.
SIGNS = {
    **dict.fromkeys("…·", "."),
    **dict.fromkeys("–—─╌┄╴╶‐‑−", "-"),
    **dict.fromkeys("━╾╸", "="),
    **dict.fromkeys("“”„«»", '"'),
    **dict.fromkeys("‘’‚", "'"),
    **dict.fromkeys("│┃╎┆▏▎▍▌┊", "|"),
    **dict.fromkeys("●█▉▊▋■", "#"),
    "◆": "+",
    **dict.fromkeys("•○◦×", "*"),
    **dict.fromkeys("▁▂▃▄▅▆▇▔\u00a0\u202f\u2009\u3000", " "),
    **dict.fromkeys("→›▶", ">"),
    **dict.fromkeys("←‹", "<"),
}


def encodable(text: str, encoding: str | None) -> str:
    """``text`` with only characters that ``encoding`` has; an unknown encoding counts as ASCII."""
    try:
        return text.encode(encoding or "utf-8", SIMILAR).decode(encoding or "utf-8", "replace")
    except LookupError:
        return text.encode("ascii", SIMILAR).decode("ascii")


def never_refuse(stream: Any) -> None:
    """Make a text stream write similar characters instead of raising errors."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors=SIMILAR)


def _similar(error: UnicodeError) -> tuple[str | bytes, int]:
    """The error handler: what is written instead of the characters that can't be encoded."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return "".join(_replacement(character) for character in wrong), error.end


def _replacement(character: str) -> str:
    """ASCII for one character, since an error handler isn't told reliably which encoding refused it."""
    import unicodedata

    if character in SIGNS:
        return SIGNS[character]
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):  # marks and joiners, which have no width
        return ""
    similar = "".join(part for part in unicodedata.normalize("NFKD", character) if not unicodedata.combining(part))
    return similar if similar.isascii() and similar.isprintable() and similar else "?"


codecs.register_error(SIMILAR, _similar)
