"""Lengths of time in words; apart from other words so that a list needs nothing else."""

from __future__ import annotations

from securecoach_tui.i18n import ngettext


def duration(seconds: float) -> str:
    """A length as a person says it: "5 minutes", "12 seconds", "1 minute 30 seconds"."""
    whole = max(0, round(seconds))
    minutes, rest = divmod(whole, 60)
    parts = []
    if minutes:
        parts.append(ngettext("{n} minute", "{n} minutes", minutes).format(n=minutes))
    if rest or not minutes:
        parts.append(ngettext("{n} second", "{n} seconds", rest).format(n=rest))
    return " ".join(parts)
