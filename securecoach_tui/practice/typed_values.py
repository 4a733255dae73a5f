"""Lengths, times and days as people type them: "2,5", "1 h 30", "8pm", "20h30", "3.3.2026"."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, time, timedelta

from securecoach_tui.i18n import _

_NUMBER = r"[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+"
# The units of a length, in seconds, and how each may be written.
_UNITS = {
    3600.0: ("h", "hr", "hrs", "hour", "hours"),
    60.0: ("", "m", "min", "mins", "minute", "minutes", "'"),
    1.0: ("s", "sec", "secs", "second", "seconds", "''", '"'),
}
_SECONDS = {word: seconds for seconds, words in _UNITS.items() for word in words}
_PART = re.compile(rf"({_NUMBER})\s*('{{1,2}}|\"|[a-z]*)\.?\s*(?:,|and\b)?\s*")
_TIME = re.compile(
    r"([0-9]{1,2})(?:\s*[:.,h]\s*([0-9]{2}))?(?::[0-9]{2})?\s*"
    r"(a\.?\s?m\.?|p\.?\s?m\.?|a|p|h|uhr|o'?clock|hrs?|hours)?"
)
_DAYS = (
    re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})(?:[t ].*)?"),  # year first
    re.compile(r"([0-9]{4})()([0-9]{2})([0-9]{2})"),
)
_DAY_FIRST = re.compile(r"([0-9]{1,2})\.\s*([0-9]{1,2})\.\s*([0-9]{4})")  # with slashes the order isn't certain


LONGEST_NUMBER = 9  # digits; Python refuses to read a number of more than 4,300


def whole_number(text: str, highest: int) -> int | None:
    """A whole number from 0 to ``highest``, in digits; None for other text, however long it is."""
    text = text.strip()
    number = int(text) if text.isdecimal() and len(text) <= LONGEST_NUMBER else None
    return number if number is not None and number <= highest else None


def minutes_of(text: str) -> float | None:
    """A length in minutes, where no unit means minutes ("7.5", "7,5", "7:30", "90 s", "1h30"); None for other text."""
    text = _plain(text)
    text = re.sub(rf"(?<=\s){re.escape(_(' and ').strip())}(?=\s)", "and", text)
    clock = re.fullmatch(r"(?:([0-9]{1,3}):)?([0-9]{1,3}):([0-5][0-9])", text)
    if clock:
        return int(clock[1] or 0) * 60 + int(clock[2]) + int(clock[3]) / 60
    at, total, last = 0, 0.0, float("inf")
    while at < len(text):
        part = _PART.match(text, at)
        if part is None:
            return None
        unit = _seconds(part[2])
        if not part[2] and last != float("inf"):  # "1h30": the next smaller unit
            unit = last / 60
        if unit is None or unit >= last or unit < 1:
            return None
        total += float(part[1].replace(",", ".")) * unit / 60
        at, last = part.end(), unit
    return total if last != float("inf") else None


def _seconds(unit: str) -> float | None:
    """The length of a unit as it is typed, in English or in the language in use; None for any other word."""
    # Translators: how hours, minutes and seconds are typed, with a | between words for the same unit.
    own = _("hour|hours minute|minutes second|seconds").split()
    named = {word: length for words, length in zip(own, (3600.0, 60.0, 1.0), strict=False) for word in words.split("|")}
    return _SECONDS.get(unit, named.get(unit))


def time_of(text: str) -> time | None:
    """A time of day ("18:30", "7", "7.15", "8pm", "20h30", "2030", "noon"); None for other text."""
    text = _plain(text)
    named = {"noon": 12, "midday": 12, "midnight": 0, _("noon"): 12, _("midnight"): 0}
    if text in named:
        return time(named[text])
    if re.fullmatch(r"[0-9]{4}", text):
        text = f"{text[:2]}:{text[2:]}"
    match = _TIME.fullmatch(text)
    if match is None:
        return None
    hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "")[:1]
    if half in ("a", "p"):
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def day_of(text: str, today: date) -> date | None:
    """A day ("2026-03-03", "2026/3/3", "3.3.2026", "today", "yesterday"); None for other text."""
    text = _plain(text)
    if text in ("today", _("today")):
        return today
    if text in ("yesterday", _("yesterday")):
        return today - timedelta(days=1)
    parts: tuple[int, int, int] | None = None
    for pattern in _DAYS:
        if match := pattern.fullmatch(text):
            parts = int(match[1]), int(match[3]), int(match[4])
    if match := _DAY_FIRST.fullmatch(text):
        parts = int(match[3]), int(match[2]), int(match[1])
    try:
        return date(*parts) if parts is not None else None
    except ValueError:
        return None


_FRACTIONS = {"½": ".5", "¼": ".25", "¾": ".75"}


def _plain(text: str) -> str:
    """The text in lower case, with ASCII digits and signs."""
    text = re.sub("[½¼¾]", lambda found: _FRACTIONS[found[0]], text)
    text = unicodedata.normalize("NFKC", text).strip().casefold()
    text = re.sub("[\u2018\u2019\u2032]", "'", text).replace("\u066b", ".")  # NFKC makes two primes of a double one
    return "".join(str(unicodedata.decimal(character)) if character.isdecimal() else character for character in text)
