"""What the cells of a csv file mean: numbers, days and times as people and their programs write them."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Literal

from securecoach_tui.i18n import _
from securecoach_tui.practice.visible_text import visible

DayOrder = Literal["day first", "month first"]

YEARS = range(1900, 2201)
NOON = time(12)  # of a day without a time
TRUE = frozenset({"true", "yes", "1", "wahr", "ja", "vrai", "oui", "verdadero", "vero", "verdadeiro", "waar"})
FALSE = frozenset({"false", "no", "0", "falsch", "nein", "faux", "non", "falso", "onwaar", "nee"})
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_NUMBER = re.compile(r"\d+(?:[.,]\d+)?(?:[eE][+-]?\d+)?")
_LENGTH = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:m|min|mins|minutes?)?\.?", re.IGNORECASE)
_HOURS = re.compile(r"(\d{1,3}):(\d{1,2}):(\d{1,2})")
_TIME = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?(?:[:.](\d{2})(?:[.,]\d+)?)?\s*(?:([ap])\.?\s?m\.?)?", re.IGNORECASE)
_DAY = re.compile(r"(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})(?:[T,\s]+(.+))?")
_NAMED_DAY = re.compile(r"(?:(\d{1,2})\.?\s+([a-z]+)|([a-z]+)\.?\s+(\d{1,2}))\.?,?(?:\s+(\d{4}))?", re.IGNORECASE)


def quoted(cell: str) -> str:
    """The cell as a sentence quotes it."""
    text = visible(cell.strip())
    return f'"{text[:40]}…"' if len(text) > 41 else f'"{text}"'


def number(cell: str) -> float:
    """A number, with a point or a comma. Raises ValueError with a sentence."""
    if not _NUMBER.fullmatch(cell.strip()):
        raise ValueError(_("{cell} isn't a number").format(cell=quoted(cell)))
    return float(cell.strip().replace(",", "."))


def whole_number(cell: str) -> int:
    """A whole number. Raises ValueError with a sentence."""
    value = number(cell)
    if value != int(value):
        raise ValueError(_("{cell} isn't a whole number").format(cell=quoted(cell)))
    return int(value)


def truth(cell: str) -> bool:
    """A yes or no, as spreadsheets in several languages write it. Raises ValueError with a sentence."""
    word = cell.strip().casefold()
    if word not in TRUE | FALSE:
        raise ValueError(_("{cell} is neither true nor false").format(cell=quoted(cell)))
    return word in TRUE


def seconds_of_minutes(cell: str) -> float:
    """A length such as 12, 2.5, 2,5, 12 min or 0:12:30, in seconds. Raises ValueError with a sentence."""
    match = _HOURS.fullmatch(cell.strip())
    if match is not None:
        return int(match[1]) * 3600.0 + int(match[2]) * 60 + int(match[3])
    match = _LENGTH.fullmatch(cell.strip())
    if match is None:
        raise ValueError(_("{cell} isn't a number of minutes").format(cell=quoted(cell)))
    return float(match[1].replace(",", ".")) * 60


def time_of(cell: str) -> time:
    """A time of day such as 21:30, 9:30 pm or 21.30. Raises ValueError with a sentence."""
    match = _TIME.fullmatch(" ".join(cell.split()))
    if match is not None and (match[2] or match[4]):
        hour, minute, second = int(match[1]), int(match[2] or 0), int(match[3] or 0)
        if match[4] and 1 <= hour <= 12:
            hour = hour % 12 + (12 if match[4].lower() == "p" else 0)
        if hour < 24 and minute < 60 and second < 60:
            return time(hour, minute, second)
    raise ValueError(_("{cell} isn't a time such as 21:30").format(cell=quoted(cell)))


def order_of(cells: list[str]) -> DayOrder | None:
    """Whether days such as 3/4/2026 begin with the day or with the month; None if no cell shows it."""
    for cell in cells:
        match = _DAY.fullmatch(cell.strip())
        if match is not None and len(match[1]) <= 2:
            if match[2] == "." or int(match[1]) > 12:
                return "day first"
            if int(match[3]) > 12:
                return "month first"
    return None


def moment(cell: str, order: DayOrder | None, year: str = "") -> tuple[datetime, bool]:
    """The day or the moment in a cell, and whether it has a time. ``year`` is that of days that have none.

    Raises:
        ValueError: with a sentence.
    """
    text = " ".join(cell.split())
    try:
        found = datetime.fromisoformat(text)
        return _plausible(found, cell), len(text) > 10
    except (ValueError, OverflowError):
        pass
    for parse in (_day_of_numbers, _day_of_names):
        parsed = parse(text, order, year)
        if parsed is not None:
            day, rest = parsed
            return _plausible(datetime.combine(day, time_of(rest) if rest else NOON), cell), bool(rest)
    raise _no_day(cell)


def _day_of_numbers(text: str, order: DayOrder | None, _year: str) -> tuple[date, str] | None:
    match = _DAY.fullmatch(text)
    if match is None:
        return None
    first, second, third, rest = int(match[1]), int(match[3]), int(match[4]), match[5] or ""
    if len(match[1]) == 4:
        return _date(text, first, second, third), rest
    year = third if len(match[4]) == 4 else 2000 + third
    if match[2] == ".":
        order = "day first"
    if order is None and first != second:
        sentence = _("{cell} can be two different days, so write days like 2026-04-03")
        raise ValueError(sentence.format(cell=quoted(text)))
    return (_date(text, year, first, second) if order == "month first" else _date(text, year, second, first)), rest


def _day_of_names(text: str, _order: DayOrder | None, year: str) -> tuple[date, str] | None:
    match = _NAMED_DAY.fullmatch(text)
    if match is None:
        return None
    name, day = (match[2], match[1]) if match[2] else (match[3], match[4])
    of_year = match[5] or year.strip()
    if name[:3].lower() not in _MONTHS or not re.fullmatch(r"\d{4}", of_year):
        return None
    return _date(text, int(of_year), _MONTHS.index(name[:3].lower()) + 1, int(day)), ""


def _date(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise _no_day(text) from None


def _plausible(found: datetime, cell: str) -> datetime:
    if found.year not in YEARS:
        raise _no_day(cell)
    return found


def _no_day(cell: str) -> ValueError:
    return ValueError(_("{cell} isn't a day such as 2026-04-03").format(cell=quoted(cell)))
