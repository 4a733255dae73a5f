"""The lengths that an exercise can have, where its steps change with the length."""

from __future__ import annotations

from typing import Any

import pytest

from securecoach_tui.practice.exercise.model import kinds_of
from tests.practice.person import an_exercise

SHORT: dict[str, Any] = {"say": "Short.", "seconds": 60, "under": 1}
LONG: dict[str, Any] = {"say": "Long.", "seconds": 90, "over": 1}


def test_exercise_of_one_band_is_the_same_at_every_length() -> None:
    exercise = an_exercise()
    assert exercise.at(60) is exercise and exercise.at(None) is exercise


def test_steps_of_a_length_have_no_limits_of_their_own() -> None:
    exercise = an_exercise(opening=[], body=[SHORT, LONG], closing=[], minutes=[2])
    assert [(step.say, step.over, step.under) for step in exercise.at(59).body] == [("Short.", 0.0, 0.0)]
    assert [(step.say, step.over, step.under) for step in exercise.at(60).body] == [("Long.", 0.0, 0.0)]
    assert [step.say for step in exercise.at(None).body] == ["Long."]


@pytest.mark.parametrize(("seconds", "shortest"), [(60, 90), (59, 59), (61, 90)])
def test_shortest_length_is_looked_for_in_the_next_band_too(seconds: float, shortest: float) -> None:
    body = [{**SHORT, "seconds": seconds}, LONG]
    exercise = an_exercise(opening=[], body=body, closing=[], minutes=[2])
    assert exercise.shortest == shortest
    assert exercise.shortest_from(100) == 100


def test_band_of_a_length_is_half_open() -> None:
    exercise = an_exercise(opening=[], body=[SHORT, LONG], closing=[], minutes=[2])
    assert exercise.band(0) == (0.0, 60.0) and exercise.band(59.9) == (0.0, 60.0)
    assert exercise.band(60) == (60.0, float("inf")) == exercise.band(1000)


@pytest.mark.parametrize(
    ("kind", "capacity", "kinds"),
    [
        ([], "regulation", set()),
        (["breath"], "regulation", {"breath"}),
        ([], "closeness", {"contact"}),
        (["imagery"], "closeness", {"imagery"}),
        ([], "need_expression", set()),
    ],
)
def test_closeness_exercise_is_contact_by_default(kind: list[str], capacity: Any, kinds: set[str]) -> None:
    assert kinds_of(kind, capacity) == an_exercise(kind=kind, capacity=capacity).kinds == kinds
