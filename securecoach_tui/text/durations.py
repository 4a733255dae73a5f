"""Lengths of time in words and figures. Imports nothing but translation, since ``securecoach list`` uses it."""

from __future__ import annotations

from securecoach_tui.i18n import ngettext


def duration(seconds: float) -> str:
    """A length in words: "5 minutes", "12 seconds", "1 minute 30 seconds"."""
    total = max(0, round(seconds))
    minutes, rest = divmod(total, 60)
    parts = []
    if minutes:
        parts.append(ngettext("{n} minute", "{n} minutes", minutes).format(n=minutes))
    if rest or not minutes:
        parts.append(ngettext("{n} second", "{n} seconds", rest).format(n=rest))
    return " ".join(parts)


def rounded_duration(seconds: float) -> str:
    """A length in words, rounded from a minute on: to the minute where that is within ten seconds, else to ten seconds."""
    minutes = round(seconds / 60) * 60
    near = minutes if minutes and abs(seconds - minutes) <= 10 else round(seconds / 10) * 10
    return duration(near if seconds >= 60 else seconds)


def clock_time(seconds: float) -> str:
    """A length in figures, rounded up to a second: "3:12"."""
    total = max(0, int(seconds + 0.999))
    return f"{total // 60}:{total % 60:02d}"
