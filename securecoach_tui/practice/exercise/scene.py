"""Which picture a session of an exercise has: the one that its file names, or the one of its kind."""

from __future__ import annotations

from securecoach_tui.practice.exercise.model import Exercise

# The pictures that a file may name with ``scene``.
NAMES = ("orb", "wave", "body", "senses", "dawn", "sentence", "rounds", "expected", "story", "points", "none")
# The picture of each kind, the most telling first: an exercise with several kinds has the first of them.
BY_KIND = {
    "breath": "orb",
    "urge": "wave",
    "body": "body",
    "debrief": "expected",
    "contact": "rounds",
    "telling": "sentence",
    "plan": "sentence",
    "thought": "story",
    "apart": "rounds",
    "imagery": "dawn",
}


def scene_name(exercise: Exercise) -> str:
    """The name of the exercise's picture; "none" if it has no picture. An unknown name counts as none given."""
    if exercise.scene in NAMES:
        return exercise.scene
    kinds = {str(kind) for kind in exercise.kinds}
    return next((name for kind, name in BY_KIND.items() if kind in kinds), "none")
