"""What research says, about the practice and about each exercise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from securecoach_tui.i18n import _
from securecoach_tui.plain.prompts import choose

if TYPE_CHECKING:
    from securecoach_tui.plain.context import PlainContext


def evidence(context: PlainContext) -> None:
    """Print the evidence for the practice, or for one exercise."""
    exercises = list(context.exercises().values())
    labels = [_("The practice as a whole"), *(exercise.title for exercise in exercises)]
    while (chosen := choose(context, _("What research says"), labels)) is not None:
        for line in context.content.why(exercises[chosen - 1] if chosen else None):
            context.io.print(line)
