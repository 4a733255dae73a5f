"""Instants as they are stored: ISO 8601 with an offset."""

from __future__ import annotations

from datetime import UTC, datetime


def parse_instant(text: object) -> datetime | None:
    """Parse an ISO 8601 instant; without an offset it is UTC. None if it isn't a text that can be parsed."""
    if not isinstance(text, str) or not text:
        return None
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        return None
    return instant if instant.tzinfo is not None else instant.replace(tzinfo=UTC)
