"""The words that a rung brings into its exercise."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from securecoach_tui.practice.exercise.model import Exercise, Step
from securecoach_tui.practice.ladder.offers import Rung

PREPARING_SECONDS = 9.0  # seconds of each line that prepares a lived rung
_ORIENTING_STEPS = 2  # the last steps before a lived rung, which come after the rung's own lines


def scripted(exercise: Exercise, rung: Rung) -> Exercise:
    """The exercise with the words of a rung that is practised here in the first steps of its body."""
    if rung.lived or not rung.script:
        return exercise
    own = [msgspec.structs.replace(step, say=list(say)) for step, say in zip(exercise.body, rung.script, strict=False)]
    return msgspec.structs.replace(exercise, body=[*own, *exercise.body[len(own) :]])


def preparing(lived_steps: Sequence[Step], rung: Rung) -> list[Step]:
    """The steps that prepare a lived rung, with its own lines before those that come back to the room."""
    own = [Step(say=line, seconds=PREPARING_SECONDS) for lines in rung.script for line in lines] if rung.lived else []
    at = len(lived_steps) - _ORIENTING_STEPS
    return [*lived_steps[:at], *own, *lived_steps[at:]]
