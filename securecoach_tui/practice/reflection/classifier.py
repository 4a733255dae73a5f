"""What follows a reflection: one gentle question, a line that names people to talk to, or nothing.

A question is asked only of a text of at least eight words, all of them words of ordinary complaint, in
which most clauses are about somebody else and less than a fifth about the person. In doubt nothing is
asked. A text that mentions danger (danger.py) gets the line instead. Nothing is stored, scored or shown.
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
_OWN_SHARE = 0.2  # no question from this share of clauses about the person on
_OTHERS_SHARE = 0.5  # a question only above this share of clauses about somebody else


def classify_reflection(text: str, lexicon: Lexicon) -> ReflectionClass:
    """What follows ``text``: "people" to talk to, one "question", or nothing ("silent")."""
    tokens = tokenize(text, lexicon)
    if touches_danger(tokens, lexicon):
        return "people"
    return "question" if _is_about_somebody_else(tokens, lexicon) else "silent"


def stems(word: str, endings: tuple[str, ...]) -> list[str]:
    """The word, and the words that it may be a form of."""
    found = [word]
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            stem = word[: -len(ending)]
            found += [stem, stem + "e"]
    if word.endswith(("ies", "ied")):
        found.append(word[:-3] + "y")
    return found


def _is_about_somebody_else(tokens: list[str], lexicon: Lexicon) -> bool:
    words = [token for token in tokens if token.isalnum()]
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
    return re.compile(f" (?:{'|'.join(lexicon.loss)}) ")


def _is_understood(word: str, lexicon: Lexicon) -> bool:
    """Whether a word is one of ordinary complaint. A text with any other word may mean more than it seems."""
    return word in lexicon.function_words or any(stem in lexicon.everyday for stem in stems(word, lexicon.endings))


def _names(tokens: list[str], lexicon: Lexicon) -> set[str]:
    """Words in the position of a name: "Sam never rings"."""
    found = set()
    for i, token in enumerate(tokens[:-1]):
        starts_clause = i == 0 or not tokens[i - 1].isalnum() or tokens[i - 1] in lexicon.conjunctions
        if starts_clause and tokens[i + 1] in lexicon.frequency and token not in lexicon.neither:
            found.add(token)
    return found


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
    """The subject of a clause: "own" wherever the first person is in it, None where there is no subject."""
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
