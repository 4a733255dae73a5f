"""Splits a line, as it is shown, into sentences for an engine, without markup that the engine would interpret."""

from __future__ import annotations

import re
import unicodedata

from securecoach_tui.i18n import _
from securecoach_tui.practice.visible_text import visible

LONGEST = 5_000  # characters of one line that are spoken
LONGEST_SENTENCE = 400  # characters given to an engine at once; a longer sentence is split between words
# What engines interpret as markup: SSML, the tags of SAPI and NSSpeech, eSpeak's phonemes in [[ ]].
_MARKUP = re.compile(r"[<>\[\]{}|\\^`~*_#]")
_SENTENCE_END = re.compile(r"(?<=[.?!…。？！])\s+|(?<=[。？！])")


def sentences(text: str) -> list[str]:
    """The sentences of ``text`` that can be spoken; empty if there are none."""
    text = unicodedata.normalize("NFC", visible(text))[:LONGEST]
    text = text.replace("&", _(" and ")).replace("\u2019", "'")
    text = _MARKUP.sub(" ", "".join(" " if _unsayable(character) else character for character in text))
    parts = [" ".join(part.split()) for part in _SENTENCE_END.split(text)]
    return [piece for part in parts if any(c.isalnum() for c in part) for piece in _pieces(part)]


def _unsayable(character: str) -> bool:
    """Whether it is an emoji or other picture, a control, or not a character at all."""
    return unicodedata.category(character) in ("So", "Sk", "Cc", "Cf", "Cs", "Co", "Cn")


def _pieces(sentence: str) -> list[str]:
    found: list[str] = []
    while len(sentence) > LONGEST_SENTENCE:
        at = sentence.rfind(" ", 1, LONGEST_SENTENCE)
        at = at if at > 0 else LONGEST_SENTENCE
        found.append(sentence[:at])
        sentence = sentence[at:].lstrip()
    return [*found, sentence] if sentence else found
