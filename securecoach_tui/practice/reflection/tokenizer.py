"""Text as rules read it: lower case, contractions opened, near misses set right.

Only English is read. A word that isn't known and lies one slip of the fingers from one of the words
that matter here is taken for it: where a misspelling could hide a harm, it is read as the harm.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from securecoach_tui.practice.reflection.slips import MATTER, THEMSELVES

LONGEST = 200_000  # characters that are read: more than anyone writes after a session

_SHORT = 5  # letters; in a shorter word only two swapped ones are set right, or everything would lie near something

_MATTER = frozenset(MATTER.split())
_THEMSELVES = frozenset(THEMSELVES.split())
_LONGEST_NEAR = max(map(len, _MATTER)) + 1  # characters; a longer word lies a slip away from none
_CONTRACTED = (
    (r"\bi[' ]?m\b", "i am"),
    (r"\bi'?ve\b", "i have"),
    (r"\bi'd\b", "i would"),
    (r"\bi'll\b", "i will"),
    (r"\b(he|she|they|we|you|who|it)'(?:s|re)\b", r"\1 is"),
    (r"\b(he|she|they|we|you)'ve\b", r"\1 have"),
    (r"\b(he|she|they|we|you|it)'d\b", r"\1 would"),
    (r"\b(he|she|they|we|you|it)'ll\b", r"\1 will"),
)
_LEET = str.maketrans("013457@$", "oieastas")
_RUN = re.compile(r"[\w@$]+")
_SIGNS_IN = re.compile(r"[^\W\d_]*\d[^\W_]+|\w*[@$]\w+")
_LONGEST_WORD = 100  # characters; in a longer run nobody hides a word, and looking for one takes its length squared
_WORD = re.compile(r"[^\W_]+|[.,;:!?\n]")


def tokens(text: str) -> list[str]:
    """Words in lower case, without apostrophes, near misses set right; "." where a sentence breaks, "," for less."""
    text = re.sub("[\u2018\u2019\u02bc\u00b4`]", "'", text[:LONGEST])  # before an accent is taken from its letter
    text = unicodedata.normalize("NFKC", text).casefold()
    for pattern, opened in _CONTRACTED:
        text = re.sub(pattern, opened, text)
    text = re.sub(r"(?<=\w)'(?=\w)", "", text)
    text = _RUN.sub(_letters_for_signs, text)
    text = re.sub(r"(?<=\w)\*+(?=\w)", "", text)
    known: dict[str, str] = {}  # of this text alone: most words come again
    found = _WORD.findall(text)
    for one in found:
        if one not in known:
            known[one] = _read(one)
    return [known[one] for one in found]


def _letters_for_signs(run: re.Match[str]) -> str:
    """``h1t`` as ``hit``, within one run of letters and signs."""
    if len(run[0]) > _LONGEST_WORD:
        return run[0]
    return _SIGNS_IN.sub(lambda found: found[0].translate(_LEET), run[0])


def joined(read: list[str]) -> str:
    """The words among ``tokens``, one space between and around."""
    return f" {' '.join(one for one in read if one.isalnum())} "


@cache
def _index() -> dict[str, list[str]]:
    """What is left of each word that matters when one letter is taken, or none."""
    found: dict[str, list[str]] = {}
    for word in _MATTER:
        for form in {word, *_less_one(word)}:
            found.setdefault(form, []).append(word)
    return found


def _less_one(word: str) -> Iterator[str]:
    for i in range(len(word)):
        yield word[:i] + word[i + 1 :]


def _read(word: str) -> str:
    if not word.isalnum():
        return "," if word in ",;:" else "."
    plain = re.sub(r"(.)\1{2,}", r"\1", word)
    if not 4 <= len(plain) <= _LONGEST_NEAR or plain in _THEMSELVES or plain in _MATTER:
        return plain
    near = {one for form in (plain, *_less_one(plain)) for one in _index().get(form, ())}
    return min((one for one in near if _one_slip(plain, one)), default=plain)


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
