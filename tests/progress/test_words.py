"""Movement in words: only the words agreed on, and figures that can be read back."""

from __future__ import annotations

import re
from datetime import date

import msgspec
import pytest

from securecoach_tui import i18n
from securecoach_tui.charts import chart_words, progress_page, trend_chart
from securecoach_tui.practice.record import Rating, SessionRecord
from securecoach_tui.progress.indicators import TABLE
from securecoach_tui.progress.model import Panel, Progress, movement
from securecoach_tui.text import progress, quantities
from tests.progress.lives import at, soothing

TODAY = date(2026, 6, 30)

BETTER = soothing([(8, max(0, 7 - n // 9)) for n in range(60)])
HARDER = soothing([(8, 1 + n // 9) for n in range(60)])
STEADY = soothing([(8, 4 + n % 2) for n in range(60)])


def seen(sessions: list[SessionRecord]) -> Progress:
    return movement(sessions, today=TODAY)


def panel_of(sessions: list[SessionRecord], name: str = "settled_share") -> Panel:
    panel = seen(sessions).capacities["regulation"].panel(name)
    assert panel is not None
    return panel


def near(rungs: list[str], **fields: object) -> list[SessionRecord]:
    shape = {"capacity": "closeness", "planned_seconds": 300.0, "practised_seconds": 300.0, **fields}
    return [SessionRecord(id=f"c{n}", started=at(n), rung_id=rung, **shape) for n, rung in enumerate(rungs)]  # type: ignore[arg-type]


def test_toward_says_by_how_much_and_how_sure_that_is() -> None:
    told = progress.sentence(panel_of(BETTER))
    assert told == (
        "Over 17 weeks, ratings after have been lower, measured against where you began each time: "
        "by about 4.9 in 100 more each week (likely between 4.6 and 5)."
    )
    assert progress.room_word(seen(BETTER).capacities["regulation"]) == "moving toward"


def test_a_harder_stretch_is_named_without_blame() -> None:
    panel = panel_of(HARDER)
    assert progress.movement_word(panel) == "a harder stretch"
    assert progress.aside(panel)[0] == "Harder stretches come in every practice."
    assert "ordinary one" in progress.aside(panel)[1]


def test_steady_claims_nothing() -> None:
    panel = panel_of(STEADY)
    assert progress.movement_word(panel) == "steady" and progress.aside(panel) == []
    assert progress.sentence(panel).endswith("about the same distance from where you began each time.")


def test_too_little_says_how_much_more() -> None:
    assert progress.movement_word(panel_of(soothing([(6, 3)] * 5))) == "not enough yet: 3 more"
    assert progress.movement_word(panel_of(soothing([(6, 3)] * 9, step=1))) == "not enough yet: 6 more days"
    assert progress.room_word(seen([]).capacities["regulation"]) == "not enough yet: 8 more"


def test_since_when_and_over_how_many_sessions() -> None:
    assert progress.since(seen(BETTER)) == "since 3 March, 60 sessions"
    assert progress.since(seen([])) == ""


def test_closeness_tells_what_came_of_the_fear() -> None:
    sessions = near(["photo"] * 10, feared="no")
    assert progress.room_word(seen(sessions).capacities["closeness"]) == "10 times; the fear did not come"
    once = [*sessions[:-1], msgspec.structs.replace(sessions[-1], feared="yes")]
    assert progress.room_word(seen(once).capacities["closeness"]) == "10 times; the fear came once"


@pytest.mark.parametrize("sessions", [BETTER, HARDER, STEADY, soothing([(5, 5)] * 3), near(["a"] * 20, prediction=4)])
def test_nothing_said_blames_scores_or_speaks_of_anyone_else(sessions: list[SessionRecord]) -> None:
    text = "\n".join(progress_page.lines(seen(sessions), week_by_week=True)).lower()
    for word in ("worse", "away", "decline", "lost", "fail", "should", "must", "streak", "partner", "because", "!"):
        assert word not in text, word
    assert "described" not in text and "none" not in text


def test_every_indicator_and_unit_has_its_words() -> None:
    for row in TABLE:
        assert quantities.indicator_name(row.name)
        assert (
            quantities.amount(1.0, row.unit)
            and quantities.weekly(0.25, row.unit, 1)
            and chart_words.exact(1.0, row.unit)
        )


def test_no_number_carries_more_than_the_data() -> None:
    assert quantities.weekly(0.0213, "share", quantities.carried(0.01, 0.04, "share")) == "2 in 100"
    assert quantities.weekly(-0.3333, "points", quantities.carried(-0.4, -0.1, "points")) == "0.3 points"
    assert quantities.weekly(0.0444, "points", quantities.carried(0.04, 0.05, "points")) == "0.04 points"
    assert quantities.number(-0.001, 1) == "0"


def read_back(lines: list[str]) -> dict[str, float]:
    """The figures in a twin's lines, in the units of the JSON for a share."""
    found = {}
    for line in lines:
        label, _, rest = line.partition(": ")
        numbers = [float(text) for text in re.findall(r"-?\d+(?:\.\d+)?", rest.replace("in 100", ""))]
        if label in ("At first", "Lately"):
            found[{"At first": "baseline", "Lately": "recent"}[label]] = numbers[0] / 100
        elif label == "Sessions":
            found["sessions"] = numbers[0]
        elif label == "Each week":
            names = ("slope_per_week", "slope_low", "slope_high")
            found |= dict(zip(names, [number / 100 for number in numbers], strict=True))
    return found


def test_the_twin_read_back_is_progress_json() -> None:
    for sessions in (BETTER, HARDER, STEADY):
        panel = panel_of(sessions)
        stored = msgspec.to_builtins(panel.figures)
        for name, value in read_back(chart_words.lines(panel, TODAY)).items():
            assert value == pytest.approx(stored[name], abs=0.0005 + 1e-9), name


def test_week_by_week_every_session_stands_in_one_week_and_its_ids_are_named() -> None:
    panel = panel_of(BETTER)
    weeks = chart_words.weeks(panel)
    assert sum(week.sessions for week in weeks) == 60
    assert [id for week in weeks for id in week.ids] == [point.id for point in panel.points]
    lines = chart_words.lines(panel, TODAY)
    assert f"{len(weeks)} weeks with sessions:" in lines
    assert len(lines) - lines.index(f"{len(weeks)} weeks with sessions:") - 1 == len(weeks)
    assert lines[-len(weeks)].startswith("From 3 March: 4 sessions, middle ")


def test_a_chart_fits_its_cells_and_names_each_of_them() -> None:
    for width, height in ((34, 5), (60, 8), (140, 20)):
        for ascii in (True, False):
            drawn = trend_chart.draw(panel_of(BETTER), width, height, ascii=ascii)
            assert drawn is not None
            assert [len(line) for line in drawn.lines] == [width] * height
            assert [len(row) for row in drawn.marks] == [width] * height
            assert all(ord(sign) < 128 for line in drawn.lines for sign in line) or not ascii
            names = {mark for row in drawn.marks for mark in row}
            assert {"one", "baseline", "axis", "label"} <= names or "several" in names


def test_one_session_or_no_room_has_no_chart() -> None:
    assert trend_chart.draw(panel_of(soothing([(6, 3)])), 60, 8) is None
    assert trend_chart.draw(panel_of(BETTER), 10, 8) is None
    assert trend_chart.picture(panel_of([])) is None


def test_a_chart_of_each_unit_can_be_drawn() -> None:
    ratings = [
        Rating(None, "distress", 6, "before"),
        Rating(9.0, "distress", 3, "during"),
        Rating(1.0, "ease", 4, "during"),
    ]
    shape = {"ratings": ratings, "need_stage": 3, "prediction": 7, "feared": "no", "settled_alone": "partly"}
    sessions = [
        SessionRecord(
            id=f"{capacity}{n}", started=at(n), capacity=capacity, rung_id="a", practised_seconds=70.0, **shape
        )  # type: ignore[arg-type]
        for capacity in ("regulation", "need_expression", "closeness")
        for n in range(9)
    ]
    found = movement(sessions, today=TODAY, places={"a": 3})
    drawn = [
        trend_chart.draw(panel, 60, 8) for room in found.capacities.values() for panel in room.panels if panel.points
    ]
    assert len(drawn) >= 9 and all(drawn)


def test_every_word_can_be_translated() -> None:
    class Reversed(i18n._stdlib.NullTranslations):
        def gettext(self, message: str) -> str:
            return f"«{message}»"

        def ngettext(self, one: str, many: str, n: int) -> str:
            return f"«{one if n == 1 else many}»"

    i18n.install(Reversed())
    try:
        lines = [line for line in progress_page.lines(seen(BETTER), week_by_week=True) if line]
    finally:
        i18n.use(None)
    assert all("«" in line for line in lines)


def test_steady_is_not_called_the_same_where_the_dots_lean_or_leave_room() -> None:
    leaning = soothing([(8, after) for after in (6, 7, 6, 5, 6, 5, 6, 4, 5, 4)])
    panel = panel_of(leaning)
    assert progress.movement_word(panel) == "steady"
    assert "no clear movement yet in how far ratings after lay" in progress.sentence(panel)
    assert "about the same" not in progress.sentence(panel)


def test_a_long_record_says_since_when_its_trend_looks() -> None:
    sessions = soothing([(6, 3)] * 320, step=1)
    assert progress.aside(panel_of(sessions)) == [
        "The trend looks at the last 300 of these sessions, since 23 March 2026."
    ]
