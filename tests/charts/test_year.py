"""The year by weeks, and urges laid over each other."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from securecoach_tui.charts import urge_waves, year_weeks
from securecoach_tui.practice.record import Capacity, Rating, SessionRecord
from securecoach_tui.progress.days import in_order
from securecoach_tui.progress.described import UrgeWave
from securecoach_tui.progress.described import urge_waves as waves_of

SOOTHING, NEED, CLOSE = Capacity
TODAY = date(2026, 3, 31)


def test_year_has_a_block_for_each_week_as_high_as_its_sessions() -> None:
    days = {TODAY: [SOOTHING] * 4, TODAY - timedelta(days=7): [SOOTHING, NEED], TODAY - timedelta(days=400): [CLOSE]}
    drawn = year_weeks.draw(days, TODAY, 80)
    assert drawn is not None and [line[-3:] for line in drawn.lines[:3]] == [" ▃█", " ▃ ", "   "]
    assert drawn.lines[0].startswith("● Soothing myself") and len(drawn.lines[0]) == 22 + year_weeks.WEEKS
    assert "Jan" in drawn.lines[3] and [len(line) for line in drawn.lines] == [len(row) for row in drawn.marks]


@pytest.mark.parametrize(("width", "weeks"), [(57, 52), (40, 38), (10, 8)])
def test_year_in_a_narrow_chart_has_marks_without_names(width: int, weeks: int) -> None:
    drawn = year_weeks.draw({TODAY: [NEED]}, TODAY, width, ascii=True)
    assert drawn is not None and len(drawn.lines[1]) == 2 + weeks and drawn.lines[1].startswith("+ ")
    assert all(line.isascii() and len(line) <= width for line in drawn.lines)


@pytest.mark.parametrize(("width", "weeks"), [(64, 42), (58, 36)])
def test_year_has_names_where_half_a_year_is_beside_them(width: int, weeks: int) -> None:
    drawn = year_weeks.draw({TODAY: [NEED]}, TODAY, width)
    assert drawn is not None and drawn.lines[1].startswith("◆ Saying what I need  ")
    assert len(drawn.lines[1]) == 22 + weeks <= width


def test_year_needs_room_for_eight_weeks() -> None:
    assert year_weeks.draw({}, TODAY, 9) is None


def test_urge_waves_lie_over_each_other_and_the_newest_is_bright() -> None:
    old, new = UrgeWave("a", [(0.0, 10), (1.0, 10)]), UrgeWave("b", [(0.0, 0), (0.5, 10), (1.0, 0)])
    drawn = urge_waves.draw([old, new], 25, 5)
    assert drawn is not None and drawn.lines[0].startswith("10 │····") and drawn.lines[4].startswith(" 0 │●")
    assert drawn.lines[0][4 + 10] == "●" and drawn.marks[0][4 + 10] == "met" and drawn.marks[0][4] == "label"
    plain = urge_waves.draw([old, new], 25, 5, ascii=True)
    assert plain is not None and all(line.isascii() for line in plain.lines)


def test_urge_waves_need_ratings_and_room() -> None:
    assert urge_waves.draw([], 60, 7) is None
    assert urge_waves.draw([UrgeWave("a", [(0.0, 1), (1.0, 2)])], 19, 7) is None


def test_urge_waves_have_their_ratings_in_parts_of_the_session() -> None:
    ratings = [Rating(None, "urge", 6, "before"), Rating(150.0, "urge", 8, "during"), Rating(None, "urge", 3, "after")]
    one = SessionRecord(id="a", started="2026-03-03T20:00:00+00:00", practised_seconds=600.0, ratings=ratings)
    unknown = SessionRecord(id="b", started="2026-03-04T20:00:00+00:00", ratings=ratings[:2])
    assert waves_of(in_order([one, unknown])[0]) == [UrgeWave("a", [(0.0, 6), (0.25, 8), (1.0, 3)])]
