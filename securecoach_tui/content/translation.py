"""Puts the texts of another language in place of the English ones, line by line.

A language has a file of the same name with the texts alone: ids, keys, lengths and kinds are taken from the English
file. A text that isn't translated stays English, and so does one that has other fields in braces than the English one.
Lists of lines and of steps are matched by place, those with an ``id`` or a ``number`` by it. A list with more or fewer
lines than the English one isn't used, since nobody can say which line is which; a list of words to type may differ.
"""

from __future__ import annotations

import re
from typing import Any

# Fields whose words are names of the program, of studies or of places on a screen: they are the same in every language.
# ``support`` of a step is one of its choices, which are translated.
KEPT = frozenset({
    *("id", "version", "capacity", "directions", "kind", "scene", "fill", "rung", "strength", "citations", "source"),
    *("key", "rate", "choices_from", "support", "breathe", "dimension", "exercise", "picture", "same_as", "order"),
})  # fmt: skip
FREE = frozenset({"words", "parts"})  # lists of these fields may have another number of words
_NAMES = ("id", "number")
_SHAPE = ("key", "exercise")
_FIELD = re.compile(r"\{[^{}]*\}")


def merged(english: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """The English data with the texts of ``other``."""
    return _tables(english, other, "", [])


def gaps(english: dict[str, Any], other: dict[str, Any]) -> list[str]:
    """The places of the texts that stay English, such as ``body.3.say``; places in a list count from 1."""
    found: list[str] = []
    _tables(english, other, "", found)
    return found


def _tables(english: dict[str, Any], other: dict[str, Any], where: str, found: list[str]) -> dict[str, Any]:
    result = {}
    for name, value in english.items():
        place = f"{where}.{name}" if where else name
        if name in KEPT and not isinstance(value, dict) and not _has_tables(value):
            result[name] = value
        else:
            result[name] = _value(value, other.get(name), place, found)
    if "support" in english and english.get("choices"):
        result["support"] = result["choices"][english["choices"].index(english["support"])]
    return result


def _value(english: Any, other: Any, where: str, found: list[str]) -> Any:
    """One value of a table or list: a text, a list of either, or a number, which no language changes."""
    if isinstance(english, dict):
        return _tables(english, other if isinstance(other, dict) else {}, where, found)
    if isinstance(english, list):
        return _lists(english, other, where, found)
    if not isinstance(english, str) or not english:
        return english
    if isinstance(other, str) and other and _fields(other) == _fields(english):
        return other
    found.append(where)
    return english


def _lists(english: list[Any], other: Any, where: str, found: list[str]) -> list[Any]:
    others = other if isinstance(other, list) else []
    if english and all(isinstance(value, str) for value in english):
        return _lines(english, others, where, found)
    matching: list[Any] = [None] * len(english)
    if _has_tables(english):
        matching = _matching(english, others) or matching
    elif len(others) == len(english):
        matching = others
    return [
        _value(value, one, f"{where}.{number}", found)
        for number, (value, one) in enumerate(zip(english, matching, strict=True), 1)
    ]


def _lines(english: list[str], others: list[Any], where: str, found: list[str]) -> list[str]:
    """Lines one after the other, or words to type."""
    if not FREE.isdisjoint(where.split(".")) and others and all(isinstance(line, str) for line in others):
        return others
    if len(others) != len(english):
        found.append(where)
        return english
    return [
        _value(line, one, f"{where}.{number}", found)
        for number, (line, one) in enumerate(zip(english, others, strict=True), 1)
    ]


def _matching(english: list[Any], others: list[Any]) -> list[dict[str, Any]]:
    """The table of ``others`` for each English one; none if the steps of one aren't those of the other."""
    tables = [one for one in others if isinstance(one, dict)]
    for name in _NAMES:
        if all(name in table for table in english):
            by_name = {one.get(name): one for one in tables}
            return [by_name.get(table[name], {}) for table in english]
    same = len(tables) == len(english) and all(map(_same_shape, english, tables))
    return tables if same else []


def _same_shape(english: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether a step is the same one: a question with the same key, or words, or a breath."""
    return other.keys() <= english.keys() and all(other.get(name) == english.get(name) for name in _SHAPE)


def _has_tables(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(one, dict) for one in value)


def _fields(text: str) -> list[str]:
    return sorted(set(_FIELD.findall(text)))
