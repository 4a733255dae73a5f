"""The eight weeks of a path, from decoded TOML: themes, lessons, and what each direction is offered.

A path that ``from_data`` returns has every week for every direction, and only exercises that exist. For any other file
it raises ``BadExercise``, as exercise files do, with the place in the file and the reason.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Annotated, Any, Literal

import msgspec

from securecoach_tui.i18n import N_
from securecoach_tui.practice.exercise.parser import BadExercise, of_field
from securecoach_tui.practice.record import Direction
from securecoach_tui.practice.visible_text import visible

FIRST, LAST = 1, 8  # the numbers of the first and the last week
LOOKING_BACK = (4, 8)  # the weeks that look back; both are half weeks
SAFETY_WEEKS = (6, 7)  # in which the safety question is always asked in full
Lean = Literal["anxious", "avoidant", "both"]
LEANS: tuple[Lean, ...] = ("anxious", "avoidant", "both")
PICTURES = ("breath", "star", "words", "rest", "wave", "story", "step", "keep")

_Text = Annotated[str, msgspec.Meta(min_length=1, max_length=2000)]


class PathOffer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An exercise of a week, how often it is suggested in it, and a few words on how to do it this time."""

    exercise: str
    times: Annotated[int, msgspec.Meta(ge=1, le=7)] = 1
    note: str = ""


class Lesson(msgspec.Struct, frozen=True, rename={"to_try": "try"}):
    """A week for one direction: a lesson, one fact with its source, something to try in life, and what is offered."""

    lesson: tuple[str, ...]
    fact: str
    source: str
    to_try: str
    offers: tuple[PathOffer, ...]

    @property
    def words(self) -> list[str]:
        """All that is read or spoken of the lesson, in order; the source is shown beside it."""
        return [*self.lesson, self.to_try, self.fact]


class PathWeek(msgspec.Struct, frozen=True):
    """One week: its theme, the name of its picture, and how many sessions are plenty."""

    number: int
    theme: str
    picture: str
    sessions: int
    lessons: Mapping[Lean, Lesson]

    def lesson(self, lean: Lean) -> Lesson:
        """The week for a direction."""
        return self.lessons[lean]


class EightWeeks(msgspec.Struct, frozen=True):
    """The path: what is said before it starts, who might wait, the two questions that end a week, and the weeks."""

    about: tuple[str, ...]
    wait: tuple[str, ...]
    helped: str
    keep: str
    weeks: tuple[PathWeek, ...]

    def week(self, number: int) -> PathWeek:
        """A week by its number, 1 to 8."""
        return self.weeks[number - FIRST]


class _LessonTable(msgspec.Struct, forbid_unknown_fields=True, rename={"to_try": "try"}):
    same_as: Lean | None = None
    lesson: Annotated[list[_Text], msgspec.Meta(min_length=1)] | None = None
    fact: _Text | None = None
    source: _Text | None = None
    to_try: _Text | None = None
    offers: Annotated[list[PathOffer], msgspec.Meta(min_length=1)] | None = None


class _WeekTable(msgspec.Struct, forbid_unknown_fields=True):
    number: Annotated[int, msgspec.Meta(ge=FIRST, le=LAST)]
    theme: _Text
    anxious: _LessonTable
    avoidant: _LessonTable
    both: _LessonTable
    picture: str = ""
    sessions: Annotated[int, msgspec.Meta(ge=1, le=7)] = 3


class _PathTable(msgspec.Struct, forbid_unknown_fields=True):
    about: Annotated[list[_Text], msgspec.Meta(min_length=1)]
    wait: Annotated[list[_Text], msgspec.Meta(min_length=1)]
    helped: _Text
    keep: _Text
    week: list[_WeekTable]
    version: int = 1


def from_data(raw: object, known: Collection[str]) -> EightWeeks:
    """Convert decoded TOML to a path and check it; ``known`` are the ids of all exercises.

    Raises:
        BadExercise: it can't be used; the error names the week and the field, and the reason.
    """
    try:
        table = msgspec.convert(raw, _PathTable)
    except msgspec.ValidationError as error:
        where, why = of_field(str(error), N_("a path has no such field"))
        where = re.sub(r"week\[(\d+)\]", lambda found: f"week table {int(found[1]) + 1}", where)
        raise BadExercise(where, "{reason}", reason=why) from None
    numbered: dict[int, _WeekTable] = {}
    for week in table.week:
        if week.number in numbered:
            raise BadExercise("week", "week {n} is there twice", n=week.number)
        numbered[week.number] = week
    for number in range(FIRST, LAST + 1):
        if number not in numbered:
            raise BadExercise("week", "week {n} is missing", n=number)
    weeks = tuple(_week(numbered[number], known) for number in sorted(numbered))
    return EightWeeks(_shown(table.about), _shown(table.wait), visible(table.helped), visible(table.keep), weeks)


def _week(table: _WeekTable, known: Collection[str]) -> PathWeek:
    lessons = {lean: _lesson(table, lean, known) for lean in LEANS}
    picture = table.picture if table.picture in PICTURES else PICTURES[table.number - FIRST]
    return PathWeek(table.number, visible(table.theme), picture, table.sessions, lessons)


def _lesson(table: _WeekTable, lean: Lean, known: Collection[str]) -> Lesson:
    """A week for one direction, with what it takes from another. Raises BadExercise."""
    chain = _chain(table, lean)

    def first(name: str) -> Any:
        found = next((value for one in chain if (value := getattr(one, name)) is not None), None)
        if found is None:
            raise BadExercise(_place(table, lean, "try" if name == "to_try" else name), "this field is missing")
        return found

    offers: list[PathOffer] = first("offers")
    for offer in offers:
        if offer.exercise not in known:
            raise BadExercise(
                _place(table, lean, "offers"), "there is no exercise called {id}", id=visible(offer.exercise)
            )
    shown = tuple(msgspec.structs.replace(offer, note=visible(offer.note)) for offer in offers)
    return Lesson(
        _shown(first("lesson")), visible(first("fact")), visible(first("source")), visible(first("to_try")), shown
    )


def _chain(table: _WeekTable, lean: Lean) -> list[_LessonTable]:
    """The tables of a direction and of those it takes from, the nearest first. Raises BadExercise for a circle."""
    names: list[Lean] = [lean]
    chain: list[_LessonTable] = [getattr(table, lean)]
    while (other := chain[-1].same_as) is not None:
        if other in names:
            circle = ", ".join([*names, other])
            raise BadExercise(
                _place(table, lean, "same_as"), "these refer to each other in a circle: {names}", names=circle
            )
        names.append(other)
        chain.append(getattr(table, other))
    return chain


def _place(table: _WeekTable, lean: Lean, field: str) -> str:
    return f"week {table.number}, {lean}, {field}"


def _shown(lines: list[str]) -> tuple[str, ...]:
    return tuple(map(visible, lines))


def lean_of(direction: Direction | str | None) -> Lean | None:
    """The direction of a path; None for one that the path has no words for (steady, unclear, none)."""
    return next((lean for lean in LEANS if lean == direction), None)
