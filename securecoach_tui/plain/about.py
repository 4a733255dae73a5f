"""What there is to read: what is known, where others can look, and what this is for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from securecoach_tui.i18n import _
from securecoach_tui.plain.prompts import choose

if TYPE_CHECKING:
    from collections.abc import Iterable

    from securecoach_tui.plain.plain_context import PlainContext


def why(sitting: PlainContext) -> None:
    """What is known about the practice as a whole, or about one exercise."""
    exercises = list(sitting.exercises().values())
    labels = [_("The practice as a whole"), *(one.title for one in exercises)]
    while (chosen := choose(sitting, _("What is known, and what is not"), labels)) is not None:
        _tell(sitting, sitting.words.why(exercises[chosen - 1] if chosen else None))


def privacy(sitting: PlainContext) -> None:
    """Where others can look, and what the program can't clear."""
    _tell(sitting, sitting.words.privacy())


def first_words(sitting: PlainContext) -> None:
    """What was said at the very first start."""
    _tell(sitting, sitting.words.first_run())


def _tell(sitting: PlainContext, lines: Iterable[str]) -> None:
    for line in lines:
        sitting.lines.line(line)
