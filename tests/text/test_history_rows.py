"""Rows of the history and the weeks above them."""

from __future__ import annotations

import time
from datetime import date, timedelta

from securecoach_tui.practice.record import Rating, SessionRecord
from securecoach_tui.text.history_rows import session_words, week_headings

TODAY = date(2026, 3, 3)  # a Tuesday
TITLES = {"kind-hand": "Kindness to yourself"}


def session(day: str, *ratings: tuple[int, str], **more: object) -> SessionRecord:
    found = [Rating(None, "distress", value, when) for value, when in ratings]
    started = f"{day}T20:00:00+00:00" if day else ""
    fixed = {"exercise": "kind-hand", "capacity": "regulation", "practised_seconds": 300.0}
    return SessionRecord(id=day, started=started, ratings=found, **{**fixed, **more})  # type: ignore[arg-type]


def test_weeks_are_named_from_this_one_back() -> None:
    days = ["2026-03-03", "2026-03-02", "2026-03-01", "2026-02-23", "2026-02-22", "2025-12-28", ""]
    assert week_headings([session(day) for day in days], TODAY) == [
        (0, "This week"),
        (2, "Last week"),
        (4, "Week of 16 February"),
        (5, "Week of 22 December 2025"),
        (6, "No date"),
    ]
    assert week_headings([], TODAY) == []


def test_weeks_of_ten_thousand_sessions_are_named_quickly() -> None:
    sessions = [session((TODAY - timedelta(days=number // 3)).isoformat()) for number in range(10_000)]
    began = time.process_time()
    assert len(week_headings(sessions, TODAY)) == 477
    assert time.process_time() - began < 0.2  # about 10 ms; the rest is for a busy machine


def test_row_draws_before_and_after_and_says_it_in_words() -> None:
    words = session_words(session("2026-02-27", (7, "before"), (10, "after")), TITLES, TODAY, in_week=True)
    assert words == ("Fri 27 Feb", "Kindness to yourself", "5 min", " 7 ─▶ 10", "7 to 10")
    narrow = session_words(session("2026-02-27"), TITLES, TODAY, in_week=True, narrow=True)
    assert narrow == ("Fri 27", "Kindness to yourself", "5 min", "", "")


def test_row_outside_a_week_names_the_year_of_an_old_day() -> None:
    assert session_words(session("2025-12-28"), TITLES, TODAY, in_week=False).day == "28 Dec 2025"
    assert session_words(session(""), TITLES, TODAY, in_week=True).day == "no date"


def test_row_of_closeness_draws_no_fall() -> None:
    words = session_words(
        session("2026-02-27", (7, "before"), (2, "after"), capacity="closeness"), TITLES, TODAY, in_week=True
    )
    assert words.change == words.spoken == "highest 7"
