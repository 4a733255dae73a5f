"""Whether a text touches what nobody is to be told is theirs to regulate.

Rules over the words of a text (spelling.py), one group for each item of the list. They are broad on
purpose: in doubt a text touches. Nothing comes of that but one line that names people to talk to,
and that no question is asked. Nothing about it is ever kept.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache

from securecoach_tui.practice.reflection.harms import ALONE, NEAR, PHRASES
from securecoach_tui.practice.reflection.tokenizer import joined

_FEELINGS = """
feel feels felt feeling sad angry mad happy happier sadder angrier glad cross upset lonely jealous anxious nervous
worried insecure small smaller invisible unimportant unwanted unloved loved special stupid guilty ashamed
embarrassed tired calm calmer better worse furious cry laugh smile wonder think doubt miss love promises plans
dinner breakfast lunch coffee tea jokes fun excuses sure sense time it room sound look seem want proud annoyed
frustrated bored numb
"""
_SOFTENED = r"(?: (?:so|really|very|always|quite|all|a|an|bit|little|the|just|even|more|less|such))*+"
_MADE_TO = re.compile(
    r" (?:make|makes|made|making|maked|had) (?:me|us)" + _SOFTENED + rf" (?!(?:{'|'.join(_FEELINGS.split())}) )\w+"
)


def touches(tokens: list[str]) -> bool:
    """Whether a text, as spelling.py reads it, touches anything on the list: any tense, hedged, negated, misspelt."""
    read = joined(tokens)
    if any(rule.search(read) for rule in _rules()) or _MADE_TO.search(read):
        return True
    every = read.split()
    different = frozenset(every)
    return any(_near(every, different, these, those, within) for these, those, within in _pairs())


@cache
def _rules() -> list[re.Pattern[str]]:
    """Single words first, then phrases. A space stands on either side of every word."""
    alone = re.compile(f" (?:{'|'.join(ALONE.split())}) ")
    return [alone, *(re.compile(f" (?:{_spaced(lines)}) ") for lines in PHRASES.values())]


@cache
def _pairs() -> list[tuple[re.Pattern[str], re.Pattern[str], int]]:
    def one(stems: str) -> re.Pattern[str]:
        return re.compile(f"(?:{'|'.join(stems.split())})")

    return [(one(these), one(those), within) for these, those, within in NEAR]


def _spaced(lines: str) -> str:
    """Phrases, one a line: ``a|b`` alternatives, ``*`` up to three words of any kind, ``+`` a stem's endings."""
    return "|".join(_phrase(line) for line in lines.strip().splitlines() if line.strip())


def _phrase(line: str) -> str:
    found = ""
    for part in line.split():
        if part == "*":
            found += r"(?: \w+){0,3}"
        else:
            found += " (?:" + part.replace("+", r"\w*") + ")"
    return found.removeprefix(" ")


def _near(
    every: list[str], different: frozenset[str], these: re.Pattern[str], those: re.Pattern[str], within: int
) -> bool:
    """Whether one of each stands within so many words of the other, in either order."""
    first = {word for word in different if these.fullmatch(word)}
    second = {word for word in different if those.fullmatch(word)} if first else set()
    if not second:
        return False
    places = [i for i, word in enumerate(every) if word in second]
    for i, word in enumerate(every):
        if word in first:
            around = places[bisect_left(places, i - within) : bisect_right(places, i + within)]
            if any(place != i for place in around):
                return True
    return False
