"""Splits a reflection into words for the rules: in lower case, contractions expanded, misspellings corrected.

An unknown word that is one typing error away from a danger word is replaced by it, so that a
misspelling doesn't hide danger.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from securecoach_tui.practice.reflection.lexicon import Lexicon

LONGEST = 200_000  # characters; the rest of a longer text is ignored

_SHORT = 5  # letters; in shorter words only swapped letters are corrected, since many differ by one letter
_LEET = str.maketrans("013457@$", "oieastas")
_RUN = re.compile(r"[\w@$]+")
_SIGNS_IN = re.compile(r"[^\W\d_]*\d[^\W_]+|\w*[@$]\w+")
_LONGEST_WORD = 100  # characters; longer runs aren't searched for signs, which takes their length squared
_WORD = re.compile(r"[^\W_]+|[.,;:!?\n]")


def tokenize(text: str, lexicon: Lexicon) -> list[str]:
    """Words in lower case and without apostrophes, misspellings corrected.

    "." marks the end of a sentence, "," any other break.
    """
    text = re.sub("[\u2018\u2019\u02bc\u00b4`]", "'", text[:LONGEST])  # before NFKC, which splits U+00B4
    text = unicodedata.normalize("NFKC", text).casefold()
    for pattern, replacement in lexicon.contractions:
        text = re.sub(pattern, replacement, text)
    text = re.sub(r"(?<=\w)'(?=\w)", "", text)
    text = _RUN.sub(_letters_for_signs, text)
    text = re.sub(r"(?<=\w)\*+(?=\w)", "", text)
    tokens = _WORD.findall(text)
    spelling = _spelling(lexicon)
    corrected = {token: _corrected(token, spelling) for token in set(tokens)}  # each distinct word once
    return [corrected[token] for token in tokens]


def joined(tokens: list[str]) -> str:
    """The words among ``tokens``, with one space between and around them."""
    return f" {' '.join(token for token in tokens if token.isalnum())} "


def _letters_for_signs(run: re.Match[str]) -> str:
    """Replace digits and signs that are used as letters (``h1t``: ``hit``) in one run of characters."""
    if len(run[0]) > _LONGEST_WORD:
        return run[0]
    return _SIGNS_IN.sub(lambda found: found[0].translate(_LEET), run[0])


class _Spelling(NamedTuple):
    """``near`` maps each word of ``corrected``, complete or with one letter deleted, to the words it comes from.

    Words of more than ``longest`` characters aren't corrected.
    """

    unchanged: frozenset[str]
    near: dict[str, list[str]]
    longest: int


@cache
def _spelling(lexicon: Lexicon) -> _Spelling:
    index: dict[str, list[str]] = {}
    for word in lexicon.corrected:
        for form in {word, *_deletions(word)}:
            index.setdefault(form, []).append(word)
    longest = max(map(len, lexicon.corrected), default=0) + 1
    return _Spelling(lexicon.known | lexicon.corrected, index, longest)


def _deletions(word: str) -> Iterator[str]:
    for i in range(len(word)):
        yield word[:i] + word[i + 1 :]


def _corrected(word: str, spelling: _Spelling) -> str:
    """The word, corrected if it is misspelt; punctuation as "." or ","."""
    if not word.isalnum():
        return "," if word in ",;:" else "."
    plain = re.sub(r"(.)\1{2,}", r"\1", word)
    if not 4 <= len(plain) <= spelling.longest or plain in spelling.unchanged:
        return plain
    near = {known for form in (plain, *_deletions(plain)) for known in spelling.near.get(form, ())}
    return min((known for known in near if _is_typo_of(plain, known)), default=plain)


def _is_typo_of(typed: str, word: str) -> bool:
    """Whether ``typed`` is ``word`` with one letter added, deleted or replaced, or two neighbours swapped."""
    if abs(len(typed) - len(word)) > 1 or (typed[0] != word[0] and sorted(typed[:2]) != sorted(word[:2])):
        return False
    if len(typed) != len(word):
        if len(word) < _SHORT:
            return False
        longer, shorter = (typed, word) if len(typed) > len(word) else (word, typed)
        return shorter in set(_deletions(longer))
    differing = [i for i, (a, b) in enumerate(zip(typed, word, strict=True)) if a != b]
    if len(differing) == 1:
        return len(typed) >= _SHORT
    swapped = len(differing) == 2 and differing[1] == differing[0] + 1
    return swapped and typed[differing[0]] == word[differing[1]] and typed[differing[1]] == word[differing[0]]
