"""What a session's record says of its ratings."""

from __future__ import annotations

from typing import Any

import pytest

from securecoach_tui.config.settings import Settings
from securecoach_tui.practice.instants import DAY_STARTS, parse_instant
from securecoach_tui.practice.record import Rating, Scale, SessionRecord, When, is_numb

RATINGS = [
    Rating(None, Scale.DISTRESS, 4, When.BEFORE),
    Rating(60.0, Scale.DISTRESS, 9, When.DURING),
    Rating(90.0, Scale.DISTRESS, 2, When.DURING),
    Rating(90.0, Scale.URGE, 10, When.DURING),
]


def test_record_gives_the_values_of_one_scale_and_time() -> None:
    record = SessionRecord(id="a", ratings=RATINGS)
    assert record.values(Scale.DISTRESS, When.DURING) == [9, 2] and record.values(Scale.EASE, When.DURING) == []
    assert record.first(Scale.DISTRESS, When.DURING) == 9 and record.first(Scale.DISTRESS, When.AFTER) is None


def test_record_gives_the_highest_value_of_a_scale() -> None:
    record = SessionRecord(id="a", ratings=RATINGS)
    assert record.highest(Scale.DISTRESS) == 9 and record.highest(Scale.URGE) == 10
    assert record.highest(Scale.EASE) is None


def test_instant_keeps_the_offset_that_it_was_stored_with() -> None:
    there, unknown = parse_instant("2026-03-10T10:00:00+02:00"), parse_instant("2026-03-10T10:00:00")
    assert there is not None and there.isoformat() == "2026-03-10T10:00:00+02:00"
    assert unknown is not None and unknown.isoformat() == "2026-03-10T10:00:00+00:00"
    assert [parse_instant(text) for text in (None, "", 5, "soon")] == [None] * 4


def test_day_begins_at_the_same_hour_in_settings_and_rules() -> None:
    assert Settings().day_starts == DAY_STARTS


@pytest.mark.parametrize(("seconds", "practised"), [(None, True), (0.0, False), (0.1, True)])
def test_session_was_practised_unless_no_second_was(seconds: float | None, practised: bool) -> None:
    assert SessionRecord(id="a", practised_seconds=seconds).was_practised is practised


def test_numb_is_an_answer_at_any_time_of_the_session() -> None:
    assert not SessionRecord(id="a", ratings=RATINGS).numb
    numb = Rating(None, Scale.PRESENCE, 0, When.BEFORE)
    assert SessionRecord(id="a", ratings=[*RATINGS, numb]).numb
    assert is_numb([numb], When.BEFORE) and not is_numb([numb], When.AFTER)


DEBRIEF: dict[str, Any] = {"rung_id": "let-help", "rung": "help", "completed": True, "practised_seconds": 80.5}


@pytest.mark.parametrize(
    ("change", "debrief"),
    [
        ({}, True),
        ({"rung_id": None}, True),
        ({"rung": None, "practised_seconds": 0.0}, True),
        ({"eased_off": False, "not_helping": True}, True),
        ({"rung_id": None, "rung": None}, False),
        ({"planned_seconds": 180.0}, False),
        ({"completed": False}, False),
        ({"completed": None}, False),
        ({"eased_off": True}, False),
    ],
)
def test_debrief_is_known_by_its_rung_and_no_planned_length(change: dict[str, Any], debrief: bool) -> None:
    assert SessionRecord(id="a", **{**DEBRIEF, **change}).is_debrief is debrief


@pytest.mark.parametrize(
    ("rating", "seconds", "at"),
    [
        (RATINGS[0], 17.0, 0.0),
        (RATINGS[1], 100.0, 60.0),
        (RATINGS[1], 60.0, 60.0),
        (RATINGS[1], 17.0, 17.0),
        (RATINGS[1], None, 60.0),
        (Rating(None, Scale.DISTRESS, 3, When.DURING), 100.0, None),
        (Rating(None, Scale.DISTRESS, 3, When.AFTER), 17.0, 17.0),
        (Rating(None, Scale.DISTRESS, 3, When.AFTER), None, None),
    ],
)
def test_rating_is_never_given_after_the_seconds_practised(
    rating: Rating, seconds: float | None, at: float | None
) -> None:
    assert SessionRecord(id="a", practised_seconds=seconds).practised_at(rating) == at
