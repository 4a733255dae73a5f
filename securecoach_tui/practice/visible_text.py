"""Makes text from files and people safe to show: control characters are escaped."""

from __future__ import annotations

import re
import unicodedata

# C0, DEL and C1 controls, line and paragraph separators, and the bidirectional overrides and
# isolates that could change how a line reads. Tab and newline are left out: the caller decides about them.
LONGEST_QUOTE = 40  # characters
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def visible(text: str, *, lines: bool = False) -> str:
    """``text`` with every control character escaped (``\\x1b``), so that a terminal doesn't act on it.

    With ``lines`` newlines stay, otherwise they and tabs become spaces. Lone surrogates become
    question marks, so that the result can always be encoded.
    """
    text = text.encode("utf-8", "replace").decode("utf-8")
    text = text.replace("\r\n", "\n").replace("\t", " ")
    if not lines:
        text = text.replace("\n", " ")
    return _UNSEEN.sub(lambda m: f"\\x{ord(m[0]):02x}" if ord(m[0]) < 256 else f"\\u{ord(m[0]):04x}", text)


def quoted(text: str) -> str:
    """``text`` as a sentence quotes it: visible, and no longer than leaves the sentence in sight."""
    return visible(text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + "…")


def is_typed_text(character: str) -> bool:
    """Whether a person may type ``character`` into a text.

    That is more than what ``str.isprintable`` accepts: spaces that don't break, the joiners of Persian and of emoji, and
    characters that are newer than this Python. Controls, line separators and lone surrogates are no text.
    """
    return unicodedata.category(character) not in ("Cc", "Cs", "Zl", "Zp")


def count_words(text: str) -> int:
    """The number of words in ``text``, as a voice speaks them."""
    return len(re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", unicodedata.normalize("NFC", text)))
