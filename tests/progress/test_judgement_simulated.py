"""The rule for movement on simulated lives, a few of those that scripts/prove/simulate_progress.py draws."""

from __future__ import annotations

import pytest

from scripts.prove import simulate_progress as lives

GETTING_BETTER = [name for name, kind in lives.LIVES.items() if kind.what == "harder" and "rise" not in name and "shrink" not in name]  # fmt: skip


def first_sessions(name: str, number: int) -> list[float | None]:
    kind = lives.LIVES[name]
    drawn = [lives.Life(f"{name} {n}", kind.leaning, kind.times) for n in range(number)]
    return [lives.first_report(life, kind.draw(life), kind.what, kind.of) for life in drawn]


@pytest.mark.parametrize("name", GETTING_BETTER)
def test_simulated_improvement_is_never_harder(name: str) -> None:
    assert first_sessions(name, 25) == [None] * 25


@pytest.mark.parametrize("name", ["no trend, regulation only, even times, leaning 0.3", "no trend, rungs only, leaning 0.3"])  # fmt: skip
def test_simulated_lives_without_trend_are_rarely_toward(name: str) -> None:
    assert sum(first is not None for first in first_sessions(name, 40)) <= 4


@pytest.mark.parametrize(
    "name", ["starts fall a point a month", "ease rises half a point a month", "starts rise a point a month"]
)
def test_simulated_movement_is_found(name: str) -> None:
    firsts = [first for first in first_sessions(name, 12) if first is not None]
    assert len(firsts) >= 7 and min(firsts) >= 8
