"""Progress computed for tests from series of sessions that get better, get harder or stay the same."""

from __future__ import annotations

from datetime import date

from securecoach_tui.practice.record import SessionRecord
from securecoach_tui.progress.model import IndicatorProgress, Progress, compute_progress
from tests.progress.session_series import at, soothing

TODAY = date(2026, 6, 30)

BETTER = soothing([(8, max(0, 7 - n // 9)) for n in range(60)])
HARDER = soothing([(8, 1 + n // 9) for n in range(60)])
STEADY = soothing([(8, 4 + n % 2) for n in range(60)])


def progress_of(sessions: list[SessionRecord]) -> Progress:
    return compute_progress(sessions, today=TODAY)


def indicator_of(sessions: list[SessionRecord], name: str = "settled_share") -> IndicatorProgress:
    one = progress_of(sessions).capacities["regulation"].indicator(name)
    assert one is not None
    return one


def near(rungs: list[str], **fields: object) -> list[SessionRecord]:
    """Closeness sessions, one a day, on these rungs."""
    shape = {"capacity": "closeness", "planned_seconds": 300.0, "practised_seconds": 300.0, **fields}
    return [SessionRecord(id=f"c{n}", started=at(n), rung_id=rung, **shape) for n, rung in enumerate(rungs)]  # type: ignore[arg-type]
