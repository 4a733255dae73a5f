"""The exercises as ``securecoach list`` tells them, a line each. Loads no more than that needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from securecoach_tui import i18n
from securecoach_tui.content import exercise_index
from securecoach_tui.i18n import _, ngettext

if TYPE_CHECKING:
    from pathlib import Path

    from securecoach_tui.content.custom_exercises import BadFile
    from securecoach_tui.content.exercise_index import ExerciseCard
    from securecoach_tui.practice.exercise.model import Exercise


def built_in() -> list[ExerciseCard]:
    """The exercises that come with the program."""
    return exercise_index.cards(exercise_index.folder_of(i18n.language()))


def own(folder: Path) -> tuple[dict[str, Exercise], list[BadFile]]:
    """The exercises of a person's own by id, and the files that can't be used."""
    if not folder.is_dir():
        return {}, []
    from securecoach_tui import content

    return content.custom(folder)


def lines(mine: dict[str, Exercise]) -> list[str]:
    """How many there are, then each."""
    theirs = built_in()
    count = len(theirs) + len(mine)
    return [
        ngettext("{n} exercise.", "{n} exercises.", count).format(n=count),
        *(_line(one) for one in theirs),
        *(_line(one, _(", your own")) for one in mine.values()),
    ]


def _line(one: ExerciseCard | Exercise, mark: str = "") -> str:
    lengths = ", ".join(f"{m:g}" for m in one.minutes)
    return f"{one.id}: {one.title}, {lengths} {_('minutes')}{mark}. {one.summary}"
