"""What is left out for somebody who knows an exercise: cautions already read, and most of the opening.

Where a person could come to harm, nothing is ever left out: the words about danger, about saying no and about people
who aren't safe come every time. After twelve weeks away everything is said again: a body changes, and so does a life.
"""

from __future__ import annotations

from datetime import timedelta

from securecoach_tui.practice.exercise.model import Exercise, Kind
from securecoach_tui.practice.record import Capacity

REMEMBERED = timedelta(weeks=12)  # how far back a session counts as having been read
SHORT_FROM = 2  # earlier sessions of an exercise from which its opening is one line
OPENING_SECONDS = 6.0  # a longer opening is shortened
_EVERY_TIME = frozenset({Kind.CONTACT, Kind.TELLING, Kind.THOUGHT, Kind.PLAN, Kind.URGE, Kind.APART, Kind.DEBRIEF})


def cautions_read(exercise: Exercise, earlier: int) -> bool:
    """Whether the cautions of an exercise have been read in one of ``earlier`` sessions, and need not be said again."""
    return earlier > 0 and not _says_everything(exercise)


def opens_with_one_line(exercise: Exercise, earlier: int) -> bool:
    """Whether the opening is one line after ``earlier`` sessions of the exercise. One that asks or breathes is whole."""
    only_words = all(step.breathe is None and step.ask is None and step.rate is None for step in exercise.opening)
    long = sum(step.lasts for step in exercise.opening) > OPENING_SECONDS
    return earlier >= SHORT_FROM and only_words and long and not _says_everything(exercise)


def _says_everything(exercise: Exercise) -> bool:
    return exercise.capacity == Capacity.CLOSENESS or bool(exercise.kinds & _EVERY_TIME)
