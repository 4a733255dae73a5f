"""Baselines that a person chose, as stored entries."""

from __future__ import annotations

from datetime import date

from securecoach_tui.progress import baselines


def test_the_baseline_made_last_is_used() -> None:
    old = {"id": "1", **baselines.fields(date(2026, 1, 1), "", "2026-01-02T10:00:00+00:00")}
    new = {"id": "2", **baselines.fields(date(2026, 3, 1), "since we moved", "2026-03-02T10:00:00+00:00")}
    first_session = {"id": "3", **baselines.fields(None, "from the beginning", "2026-03-03T10:00:00+00:00")}
    assert baselines.in_force([old, new]) == date(2026, 3, 1)
    assert [one.words for one in baselines.chosen([old, new])] == ["since we moved", ""]
    assert baselines.in_force([old, first_session, new]) is None


def test_a_baseline_made_at_an_impossible_time_comes_last() -> None:
    odd = {"id": "1", **baselines.fields(date(2026, 1, 1), "", "0001-01-01T00:00:00+14:00")}
    new = {"id": "2", **baselines.fields(date(2026, 3, 1), "", "2026-03-02T10:00:00+00:00")}
    assert [one.id for one in baselines.chosen([odd, new])] == ["2", "1"]
