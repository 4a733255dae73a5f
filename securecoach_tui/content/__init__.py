"""Words as data: exercises, ladder, check-in, evidence, care, support lines. One folder a language, one loader.

Everything is read lazily and once; what a language lacks is taken from English. A file of a person's own
that can't be used is named with the place and the reason and never hides the others.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from securecoach_tui import i18n
from securecoach_tui.content import custom_exercises as own
from securecoach_tui.content import exercise_index as cards
from securecoach_tui.content.custom_exercises import BadFile, examine, read
from securecoach_tui.content.exercise_index import Card as Card
from securecoach_tui.content.support_lines import FILE as SUPPORT_FILE
from securecoach_tui.content.support_lines import Line, People, people
from securecoach_tui.i18n import _
from securecoach_tui.practice.checkin import Item
from securecoach_tui.practice.exercise.model import Exercise, Step
from securecoach_tui.practice.exercise.parser import parse
from securecoach_tui.practice.ladder.offers import Rung
from securecoach_tui.practice.record import Direction

__all__ = ["BadFile", "Card", "CheckIn", "Content", "Item", "custom", "examine", "load", "read"]


class CheckIn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The check-in's words: ``scale`` tells its ends, ``results`` what is said of each direction."""

    before: list[str]
    scale: str
    after: list[str]
    results: dict[Direction, list[str]]
    choices: dict[Direction, str]
    item: tuple[Item, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """Six lines a dimension, in the order in which they are asked."""
        return self.item


class Content:
    """The words of one language."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def _order(self) -> list[str]:
        return cards.order(self._folder)

    def ids(self) -> list[str]:
        """The ids of the built-in exercises, in the catalogue's order."""
        return list(self._order)

    def cards(self) -> list[Card]:
        """The built-in exercises without their steps, in the catalogue's order; quick to read."""
        return cards.cards(self._folder)

    def exercises(self) -> dict[str, Exercise]:
        """The built-in exercises by id, in the catalogue's order."""
        return {id: self.exercise(id) for id in self._order}

    def exercise(self, id: str) -> Exercise:
        """One built-in exercise.

        Raises:
            KeyError: there is none of that id.
        """
        if id not in self._order:
            raise KeyError(id)
        return _exercise(self._path(f"exercises/{id}.toml"))

    def rungs(self) -> list[Rung]:
        """The built-in ladder, from the lowest."""
        return [Rung(place=place, **raw) for place, raw in enumerate(self._table("ladder")["rung"], 1)]

    def orienting(self) -> list[Step]:
        """Half a minute or more of coming back: look round, the day, feet."""
        return self._steps("orienting")

    def numb_step(self) -> list[Step]:
        """What follows numb or far away: eyes open, feet, the room, today's date."""
        return self._steps("numb")

    def safe_notice(self) -> list[Step]:
        """The safety question as something said, where it can't be asked."""
        return self._steps("safe")

    def lived_steps(self) -> list[Step]:
        """What prepares a rung that happens with someone, elsewhere."""
        return self._steps("lived")

    def first_run(self) -> list[str]:
        """What is said once, at the very first start."""
        lines: list[str] = self._table("care")["first_run"]
        return lines

    def sound_file(self) -> list[str]:
        """What a sound file begins with, before the cautions of its kinds."""
        lines: list[str] = self._table("care")["sound_file"]
        return lines

    def cautions(self, kinds: frozenset[str] | Sequence[str]) -> list[str]:
        """What to know before an exercise of these kinds."""
        said: dict[str, list[str]] = self._table("care")["cautions"]
        return [line for kind in said if kind in kinds for line in said[kind]]

    def privacy(self) -> list[str]:
        """Where others can look, and what the program can't clear."""
        lines: list[str] = self._table("privacy")["lines"]
        return lines

    def checkin(self) -> CheckIn:
        """The direction check-in."""
        return msgspec.convert(self._table("checkin"), CheckIn)

    def why(self, exercise: Exercise | None = None) -> list[str]:
        """What is known, and what is not: of one exercise, or of the practice as a whole; a fact a line."""
        table = self._table("why")
        if exercise is None:
            return [*table["story"], *table["known"], *map(_source, table["citations"]), table["more"]]
        known = exercise.evidence
        if known is None:
            return [exercise.title + ".", exercise.summary, table["strength"]["own"]]
        strength = table["strength"][known.strength]
        return [exercise.title + ".", exercise.summary, strength, known.summary, *map(_source, known.citations)]

    def new_exercise(self) -> str:
        """A whole exercise file, commented, to start one's own from; its id is "my-exercise"."""
        return self._path("new-exercise.toml").read_text("utf-8")

    def people(self, data: Path | None = None) -> People:
        """Who to call: from the file of one's own in the data folder, else the built-in lines."""
        return people(self._path(SUPPORT_FILE), data / SUPPORT_FILE if data else None)

    def support(self, data: Path | None = None) -> list[Line]:
        """Who to call, in the order in which they are shown."""
        return list(self.people(data).lines)

    def support_words(self, own: Sequence[str] = (), *, data: Path | None = None) -> list[str]:
        """The support lines as text, one fact a line; ``own`` contacts after those for a life in danger."""
        return self.people(data).words(own)

    def _steps(self, name: str) -> list[Step]:
        return msgspec.convert(self._table("steps")[name], list[Step])

    def _table(self, name: str) -> dict[str, Any]:
        return _table(self._path(f"{name}.toml"))

    def _path(self, name: str) -> Path:
        """A file of this language, or the English one where it isn't translated."""
        return cards.path_of(self._folder, name)


def load(language: str | None = None) -> Content:
    """The words of ``language``, else of the language in use; English where they aren't translated."""
    return _content(cards.folder_of(language or i18n.language()))


@cache
def _content(folder: Path) -> Content:
    return Content(folder)


def custom(folder: Path) -> tuple[dict[str, Exercise], list[BadFile]]:
    """The exercises of a person's own by id, and the files that can't be used."""
    return own.custom(folder, frozenset(load().ids()))


@cache
def _table(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"))


def _source(citation: str) -> str:
    return _("Source: {citation}.").format(citation=citation.rstrip("."))


@cache
def _exercise(path: Path) -> Exercise:
    return parse(path.read_bytes())
