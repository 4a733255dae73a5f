"""Lines of what is shown by its date and never judged."""

from __future__ import annotations

from datetime import date

import msgspec

from securecoach_tui.practice.record import Rating, SessionRecord
from securecoach_tui.text.over_time import DatedLines, lines_over_time
from tests.progress.session_series import at, on_rung

TODAY = date(2026, 3, 31)


def lines(kind: DatedLines) -> list[str]:
    return [one.line for one in kind.lines]


def test_rung_lines_count_sessions_in_a_row() -> None:
    order = ["photo", "photo", "message", "photo"]
    sessions = [
        SessionRecord(id=str(n), started=at(n), rung_id=rung, rung=f"the {rung}") for n, rung in enumerate(order)
    ]
    (rungs,) = lines_over_time(sessions, [], TODAY)
    assert lines(rungs) == [
        "From 3 March: the photo, 2 times",
        "From 5 March: the message, once",
        "From 6 March: the photo, once",
    ]


def test_checkin_lines_are_dates_and_the_words_chosen() -> None:
    entries = [
        {"id": "b", "at": at(28), "direction": "anxious", "chosen": "both"},
        {"id": "a", "at": at(0), "direction": "avoidant", "chosen": None},
        {"id": "c", "at": at(1), "chosen": "unclear"},
    ]
    (checkins,) = lines_over_time([], entries, TODAY)
    assert lines(checkins) == [
        "3 March: leaning avoidant",
        "4 March: you chose unclear",
        "31 March: leaning anxious, and you chose leaning both ways",
    ]


def test_pair_lines_name_the_rung_and_its_first_prediction() -> None:
    no_rung = SessionRecord(id="a", started=at(2), prediction=7, ratings=[Rating(60.0, "distress", 4, "during")])
    pairs = lines_over_time([on_rung(0, 8, 8), on_rung(1, 6, 2), no_rung], [], TODAY)[-2]
    assert lines(pairs)[1:] == [
        "4 March, the photo: expected 6, highest 2, expected 8 the first time",
        "5 March: expected 7, highest 4",
    ]


def test_urge_lines_have_the_minutes_waited() -> None:
    ratings = [Rating(None, "urge", 5, "before"), Rating(60.0, "urge", 8, "during"), Rating(None, "urge", 3, "after")]
    one = SessionRecord(id="a", started=at(0), ratings=ratings, practised_seconds=600.0, settled_alone="partly")
    urges, settled = lines_over_time([one], [], TODAY)
    assert lines(urges) == ["3 March: 5 before, 8 at its highest, 3 after, waited 10 minutes"]
    assert lines(settled) == ["3 March: partly"]


def test_kinds_over_time_name_their_sessions_and_can_be_hidden() -> None:
    sessions = [on_rung(0, 8, 8), on_rung(1, 6, 2)]
    checkins = [{"id": "a", "at": at(0), "direction": "both"}]
    found = lines_over_time(sessions, checkins, TODAY)
    assert [kind.name for kind in found] == ["checkins", "rungs", "pairs", "months"]
    assert found[1].ids == found[2].ids == ["photo0", "photo1"] and found[0].ids == []
    assert (
        lines_over_time(sessions, checkins, TODAY, hidden=["checkins", "rung", "prediction_gap", "practice_days"]) == []
    )


def test_look_back_lines_are_private_and_name_the_weeks_sessions() -> None:
    entries = [
        {"week": "2026-03-02", "question": "kinder", "text": " on the stairs ", "at": at(8)},
        {"week": "2026-02-23", "question": "glad", "text": ""},
        {"week": "soon", "text": "x"},
        {"week": "9999-12-31", "question": "glad", "text": "far"},
    ]
    found = lines_over_time([on_rung(0, 8, 8), on_rung(9, 8, 8)], [], TODAY, lookbacks=entries)[-1]
    assert found.name == "lookbacks" and found.lines[0].private
    assert found.lines[0].line == "Week of 2 March. When were you kind to yourself? on the stairs"
    assert found.lines[0].ids == ["photo0"]


def test_months_count_the_sessions_of_each_part() -> None:
    sessions = [on_rung(0, 8, 8), on_rung(1, 6, 2), on_rung(40, 6, 2)]
    sessions = [msgspec.structs.replace(one, capacity=capacity) for one, capacity in zip(sessions, ("closeness", "regulation", "closeness"), strict=True)]  # fmt: skip
    months = lines_over_time(sessions, [], TODAY.replace(year=2027))[-1]
    assert lines(months) == ["March 2026: Soothing myself 1, Staying close 1", "April 2026: Staying close 1"]
    assert months.lines[0].ids == ["photo0", "photo1"]
    assert all(kind.name != "months" for kind in lines_over_time(sessions, [], TODAY, hidden=["practice_days"]))
