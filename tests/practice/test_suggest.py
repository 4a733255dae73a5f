"""What is suggested, and why."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from securecoach_tui import content
from securecoach_tui.practice.exercise.model import kinds_of
from securecoach_tui.practice.record import Direction, Rating, SessionRecord
from securecoach_tui.practice.suggestion import CAPACITIES, Reason, Suggestion, Wishes, in_a_minute, suggest
from securecoach_tui.text.suggestions import suggestion_words

CONTENT = content.load()
CARDS = CONTENT.cards()
BY_ID = {card.id: card for card in CARDS}
NOW = datetime(2026, 3, 12, 21, 0, tzinfo=UTC)  # a Thursday
DIRECTIONS: list[Direction | None] = [None, "anxious", "avoidant", "both", "steady", "unclear"]


def practised(
    exercise: str, days_ago: float, *, before: int | None = None, after: int | None = None, **more: Any
) -> SessionRecord:
    ratings = [Rating(None, "distress", before, "before")] if before is not None else []
    ratings += [Rating(None, "distress", after, "after")] if after is not None else []
    started = (NOW - timedelta(days=days_ago)).isoformat()
    usual: dict[str, Any] = {"planned_seconds": 300, "completed": True}
    return SessionRecord(
        id=f"{exercise}-{days_ago}",
        started=started,
        exercise=exercise,
        capacity=BY_ID[exercise].capacity,
        ratings=ratings,
        **{**usual, **more},
    )


def begin(sessions: list[SessionRecord], direction: Direction | None = None, **wishes: Any) -> Suggestion:
    found = suggest(CARDS, sessions, direction, now=NOW, wishes=Wishes(**wishes))
    assert found is not None
    return found


def followed(direction: Direction | None, times: int, sessions: list[SessionRecord] | None = None, **w: Any) -> Any:
    """The capacities suggested to somebody who takes every suggestion."""
    record, taken = list(sessions or []), []
    for _ in range(times):
        capacity = BY_ID[begin(record, direction, **w).exercise_id].capacity
        record.insert(0, practised(begin(record, direction, **w).exercise_id, 1))
        taken.append(capacity)
    return taken


SESSIONS = st.lists(
    st.builds(
        practised,
        st.sampled_from([card.id for card in CARDS]),
        st.floats(0, 90),
        before=st.one_of(st.none(), st.integers(0, 10)),
        after=st.one_of(st.none(), st.integers(0, 10)),
        eased_off=st.booleans(),
        not_helping=st.booleans(),
        planned_seconds=st.one_of(st.none(), st.sampled_from([180.0, 300.0, 47.5])),
    ),
    max_size=14,
)


@settings(max_examples=60, deadline=None)
@given(SESSIONS, st.sampled_from(DIRECTIONS), st.booleans(), st.booleans(), st.booleans())
def test_suggestion_obeys_everything_left_out(
    sessions: list[SessionRecord], direction: Direction | None, breath: bool, close: bool, waits: bool
) -> None:
    found = begin(sessions, direction, no_breathing=breath, leave_closeness_out=close, debrief_waits=waits)
    card = BY_ID[found.exercise_id]
    assert found.minutes in card.minutes
    assert "debrief" not in kinds_of(card.kind, card.capacity)
    assert not (breath and "breath" in kinds_of(card.kind, card.capacity))
    assert not (close and (card.capacity == "closeness" or "contact" in kinds_of(card.kind, card.capacity)))
    assert not (waits and card.id == "closeness-ladder")
    again = begin(sessions, direction, no_breathing=breath, leave_closeness_out=close, debrief_waits=waits)
    assert found == again
    assert suggestion_words(found.reason, NOW.date())


@settings(max_examples=25, deadline=None)
@given(SESSIONS, st.sampled_from(DIRECTIONS), st.sampled_from([None, "anxious", "avoidant"]))
def test_every_capacity_takes_its_turn_within_six_suggestions(
    sessions: list[SessionRecord], direction: Direction | None, second: str | None
) -> None:
    sessions = [one for one in sessions if (one.first("distress", "after") or 0) < 8]
    assert set(followed(direction, 6, sessions, second=second)) == set(CAPACITIES)


@pytest.mark.parametrize(
    ("direction", "mostly"), [("anxious", "regulation"), ("avoidant", "closeness"), ("both", "regulation")]
)
def test_the_direction_weighs_what_is_suggested(direction: Direction, mostly: str) -> None:
    taken = followed(direction, 20)
    assert all(taken.count(mostly) > taken.count(other) for other in CAPACITIES if other != mostly)


@pytest.mark.parametrize(
    ("direction", "exercise", "why"),
    [
        (None, "slow-breathing", "first"),
        ("anxious", "slow-breathing", "first"),
        ("avoidant", "closeness-ladder", "first"),
        ("both", "slow-breathing", "steadying_first"),
        ("steady", "name-the-need", "first"),
        ("unclear", "slow-breathing", "first"),
    ],
)
def test_the_very_first_suggestion_follows_the_direction(direction: Direction, exercise: str, why: str) -> None:
    found = begin([], direction)
    assert (found.exercise_id, found.reason.why) == (exercise, why)


def test_suggestion_for_steady_is_the_least_practised_capacity() -> None:
    sessions = [practised("name-the-need", 1), practised("closeness-ladder", 2), practised("say-it-out-loud", 3)]
    assert BY_ID[begin(sessions, "steady").exercise_id].capacity == "regulation"
    sessions = [practised("slow-breathing", 1), practised("closeness-ladder", 2)]
    assert BY_ID[begin(sessions, "steady").exercise_id].capacity == "need_expression"


def test_suggestions_for_both_steady_first_then_favour_one_side() -> None:
    first = [practised("slow-breathing", 1)]
    assert begin(first, "both", second="avoidant").exercise_id == "steady-then-step"
    taken = followed("both", 12, second="avoidant")
    assert taken[0] == "regulation" and taken.count("closeness") >= taken.count("need_expression")


@pytest.mark.parametrize("before", [0, 1, 2])
def test_first_three_closeness_suggestions_are_the_shortest(before: int) -> None:
    sessions = [practised("closeness-ladder", 9 + n, planned_seconds=600) for n in range(before)]
    found = suggest([BY_ID["closeness-ladder"]], sessions, "avoidant", now=NOW)
    assert found is not None and found.minutes == 3
    sessions += [practised("receive-warmth", 20 + n) for n in range(3 - before)]
    later = suggest([BY_ID["closeness-ladder"]], sessions, "avoidant", now=NOW)
    assert later is not None and later.minutes == (10 if before else 3)


def test_a_length_that_was_stayed_with_is_suggested_again() -> None:
    sessions = [practised("name-the-need", 1), practised("slow-breathing", 2, planned_seconds=600)]
    sessions += [practised("cyclic-sighing", 3), practised("closeness-ladder", 4)]
    found = begin([sessions[0], *sessions[1:]], "anxious")
    assert BY_ID[found.exercise_id].capacity == "regulation"
    same = suggest([BY_ID["slow-breathing"]], sessions, None, now=NOW)
    assert same is not None and same.minutes == 10
    eased = [practised("slow-breathing", 2, planned_seconds=600, eased_off=True)]
    same = suggest([BY_ID["slow-breathing"]], eased, None, now=NOW)
    assert same is not None and same.minutes == 5


def test_what_did_not_help_is_not_suggested_next() -> None:
    sessions = [practised("name-the-need", 1), practised("slow-breathing", 2, not_helping=True)]
    sessions += [practised("cyclic-sighing", 3), practised("closeness-ladder", 4)]
    assert begin(sessions, "anxious").exercise_id != "slow-breathing"


def test_suggestion_is_steadying_after_high_distress() -> None:
    sessions = [practised("closeness-ladder", 0.1, before=5, after=9)]
    found = begin(sessions, "avoidant")
    assert found.exercise_id in ("senses-grounding", "slow-breathing")
    assert suggestion_words(found.reason, NOW.date()) == "Last time was hard. Here's something soothing."
    assert BY_ID[begin([practised("slow-breathing", 2, before=5, after=9)], "avoidant").exercise_id].capacity != (
        "regulation"
    )


def test_suggestion_reason_names_the_last_day_of_a_capacity() -> None:
    sessions = [practised("slow-breathing", 1), practised("name-the-need", 1.5), practised("closeness-ladder", 2)]
    sessions += [practised("cyclic-sighing", 3), practised("say-it-out-loud", 4)]
    found = begin(sessions, None)
    assert found.reason == Reason("capacity_last", "closeness", date(2026, 3, 10))
    assert suggestion_words(found.reason, NOW.date()) == "You last practised staying close on Tuesday."


def test_suggestion_reason_says_it_felt_easier_afterwards() -> None:
    sessions = [practised("name-the-need", 1), practised("slow-breathing", 2, before=7, after=4)]
    found = suggest([BY_ID["slow-breathing"]], sessions, None, now=NOW)
    assert found is not None
    assert suggestion_words(found.reason, NOW.date()) == "You felt better after it on Tuesday."


def test_suggestion_reason_hides_a_long_absence() -> None:
    sessions = [practised("slow-breathing", 1), practised("name-the-need", 2), practised("closeness-ladder", 200)]
    found = suggest([BY_ID["closeness-ladder"]], sessions, None, now=NOW)
    assert found is not None and found.reason.day is None
    assert suggestion_words(found.reason, NOW.date()) == "Time to practise staying close."


@pytest.mark.parametrize(
    ("ago", "words"),
    [(0, "today"), (1, "yesterday"), (2, "on Tuesday"), (6, "on Friday"), (7, "on 5 March"), (20, "on 20 February")],
)
def test_suggestion_reason_uses_relative_day_words(ago: int, words: str) -> None:
    reason = Reason("easier", "regulation", NOW.date() - timedelta(days=ago))
    assert suggestion_words(reason, NOW.date()) == f"You felt better after it {words}."


def test_suggestion_ignores_bad_dates_and_unknown_exercises() -> None:
    odd = SessionRecord(id="x", started="yesterday-ish", exercise="gone", capacity="closeness")
    naive = SessionRecord(id="y", started="2026-03-01T10:00:00", exercise="gone", capacity="regulation")
    assert begin([odd, naive, SessionRecord(id="z")], "both").exercise_id in BY_ID


def test_suggestion_is_none_where_all_is_left_out() -> None:
    assert suggest([BY_ID["slow-breathing"]], [], None, now=NOW, wishes=Wishes(no_breathing=True)) is None


WELL: dict[str, Any] = {"feared": "no"}


@pytest.mark.parametrize(
    ("last", "offered"),
    [
        ([WELL] * 4, True),
        ([{"feared": "partly", "bearable": "yes"}, *[WELL] * 3], True),
        ([WELL] * 3, False),
        ([{"feared": "partly", "bearable": "no"}, *[WELL] * 3], False),
        ([{}, *[WELL] * 3], False),
        ([{"feared": "no", "eased_off": True}, *[WELL] * 3], False),
        ([{"feared": "no", "ratings": [Rating(60, "presence", 0, "during")]}, *[WELL] * 3], False),
    ],
)
def test_suggestion_after_four_good_sessions_is_the_step_alone(last: list[dict[str, Any]], offered: bool) -> None:
    record = [practised("receive-warmth", 5)]
    record += [
        msgspec.structs.replace(practised("steady-then-step", 6 + n), **changes) for n, changes in enumerate(last)
    ]
    close = [card for card in CARDS if card.capacity == "closeness"]
    found = suggest(close, record, "both", now=NOW)
    assert found is not None
    assert (found.exercise_id == "closeness-ladder") is offered
    assert (found.reason.why == "step_alone") is offered
    assert suggestion_words(found.reason, NOW.date())


def test_what_matters_is_suggested_once_a_month_at_most() -> None:
    def ids(days_ago: float) -> set[str]:
        others = [practised(id, 60) for id in BY_ID if BY_ID[id].capacity == "closeness" and id != "what-matters"]
        record, found = [practised("what-matters", days_ago), *others], set()
        for day in range(24):
            found.add(begin(record, "avoidant").exercise_id)
            record.insert(0, practised(begin(record, "avoidant").exercise_id, 0.5 + day / 100))
        return found

    assert "what-matters" not in ids(27) and "what-matters" in ids(29)


@pytest.mark.parametrize(
    ("days", "again"), [([1], True), ([2, 1], True), ([3, 2, 1], False), ([0], False), ([2], False)]
)
def test_safe_haven_is_suggested_three_days_running(days: list[int], again: bool) -> None:
    found = begin([practised("safe-haven", day) for day in sorted(days)], "anxious")
    assert (found.reason.why == "haven_again") is again
    if again:
        assert found.exercise_id == "safe-haven" and found.reason.day == date(2026, 3, 11)
        assert "yesterday" in suggestion_words(found.reason, NOW.date())
    assert begin([practised("safe-haven", 1, not_helping=True)], "anxious").exercise_id != "safe-haven"


def test_apart_steps_are_suggested_only_to_those_leaning_anxious() -> None:
    def taken(direction: Direction | None, **wishes: Any) -> set[str]:
        record: list[SessionRecord] = []
        for day in range(100):
            record.insert(0, practised(begin(record, direction, **wishes).exercise_id, 100 - day))
        return {session.exercise or "" for session in record}

    assert "apart-ladder" in taken("anxious") and "apart-ladder" in taken("both", second="anxious")
    for direction in (None, "avoidant", "steady", "unclear"):
        assert not taken(direction) & {"apart-ladder", "after-a-fight", "come-back"}
    kept_out = taken("anxious", leave_closeness_out=True)
    assert not [
        id
        for id in kept_out
        if CONTENT.exercise(id).kinds & {"telling", "contact"} or BY_ID[id].capacity == "closeness"
    ]


def test_feeling_numb_is_followed_by_coming_back() -> None:
    numb = practised("safe-haven", 0.2, before=3)
    numb = msgspec.structs.replace(numb, ratings=[*numb.ratings, Rating(20.0, "presence", 0, "during")])
    found = begin([numb], "anxious")
    assert (found.exercise_id, found.minutes, found.reason.why) == ("come-back", 3, "after_numb")
    assert begin([practised("come-back", 0.1), numb], "anxious").exercise_id != "come-back"


def test_one_minute_is_the_suggested_exercise_where_that_works() -> None:
    short = {one.id: one for one in (content.load().exercise("slow-breathing"), content.load().exercise("urge-wave"))}
    assert in_a_minute("urge-wave", short, Wishes()) == "urge-wave"
    assert in_a_minute("muscle-release", short, Wishes()) == "slow-breathing"
    assert in_a_minute("muscle-release", short, Wishes(no_breathing=True)) == "urge-wave"
    assert in_a_minute("muscle-release", {}, Wishes()) is None
