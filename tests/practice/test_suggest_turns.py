"""Whose turn it is: what helped or is new, safe-haven again, the ladder alone, and what a numb moment needs first."""

from __future__ import annotations

from typing import Any

import pytest

from securecoach_tui.practice.path.offers import WeekOnOffer
from securecoach_tui.practice.path.weeks import PathOffer
from securecoach_tui.practice.record import Capacity, Rating, SessionRecord
from securecoach_tui.practice.suggestion import needs_soothing
from tests.practice.suggesting import NOW, Exercise, begin, session

NUMB: dict[str, Any] = {"ratings": [Rating(62.0, "presence", 0, "during")]}  # type: ignore[arg-type]
HAVEN = [Exercise("b"), Exercise("safe-haven", minutes=(4, 2, 8))]


@pytest.mark.parametrize(
    ("sessions", "soothing"),
    [
        ([], False),
        ([session("a", 2, "5>3")], False),
        ([session("a", 2, "5>8")], True),
        ([session("a", 13, "5>8")], False),
        ([session("a", 2, **NUMB)], True),
        ([session("a", 13, **NUMB)], False),
        ([session("a", 2), session("b", 3, **NUMB)], False),
        ([session("a", 2, **NUMB), session("b", 3)], True),
        ([session("a", 2, capacity=None), session("b", 3, **NUMB)], True),
        ([session("a", 2, "5>8", capacity=None), session("b", 3)], True),
        ([session("a", 2, capacity=None), session("b", 13, **NUMB)], False),
    ],
)
def test_path_waits_after_a_last_session_that_was_numb_or_high(sessions: list[SessionRecord], soothing: bool) -> None:
    assert needs_soothing(sessions, NOW) is soothing


def test_numb_moment_is_followed_by_coming_back_if_that_may_be() -> None:
    numb = session("b", 2, capacity="closeness", **NUMB)
    assert begin([Exercise("b"), Exercise("c")], [numb]).exercise_id in ("b", "c")
    back = Exercise("come-back", Capacity.REGULATION, minutes=(4, 2, 8))
    found = begin([Exercise("b"), back], [numb])
    assert (found.exercise_id, found.minutes, found.reason.capacity) == ("come-back", 2, "regulation")
    again = session("come-back", 1, **NUMB)
    assert begin([Exercise("b"), back], [again, numb]).reason.why != "after_numb", "it has just been practised"


SOOTHING = [Exercise("slow-breathing"), Exercise("senses-grounding"), Exercise("come-back")]
CLOSE = Exercise("spot-the-step-back", Capacity.CLOSENESS, ("avoidant",), kind=("thought",))


@pytest.mark.parametrize("week", [None, WeekOnOffer(6, (PathOffer("spot-the-step-back"),), {})])
def test_numb_while_coming_back_is_followed_by_grounding(week: WeekOnOffer | None) -> None:
    numb = [session("come-back", 0.2, **NUMB)]
    assert needs_soothing(numb, NOW), "so the page of the path says that nothing leads on"
    found = begin([CLOSE, *SOOTHING], numb, "avoidant", week=week)
    assert (found.exercise_id, found.reason.why) == ("senses-grounding", "after_a_lot")
    without = begin([CLOSE, SOOTHING[0]], numb, "avoidant", week=week)
    assert without.exercise_id == "slow-breathing", "where there is no grounding"
    later = begin([CLOSE, *SOOTHING], [session("come-back", 13, **NUMB)], "avoidant", week=week)
    assert later.exercise_id == "spot-the-step-back"


def test_high_end_without_a_capacity_is_soothed_too() -> None:
    high = session("gone", 2, "5>9", capacity=None)
    assert begin([CLOSE, *SOOTHING], [high], "avoidant").reason.why == "after_a_lot"


def test_exercise_of_the_path_is_named_with_its_capacity() -> None:
    week = WeekOnOffer(6, (PathOffer("say-it-out-loud"),), {})
    found = begin([Exercise("a"), Exercise("say-it-out-loud", Capacity.NEED_EXPRESSION)], [], week=week)
    assert (found.reason.why, found.reason.capacity) == ("path", "need_expression")


def test_safe_haven_again_has_its_capacity_and_length() -> None:
    found = begin(HAVEN, [session("safe-haven", 24, planned_seconds=480.0)])
    assert (found.exercise_id, found.reason.capacity, found.minutes) == ("safe-haven", "regulation", 8)
    assert begin(HAVEN[:1], [session("safe-haven", 24)]).reason.why != "haven_again", "it may not be suggested"


@pytest.mark.parametrize(
    ("hours", "again"),
    [
        ([24, 25, 48], False),
        ([24, 25], True),
        ([24, 240, 264, 288], True),
        ([48], False),
        ([24, 72], True),
        ([24, 48, 72], False),
        ([24, 48, 96], True),
    ],
)
def test_three_of_safe_haven_within_three_days_are_enough(hours: list[float], again: bool) -> None:
    found = begin(HAVEN, [session("safe-haven", hour) for hour in hours])
    assert (found.reason.why == "haven_again") is again


def test_what_matters_is_suggested_again_after_four_weeks() -> None:
    matters = [Exercise("what-matters"), Exercise("b", directions=())]
    for hours, suggested in ((24 * 28, "what-matters"), (24 * 28 - 0.1, "b")):
        sessions = [session("b", 24), session("what-matters", hours)]
        assert begin(matters, sessions, "anxious").exercise_id == suggested


def test_what_helped_is_preferred_every_other_time() -> None:
    some = [Exercise("a"), Exercise("b"), Exercise("c")]
    three = [session("c", 20), session("b", 30, "5>2"), session("a", 40)]
    assert begin(some, three).exercise_id == "b", "three: what helped"
    assert begin(some, [*three, session("c", 50)]).exercise_id == "a", "four: the one longest ago"


def test_ladder_alone_is_suggested_whatever_direction_it_is_for() -> None:
    some = [
        Exercise("other", "closeness", directions=("anxious",)),  # type: ignore[arg-type]
        Exercise("closeness-ladder", "closeness", directions=("avoidant",)),  # type: ignore[arg-type]
    ]
    well = [session("other", 12, capacity="closeness")]
    well += [session("steady-then-step", 24 + n, capacity="closeness", feared="no") for n in range(4)]
    found = begin(some, well, "both", second="anxious")
    assert (found.exercise_id, found.reason.why) == ("closeness-ladder", "step_alone")
