"""Simulated lives meet the rule: few of the many that scripts/prove/simulate_progress.py draws."""

from __future__ import annotations

import pytest

from scripts.prove import simulate_progress as lives

GETTING_BETTER = [name for name, kind in lives.LIVES.items() if kind.what == "harder" and "rise" not in name and "shrink" not in name]  # fmt: skip


def told(name: str, number: int) -> list[float | None]:
    kind = lives.LIVES[name]
    drawn = [lives.Life(f"{name} {n}", kind.leaning, kind.times) for n in range(number)]
    return [lives.first_told(life, kind.draw(life), kind.what) for life in drawn]


@pytest.mark.parametrize("name", GETTING_BETTER)
def test_getting_better_easing_off_and_gentler_steps_are_never_told_harder(name: str) -> None:
    assert told(name, 25) == [None] * 25


@pytest.mark.parametrize("name", ["no trend, regulation only, even times, leaning 0.3", "no trend, rungs only, leaning 0.3"])  # fmt: skip
def test_no_trend_is_hardly_ever_told_toward(name: str) -> None:
    assert sum(first is not None for first in told(name, 40)) <= 4


@pytest.mark.parametrize(
    "name", ["starts fall a point a month", "ease rises half a point a month", "starts rise a point a month"]
)
def test_who_moves_is_told(name: str) -> None:
    firsts = [first for first in told(name, 12) if first is not None]
    assert len(firsts) >= 7 and min(firsts) >= 8
