"""Compares words as people mean them: "cafe", "Café" and "CAFÉ" are the same word, however the accent is stored.

Letters with a place of their own in the alphabet of the language in use, such as the Spanish ñ, are sorted there. Who
types one in a search finds that letter alone; who types the letter below it finds both.
"""

from __future__ import annotations

import re
import unicodedata

from securecoach_tui.i18n import _

# Letters that Unicode doesn't take apart into a letter and a mark.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"})
_SIGNS = str.maketrans({**dict.fromkeys("‘’‚′ʼ", "'"), **dict.fromkeys("“”„«»", '"'), **dict.fromkeys("‐‑–—−", "-")})
_UNCOUNTED = ("Mn", "Me", "Cf")  # accents, enclosing marks, joiners and other characters without a width


def folded(text: str) -> str:
    """``text`` for comparing: case, accents, the kinds of quotes, dashes and spaces, and joiners don't count."""
    return _tidy(_folded(text))


def searchable(text: str) -> str:
    """``text`` as ``folded`` returns it, but with the letters that have a place of their own in the alphabet."""
    own = own_letters()
    if not own or text.isascii():
        return folded(text)
    pieces = re.split(f"([{own}])", unicodedata.normalize("NFC", text).casefold())
    return _tidy("".join(piece if piece in own else _folded(piece) for piece in pieces))


def found_in(words: str, text: str) -> bool:
    """Whether ``words`` are part of ``text``, both as ``searchable`` returns them."""
    own = own_letters()
    if own and not any(letter in words for letter in own):
        text = text.translate({ord(letter): _folded(letter) for letter in own})
    return words in text


def sorting_key(text: str) -> list[int]:
    """A key that sorts titles and names as the language in use does: in Spanish, ñ after n, and é as e."""
    alphabet = _alphabet()
    places = {letter: number for number, letter in enumerate(alphabet, ord("a"))}
    return [places.get(character, ord(character) + len(alphabet) * (character > "z")) for character in searchable(text)]


def own_letters() -> str:
    """The letters of the alphabet of the language in use that aren't among the 26 English ones."""
    return "".join(letter for letter in _alphabet() if not letter.isascii())


def _alphabet() -> str:
    # Translators: the letters of your alphabet in their order. Leave out accents that don't count when words are sorted.
    return _("abcdefghijklmnopqrstuvwxyz")


def _folded(text: str) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_SIGNS)).casefold()
        text = unicodedata.normalize("NFKD", text).translate(_LETTERS).translate(_SIGNS)
        text = "".join(character for character in text if unicodedata.category(character) not in _UNCOUNTED)
    return text.casefold()


def _tidy(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
