"""Whether a reflection mentions danger: violence, control, abuse, self-harm.

The rules are broad on purpose: when unsure, a text counts as dangerous. The only effects are that no
question is asked and that one line names people to talk to. The result is never stored.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import cache

from securecoach_tui.practice.reflection.lexicon import Lexicon
from securecoach_tui.practice.reflection.tokenizer import joined


def touches_danger(tokens: list[str], lexicon: Lexicon) -> bool:
    """Whether the words of a text (from ``tokenize``) match any rule, in any tense, hedged, negated or misspelt."""
    text = joined(tokens)
    if any(pattern.search(text) for pattern in _patterns(lexicon)):
        return True
    words = text.split()
    distinct = frozenset(words)
    return any(_near(words, distinct, these, those, within) for these, those, within in _near_patterns(lexicon))


@cache
def _patterns(lexicon: Lexicon) -> list[re.Pattern[str]]:
    """Single words, then phrases, then "made me". The text has a space on either side of every word."""
    return [
        re.compile(f" (?:{'|'.join(lexicon.danger_words)}) "),
        *(re.compile(f" (?:{'|'.join(map(_phrase, group))}) ") for group in lexicon.danger_phrases),
        *([_made_to(lexicon)] if lexicon.made_to.verbs else []),
    ]


def _made_to(lexicon: Lexicon) -> re.Pattern[str]:
    """Matches "made me" and the like, unless a word of feeling follows."""
    verbs, whom, softened, feelings = (
        "|".join(words)
        for words in (
            lexicon.made_to.verbs,
            lexicon.made_to.whom,
            lexicon.made_to.softened,
            lexicon.made_to.feelings,
        )
    )
    return re.compile(rf" (?:{verbs}) (?:{whom})(?: (?:{softened}))*+ (?!(?:{feelings}) )\w+")


@cache
def _near_patterns(lexicon: Lexicon) -> list[tuple[re.Pattern[str], re.Pattern[str], int]]:
    def any_of(words: Iterable[str]) -> re.Pattern[str]:
        return re.compile(f"(?:{'|'.join(words)})")

    return [(any_of(pair.these), any_of(pair.those), pair.within) for pair in lexicon.near]


def _phrase(phrase: str) -> str:
    """The pattern of a phrase: ``a|b`` for alternatives, ``*`` for up to three words, ``+`` for any ending."""
    pattern = ""
    for part in phrase.split():
        if part == "*":
            pattern += r"(?: \w+){0,3}"
        else:
            pattern += " (?:" + part.replace("+", r"\w*") + ")"
    return pattern.removeprefix(" ")


def _near(
    words: list[str], distinct: frozenset[str], these: re.Pattern[str], those: re.Pattern[str], within: int
) -> bool:
    """Whether two words, one of each set, are at most ``within`` words apart."""
    first = {word for word in distinct if these.fullmatch(word)}
    second = {word for word in distinct if those.fullmatch(word)} if first else set()
    if not second:
        return False
    positions = [i for i, word in enumerate(words) if word in second]
    for i, word in enumerate(words):
        if word in first:
            nearby = positions[bisect_left(positions, i - within) : bisect_right(positions, i + within)]
            if any(position != i for position in nearby):
                return True
    return False
