"""Splits a reflection into words as the rules read them: lower case, contractions opened, misspellings corrected.

An unknown word one slip of the fingers away from a word of danger is read as that word, so that no
misspelling hides a danger.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from securecoach_tui.practice.reflection.lexicon import Lexicon

LONGEST = 200_000  # characters that are read: more than anyone writes after a session

_SHORT = 5  # letters; in a shorter word only swapped letters are corrected, since too many words differ by one
_LEET = str.maketrans("013457@$", "oieastas")
_RUN = re.compile(r"[\w@$]+")
_SIGNS_IN = re.compile(r"[^\W\d_]*\d[^\W_]+|\w*[@$]\w+")
_LONGEST_WORD = 100  # characters; longer runs aren't searched for signs, which takes their length squared
_WORD = re.compile(r"[^\W_]+|[.,;:!?\n]")


def tokenize(text: str, lexicon: Lexicon) -> list[str]:
    """Words in lower case and without apostrophes, misspellings corrected.

    "." stands for the end of a sentence, "," for any other break.
    """
    text = re.sub("[\u2018\u2019\u02bc\u00b4`]", "'", text[:LONGEST])  # before an accent is taken from its letter
    text = unicodedata.normalize("NFKC", text).casefold()
    for pattern, replacement in lexicon.contractions:
        text = re.sub(pattern, replacement, text)
    text = re.sub(r"(?<=\w)'(?=\w)", "", text)
    text = _RUN.sub(_letters_for_signs, text)
    text = re.sub(r"(?<=\w)\*+(?=\w)", "", text)
    tokens = _WORD.findall(text)
    spelling = _spelling(lexicon)
    read = {token: _read(token, spelling) for token in set(tokens)}  # most words occur again in a text
    return [read[token] for token in tokens]


def joined(tokens: list[str]) -> str:
    """The words among ``tokens``, with one space between and around them."""
    return f" {' '.join(token for token in tokens if token.isalnum())} "


def _letters_for_signs(run: re.Match[str]) -> str:
    """``h1t`` as ``hit``, within one run of letters and signs."""
    if len(run[0]) > _LONGEST_WORD:
        return run[0]
    return _SIGNS_IN.sub(lambda found: found[0].translate(_LEET), run[0])


class _Spelling(NamedTuple):
    """``near``: the words to correct to, by each form with one letter less or none. ``longest`` in characters."""

    unchanged: frozenset[str]
    near: dict[str, list[str]]
    longest: int


@cache
def _spelling(lexicon: Lexicon) -> _Spelling:
    index: dict[str, list[str]] = {}
    for word in lexicon.corrected:
        for form in {word, *_less_one(word)}:
            index.setdefault(form, []).append(word)
    longest = max(map(len, lexicon.corrected), default=0) + 1
    return _Spelling(lexicon.known | lexicon.corrected, index, longest)


def _less_one(word: str) -> Iterator[str]:
    for i in range(len(word)):
        yield word[:i] + word[i + 1 :]


def _read(word: str, spelling: _Spelling) -> str:
    if not word.isalnum():
        return "," if word in ",;:" else "."
    plain = re.sub(r"(.)\1{2,}", r"\1", word)
    if not 4 <= len(plain) <= spelling.longest or plain in spelling.unchanged:
        return plain
    near = {known for form in (plain, *_less_one(plain)) for known in spelling.near.get(form, ())}
    return min((known for known in near if _one_slip(plain, known)), default=plain)


def _one_slip(typed: str, word: str) -> bool:
    """Whether one letter more, less, other, or two swapped, makes ``word`` of ``typed``."""
    if abs(len(typed) - len(word)) > 1 or (typed[0] != word[0] and sorted(typed[:2]) != sorted(word[:2])):
        return False
    if len(typed) != len(word):
        if len(word) < _SHORT:
            return False
        longer, shorter = (typed, word) if len(typed) > len(word) else (word, typed)
        return shorter in set(_less_one(longer))
    unlike = [i for i, (a, b) in enumerate(zip(typed, word, strict=True)) if a != b]
    if len(unlike) == 1:
        return len(typed) >= _SHORT
    swapped = len(unlike) == 2 and unlike[1] == unlike[0] + 1
    return swapped and typed[unlike[0]] == word[unlike[1]] and typed[unlike[1]] == word[unlike[0]]
