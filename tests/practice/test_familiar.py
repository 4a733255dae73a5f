"""What is left out for somebody who knows an exercise, and what never is."""

from __future__ import annotations

from typing import Any

import pytest

from securecoach_tui.practice.familiar import cautions_read, opens_with_one_line
from tests.practice.person import an_exercise

LONG: list[dict[str, Any]] = [{"say": "Hello.", "seconds": 4}, {"say": "Sit down.", "seconds": 2.5}]


@pytest.mark.parametrize(("earlier", "read", "one_line"), [(0, False, False), (1, True, False), (2, True, True)])
def test_cautions_are_read_once_and_an_opening_twice(earlier: int, read: bool, one_line: bool) -> None:
    exercise = an_exercise(opening=LONG)
    assert cautions_read(exercise, earlier) is read and opens_with_one_line(exercise, earlier) is one_line


@pytest.mark.parametrize(
    "changes",
    [{"capacity": "closeness", "kind": ["imagery"]}]
    + [{"kind": [kind]} for kind in ("contact", "telling", "thought", "plan", "urge", "apart", "debrief")],
)
def test_everything_is_said_every_time_where_harm_could_come(changes: dict[str, Any]) -> None:
    exercise = an_exercise(opening=LONG, **changes)
    assert not cautions_read(exercise, 9) and not opens_with_one_line(exercise, 9)


@pytest.mark.parametrize("kind", ["breath", "body", "imagery", "writing"])
def test_gentler_kinds_need_not_say_everything_again(kind: str) -> None:
    exercise = an_exercise(opening=LONG, kind=[kind])
    assert cautions_read(exercise, 9) and opens_with_one_line(exercise, 9)


@pytest.mark.parametrize(
    ("opening", "one_line"),
    [
        ([], False),
        ([{"say": "Hello.", "seconds": 6}], False),
        ([{"say": "Hello.", "seconds": 6.5}], True),
        ([*LONG, {"breathe": {"in": 4, "out": 6}}], False),
        ([{"ask": "What?", "key": "what", "seconds": 8}], False),
        ([{"say": "Look.", "seconds": 8, "rate": "distress"}], False),
    ],
)
def test_only_a_long_opening_of_words_becomes_one_line(opening: list[dict[str, Any]], one_line: bool) -> None:
    assert opens_with_one_line(an_exercise(opening=opening), 2) is one_line
