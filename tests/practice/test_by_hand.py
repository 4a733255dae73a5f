"""A session added or corrected by hand: its fields, and what stays."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone

import msgspec
import pytest

from securecoach_tui.practice.by_hand import HandEntry, added, corrected, starts_later
from securecoach_tui.practice.record import Capacity, Rating, SessionRecord

NOW = datetime(2026, 3, 3, 21, 30, 12, tzinfo=timezone(timedelta(hours=1)))


def read(fields: dict[str, object]) -> SessionRecord:
    return msgspec.convert({"id": "a", **fields}, SessionRecord)


def test_session_by_hand_has_what_was_given() -> None:
    entry = HandEntry(
        day=date(2026, 3, 1), at=time(8), exercise="walk", capacity=Capacity.REGULATION, minutes=2.5, before=6, after=0
    )
    one = read(added(entry, NOW))
    assert (one.started, one.ended) == ("2026-03-01T08:00:00+01:00", "2026-03-01T08:02:30+01:00")
    assert (one.practised_seconds, one.completed, one.by_hand) == (150.0, True, "added")
    assert [(rating.value, rating.when) for rating in one.ratings] == [(6, "before"), (0, "after")]


def test_session_by_hand_without_a_time_was_at_noon() -> None:
    assert read(added(HandEntry(day=date(2026, 3, 1)), NOW)).started == "2026-03-01T12:00:00+01:00"
    morning = NOW.replace(hour=9)
    assert read(added(HandEntry(), morning)).started == morning.isoformat(timespec="seconds")


def test_session_by_hand_is_not_in_the_future() -> None:
    assert starts_later(added(HandEntry(day=date(2026, 3, 4)), NOW), NOW)
    assert starts_later(added(HandEntry(at=time(22)), NOW), NOW)
    assert not starts_later(added(HandEntry(), NOW), NOW) and not starts_later({}, NOW)


def test_corrected_session_keeps_what_was_not_named() -> None:
    ratings = [Rating(None, "distress", 7, "before"), Rating(60.0, "distress", 8, "during"), Rating(None, "ease", 3, "after")]  # fmt: skip
    session = SessionRecord(id="a", started="2026-03-01T23:00:00+02:00", practised_seconds=300.0, ratings=ratings)
    fields = corrected(session, HandEntry(day=date(2026, 2, 28), before=5, after=2), NOW)
    assert fields.keys() == {"by_hand", "started", "ended", "ratings"}
    one = read(fields)
    assert (one.started, one.ended) == ("2026-02-28T23:00:00+02:00", "2026-02-28T23:05:00+02:00")
    assert [rating.value for rating in one.ratings] == [5, 8, 3, 2] and one.by_hand == "corrected"


def test_corrected_note_can_be_emptied_and_added_stays_added() -> None:
    session = SessionRecord(id="a", started="not a date", by_hand="added")
    fields = corrected(session, HandEntry(note="", minutes=1), NOW)
    assert fields["reflection"] is None and fields["by_hand"] == "added" and fields["practised_seconds"] == 60.0
    assert fields["ended"] == "2026-03-03T12:01:00+01:00"
    assert corrected(session, HandEntry(exercise="walk"), NOW.astimezone(UTC))["exercise_version"] is None


def test_session_at_the_end_of_the_calendar_is_corrected() -> None:
    last = SessionRecord(id="a", started="9999-12-31T23:59:59+00:00", practised_seconds=1e9)
    assert corrected(last, HandEntry(minutes=60), NOW)["ended"] is None
    assert corrected(last, HandEntry(at=time(8)), NOW)["ended"] is None


def test_session_by_hand_is_stored_in_these_fields() -> None:
    entry = HandEntry(day=date(2026, 3, 1), exercise="walk", capacity=Capacity.REGULATION, minutes=1 / 7, note="calm")
    assert added(entry, NOW) == {
        "started": "2026-03-01T12:00:00+01:00",
        "exercise": "walk",
        "capacity": "regulation",
        "completed": True,
        "by_hand": "added",
        "ratings": [],
        "reflection": "calm",
        "planned_seconds": 8.6,
        "practised_seconds": 8.6,
        "ended": "2026-03-01T12:00:08+01:00",
    }
    assert added(HandEntry(note=""), NOW)["reflection"] is None


def test_session_of_today_was_at_noon_at_the_latest() -> None:
    assert added(HandEntry(day=NOW.date()), NOW)["started"] == "2026-03-03T12:00:00+01:00"
    assert added(HandEntry(day=date(2026, 3, 4)), NOW)["started"] == "2026-03-04T12:00:00+01:00"
    assert added(HandEntry(at=time(23)), NOW)["started"] == "2026-03-03T23:00:00+01:00"


def test_session_that_begins_now_is_not_in_the_future() -> None:
    fields = {"started": NOW.isoformat()}
    assert not starts_later(fields, NOW) and starts_later(fields, NOW - timedelta(seconds=1))


STORED = SessionRecord(id="a", started="2026-03-01T23:00:00+02:00", ended="2026-03-01T23:07:00+02:00", practised_seconds=300.0)  # fmt: skip


@pytest.mark.parametrize(
    ("entry", "changed"),
    [
        (HandEntry(), {}),
        (HandEntry(note="calm"), {"reflection": "calm"}),
        (
            HandEntry(exercise="walk", capacity=Capacity.CLOSENESS),
            {"exercise": "walk", "capacity": "closeness", "exercise_version": None},
        ),
        (HandEntry(at=time(8)), {"started": "2026-03-01T08:00:00+02:00", "ended": "2026-03-01T08:05:00+02:00"}),
        (
            HandEntry(minutes=2),
            {"planned_seconds": 120.0, "practised_seconds": 120.0, "ended": "2026-03-01T23:02:00+02:00"},
        ),
    ],
)
def test_corrected_session_changes_what_was_given_only(entry: HandEntry, changed: dict[str, object]) -> None:
    assert corrected(STORED, entry, NOW) == {"by_hand": "corrected", **changed}


def test_corrected_session_without_a_start_was_at_noon_here() -> None:
    for started in (None, "", "soon"):
        session = SessionRecord(id="a", started=started)
        assert corrected(session, HandEntry(day=date(2026, 3, 1)), NOW)["started"] == "2026-03-01T12:00:00+01:00"


def test_rating_before_is_put_before_the_others() -> None:
    session = SessionRecord(id="a", ratings=[Rating(60.0, "distress", 8, "during"), Rating(None, "urge", 2, "before")])  # type: ignore[arg-type]
    ratings = corrected(session, HandEntry(before=7, after=1), NOW)["ratings"]
    assert [(rating["when"], rating["value"]) for rating in ratings] == [
        ("before", 7),
        ("during", 8),
        ("before", 2),
        ("after", 1),
    ]
