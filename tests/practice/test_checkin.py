"""The direction check-in, scored exactly as written."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from securecoach_tui.practice.checkin import (
    CheckInResult,
    Item,
    UnfinishedCheckIn,
    direction_of,
    due,
    fields,
    half_way,
    half_way_text,
    score,
    unanswered,
)

ITEMS = [
    Item(f"{dimension}-{n}", dimension, "About me.", reverse=n == 6)  # type: ignore[arg-type]
    for n in range(1, 7)
    for dimension in ("anxiety", "avoidance")
]


def answers_for(anxiety: int, avoidance: int) -> dict[str, int | None]:
    """Answers whose sums are these."""
    given: dict[str, int | None] = {}
    for dimension, total in (("anxiety", anxiety), ("avoidance", avoidance)):
        keyed = [total // 6 + (n < total % 6) for n in range(6)]
        for n, value in enumerate(keyed, 1):
            given[f"{dimension}-{n}"] = 8 - value if n == 6 else value
    return given


@pytest.mark.parametrize(
    ("anxiety", "avoidance", "direction", "second"),
    [
        (24, 24, "both", None),
        (24, 23, "unclear", None),
        (24, 20, "unclear", None),
        (24, 19, "anxious", None),
        (19, 24, "avoidant", None),
        (20, 24, "unclear", None),
        (23, 18, "unclear", None),
        (20, 19, "unclear", None),
        (19, 19, "steady", None),
        (6, 6, "steady", None),
        (42, 24, "both", "anxious"),
        (24, 42, "both", "avoidant"),
        (42, 6, "anxious", None),
        (28, 23, "anxious", None),
        (27, 23, "unclear", None),
    ],
)
def test_checkin_direction_changes_at_the_documented_sums(
    anxiety: int, avoidance: int, direction: str, second: str | None
) -> None:
    result = score(ITEMS, answers_for(anxiety, avoidance))
    assert result == CheckInResult(anxiety, avoidance, direction, second)  # type: ignore[arg-type]


@given(st.integers(6, 42), st.integers(6, 42))
def test_swapping_checkin_sums_swaps_the_direction(a: int, b: int) -> None:
    swapped = {"anxious": "avoidant", "avoidant": "anxious"}
    there, back = direction_of(a, b), direction_of(b, a)
    assert back == swapped.get(there, there)


def test_checkin_gap_is_filled_by_the_mean() -> None:
    given = answers_for(24, 19)
    given["anxiety-1"] = None  # the other five are 4 each: 20 becomes 24
    assert score(ITEMS, given).anxiety == 24
    given["anxiety-2"] = 3  # 19 * 6 / 5 is 22.8, a whole sum of 23
    assert score(ITEMS, given) == CheckInResult(23, 19, "unclear")
    given["anxiety-2"] = 5  # 21 * 6 / 5 is 25.2
    assert score(ITEMS, given).anxiety == 25


def test_checkin_with_one_gap_in_each_dimension_is_scored() -> None:
    given = {**answers_for(42, 24), "anxiety-6": None, "avoidance-6": None}
    assert score(ITEMS, given) == CheckInResult(42, 24, "both", "anxious")


def test_checkin_with_two_gaps_in_a_dimension_is_unclear() -> None:
    given = {**answers_for(42, 6), "avoidance-1": None, "avoidance-2": None}
    assert score(ITEMS, given) == CheckInResult(42, None, "unclear")
    nothing: dict[str, int | None] = {item.id: None for item in ITEMS}
    assert score(ITEMS, nothing) == CheckInResult(None, None, "unclear")


@pytest.mark.parametrize(
    "text", ["", "x", "[]", '{"anxiety-1": "b"}', '{"anxiety-1": 99}', '{"anxiety-1": true}', '{"other": 3}', "\x00"]
)
def test_halfway_checkin_ignores_unreadable_text(text: str) -> None:
    assert half_way(text, ITEMS) == {}


def test_halfway_checkin_is_restored_in_order() -> None:
    answers = {ITEMS[0].id: 7, ITEMS[1].id: None}
    assert half_way(half_way_text(answers), ITEMS) == answers and half_way_text({}) == ""
    assert half_way(half_way_text({ITEMS[1].id: 3}), ITEMS) == {}, "lines are answered in their order"


def test_halfway_checkin_is_never_scored() -> None:
    given = answers_for(24, 24)
    del given["avoidance-3"]
    assert [item.id for item in unanswered(ITEMS, given)] == ["avoidance-3"]
    with pytest.raises(UnfinishedCheckIn):
        score(ITEMS, given)


@pytest.mark.parametrize("answer", [0, 8, -1, 3.5, "4", True])
def test_checkin_refuses_an_answer_off_the_scale(answer: object) -> None:
    given = {**answers_for(24, 24), "anxiety-1": answer}
    with pytest.raises(ValueError, match="anxiety-1"):
        score(ITEMS, given)  # type: ignore[arg-type]


def test_checkin_is_offered_again_after_four_weeks() -> None:
    today = date(2026, 3, 31)
    assert due(None, today)
    assert not due(today, today) and not due(today - timedelta(days=27), today)
    assert due(today - timedelta(days=28), today)
    assert not due(today + timedelta(days=3), today), "a clock set back offers nothing"


def test_checkin_saves_the_chosen_direction_and_the_result() -> None:
    result = score(ITEMS, answers_for(24, 19))
    kept = fields(datetime(2026, 3, 3, 21, tzinfo=UTC), answers_for(24, 19), result, "avoidant")
    assert kept["at"] == "2026-03-03T21:00:00+00:00"
    assert (kept["anxiety"], kept["avoidance"], kept["direction"], kept["chosen"]) == (24, 19, "anxious", "avoidant")
