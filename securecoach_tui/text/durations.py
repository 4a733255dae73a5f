"""Durations in words and figures. Imports only translation, to keep ``securecoach list`` fast."""

from __future__ import annotations

from securecoach_tui.i18n import ngettext

READ_LINE, READ_CHARACTERS = 0.4, 15.0  # a screen reader's speed: seconds per line, characters per second


def duration(seconds: float) -> str:
    """A duration in words: "5 minutes", "12 seconds", "1 minute 30 seconds"."""
    total = max(0, round(seconds))
    minutes, rest = divmod(total, 60)
    parts = []
    if minutes:
        parts.append(ngettext("{n} minute", "{n} minutes", minutes).format(n=minutes))
    if rest or not minutes:
        parts.append(ngettext("{n} second", "{n} seconds", rest).format(n=rest))
    return " ".join(parts)


def rounded_duration(seconds: float) -> str:
    """A duration in words, rounded to a full minute within ten seconds of it, else to ten seconds.

    Durations under a minute are not rounded.
    """
    minutes = round(seconds / 60) * 60
    near = minutes if minutes and abs(seconds - minutes) <= 10 else round(seconds / 10) * 10
    return duration(near if seconds >= 60 else seconds)


def clock_time(seconds: float) -> str:
    """A duration in figures, rounded up to a second: "3:12"."""
    total = max(0, int(seconds + 0.999))
    return f"{total // 60}:{total % 60:02d}"


def reading_seconds(line: str) -> float:
    """Seconds that a screen reader needs for a line."""
    return READ_LINE + len(line) / READ_CHARACTERS
