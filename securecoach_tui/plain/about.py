"""Texts to read: the evidence, and what this program is for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from securecoach_tui.i18n import _
from securecoach_tui.plain.prompts import choose

if TYPE_CHECKING:
    from collections.abc import Iterable

    from securecoach_tui.plain.context import PlainContext


def evidence(context: PlainContext) -> None:
    """Print the evidence for the practice, or for one exercise."""
    exercises = list(context.exercises().values())
    labels = [_("The practice as a whole"), *(exercise.title for exercise in exercises)]
    while (chosen := choose(context, _("What research says"), labels)) is not None:
        _print(context, context.content.why(exercises[chosen - 1] if chosen else None))


def first_words(context: PlainContext) -> None:
    """Print the text of the very first start."""
    _print(context, context.content.first_run())


def _print(context: PlainContext, lines: Iterable[str]) -> None:
    for line in lines:
        context.io.print(line)
