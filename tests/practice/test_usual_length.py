"""The length of a session where nobody chose one."""

from __future__ import annotations

from typing import Any

import pytest

from securecoach_tui import content
from securecoach_tui.practice.usual_length import usual_minutes
from tests.practice.suggesting import Exercise, begin

CARDS = content.load().cards()


@pytest.mark.parametrize(
    ("fields", "minutes"),
    [
        ({}, 5),
        ({"minutes": (4, 2, 8)}, 2),
        ({"kind": ("contact",)}, 3),
        ({"capacity": "closeness"}, 3),
        ({"capacity": "closeness", "kind": ("imagery",)}, 3),
        ({"capacity": "need_expression", "kind": ("telling",)}, 5),
    ],
)
def test_usual_length_is_five_minutes_but_for_closeness(fields: dict[str, Any], minutes: float) -> None:
    assert usual_minutes(Exercise("a", **fields)) == minutes


@pytest.mark.parametrize("card", CARDS, ids=[card.id for card in CARDS])
def test_first_suggested_length_is_the_usual_one(card: Any) -> None:
    if card.id not in ("it-was-survivable", "after-a-fight", "come-back"):  # which aren't suggested in turn
        assert begin([card], [], "anxious").minutes == usual_minutes(card)
