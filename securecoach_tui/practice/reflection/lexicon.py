"""The word lists of one language that classify reflections."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NearWords:
    """Two sets of words (regular expressions) that count as dangerous at most ``within`` words apart."""

    these: tuple[str, ...]
    those: tuple[str, ...]
    within: int


@dataclass(frozen=True, slots=True)
class MadeTo:
    """The words of "he made me ...": counted as force unless one of ``feelings`` follows."""

    verbs: tuple[str, ...]
    whom: tuple[str, ...]
    softened: tuple[str, ...]
    feelings: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Lexicon:
    """The word lists of one language, in lower case and without apostrophes.

    Two lexicons are never equal, so that patterns made from one can be cached by it.
    The files in content/en/reflection/ describe each list.
    """

    # For splitting a text into words (tokenizer)
    contractions: tuple[tuple[str, str], ...]  # a regular expression and its replacement
    corrected: frozenset[str]
    known: frozenset[str]
    # For finding danger (danger)
    danger_words: tuple[str, ...]  # regular expressions
    danger_phrases: tuple[tuple[str, ...], ...]  # groups of phrases
    near: tuple[NearWords, ...]
    made_to: MadeTo
    # For finding what a text is about (classifier); without them nothing is asked
    everyday: frozenset[str] = frozenset()
    endings: tuple[str, ...] = ()
    function_words: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    anyone: frozenset[str] = frozenset()
    determiners: frozenset[str] = frozenset()
    own_things: frozenset[str] = frozenset()
    neither: frozenset[str] = frozenset()
    conjunctions: frozenset[str] = frozenset()
    frequency: frozenset[str] = frozenset()
    loss: tuple[str, ...] = ()  # regular expressions
    first_person: str = ""
    second_person: str = ""
    possessive: str = ""
    nobody: tuple[str, str] = ("", "")
