"""What the screen of the figures over time looks like: nothing is cut, and groups are a row apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from securecoach_tui.tui.screens.over_time import OverTimeScreen
from tests.tui.records import put, sessions
from tests.tui.stage import Stage

MARKS = (("●", "Soothing myself"), ("◆", "Saying what I need"), ("■", "Staying close"))


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path / "record", questions="none")


async def test_pairs_over_time_are_not_cut_at_60x20(stage: Stage) -> None:
    put(stage, sessions(60))
    async with stage.open(size=(60, 20)):
        await stage.show(OverTimeScreen())
        pairs = [line for line in stage.lines if "highest" in line]
        assert pairs and not any("…" in line for line in pairs), stage.shown


async def test_year_over_time_says_what_its_blocks_are(stage: Stage) -> None:
    put(stage, sessions(60))
    async with stage.open():
        await stage.show(OverTimeScreen())
        at = next(n for n, line in enumerate(stage.lines) if "Sessions each week" in line)
        assert all(f"{mark} {name}" in line for (mark, name), line in zip(MARKS, stage.lines[at + 1 :], strict=False))


async def test_months_over_time_are_not_cut_beside_empty_cells(stage: Stage) -> None:
    put(stage, sessions(60))
    async with stage.open(size=(120, 60)):
        await stage.show(OverTimeScreen())
        months = [line for line in stage.lines if "December 2025: Soothing" in line or "January 2026: Soothing" in line]
        assert len(months) == 2 and all("Staying close" in line for line in months), stage.shown


async def test_charts_over_time_are_a_row_apart(stage: Stage) -> None:
    put(stage, sessions(60))
    async with stage.open(size=(120, 60)):
        await stage.show(OverTimeScreen())
        found = [line.strip() for line in stage.lines]
        top = next(n for n, line in enumerate(found) if line.startswith("10 │"))
        legend = next(n for n, line in enumerate(found) if line.startswith("○ expected"))
        assert not found[top - 1] and found[top - 2], stage.shown
        assert found[legend - 1] and not found[legend + 1], stage.shown
