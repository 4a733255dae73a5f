"""The texts of the program as data: exercises, ladder, check-in, evidence, cautions, support lines.

Each language has a folder; a file or a line that it lacks is taken from English. The functions here import what
they need when they are called, so that listing the exercises doesn't load the parser.
"""

from __future__ import annotations

TYPE_CHECKING = False  # ``typing`` takes memory, and ``last_resort`` has to be there without any
if TYPE_CHECKING:
    from pathlib import Path

    from securecoach_tui.content.custom_exercises import BadFile
    from securecoach_tui.content.loader import Content
    from securecoach_tui.practice.exercise.model import Exercise


def load(language: str | None = None) -> Content:
    """The content of ``language``, else of the language in use."""
    from securecoach_tui.content.loader import load

    return load(language)


def custom(folder: Path) -> tuple[dict[str, Exercise], list[BadFile]]:
    """The custom exercises in ``folder`` by id, and the files that can't be used."""
    from securecoach_tui.content.custom_exercises import custom

    return custom(folder, frozenset(load().ids()))
