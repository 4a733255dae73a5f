"""Series of sessions for tests: ratings spread over days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from securecoach_tui.practice.record import Rating, SessionRecord

BEGIN = datetime(2026, 3, 3, 21, 0, tzinfo=UTC)


def at(day: float) -> str:
    """The ISO instant ``day`` days after ``BEGIN``."""
    return (BEGIN + timedelta(days=day)).isoformat(timespec="seconds")


def distress(before: int | None, after: int | None) -> list[Rating]:
    found = [] if before is None else [Rating(None, "distress", before, "before")]
    return found if after is None else [*found, Rating(None, "distress", after, "after")]


def soothing(pairs: Iterable[tuple[int | None, int | None]], step: float = 2.0, **fields: Any) -> list[SessionRecord]:
    """Regulation sessions, one every ``step`` days, with distress before and after."""
    shape = {"capacity": "regulation", "exercise": "slow-breathing", "planned_seconds": 300.0, **fields}
    shape.setdefault("practised_seconds", 300.0)
    return [
        SessionRecord(id=f"s{n:04}", started=at(n * step), ratings=distress(*pair), **shape)  # type: ignore[arg-type]
        for n, pair in enumerate(pairs)
    ]


def on_rung(day: float, expected: int, met: int | None, rung: str = "photo") -> SessionRecord:
    """A closeness session on a rung with a prediction, and a distress rating unless ``met`` is None."""
    ratings = [] if met is None else [Rating(60.0, "distress", met, "during")]
    return SessionRecord(
        id=f"{rung}{day:g}", started=at(day), capacity="closeness", rung_id=rung, rung=f"the {rung}",
        prediction=expected, ratings=ratings,
    )  # fmt: skip
