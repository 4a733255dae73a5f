"""What is told and never judged, and the weekly look back."""

from __future__ import annotations

from datetime import date

from securecoach_tui.practice.record import Rating, SessionRecord
from securecoach_tui.progress import baselines
from securecoach_tui.progress.days import in_order
from securecoach_tui.progress.model import Progress, movement
from securecoach_tui.text import described, look_back
from tests.progress.lives import at, soothing

TODAY = date(2026, 3, 31)


def dated(sessions: list[SessionRecord]):
    return in_order(sessions)[0]


def test_rungs_over_time_are_stays_with_the_sessions_on_them() -> None:
    order = ["photo", "photo", "message", "photo"]
    sessions = [
        SessionRecord(id=str(n), started=at(n), rung_id=rung, rung=f"the {rung}") for n, rung in enumerate(order)
    ]
    found = described.rungs(dated(sessions))
    assert [one.ids for one in found] == [["0", "1"], ["2"], ["3"]]
    assert described.rung_lines(found, TODAY) == [
        "From 3 March: the photo, 2 times",
        "From 5 March: the message, once",
        "From 6 March: the photo, once",
    ]


def test_check_ins_are_dates_and_the_words_chosen() -> None:
    entries = [
        {"id": "b", "at": at(28), "direction": "anxious", "chosen": "both"},
        {"id": "a", "at": at(0), "direction": "avoidant", "chosen": None},
        {"id": "c", "at": 5, "direction": None},
    ]
    assert described.checkin_lines(described.checkins(entries), TODAY) == [
        "3 March: leaning avoidant",
        "31 March: leaning anxious; you chose leaning both ways",
    ]


def test_expected_and_met_stand_side_by_side() -> None:
    met = SessionRecord(id="a", started=at(0), prediction=7, ratings=[Rating(60.0, "distress", 4, "during")])
    found = described.pairs(dated([met, SessionRecord(id="b", started=at(1), prediction=7)]))
    assert [(one.id, one.expected, one.met) for one in found] == [("a", 7, 4)]
    assert described.pair_lines(found, TODAY) == ["3 March: expected 7, the most was 4"]


def test_urges_are_told_with_the_minutes_waited() -> None:
    ratings = [Rating(None, "urge", 5, "before"), Rating(60.0, "urge", 8, "during"), Rating(None, "urge", 3, "after")]
    one = SessionRecord(id="a", started=at(0), ratings=ratings, practised_seconds=600.0, settled_alone="partly")
    assert described.urge_lines(described.urges(dated([one])), TODAY) == [
        "3 March: 5 before, 8 at its highest, 3 after, waited 10 minutes"
    ]
    assert described.settled_lines(described.settled_alone(dated([one])), TODAY) == ["3 March: partly"]


def progress(sessions: list[SessionRecord], today: date) -> Progress:
    return movement(sessions, today=today)


def test_a_week_with_practice_is_offered_in_the_week_after_and_no_longer() -> None:
    sessions = soothing([(6, 3)] * 3, step=1)  # Tuesday 3 to Thursday 5 March
    for day, offered in ((8, False), (9, True), (15, True), (16, False)):
        today = date(2026, 3, day)
        assert (look_back.offer(sessions, [], progress(sessions, today)) is not None) == offered


def test_a_look_back_says_what_was_practised_and_asks_one_question() -> None:
    sessions = soothing([(6, 3)] * 3, step=1)
    today = date(2026, 3, 9)
    found = look_back.offer(sessions, [], progress(sessions, today), titles={"slow-breathing": "Slow breathing"})
    assert found is not None
    assert found.lines == ["2 March to 8 March: 3 sessions on 3 days, 15 minutes.", "Slow breathing: 3 times"]
    assert found.question.endswith("?") and found.ids == ["s0000", "s0001", "s0002"]


def test_once_answered_or_passed_over_a_week_is_not_offered_again() -> None:
    sessions = soothing([(6, 3)] * 3, step=1)
    today = date(2026, 3, 9)
    found = look_back.offer(sessions, [], progress(sessions, today))
    assert found is not None
    kept = look_back.fields(found, "", "2026-03-09T20:00:00+00:00")
    assert look_back.offer(sessions, [{"id": "x", **kept}], progress(sessions, today)) is None


def test_baselines_are_kept_and_the_last_one_made_is_in_force() -> None:
    old = {"id": "1", **baselines.fields(date(2026, 1, 1), "", "2026-01-02T10:00:00+00:00")}
    new = {"id": "2", **baselines.fields(date(2026, 3, 1), "since we moved", "2026-03-02T10:00:00+00:00")}
    whole = {"id": "3", **baselines.fields(None, "from the beginning", "2026-03-03T10:00:00+00:00")}
    assert baselines.in_force([old, new]) == date(2026, 3, 1)
    assert [one.words for one in baselines.chosen([old, new])] == ["since we moved", ""]
    assert baselines.in_force([old, whole, new]) is None
