"""What a session's record says of its ratings."""

from __future__ import annotations

from securecoach_tui.practice.instants import parse_instant
from securecoach_tui.practice.record import Rating, Scale, SessionRecord, When

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
