"""The scene of each name that an exercise file may give."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from securecoach_tui.practice.exercise.model import Exercise
from securecoach_tui.practice.exercise.scene import scene_name
from securecoach_tui.scenes.moment import Scene
from securecoach_tui.scenes.orb import Orb

SCENES: dict[str, Callable[[], Scene]] = {"orb": Orb}


@cache
def _scene(name: str) -> Scene | None:
    make = SCENES.get(name)
    return None if make is None else make()


def scene_of(exercise: Exercise) -> Scene | None:
    """The scene of an exercise; None if it has no picture."""
    return _scene(scene_name(exercise))
