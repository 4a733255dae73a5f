"""A capacity at a glance: mark, name, word, line and figure."""

from __future__ import annotations

import pytest

from securecoach_tui.charts import capacity_panel
from tests.progress.measured import BETTER, near, progress_of
from tests.progress.session_series import soothing


def panel(sessions, width: int, capacity: str = "regulation", **how: bool) -> list[str]:
    shown = {"chosen": True, "tall": False, "ascii": False} | how
    return capacity_panel.draw(progress_of(sessions).capacities[capacity], width, **shown)


def test_capacity_panel_has_its_word_at_the_right() -> None:
    name, facts = panel(BETTER, 60)
    assert name == "> ● Soothing myself" + " " * 27 + "getting easier"
    assert facts.endswith("  How much you settled: 1 in 10 to 8 in 10") and "▂" in facts and "█" in facts


def test_capacity_panel_side_by_side_has_a_fact_a_line() -> None:
    lines = panel(BETTER, 36, tall=True, chosen=False, ascii=True)
    assert lines[0] == "  o Soothing myself" and lines[1].strip() == "getting easier" and len(lines) == 5
    assert all(line.isascii() and len(line) <= 36 for line in lines)


def test_capacity_panel_without_ratings_has_its_name_and_word() -> None:
    assert panel([], 60) == ["> ● Soothing myself" + " " * 26 + "no sessions yet"]
    assert panel(soothing([(6, 3)]), 60)[1].strip() == "How much you settled: 50%"


@pytest.mark.parametrize("width", [26, 40, 60])
@pytest.mark.parametrize("tall", [False, True])
def test_capacity_panel_is_never_wider_than_its_room(width: int, tall: bool) -> None:
    for capacity in ("regulation", "need_expression", "closeness"):
        for line in panel([*BETTER, *near(["photo"] * 10, feared="no")], width, capacity, tall=tall):
            assert len(line) <= width


def test_capacity_panel_has_the_same_facts_for_speech() -> None:
    capacity = progress_of(BETTER).capacities["regulation"]
    assert capacity_panel.words(capacity) == "Soothing myself, getting easier, How much you settled, 1 in 10 to 8 in 10"
