"""Decides what follows a reflection: one gentle question, a line that names people to talk to, or nothing.

A question follows only if the text has at least eight words, all of them words of everyday complaint, and
more than half of its clauses are about somebody else and less than a fifth about the person. When unsure,
nothing is asked. If the text mentions danger (danger.py), the line follows instead. The result is never
stored, scored or shown.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from securecoach_tui.practice.reflection.danger import touches_danger
from securecoach_tui.practice.reflection.lexicon import Lexicon
from securecoach_tui.practice.reflection.tokenizer import tokenize

ReflectionClass = Literal["question", "people", "silent"]
ClauseSubject = Literal["own", "other", "neither"]

FEWEST_WORDS = 8
_OWN_SHARE = 0.2  # of the clauses; no question if at least this share is about the person
_OTHERS_SHARE = 0.5  # of the clauses; a question only if more than this share is about somebody else


def classify_reflection(text: str, lexicon: Lexicon) -> ReflectionClass:
    """What follows ``text``: "people" to talk to, one "question", or nothing ("silent")."""
    tokens = tokenize(text, lexicon)
    if touches_danger(tokens, lexicon):
        return "people"
    return "question" if _is_about_somebody_else(tokens, lexicon) else "silent"


def stems(word: str, endings: tuple[str, ...]) -> list[str]:
    """``word``, and the words that it may be an inflected form of."""
    forms = [word]
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            stem = word[: -len(ending)]
            forms += [stem, stem + "e"]
    if word.endswith(("ies", "ied")):
        forms.append(word[:-3] + "y")
    return forms


def _is_about_somebody_else(tokens: list[str], lexicon: Lexicon) -> bool:
    words = [token for token in tokens if token.isalnum()]
    if not lexicon.everyday:
        return False  # the language has no words of complaint
    if len(words) < FEWEST_WORDS or _loss(lexicon).search(f" {' '.join(words)} "):
        return False
    names = _names(tokens, lexicon)
    if not all(word in names or _is_understood(word, lexicon) for word in words):
        return False
    subjects = _clause_subjects(tokens, lexicon)
    own, others = subjects.count("own"), subjects.count("other")
    return own < _OWN_SHARE * len(subjects) and others > _OTHERS_SHARE * len(subjects)


@cache
def _loss(lexicon: Lexicon) -> re.Pattern[str]:
    """Matches words of illness, death and accidents, after which no question is asked."""
    return re.compile(f" (?:{'|'.join(lexicon.loss)}) ")


def _is_understood(word: str, lexicon: Lexicon) -> bool:
    """Whether a word is known from everyday complaints. Any other word may give a text a serious meaning."""
    return word in lexicon.function_words or any(stem in lexicon.everyday for stem in stems(word, lexicon.endings))


def _names(tokens: list[str], lexicon: Lexicon) -> set[str]:
    """Words in the position of a name: "Sam never rings"."""
    names = set()
    for i, token in enumerate(tokens[:-1]):
        starts_clause = i == 0 or not tokens[i - 1].isalnum() or tokens[i - 1] in lexicon.conjunctions
        if starts_clause and tokens[i + 1] in lexicon.frequency and token not in lexicon.neither:
            names.add(token)
    return names


def _clause_subjects(tokens: list[str], lexicon: Lexicon) -> list[ClauseSubject]:
    """The subject of each clause; a clause without one continues the clause before it."""
    clauses: list[list[str]] = [[]]
    for token in tokens:
        if token in (".", ",") or token in lexicon.conjunctions:
            clauses.append([])
        else:
            clauses[-1].append(token)
    subjects: list[ClauseSubject] = []
    for clause in clauses:
        subject = _subject(clause, lexicon)
        if subject is None and (len(clause) < 2 or not subjects):
            if len(clause) > 2:
                subjects.append("neither")
            continue
        subjects.append(subject or ("other" if subjects[-1] == "other" else "neither"))
    return subjects


def _subject(clause: list[str], lexicon: Lexicon) -> ClauseSubject | None:
    """The subject of a clause: "own" if the first person occurs in it, None if it has no subject."""
    if lexicon.first_person in clause:
        return "own"
    for i, word in enumerate(clause):
        before, after = clause[i - 1] if i else "", clause[i + 1] if i + 1 < len(clause) else ""
        if word in lexicon.determiners and after in lexicon.own_things:
            return "own" if word == lexicon.possessive else "neither"
        if word in lexicon.anyone or (before, word) == lexicon.nobody:
            return "other"
        if word == lexicon.second_person and after in lexicon.frequency:
            return "other"
        if word in lexicon.people and (
            not before or before in lexicon.determiners or before not in lexicon.function_words
        ):
            return "other"
        if i == 0 and after in lexicon.frequency and word not in lexicon.neither | lexicon.function_words:
            return "other"  # a name: "Sam never rings"
        if word in lexicon.neither:
            return "neither"
    return None
