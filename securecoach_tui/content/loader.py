"""Loads the content of a language; each file is read when it is first needed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from securecoach_tui import i18n
from securecoach_tui.content import exercise_index
from securecoach_tui.content.exercise_index import ExerciseCard, folder_of, path_of
from securecoach_tui.content.path_file import FILE as PATH_FILE
from securecoach_tui.content.path_file import LoadedPath, own_path
from securecoach_tui.content.support_lines import FILE as SUPPORT_FILE
from securecoach_tui.content.support_lines import SupportLine, SupportList, support_list
from securecoach_tui.i18n import _
from securecoach_tui.practice.checkin import Item
from securecoach_tui.practice.exercise.model import Exercise, Step
from securecoach_tui.practice.exercise.parser import BadExercise
from securecoach_tui.practice.exercise.parser import from_data as from_data_of_exercise
from securecoach_tui.practice.ladder.offers import Rung
from securecoach_tui.practice.now import NowLine, checked
from securecoach_tui.practice.path.weeks import EightWeeks, from_data
from securecoach_tui.practice.record import Direction

FAMILIAR_SECONDS = 5.8  # for the one line that opens an exercise that is known


class CheckInContent(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"items": "item"}):
    """The texts of the check-in.

    ``scale`` names the ends of the scale, ``results`` has lines for each direction. ``items`` are six statements for each
    dimension, in the order in which they are asked.
    """

    before: list[str]
    scale: str
    after: list[str]
    results: dict[Direction, list[str]]
    choices: dict[Direction, str]
    items: tuple[Item, ...]


class Content:
    """The content of one language. Files are read once, when they are first needed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def _order(self) -> list[str]:
        return exercise_index.order(self._folder)

    def ids(self) -> list[str]:
        """The ids of the built-in exercises, in the catalogue's order."""
        return list(self._order)

    def cards(self) -> list[ExerciseCard]:
        """The built-in exercises without their steps, in the catalogue's order; quick to read."""
        return exercise_index.cards(self._folder)

    def exercises(self) -> dict[str, Exercise]:
        """The built-in exercises by id, in the catalogue's order."""
        return {id: self.exercise(id) for id in self._order}

    def exercise(self, id: str) -> Exercise:
        """One built-in exercise.

        Raises:
            KeyError: no built-in exercise has that id.
        """
        if id not in self._order:
            raise KeyError(id)
        return _exercise(self._folder, id)

    def rungs(self) -> list[Rung]:
        """The built-in ladder, from the lowest rung."""
        return self._ladder("ladder")

    def apart_rungs(self) -> list[Rung]:
        """The built-in ladder of time on one's own, from the lowest rung."""
        return self._ladder("apart")

    def _ladder(self, name: str) -> list[Rung]:
        rungs = msgspec.convert(self._table(name)["rung"], list[Rung])
        return [msgspec.structs.replace(rung, place=place) for place, rung in enumerate(rungs, 1)]

    def body_parts(self) -> dict[str, list[str]]:
        """How the words begin that name a part of the body, for the picture of muscle exercises."""
        parts: dict[str, list[str]] = self._table("body")["parts"]
        return parts

    def feelings(self) -> dict[str, list[str]]:
        """Words for feelings, by the name of their group; words for the body come first."""
        return {group["name"]: group["words"] for group in self._table("feelings")["group"]}

    def now_lines(self) -> tuple[NowLine, ...]:
        """The lines of "What's happening now?".

        Raises:
            ValueError: one of them names an exercise that there isn't.
        """
        return checked(msgspec.convert(self._table("now")["line"], list[NowLine]), self._order)

    def orienting(self) -> list[Step]:
        """Half a minute or more of coming back to the room: looking round, the day, the feet."""
        return self._steps("orienting")

    def numb_step(self) -> list[Step]:
        """The steps after "numb or far away": eyes open, feet, the room, today's date."""
        return self._steps("numb")

    def safe_notice(self) -> list[Step]:
        """The safety question as a spoken notice, for where it can't be asked."""
        return self._steps("safe")

    def familiar_opening(self, id: str) -> Step:
        """The one line that opens a built-in exercise for somebody who knows it."""
        lines: dict[str, str] = self._table("care")["familiar_opening"]
        return Step(say=lines.get(id, lines[""]), seconds=FAMILIAR_SECONDS)

    def lived_steps(self) -> list[Step]:
        """The steps that prepare a rung that happens elsewhere, with someone."""
        return self._steps("lived")

    def lived_apart_steps(self) -> list[Step]:
        """The steps that prepare a rung of time on one's own that happens elsewhere."""
        return self._steps("lived_apart")

    def first_run(self) -> list[str]:
        """The lines shown once, at the very first start."""
        lines: list[str] = self._table("care")["first_run"]
        return lines

    def sound_file(self) -> list[str]:
        """The lines that a sound file begins with, before the cautions of its kinds."""
        lines: list[str] = self._table("care")["sound_file"]
        return lines

    def cautions(self, kinds: frozenset[str] | Sequence[str]) -> list[str]:
        """What to know before an exercise of these kinds."""
        by_kind: dict[str, list[str]] = self._table("care")["cautions"]
        return [line for kind in by_kind if kind in kinds for line in by_kind[kind]]

    def privacy(self) -> list[str]:
        """Where others could look, and what the program can't clear."""
        lines: list[str] = self._table("privacy")["lines"]
        return lines

    def checkin(self) -> CheckInContent:
        """The direction check-in."""
        return msgspec.convert(self._table("checkin"), CheckInContent)

    def why(self, exercise: Exercise | None = None) -> list[str]:
        """What is known and what isn't, about one exercise or the practice in general; one fact in each line."""
        table = self._table("why")
        if exercise is None:
            return [*table["story"], *table["known"], *map(_source, table["citations"]), table["more"]]
        evidence = exercise.evidence
        if evidence is None:
            return [exercise.title + ".", exercise.summary, table["strength"]["own"]]
        strength = table["strength"][evidence.strength]
        return [exercise.title + ".", exercise.summary, strength, evidence.summary, *map(_source, evidence.citations)]

    def path(self, data: Path | None = None, own_ids: Callable[[], Collection[str]] = frozenset) -> LoadedPath:
        """The path of eight weeks: from the user's file in the data folder, else the built-in one.

        ``own_ids`` returns the ids of their own exercises, which their path may offer.
        """
        try:
            own = None if data is None else own_path(data / PATH_FILE, lambda: {*self._order, *own_ids()})
        except BadExercise as error:
            return LoadedPath(_weeks(self._folder, tuple(self._order)), error)
        return LoadedPath(own or _weeks(self._folder, tuple(self._order)))

    def new_exercise(self) -> str:
        """A complete exercise file with comments, the template for custom exercises; its id is "my-exercise"."""
        return self._path("new-exercise.toml").read_text("utf-8")

    def people(self, data: Path | None = None) -> SupportList:
        """Who to call: from the user's file in the data folder, else the built-in lines."""
        return support_list(self._path(SUPPORT_FILE), data / SUPPORT_FILE if data else None)

    def support(self, data: Path | None = None) -> list[SupportLine]:
        """Who to call, in the order in which they are shown."""
        return list(self.people(data).lines)

    def support_words(self, own: Sequence[str] = (), *, data: Path | None = None) -> list[str]:
        """The support lines as text, one fact in each; the ``own`` contacts come after the lines for emergencies."""
        return self.people(data).words(own)

    def _steps(self, name: str) -> list[Step]:
        return msgspec.convert(self._table("steps")[name], list[Step])

    def _table(self, name: str) -> dict[str, Any]:
        return exercise_index.table(self._folder, f"{name}.toml")

    def _path(self, name: str) -> Path:
        """A file of this language, or the English one if it isn't translated."""
        return path_of(self._folder, name)


def load(language: str | None = None) -> Content:
    """The content of ``language``, else of the language in use; English if it isn't translated."""
    return _content(folder_of(language or i18n.language()))


@cache
def _content(folder: Path) -> Content:
    return Content(folder)


@cache
def _weeks(folder: Path, ids: tuple[str, ...]) -> EightWeeks:
    return from_data(exercise_index.table(folder, PATH_FILE), ids)


def _source(citation: str) -> str:
    return _("Source: {citation}.").format(citation=citation.rstrip("."))


@cache
def _exercise(folder: Path, id: str) -> Exercise:
    return from_data_of_exercise(exercise_index.table(folder, f"exercises/{id}.toml"))
