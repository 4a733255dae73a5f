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


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("1:30:00", 90),
        ("2:05:30", 125.5),
        ("100:00", 100),
        ("5 min 30 min", None),
        ("30 s 5 min", None),
        ("1 h 1 h", None),
        ("1h30", 90),
        ("2m30", 2.5),
        ("30s5", None),
        ("2\u203230\u2033", 2.5),
        ("2\u066b5", 2.5),
        ("0", 0),
    ],
)
def test_typed_length_is_made_of_ever_smaller_units(text: str, minutes: float | None) -> None:
    assert minutes_of(text) == (pytest.approx(minutes) if minutes is not None else None)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("1 hora", 60),
        ("2 horas y 5 minutos", 125),
        ("1 minuto 30 segundos", 1.5),
        ("90 seg", 1.5),
        ("1 segundo", 1 / 60),
        ("1 hour and 5 min", 65),
        ("1 stunde", None),
    ],
)
def test_typed_length_is_understood_in_spanish_and_english(spanish: None, text: str, minutes: float | None) -> None:
    assert minutes_of(text) == (pytest.approx(minutes) if minutes is not None else None)


def test_typed_units_of_spanish_are_not_known_in_english() -> None:
    assert minutes_of("1 hora") is None and minutes_of("2 min y 5 s") is None


@pytest.mark.parametrize(
    ("text", "at"),
    [
        *[(text, time(12)) for text in ("noon", "midday", "Mediodía", "12pm")],
        *[(text, time(0)) for text in ("midnight", "medianoche", "12 a")],
        *[(text, time(1)) for text in ("1am", "1", "1:00 a.m.")],
        *[(text, time(13)) for text in ("1pm", "13h", "1 p")],
        *[(text, None) for text in ("mitternacht", "1 x", "13am", "24:00")],
    ],
)
def test_typed_time_is_understood_in_spanish_and_english(spanish: None, text: str, at: time | None) -> None:
    assert time_of(text) == at


def test_typed_words_for_times_and_days_are_known_in_english() -> None:
    assert time_of("noon") == time_of("midday") == time(12) and time_of("midnight") == time(0)
    assert day_of("hoy", TODAY) is None and day_of("today", TODAY) == TODAY


@pytest.mark.parametrize(
    ("text", "day"),
    [
        *[(text, TODAY) for text in ("today", "hoy", " Hoy")],
        *[(text, date(2026, 3, 3)) for text in ("yesterday", "ayer")],
        ("2026-05-17", date(2026, 5, 17)),
        ("20260517", date(2026, 5, 17)),
        ("17.5.2026", date(2026, 5, 17)),
        ("heute", None),
    ],
)
def test_typed_day_is_understood_in_spanish_and_english(spanish: None, text: str, day: date | None) -> None:
    assert day_of(text, TODAY) == day


def test_number_of_nine_digits_is_the_longest_that_is_read() -> None:
    assert whole_number("000000007", 10) == 7 and whole_number("0000000007", 10) is None
