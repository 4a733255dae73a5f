"""Facts that are shown by their date and never judged."""

from __future__ import annotations

from securecoach_tui.practice.record import Rating, SessionRecord
from securecoach_tui.progress import described
from securecoach_tui.progress.days import DatedSession, in_order
from securecoach_tui.progress.described import PredictionPair
from tests.progress.session_series import at, on_rung


def dated(*sessions: SessionRecord) -> list[DatedSession]:
    return in_order(sessions)[0]


def pairs(*sessions: SessionRecord) -> list[PredictionPair]:
    return described.prediction_pairs(dated(*sessions))


def test_rung_stays_join_consecutive_sessions() -> None:
    order = ["photo", "photo", "message", "photo"]
    sessions = [
        SessionRecord(id=str(n), started=at(n), rung_id=rung, rung=f"the {rung}") for n, rung in enumerate(order)
    ]
    found = described.rung_stays(dated(SessionRecord(id="none", started=at(0)), *sessions))
    assert [(one.words, one.ids) for one in found] == [
        ("the photo", ["0", "1"]),
        ("the message", ["2"]),
        ("the photo", ["3"]),
    ]


def test_pairs_need_a_prediction_and_a_rating() -> None:
    found = pairs(
        SessionRecord(id="a", started=at(0), prediction=7, ratings=[Rating(60.0, "distress", 4, "during")]),
        SessionRecord(id="b", started=at(1), prediction=7),
    )
    assert [(one.id, one.expected, one.met) for one in found] == [("a", 7, 4)]


def test_pairs_leave_out_predictions_off_the_scale() -> None:
    assert pairs(on_rung(0, 11, 4), on_rung(1, -1, 4)) == []


def test_pairs_use_the_first_prediction_of_an_unrated_session() -> None:
    found = pairs(on_rung(0, 9, None), on_rung(1, 5, 3), on_rung(2, 4, 4, "message"))
    assert [(one.rung, one.first) for one in found] == [("photo", 9), ("message", 4)]


def test_pairs_by_rung_begin_with_the_rung_practised_last() -> None:
    found = pairs(on_rung(0, 8, 8), on_rung(1, 7, 5, "message"), on_rung(2, 6, 4), on_rung(3, 5, 3, "message"))
    groups = described.by_rung(found)
    assert [(one.words, one.first, len(one.pairs)) for one in groups] == [("the message", 7, 2), ("the photo", 8, 2)]


def test_checkins_that_cannot_be_read_are_left_out() -> None:
    entries = [
        {"id": "b", "at": at(28), "direction": "anxious", "chosen": "both"},
        {"id": "a", "at": at(0), "direction": "avoidant", "chosen": None},
        {"id": "c", "at": 5, "direction": None},
    ]
    found = described.dated_checkins(entries)
    assert [(one.direction, one.chosen) for one in found] == [("avoidant", None), ("anxious", "both")]
