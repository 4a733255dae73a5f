"""Lengths, times and days are understood however people usually write them."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from securecoach_tui.practice.plan import days_of
from securecoach_tui.practice.typed_values import day_of, minutes_of, time_of, whole_number

TODAY = date(2026, 3, 4)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        *[
            (text, 2.5)
            for text in ("2,5", "2.5", " 2,5 ", "2.5 min", "2½", "2:30", "2 min 30 s", "2m30", "150 s", "２.５")
        ],
        *[(text, 5) for text in ("5", "5m", "5 minutes", "5'", "05", "٥", "5.", "5,0", "0:05:00", "5 Min.")],
        *[(text, 90) for text in ("1h30", "1 h 30 min", "1.5 hours", "1,5h", "90", "1 hour and 30 minutes")],
        *[(text, None) for text in ("", "x", "-1", "five", "2,5,5 x", "1:2:3:4", "nan", "inf", "1e3", "5 5 5 5", "m")],
    ],
)
def test_typed_length_is_understood(text: str, minutes: float | None) -> None:
    assert minutes_of(text) == (pytest.approx(minutes) if minutes is not None else None)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        *[
            (text, time(20))
            for text in ("8pm", "8 PM", "8 p.m.", "8:00pm", "20", "20:00", "20h", "20h00", "20 Uhr", "2000", "8p")
        ],
        *[
            (text, time(20, 30))
            for text in ("20:30", "8.30 pm", "20h30", "2030", "20:30:00", "20.30 Uhr", "２０:３０", "20,30", "8:30p")
        ],
        *[(text, time(0)) for text in ("12am", "midnight", "0:00", "0")],
        *[(text, time(12)) for text in ("noon", "12pm", "12")],
        *[(text, time(8)) for text in ("8", "8 o'clock", "8 o’clock", "8am")],
        *[(text, None) for text in ("late", "25:00", "13pm", "0am", "8:60", "", "8 8", "123", "-8")],
    ],
)
def test_typed_time_is_understood(text: str, at: time | None) -> None:
    assert time_of(text) == at


@pytest.mark.parametrize(
    ("text", "day"),
    [
        *[(text, date(2026, 3, 3)) for text in ("2026-03-03", "2026-3-3", "20260303", "2026/03/03", "3.3.2026")],
        *[(text, date(2026, 3, 3)) for text in ("yesterday", " Yesterday", "03. 03. 2026", "2026-03-03T21:00")],
        ("today", TODAY),
        *[(text, None) for text in ("3/4/2026", "2026-02-30", "", "soon", "0000-01-01", "3.3.26")],
    ],
)
def test_typed_day_is_understood(text: str, day: date | None) -> None:
    assert day_of(text, TODAY) == day


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("mon-fri", (0, 1, 2, 3, 4)),
        ("Sat - Mon", (0, 5, 6)),
        ("Monday and Thursday", (0, 3)),
        ("mon, thu", (0, 3)),
        ("t-f", None),
    ],
)
def test_typed_weekdays_are_understood(text: str, days: tuple[int, ...] | None) -> None:
    assert days_of(text) == days


@given(st.text(max_size=12))
def test_typed_values_never_raise(text: str) -> None:
    minutes_of(text), time_of(text), day_of(text, TODAY), days_of(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7", 7),
        (" 10 ", 10),
        ("0", 0),
        ("٧", 7),
        ("11", None),
        ("-1", None),
        ("", None),
        ("²", None),
        ("9" * 5000, None),
    ],
)
def test_whole_number_is_read_however_long_it_is(text: str, number: int | None) -> None:
    assert whole_number(text, 10) == number
