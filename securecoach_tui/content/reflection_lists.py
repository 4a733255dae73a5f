"""Loads the word lists that classify reflections: files in ``<language>/reflection/``.

A language without them has no lexicon, and reflections in it are not classified, since the English lists
would give wrong results. A language with ``danger.toml`` and ``spelling.toml`` alone finds danger and asks nothing.
"""

from __future__ import annotations

import tomllib
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TypeVar

import msgspec

from securecoach_tui import i18n
from securecoach_tui.content.exercise_index import CONTENT
from securecoach_tui.practice.reflection.lexicon import Lexicon, MadeTo, NearWords

FOLDER = "reflection"
EVERYDAY, CLAUSES = "everyday.toml", "clauses.toml"  # what a text is about; both or neither
Table = TypeVar("Table", bound=msgspec.Struct)


class _Spelling(msgspec.Struct, forbid_unknown_fields=True):
    contractions: list[tuple[str, str]]
    corrected: str
    known: str


class _Near(msgspec.Struct, forbid_unknown_fields=True):
    within: int
    these: str
    those: str


class _MadeTo(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    verbs: str = ""
    whom: str = ""
    softened: str = ""
    feelings: str = ""


class _Danger(msgspec.Struct, forbid_unknown_fields=True):
    words: str
    phrases: dict[str, str]
    near: list[_Near]
    made_to: _MadeTo = _MadeTo()


class _Everyday(msgspec.Struct, forbid_unknown_fields=True):
    endings: str
    words: str


class _Clauses(msgspec.Struct, forbid_unknown_fields=True):
    first_person: str
    possessive: str
    second_person: str
    nobody: tuple[str, str]
    function_words: str
    people: str
    anyone: str
    determiners: str
    own_things: str
    neither: str
    conjunctions: str
    frequency: str
    loss: list[str]


def load_lexicon(language: str | None = None) -> Lexicon | None:
    """The word lists of ``language``, else of the language in use; None if it has none.

    Raises:
        ValueError: a file isn't TOML, lacks a list, or has an unknown one. The message names the file.
    """
    folder = CONTENT / (language or i18n.language()) / FOLDER
    return read_lexicon(folder) if folder.is_dir() else None


@cache
def read_lexicon(folder: Path) -> Lexicon:
    """The word lists in ``folder``.

    Raises:
        ValueError: as for ``load_lexicon``.
        OSError: a file is missing or can't be read.
    """
    spelling = _read(folder / "spelling.toml", _Spelling)
    danger = _read(folder / "danger.toml", _Danger)
    made = danger.made_to
    words = Lexicon(
        contractions=tuple(spelling.contractions),
        corrected=frozenset(spelling.corrected.split()),
        known=frozenset(spelling.known.split()),
        danger_words=tuple(danger.words.split()),
        danger_phrases=tuple(tuple(filter(str.strip, lines.splitlines())) for lines in danger.phrases.values()),
        near=tuple(
            NearWords(tuple(pair.these.split()), tuple(pair.those.split()), pair.within) for pair in danger.near
        ),
        made_to=MadeTo(*(tuple(words.split()) for words in (made.verbs, made.whom, made.softened, made.feelings))),
    )
    if not any((folder / name).exists() for name in (EVERYDAY, CLAUSES)):
        return words
    everyday = _read(folder / EVERYDAY, _Everyday)
    clauses = _read(folder / CLAUSES, _Clauses)
    return replace(
        words,
        everyday=frozenset(everyday.words.split()),
        endings=tuple(everyday.endings.split()),
        function_words=frozenset(clauses.function_words.split()),
        people=frozenset(clauses.people.split()),
        anyone=frozenset(clauses.anyone.split()),
        determiners=frozenset(clauses.determiners.split()),
        own_things=frozenset(clauses.own_things.split()),
        neither=frozenset(clauses.neither.split()),
        conjunctions=frozenset(clauses.conjunctions.split()),
        frequency=frozenset(clauses.frequency.split()),
        loss=tuple(clauses.loss),
        first_person=clauses.first_person,
        second_person=clauses.second_person,
        possessive=clauses.possessive,
        nobody=clauses.nobody,
    )


def _read(path: Path, table: type[Table]) -> Table:
    try:
        return msgspec.convert(tomllib.loads(path.read_text("utf-8")), table)
    except ValueError as error:  # not UTF-8, not TOML, or not as the table says
        raise ValueError(f"{path}: {error}") from error
