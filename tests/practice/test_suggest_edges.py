"""Where each rule of a suggestion begins and ends."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from securecoach_tui.practice.record import Direction, Rating
from securecoach_tui.practice.suggestion import steady_enough
from tests.practice.suggesting import Exercise, begin, session


@pytest.mark.parametrize(
    ("hours", "rated", "lot"),
    [
        (12, "5>8", True),
        (12.1, "5>8", False),
        (1, "5>7", False),
        (1, "5>", False),
        (-12, ">9", True),
        (-12.1, ">9", False),
    ],
)
def test_suggestion_counts_high_distress_for_twelve_hours(hours: float, rated: str, lot: bool) -> None:
    found = begin([Exercise("b"), Exercise("slow-breathing")], [session("a", hours, rated)])
    assert (found.reason.why == "after_a_lot") is lot
    assert (found.exercise_id == "slow-breathing") is lot


def test_suggestion_after_distress_is_steadying_if_available() -> None:
    assert begin([Exercise("b")], [session("a", 1, "5>9")]).exercise_id == "b"
    assert begin([Exercise("b"), Exercise("senses-grounding")], [session("a", 1, "5>9")]).exercise_id == (
        "senses-grounding"
    )


@pytest.mark.parametrize(
    ("hours", "day"),
    [
        (24 * 28, date(2026, 2, 12)),
        (24 * 28 + 0.1, None),
        (16.9, date(2026, 3, 12)),
        (17.1, date(2026, 3, 11)),
        (0, date(2026, 3, 12)),
        (-0.1, None),
    ],
)
def test_suggestion_day_begins_at_four_and_counts_four_weeks(hours: float, day: date | None) -> None:
    found = begin([Exercise("a")], [session("a", hours, "5>4")])
    assert found.reason.day == day and found.reason.why == ("easier" if day else "again")


@pytest.mark.parametrize(("starts", "day"), [(0, date(2026, 3, 12)), (4, date(2026, 3, 11)), (12, date(2026, 3, 11))])
def test_suggestion_day_begins_at_the_chosen_hour(starts: int, day: date) -> None:
    assert begin([Exercise("a")], [session("a", 20, "5>4")], day_starts=starts).reason.day == day


@pytest.mark.parametrize(
    ("rated", "why"), [("5>4", "easier"), ("5>5", "again"), ("4>5", "again"), ("5>", "again"), (">0", "again")]
)
def test_suggestion_reason_is_easier_only_after_less_distress(rated: str, why: str) -> None:
    assert begin([Exercise("a")], [session("a", 24, rated)]).reason.why == why


def test_only_regulation_is_said_to_have_made_it_easier() -> None:
    close = session("c", 24, "5>2", capacity="closeness")
    assert begin([Exercise("c", "closeness")], [close]).reason.why == "again"


def test_suggestion_reason_never_says_last_practised_today() -> None:
    sessions = [session("n", 1, capacity="need_expression"), session("a", 2)]
    assert begin([Exercise("a")], sessions).reason.why == "capacity_turn"
    sessions = [session("n", 1, capacity="need_expression"), session("a", 18)]
    found = begin([Exercise("a")], sessions)
    assert (found.reason.why, found.reason.day) == ("capacity_last", date(2026, 3, 11))
    assert begin([Exercise("a")], sessions[:1]).reason.why == "capacity_turn", "never practised, nothing to tell"


@pytest.mark.parametrize(
    ("last", "minutes"),
    [
        ({"planned_seconds": 600.0}, 10),
        ({"planned_seconds": 629.0}, 10),
        ({"planned_seconds": 630.0}, 5),
        ({"planned_seconds": 571.0}, 10),
        ({"planned_seconds": 570.0}, 5),
        ({"planned_seconds": None}, 5),
        ({"planned_seconds": 180.0}, 3),
        ({"planned_seconds": 600.0, "completed": False}, 5),
        ({"planned_seconds": 600.0, "eased_off": True}, 5),
    ],
)
def test_suggested_length_is_the_last_one_completed(last: dict[str, Any], minutes: float) -> None:
    assert begin([Exercise("a")], [session("a", 24, **last)]).minutes == minutes


def test_the_usual_length_is_five_minutes_and_else_the_shortest() -> None:
    assert begin([Exercise("a")], []).minutes == 5
    assert begin([Exercise("a", minutes=(4, 2, 8))], []).minutes == 2


@pytest.mark.parametrize(("sessions", "minutes"), [(0, 2), (1, 2), (2, 2), (3, 8), (4, 8)])
def test_closeness_starts_from_the_shortest_three_times(sessions: int, minutes: float) -> None:
    close = Exercise("c", "closeness", minutes=(5, 2, 8))
    done = [session("c", 24 + n, capacity="closeness", planned_seconds=480.0) for n in range(sessions)]
    assert begin([close], done).minutes == minutes
    other = [session("d", 24 + n, capacity="closeness", planned_seconds=480.0) for n in range(sessions)]
    assert begin([close], other).minutes == 2, "and where this one is new, too"


WELL: dict[str, Any] = {"exercise": "steady-then-step", "feared": "no"}


@pytest.mark.parametrize(
    ("change", "enough"),
    [
        ({}, True),
        ({"feared": "partly", "bearable": "a little"}, False),
        ({"feared": "partly", "bearable": "yes"}, True),
        ({"feared": "partly", "bearable": "no"}, False),
        ({"feared": "partly"}, False),
        ({"feared": "yes", "bearable": "yes"}, False),
        ({"feared": None}, False),
        ({"completed": False}, False),
        ({"completed": None}, False),
        ({"practised_seconds": 239.9}, False),
        ({"practised_seconds": 240.0}, True),
        ({"eased_off": True}, False),
        ({"not_helping": True}, False),
        ({"ratings": [Rating(3.0, "presence", 0, "during")]}, False),
        ({"ratings": [Rating(3.0, "distress", 9, "during")]}, True),
        ({"exercise": "closeness-ladder"}, False),
    ],
)
def test_steady_enough_needs_the_last_four_to_go_well(change: dict[str, Any], enough: bool) -> None:
    some = [session(**{**WELL, **(change if n == 2 else {})}) for n in range(4)]
    assert steady_enough(some) is enough
    assert steady_enough(some[:3]) is False
    assert steady_enough([session("other"), *some, session("steady-then-step")]) is enough


def test_suggestion_is_a_new_exercise_first_and_every_third_time() -> None:
    some = [Exercise("a"), Exercise("b"), Exercise("c"), Exercise("d")]
    assert begin(some, []).exercise_id == "a"
    known = [session("b", 24, "5>4"), session("a", 48, "5>5")]
    assert begin(some, known).exercise_id == "a", "two were practised: the one longest ago"
    assert begin(some, [session("a", 20), *known]).exercise_id == "c", "three were: one that is new"
    later = [session("c", 10), session("a", 20), *known]
    assert begin(some, later).exercise_id == "b", "four: the one longest ago"
    fifth = [session("b", 5, "4>4"), session("c", 10, "6>2"), session("a", 20, "5>4"), *known]
    assert begin(some, fifth).exercise_id == "a", "five: what helped, and was longest ago"


def test_suggestion_puts_unhelpful_exercises_last() -> None:
    some = [Exercise("a"), Exercise("b")]
    turned = [session("b", 24), session("a", 48, not_helping=True)]
    assert begin(some, turned).exercise_id == "a", "never the same twice running, even so"
    three = [*some, Exercise("c")]
    assert begin(three, turned).exercise_id == "c"
    again = [session("b", 24), session("a", 30), session("a", 48, not_helping=True)]
    assert begin(some, again).exercise_id == "a", "the last time counts"


@pytest.mark.parametrize(
    ("direction", "second", "suits"),
    [
        ("anxious", None, "x"),
        ("avoidant", None, "v"),
        ("both", "anxious", "x"),
        ("both", "avoidant", "v"),
        ("both", None, "n"),
        ("steady", "avoidant", "n"),
        (None, None, "n"),
    ],
)
def test_an_exercise_suits_the_direction_it_is_for(direction: Direction | None, second: str | None, suits: str) -> None:
    some = [
        Exercise("n", directions=()),
        Exercise("x", directions=("anxious",)),
        Exercise("v", directions=("avoidant",)),
    ]
    assert begin(some, [], direction, second=second).exercise_id == suits
    assert begin(some[:1], [], direction, second=second).exercise_id == "n", "where none is, any will do"


def test_suggested_closeness_is_the_ladder_every_other_time() -> None:
    some = [Exercise("other", "closeness"), Exercise("closeness-ladder", "closeness")]
    assert begin(some, []).exercise_id == "closeness-ladder"
    done = session("closeness-ladder", 24, capacity="closeness")
    assert begin(some, [done]).exercise_id == "other"
    assert begin(some, [session("other", 12, capacity="closeness"), done]).exercise_id == "closeness-ladder"


def test_suggestion_for_both_is_steadied_until_four_went_well() -> None:
    ids = ["other", "closeness-ladder", "steady-then-step"]
    some = [Exercise(id, "closeness") for id in ids]
    assert begin(some, [], "both").exercise_id == "steady-then-step"
    well = [session("other", 12, capacity="closeness")]
    well += [session("steady-then-step", 24 + n, capacity="closeness", feared="no") for n in range(4)]
    found = begin(some, well, "both")
    assert (found.exercise_id, found.reason.why) == ("closeness-ladder", "step_alone")
    assert begin(some, well[:4], "both").exercise_id == "steady-then-step"
    again = begin(some, [session("closeness-ladder", 6, capacity="closeness"), *well], "both")
    assert again.exercise_id != "closeness-ladder", "never twice running"
    turned = [*well, session("closeness-ladder", 90, capacity="closeness", not_helping=True)]
    assert begin(some, turned, "both").exercise_id == "steady-then-step", "it did not help the last time"
    assert begin(some, well, "anxious").reason.why != "step_alone"


def test_suggestion_takes_a_start_without_an_offset_as_utc() -> None:
    found = begin([Exercise("a")], [session("a", 0, "5>2", started="2026-03-12T20:00:00")])
    assert found.reason.why == "easier" and found.reason.day == date(2026, 3, 12), "as progress and history do"


@pytest.mark.parametrize("started", [None, "", "soon"])
def test_suggestion_reason_has_no_day_for_undated_sessions(started: str | None) -> None:
    found = begin([Exercise("a")], [session("a", 0, "5>2", started=started)])
    assert found.reason.day is None and found.reason.why == "again"
    assert begin([Exercise("a")], [session("a", 0, "5>9", started=started)]).reason.why == "again"
