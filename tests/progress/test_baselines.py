"""Baselines that a person chose, as stored entries."""

from __future__ import annotations

from datetime import date
from typing import Any

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


def test_baselines_without_an_instant_are_oldest_by_id() -> None:
    made: dict[str, Any] = {"b": "", "d": None, "c": "soon", "a": 5}
    entries = [{"id": id, "from": None, "words": "", "made": text} for id, text in made.items()]
    entries.append({"id": "z", "from": None, "words": "", "made": "0001-01-01T00:00:00+14:00"})
    first = {"id": "e", "from": None, "words": "", "made": "1970-01-01T00:00:00.5+00:00"}
    assert [one.id for one in baselines.chosen([*entries, first])] == ["e", "d", "c", "b", "a", "z"]


def test_baseline_of_odd_fields_keeps_what_can_be_used() -> None:
    (one,) = baselines.chosen([{"from": "2026-03-01T10:00:00", "words": 5, "made": 7}])
    assert one == baselines.Baseline("", date(2026, 3, 1), "", "")
    assert baselines.chosen([{"id": "a", "from": 20260301}, {"id": "b", "from": "soon"}]) == []


def test_unreadable_baseline_does_not_hide_the_others() -> None:
    entries = [{"id": "a", "from": "soon"}, {"id": "b", "from": "2026-03-01"}]
    assert [one.id for one in baselines.chosen(entries)] == ["b"]


def test_no_baseline_counts_from_the_first_session() -> None:
    assert baselines.in_force([]) is None


def test_baseline_fields_are_read_back_alike() -> None:
    stored = baselines.fields(date(2026, 3, 1), "since we moved", "2026-03-02T10:00:00+00:00")
    assert stored == {"from": "2026-03-01", "words": "since we moved", "made": "2026-03-02T10:00:00+00:00"}
    assert baselines.fields(None, "", "")["from"] is None
