"""What may be suggested at all, and how often each capacity has its turn."""

from __future__ import annotations

import pytest

from securecoach_tui.practice.record import Direction
from securecoach_tui.practice.suggestion import NO_WISHES, Wishes, allowed, weights
from tests.practice.suggesting import Exercise, begin, session


@pytest.mark.parametrize(
    ("exercise", "wishes", "may"),
    [
        (Exercise("x"), {}, True),
        (Exercise("x", kind=("debrief",)), {}, False),
        (Exercise("x", kind=("breath",)), {}, True),
        (Exercise("x", kind=("breath",)), {"no_breathing": True}, False),
        (Exercise("x", kind=("body",)), {"no_breathing": True}, True),
        (Exercise("x", "closeness"), {"leave_closeness_out": True}, False),
        (Exercise("x", "closeness", kind=("imagery",)), {"leave_closeness_out": True}, False),
        (Exercise("x", kind=("contact",)), {"leave_closeness_out": True}, False),
        (Exercise("x", kind=("body",)), {"leave_closeness_out": True}, True),
        (Exercise("closeness-ladder", "closeness"), {}, True),
        (Exercise("closeness-ladder", "closeness"), {"debrief_waits": True}, False),
        (Exercise("x", "closeness"), {"debrief_waits": True}, True),
    ],
)
def test_wishes_exclude_exercises_by_kind_or_name(exercise: Exercise, wishes: dict[str, bool], may: bool) -> None:
    assert allowed(exercise, Wishes(**wishes)) is may


def test_default_wishes_exclude_nothing() -> None:
    assert NO_WISHES == Wishes(False, False, False, None, 4)


@pytest.mark.parametrize(
    ("direction", "second", "share"),
    [
        ("anxious", None, [("regulation", 3), ("need_expression", 1), ("closeness", 1)]),
        ("avoidant", None, [("closeness", 3), ("regulation", 1), ("need_expression", 1)]),
        ("both", "avoidant", [("regulation", 2), ("closeness", 2), ("need_expression", 1)]),
        ("both", "anxious", [("regulation", 2), ("closeness", 1), ("need_expression", 1)]),
        ("both", None, [("regulation", 2), ("closeness", 1), ("need_expression", 1)]),
        ("steady", None, [("need_expression", 1), ("regulation", 1), ("closeness", 1)]),
        ("unclear", None, [("regulation", 1), ("need_expression", 1), ("closeness", 1)]),
        (None, None, [("regulation", 1), ("need_expression", 1), ("closeness", 1)]),
    ],
)
def test_direction_sets_the_ordered_share_of_each_capacity(
    direction: Direction | None, second: str | None, share: list[tuple[str, int]]
) -> None:
    assert list(weights(direction, second).items()) == share


def test_suggestion_balances_the_last_five_sessions() -> None:
    some = [Exercise("a"), Exercise("n", "need_expression"), Exercise("c", "closeness")]
    need, calm, close = (session(one.id, capacity=one.capacity) for one in (some[1], some[0], some[2]))
    assert begin(some, [calm, need, close, calm, need]).exercise_id == "c"
    assert begin(some, [calm, need, calm, need, calm, *[close] * 9]).exercise_id == "c"
    assert begin(some, [calm, need, calm, need, close, *[need] * 9]).exercise_id == "c"
    assert begin(some, [calm, close, calm, close, need, need]).exercise_id == "n"
    assert begin(some, [calm] * 2, "anxious").exercise_id == "n"
    assert begin(some, [calm], "anxious").exercise_id == "a", "where they are even, the first of its order"
    assert begin(some, [need, close], "anxious").exercise_id == "a"
    assert begin(some, [calm, need, close], "anxious").exercise_id == "a"
    assert begin(some, [], "both").exercise_id == "a" and begin(some[1:], [], "both").exercise_id == "c"
    assert begin(some, [session("gone", capacity=None), need], "both").exercise_id == "a"
