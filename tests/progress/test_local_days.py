"""Facts of one night: each is on the local day that begins at the hour that the person set."""

from __future__ import annotations

from datetime import date

import pytest

from securecoach_tui.practice.record import Rating, SessionRecord
from securecoach_tui.progress import described, look_back
from securecoach_tui.progress.days import DatedSession, in_order

NIGHT = "2026-03-10T01:00:00+00:00"
RATINGS = [Rating(None, "urge", 5, "before"), Rating(60.0, "distress", 4, "during")]  # type: ignore[arg-type]
EVERYTHING = SessionRecord(
    id="night",
    started=NIGHT,
    practised_seconds=60.0,
    rung_id="photo",
    prediction=7,
    ratings=RATINGS,
    settled_alone="yes",
    answers={"calm, before": "3"},
)
SHOWN = {
    "own scale": described.own_scale_ratings,
    "rung": described.rung_stays,
    "prediction": described.prediction_pairs,
    "urge": described.urge_ratings,
    "settled alone": described.settled_alone,
}


def dated() -> list[DatedSession]:
    return in_order([EVERYTHING])[0]


@pytest.mark.parametrize("name", SHOWN)
def test_fact_of_a_night_is_on_the_day_that_the_person_set(name: str) -> None:
    (usual,), (from_midnight,) = SHOWN[name](dated()), SHOWN[name](dated(), 0)
    assert usual.day == date(2026, 3, 9) and from_midnight.day == date(2026, 3, 10)


def test_checkin_of_a_night_is_on_the_day_that_the_person_set() -> None:
    entries = [{"id": "a", "at": NIGHT, "direction": "both", "chosen": None}]
    assert described.dated_checkins(entries)[0].day == date(2026, 3, 9)
    assert described.dated_checkins(entries, 0)[0].day == date(2026, 3, 10)


def test_look_back_counts_a_night_by_the_day_that_was_set() -> None:
    monday = SessionRecord(id="a", started="2026-03-09T01:00:00+00:00", practised_seconds=60.0)
    later, before = date(2026, 3, 16), date(2026, 3, 9)
    for day_starts, today in ((0, later), (4, before)):
        week = look_back.week_to_review([monday], [], today, day_starts=day_starts)
        assert week is not None and week.days == 1 and look_back.is_due([monday], [], today, day_starts=day_starts)
        other = before if today is later else later
        assert look_back.week_to_review([monday], [], other, day_starts=day_starts) is None
        assert not look_back.is_due([monday], [], other, day_starts=day_starts)
    assert look_back.week_to_review([monday], [], before) is not None and look_back.is_due([monday], [], before)
    assert look_back.ids_of_week(in_order([monday])[0], date(2026, 3, 2)) == ["a"]
    assert look_back.ids_of_week(in_order([monday])[0], date(2026, 3, 2), 0) == []
