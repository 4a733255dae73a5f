"""The length that a session has where nobody chose one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from securecoach_tui.practice.exercise.model import Kind, kinds_of
from securecoach_tui.practice.record import Capacity

USUAL_MINUTES = 5.0


class HasLengths(Protocol):
    """The attributes of an exercise that its usual length depends on."""

    @property
    def capacity(self) -> Capacity: ...
    @property
    def minutes(self) -> Sequence[float]: ...
    @property
    def kind(self) -> Sequence[str]: ...


def usual_minutes(exercise: HasLengths) -> float:
    """The usual length in minutes: five if the exercise offers it, else its shortest.

    Closeness and contact always begin at the shortest: too long can be overwhelming, so longer is a choice.
    """
    is_close = exercise.capacity == Capacity.CLOSENESS or Kind.CONTACT in kinds_of(exercise.kind, exercise.capacity)
    return USUAL_MINUTES if USUAL_MINUTES in exercise.minutes and not is_close else min(exercise.minutes)
