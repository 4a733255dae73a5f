"""The ratings before and after the newest sessions, and how sessions usually end."""

from __future__ import annotations

from datetime import date, timedelta

from securecoach_tui.charts import rated_chart, sparkline
from securecoach_tui.progress.rated import RatedSession

TODAY = date(2026, 3, 31)


def rated(*pairs: tuple[int, int]) -> list[RatedSession]:
    first = TODAY - timedelta(days=len(pairs) - 1)
    return [RatedSession(str(n), first + timedelta(days=n), *pair) for n, pair in enumerate(pairs)]


def test_rated_chart_shows_the_newest_first_above_its_scale() -> None:
    drawn = rated_chart.draw(rated((9, 9), (6, 2), (3, 5)), TODAY, 30, 3)
    assert drawn is not None
    assert [line.rstrip() for line in drawn.lines] == [
        "31 Mar        ○━━━●",
        "30 Mar      ●━━━━━━━○",
        "        0         5         10",
    ]
    assert drawn.marks[0][8 + 6] == "expected" and drawn.marks[0][8 + 10] == "met"


def test_rated_chart_in_plain_characters_and_words() -> None:
    drawn = rated_chart.draw(rated((6, 2)), TODAY, 30, 8, ascii=True)
    assert drawn is not None and drawn.lines[0].rstrip() == "31 Mar      *-------o"
    assert rated_chart.words(rated((6, 2))[0], TODAY) == "31 March: 6 before, 2 after"


def test_rated_chart_needs_sessions_and_room() -> None:
    assert rated_chart.draw([], TODAY, 60, 8) is None
    assert rated_chart.draw(rated((6, 2)), TODAY, 17, 8) is None


def test_usual_end_is_said_and_drawn_from_five_sessions() -> None:
    four, eight = rated(*[(6, 2)] * 4), rated((6, 0), *[(6, 2)] * 5, (6, 4), (6, 9))
    assert rated_chart.end_words(four) == ""
    assert (
        rated_chart.end_words(eight) == "In your last 8 sessions, distress usually ended at 2, mostly between 2 and 4."
    )
    assert rated_chart.end_words(rated(*[(6, 2)] * 5)) == "In your last 5 sessions, distress usually ended at 2."
    assert rated_chart.end_picture(eight) == "0 ▂ █ ▂    ▂  10"


def test_sparkline_averages_what_does_not_fit() -> None:
    assert sparkline.draw([0, 5, 10], 0, 10, 8) == "▁▅█" and sparkline.draw([0, 5, 10], 0, 10, 8, ascii=True) == "_=#"
    assert sparkline.draw([0, 0, 10, 10], 0, 10, 2) == "▁█"
    assert sparkline.draw([], 0, 10, 8) == "" and sparkline.draw([3, 3], 3, 3, 8) == "▁▁"
