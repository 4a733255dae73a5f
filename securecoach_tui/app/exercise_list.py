"""The exercises as ``securecoach list`` prints them. Imports little, because the command is often typed."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from securecoach_tui import i18n
from securecoach_tui.content import exercise_index
from securecoach_tui.i18n import _, ngettext
from securecoach_tui.text.figures import Figure

if TYPE_CHECKING:
    from pathlib import Path

    from securecoach_tui.content.custom_exercises import BadFile
    from securecoach_tui.content.exercise_index import ExerciseCard
    from securecoach_tui.practice.exercise.model import Exercise


def built_in() -> list[ExerciseCard]:
    """The built-in exercises."""
    return exercise_index.cards(exercise_index.folder_of(i18n.language()))


def custom(folder: Path) -> tuple[dict[str, Exercise], list[BadFile]]:
    """The custom exercises in ``folder`` by id, and the files that can't be used."""
    try:
        os.lstat(folder)
    except (FileNotFoundError, NotADirectoryError):  # the usual case, for which the parser isn't loaded
        return {}, []
    except OSError:
        pass
    from securecoach_tui import content

    return content.custom(folder)


def lines(own: dict[str, Exercise]) -> list[str]:
    """The number of exercises, then a line for each; ``own`` are the custom ones."""
    cards = built_in()
    count = len(cards) + len(own)
    return [
        ngettext("{n} exercise.", "{n} exercises.", count).format(n=count),
        *(_line(one) for one in cards),
        *(_line(one, _(", made by you")) for one in own.values()),
    ]


def _line(exercise: ExerciseCard | Exercise, mark: str = "") -> str:
    lengths = ", ".join(f"{Figure(minutes):g}" for minutes in exercise.minutes)
    return f"{exercise.id}: {exercise.title}, {lengths} {_('minutes')}{mark}. {exercise.summary}"
