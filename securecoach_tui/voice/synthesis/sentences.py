"""From a line as it is shown to sentences that an engine reads aloud: nothing in it is obeyed as a command."""

from __future__ import annotations

import re
import unicodedata

from securecoach_tui.i18n import _
from securecoach_tui.practice.visible_text import visible

LONGEST = 5_000  # characters of one line that are spoken
LONGEST_SENTENCE = 400  # characters given to an engine at once; a longer one is parted between words
# What engines would take for markup (SSML, SAPI's tags, eSpeak's phonemes in [[ ]]), and NSSpeech's.
_MARKUP = re.compile(r"[<>\[\]{}|\\^`~*_#]")
_SENTENCE_END = re.compile(r"(?<=[.?!…。？！])\s+|(?<=[。？！])")


def sentences(text: str) -> list[str]:
    """What is read aloud of ``text``, sentence by sentence; empty where it holds nothing that can be said."""
    text = unicodedata.normalize("NFC", visible(text))[:LONGEST]
    text = text.replace("&", _(" and ")).replace("\u2019", "'")
    text = _MARKUP.sub(" ", "".join(" " if _unsayable(character) else character for character in text))
    parts = [" ".join(part.split()) for part in _SENTENCE_END.split(text)]
    return [piece for part in parts if any(c.isalnum() for c in part) for piece in _pieces(part)]


def _unsayable(character: str) -> bool:
    """Emoji and other pictures, controls, and code points that are no character."""
    return unicodedata.category(character) in ("So", "Sk", "Cc", "Cf", "Cs", "Co", "Cn")


def _pieces(sentence: str) -> list[str]:
    found: list[str] = []
    while len(sentence) > LONGEST_SENTENCE:
        at = sentence.rfind(" ", 1, LONGEST_SENTENCE)
        at = at if at > 0 else LONGEST_SENTENCE
        found.append(sentence[:at])
        sentence = sentence[at:].lstrip()
    return [*found, sentence] if sentence else found
