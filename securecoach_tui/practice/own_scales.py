"""Scales of a person's own: at most three words, each rated 0-10 before and after a session. Described, never judged.

In settings a scale is text such as "calm, more is better" or "ache, less is better"; without a comma more is better.
A session stores the two ratings among its answers, under the keys of ``answer_key``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from securecoach_tui.practice.record import SessionRecord, When
from securecoach_tui.practice.typed_values import whole_number

MOST, LONGEST = 3, 24  # scales; characters of a word
LESS = "less is better"
MORE = "more is better"


@dataclass(frozen=True, slots=True)
class OwnScale:
    """``word`` names what is rated; ``less_is_better`` is what the person said about it."""

    word: str
    less_is_better: bool = False

    def __str__(self) -> str:
        return f"{self.word}, {LESS if self.less_is_better else MORE}"


def parse(texts: Iterable[str]) -> tuple[OwnScale, ...]:
    """The scales that the settings name: the first three that have a word, each word once."""
    found: dict[str, OwnScale] = {}
    for text in texts:
        word, _comma, rest = text.partition(",")
        word = " ".join(word.split())[:LONGEST].strip()
        if word and word.casefold() not in found and len(found) < MOST:
            found[word.casefold()] = OwnScale(word, rest.strip().casefold() == LESS)
    return tuple(found.values())


def answer_key(scale: OwnScale, when: When) -> str:
    """The key of a rating among a session's answers."""
    return f"{scale.word}, {when.value}"


def word_and_time(key: str) -> tuple[str, When] | None:
    """The word and the time of a rating, from its ``answer_key``; None for the key of any other answer."""
    word, _comma, time = key.rpartition(", ")
    return (word, When(time)) if word and time in (When.BEFORE, When.AFTER) else None


def ratings(session: SessionRecord, word: str) -> tuple[int | None, int | None]:
    """The ratings of a scale before and after a session, in points; None where there is none or it is no number."""
    scale = OwnScale(word)
    before, after = (session.answers.get(answer_key(scale, when), "") for when in (When.BEFORE, When.AFTER))
    return _points(before), _points(after)


def words_in(sessions: Iterable[SessionRecord]) -> list[str]:
    """The words of the scales that were rated in any session, in the order in which they first appear."""
    found: dict[str, None] = {}
    for session in sessions:
        for key, value in session.answers.items():
            if (rated := word_and_time(key)) is not None and _points(value) is not None:
                found[rated[0]] = None
    return list(found)


def _points(text: str) -> int | None:
    return whole_number(text, 10)
