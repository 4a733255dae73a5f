"""Days and lengths of time in words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from securecoach_tui.text import dates, durations

TODAY = date(2026, 3, 31)


def test_dates_have_a_year_where_it_is_another() -> None:
    assert dates.date_words(date(2026, 3, 3), TODAY) == "3 March"
    assert dates.date_words(date(2025, 3, 3), TODAY) == dates.full_date(date(2025, 3, 3)) == "3 March 2025"


@pytest.mark.parametrize(("ago", "words"), [(0, "today"), (1, "yesterday"), (6, "on Wednesday"), (7, "on 24 March")])
def test_relative_day_words_for_a_week_and_beyond(ago: int, words: str) -> None:
    assert dates.relative_day(TODAY - timedelta(days=ago), TODAY) == words


def test_short_dates_fill_eleven_cells() -> None:
    this_year, another = date(2026, 3, 3), date(2025, 12, 24)
    assert dates.short_date(this_year, TODAY) == "Tue  3 Mar " and dates.short_date(another, TODAY) == "24 Dec 2025"
    assert dates.short_date(this_year, TODAY, narrow=True) == " 3 Mar"
    assert dates.short_date(another, TODAY, narrow=True) == "Dec'25"


@pytest.mark.parametrize(
    ("seconds", "words"), [(12.4, "12 seconds"), (55, "55 seconds"), (118, "2 minutes"), (95, "1 minute 40 seconds")]
)
def test_durations_are_rounded_from_a_minute_on(seconds: float, words: str) -> None:
    assert durations.rounded_duration(seconds) == words


def test_clock_time_rounds_up_to_a_second() -> None:
    assert durations.clock_time(191.2) == "3:12" and durations.clock_time(-1) == "0:00"
