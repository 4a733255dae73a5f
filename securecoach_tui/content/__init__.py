"""Words as data: exercises, ladder, support lines. One folder a language, one loader.

Everything is read lazily and once. A file of a person's own that can't be used is named with the
place and the reason and never hides the others.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import msgspec

from securecoach_tui.practice.exercise import LARGEST_FILE, BadExercise, Exercise, Step, parse
from securecoach_tui.practice.ladder import Rung

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class BadFile:
    """An exercise file that can't be used."""

    path: Path
    error: BadExercise


class SupportLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who to call: what for, for whom, how, and where it holds. ``hours`` is empty where unknown."""

    place: str
    about: str
    name: str
    number: str
    how: str
    whom: str = ""
    hours: str = ""


class Content:
    """The words of one language."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @cached_property
    def _order(self) -> list[str]:
        order: list[str] = self._table("catalogue")["order"]
        return order

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
        return _exercise(self._folder / "exercises" / f"{id}.toml")

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

    def cautions(self, kinds: frozenset[str] | Sequence[str]) -> list[str]:
        """What to know before an exercise of these kinds."""
        said: dict[str, list[str]] = self._table("care")["cautions"]
        return [line for kind in said if kind in kinds for line in said[kind]]

    def support(self) -> list[SupportLine]:
        """Who to call, in the order in which they are shown."""
        return msgspec.convert(self._table("support")["line"], list[SupportLine])

    def support_words(self, own: Sequence[str] = ()) -> list[str]:
        """The support lines as text, one fact a line; ``own`` contacts after those for a life in danger."""
        table = self._table("support")
        urgent: list[str] = list(table["before"])
        others: list[str] = []
        known = self.support()
        for one in known:
            whom = f", {one.whom}" if one.whom else ""
            hours = f", {one.hours}" if one.hours else ""
            line = f"{one.place}, {one.about}: {one.name} {one.number} ({one.how}{whom}{hours})"
            (urgent if one.about == known[0].about else others).append(line)
        return [*urgent, *own, *others, *table["after"]]

    def _steps(self, name: str) -> list[Step]:
        return msgspec.convert(self._table("steps")[name], list[Step])

    def _table(self, name: str) -> dict[str, Any]:
        return _table(self._folder / f"{name}.toml")


@cache
def load(language: str = "en") -> Content:
    """The words of ``language``; English where they aren't translated."""
    folder = HERE / language
    plain = language.isalpha() and folder.is_dir()
    return Content(folder if plain else HERE / "en")


def custom(folder: Path) -> tuple[dict[str, Exercise], list[BadFile]]:
    """The exercises of a person's own by id, and the files that can't be used."""
    found: dict[str, Exercise] = {}
    bad: list[BadFile] = []
    try:
        paths = sorted(folder.glob("*.toml"))
    except OSError:
        return found, bad
    for path in paths:
        try:
            exercise = read(path)
            if exercise.id in found or exercise.id in load()._order:
                raise BadExercise("id", "{id} is taken by another exercise", id=exercise.id)
            found[exercise.id] = exercise
        except BadExercise as error:
            bad.append(BadFile(path, error))
    return found, bad


def read(path: Path) -> Exercise:
    """The exercise in a file.

    Raises:
        BadExercise: naming the line or field, and the reason; also where the file can't be read.
    """
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise BadExercise("", "the file can't be read ({reason})", reason=error.strerror or "unknown") from None
    return parse(data)


@cache
def _table(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"))


@cache
def _exercise(path: Path) -> Exercise:
    return parse(path.read_bytes())
