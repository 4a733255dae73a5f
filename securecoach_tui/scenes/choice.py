"""The scene of each name that an exercise file may give."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from securecoach_tui.practice.exercise.model import Exercise
from securecoach_tui.practice.exercise.scene import scene_name
from securecoach_tui.scenes.body import Body
from securecoach_tui.scenes.dawn import Dawn
from securecoach_tui.scenes.expected import Expected
from securecoach_tui.scenes.moment import Scene
from securecoach_tui.scenes.orb import Orb
from securecoach_tui.scenes.points import Points
from securecoach_tui.scenes.rounds import Rounds
from securecoach_tui.scenes.senses import Senses
from securecoach_tui.scenes.sentence import Sentence
from securecoach_tui.scenes.story import Story
from securecoach_tui.scenes.wave import Wave

SCENES: dict[str, Callable[[], Scene]] = {
    "orb": Orb,
    "wave": Wave,
    "body": Body,
    "senses": Senses,
    "dawn": Dawn,
    "sentence": Sentence,
    "rounds": Rounds,
    "expected": Expected,
    "story": Story,
    "points": Points,
}


@cache
def _scene(name: str) -> Scene | None:
    make = SCENES.get(name)
    return None if make is None else make()


def scene_of(exercise: Exercise) -> Scene | None:
    """The scene of an exercise; None if it has no picture."""
    return _scene(scene_name(exercise))
