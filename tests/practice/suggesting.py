"""Exercises and sessions made up for tests of what is suggested."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from securecoach_tui.practice.record import Capacity, Direction, Rating, SessionRecord
from securecoach_tui.practice.suggestion import Suggestion, Wishes, suggest

NOW = datetime(2026, 3, 12, 21, 0, tzinfo=UTC)


@dataclass
class Exercise:
    """As much of an exercise as a suggestion needs."""

    id: str
    capacity: Capacity = "regulation"
    directions: tuple[str, ...] = ("anxious", "avoidant")
    minutes: tuple[float, ...] = (3, 5, 10)
    kind: tuple[str, ...] = ()


def session(exercise: str = "a", hours_ago: float = 24.0, rated: str = "", **more: Any) -> SessionRecord:
    before, _, after = rated.partition(">")
    ratings = [Rating(None, "distress", int(before), "before")] if before else []
    ratings += [Rating(None, "distress", int(after), "after")] if after else []
    usual: dict[str, Any] = {"capacity": "regulation", "planned_seconds": 300.0, "completed": True, "ratings": ratings}
    started = (NOW - timedelta(hours=hours_ago)).isoformat()
    return SessionRecord(id="s", exercise=exercise, **{"started": started, **usual, **more})


def begin(
    exercises: list[Exercise], sessions: list[SessionRecord], direction: Direction | None = None, **wishes: Any
) -> Suggestion:
    found = suggest(exercises, sessions, direction, now=NOW, wishes=Wishes(**wishes))
    assert found is not None
    return found
