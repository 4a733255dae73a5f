"""Figures of progress: their shape, and records that are thin, odd or misdated."""

from __future__ import annotations

import random
from datetime import date, timedelta

import msgspec
import pytest

from securecoach_tui.practice.record import Rating, SessionRecord
from securecoach_tui.progress import model
from securecoach_tui.progress.indicators import INDICATORS
from securecoach_tui.progress.judgement import change_of, threshold
from securecoach_tui.progress.model import (
    IndicatorFigures,
    IndicatorProgress,
    Progress,
    compute_progress,
    weekly_summaries,
)
from tests.progress.session_series import BEGIN, at, distress, soothing

TODAY = date(2026, 6, 1)


def progress_of(sessions: list[SessionRecord], **more: object) -> Progress:
    return compute_progress(sessions, today=TODAY, **more)  # type: ignore[arg-type]


def indicator(found: Progress, name: str) -> IndicatorProgress:
    one = found.capacities["regulation"].indicator(name)
    assert one is not None
    return one


def figures(found: Progress, name: str) -> IndicatorFigures:
    return indicator(found, name).figures


def test_progress_json_has_the_documented_shape() -> None:
    found = msgspec.to_builtins(progress_of(soothing([(6, 3)] * 10)).as_json())
    assert set(found) == {"practice_days_28", "capacities"}
    assert list(found["capacities"]) == ["regulation", "need_expression", "closeness"]
    one = found["capacities"]["regulation"]
    assert one["sessions"] == 10
    assert list(one["indicators"][0]) == [
        "name", "unit", "sessions", "baseline", "recent", "slope_per_week", "slope_low", "slope_high", "movement",
        "line_first", "line_last",
    ]  # fmt: skip


def test_baseline_and_recent_are_medians_of_five() -> None:
    found = figures(progress_of(soothing([(n, 2) for n in (9, 7, 5, 6, 8, 10, 4, 5, 4, 6, 5)])), "starting_distress")
    assert (found.baseline, found.recent, found.sessions) == (7, 5, 11)


def test_slope_equals_scipys_over_the_last_300_sessions() -> None:
    from scipy.stats import theilslopes

    values = [n * 7 % 11 for n in range(340)]
    found = figures(progress_of(soothing([(value, 1) for value in values], step=0.25)), "starting_distress")
    weeks = [n * 0.25 / 7 for n in range(300)]
    theirs = theilslopes(values[-300:], weeks, 0.95)
    assert found.slope_per_week == pytest.approx(theirs.slope, abs=1e-9)
    assert (found.slope_low, found.slope_high) == pytest.approx((theirs.low_slope, theirs.high_slope), abs=1e-9)


def test_movement_needs_eight_sessions() -> None:
    for number in (0, 1, 7):
        found = figures(progress_of(soothing([(6, 3)] * number)), "settled_share")
        assert found.movement == "not_enough_yet" and found.sessions == number
        assert (found.slope_per_week is None) == (number < 2)


def test_movement_needs_fourteen_days() -> None:
    early = indicator(progress_of(soothing([(6, 3)] * 8, step=13.9 / 7)), "settled_share")
    assert early.figures.movement == "not_enough_yet"
    assert (early.more_sessions, early.more_days) == (0, 1)
    assert figures(progress_of(soothing([(6, 3)] * 8, step=2.0)), "settled_share").movement == "steady"


def test_settling_more_is_toward() -> None:
    pairs = [(8, max(0, 7 - n // 9)) for n in range(60)]
    assert figures(progress_of(soothing(pairs)), "settled_share").movement == "toward"


def test_a_movement_has_the_ends_of_its_line_and_steady_none() -> None:
    found = figures(progress_of(soothing([(8, max(0, 7 - n // 9)) for n in range(60)])), "settled_share")
    assert (found.line_first, found.line_last) == pytest.approx((0.12, 0.82), abs=0.1)
    steady = figures(progress_of(soothing([(8, 4 + n % 2) for n in range(60)])), "settled_share")
    assert steady.line_first is None and steady.line_last is None


def test_another_exercise_or_time_of_day_is_no_movement() -> None:
    hard = soothing([(8, 6 + n % 2) for n in range(40)])
    easy = soothing([(8, 3 + n % 2) for n in range(80)], exercise="humming")[40:]
    later = [
        msgspec.structs.replace(one, exercise="slow-breathing", started=(one.started or "").replace("T21", "T09"))
        for one in easy
    ]
    assert figures(progress_of(hard + easy), "settled_share").movement == "steady"
    assert figures(progress_of(hard + later), "settled_share").movement == "steady"
    same = [msgspec.structs.replace(one, exercise="slow-breathing") for one in easy]
    assert figures(progress_of(hard + same), "settled_share").movement == "toward"


def test_settling_less_is_harder() -> None:
    found = figures(progress_of(soothing([(8, 1 + n // 9) for n in range(60)])), "settled_share")
    assert found.movement == "harder"
    assert (found.line_first, found.line_last) == pytest.approx((0.87, 0.17), abs=0.1)


def test_calmer_starts_are_not_harder() -> None:
    pairs = [(10 - n // 10, 3) for n in range(60)]
    found = progress_of(soothing(pairs))
    assert figures(found, "starting_distress").movement == "toward"
    assert figures(found, "settled_share").movement == "steady"
    assert figures(progress_of(soothing(pairs), hidden=["starting_distress"]), "settled_share").movement == "steady"


def test_settling_less_is_steady_while_starts_get_calmer() -> None:
    rated = [[(8, 1 + n // 6), *[(10 - n // 4, None)] * 3] for n in range(40)]
    sessions = soothing([pair for pairs in rated for pair in pairs], step=0.5)
    found = progress_of(sessions)
    assert figures(found, "starting_distress").movement == "toward"
    assert figures(found, "settled_share").movement == "steady"
    alone = [one for one in sessions if len(one.ratings) == 2]
    assert figures(progress_of(alone), "settled_share").movement == "harder"


def test_easing_off_more_often_is_not_harder() -> None:
    sessions = soothing([(8, 3)] * 60)
    for n in range(20, 60):
        if n % 3 or n > 45:
            sessions[n] = msgspec.structs.replace(sessions[n], ratings=distress(8, 7), eased_off=True)
    assert figures(progress_of(sessions), "settled_share").movement == "steady"


def test_a_hidden_indicator_is_left_out() -> None:
    found = progress_of(soothing([(6, 3)]), hidden=["settled_share"])
    assert found.capacities["regulation"].indicator("settled_share") is None


def test_figures_name_the_sessions_behind_them() -> None:
    one = indicator(progress_of(soothing([(6, 3)] * 12)), "settled_share")
    assert one.ids == [f"s{n:04}" for n in range(12)]
    assert one.baseline_ids == one.ids[:5] and one.recent_ids == one.ids[-5:]


def test_a_baseline_restarts_figures_and_keeps_totals() -> None:
    sessions = soothing([(9, 3)] * 10 + [(5, 3)] * 10)
    since = (BEGIN + timedelta(days=20)).date().isoformat()
    old = {"id": "a", "from": "2026-03-01", "words": "", "made": "2026-03-01T10:00:00+00:00"}
    new = {"id": "b", "from": since, "words": "since we moved", "made": "2026-04-01T10:00:00+00:00"}
    found = progress_of(sessions, baselines=[new, old])
    assert figures(found, "starting_distress").baseline == 5
    assert found.capacities["regulation"].sessions == 20 and found.sessions == 10
    assert found.since == date.fromisoformat(since)


def test_an_unreadable_baseline_is_ignored() -> None:
    bad = [{"id": "a", "from": "soon", "made": "x"}, {"id": "b", "made": 5}]
    assert figures(progress_of(soothing([(9, 3)] * 3), baselines=bad), "starting_distress").sessions == 3


def test_misdated_sessions_are_counted_but_not_in_trends() -> None:
    odd = soothing([(1, 1)] * 3)
    dates = ("1970-01-01T00:00:00+00:00", "2099-01-01T00:00:00+00:00", "not a date")
    odd = [msgspec.structs.replace(one, id=f"odd{n}", started=dates[n]) for n, one in enumerate(odd)]
    found = progress_of(soothing([(6, 3)] * 10) + odd)
    assert figures(found, "settled_share").sessions == 10
    assert len(found.misdated) == 3 and found.capacities["regulation"].sessions == 13


def test_progress_of_sessions_with_little_in_them() -> None:
    assert figures(progress_of(soothing([(None, None)] * 20)), "settled_share").sessions == 0
    equal = figures(progress_of(soothing([(5, 5)] * 20)), "starting_distress")
    assert (equal.slope_per_week, equal.movement) == (0, "steady")
    gone = soothing([(6, 3)] * 9, exercise="no-longer-there", planned_seconds=0.0, practised_seconds=0.0)
    assert progress_of(gone).days == {} and figures(progress_of(gone), "settled_share").sessions == 9
    assert progress_of([SessionRecord(id="bare"), SessionRecord(id="same", started=at(0))]).sessions == 1


def test_sessions_at_one_instant_have_no_slope() -> None:
    found = figures(progress_of(soothing([(6, 3)] * 20, step=0)), "settled_share")
    assert found.slope_per_week is None and found.movement == "not_enough_yet"


def test_weekly_summaries_have_every_session_in_one_week() -> None:
    one = indicator(progress_of(soothing([(8, max(0, 7 - n // 9)) for n in range(60)])), "settled_share")
    weeks = weekly_summaries(one)
    assert [id for week in weeks for id in week.ids] == [point.id for point in one.points]
    assert (weeks[0].begins, len(weeks[0].ids), weeks[0].low) == (date(2026, 3, 3), 4, 0.125)
    assert weekly_summaries(indicator(progress_of([]), "settled_share")) == []


@pytest.mark.parametrize(
    ("name", "value", "end"),
    [
        ("settled_share", 1.5, 1.0),
        ("settled_share", -1.5, -1.0),
        ("settled_share", -0.5, -0.5),
        ("starting_distress", 10.5, 10.0),
        ("starting_distress", 1.25, 1.25),
        ("starting_distress", 0.25, 0.25),
        ("starting_distress", -0.5, 0.0),
        ("expected", -10.5, -10.0),
        ("expected", -5.0, -5.0),
        ("expected", 10.5, 10.0),
    ],
)
def test_line_of_a_movement_ends_within_the_indicators_scale(name: str, value: float, end: float) -> None:
    (row,) = [row for row in INDICATORS if row.name == name]
    assert model._on_scale(value, row) == end


def test_steep_line_of_starting_distress_ends_at_nought() -> None:
    found = figures(progress_of(soothing([(max(0, 10 - n // 2), 0) for n in range(60)])), "starting_distress")
    assert found.movement == "toward" and found.line_last == 0.0 and found.line_first is not None
    assert 3 < found.line_first < 10


def test_indicator_without_a_value_still_needs_everything() -> None:
    one = indicator(progress_of([]), "settled_share")
    assert one == IndicatorProgress(
        figures=IndicatorFigures(name="settled_share", unit="share", sessions=0, movement="not_enough_yet"),
        toward=1,
        more_sessions=8,
        more_days=14,
    )
    assert not one.has_verdict and one.judged
    described = indicator(progress_of([]), "recovery_time")
    assert described.figures.movement == "described" and not described.judged and not described.has_verdict


def test_points_know_their_session_and_what_it_is_compared_by() -> None:
    sessions = soothing([(8, 4), (6, 3), (5, 5)])
    sessions[1] = msgspec.structs.replace(sessions[1], eased_off=True)
    sessions[2] = msgspec.structs.replace(sessions[2], not_helping=True)
    points = indicator(progress_of(sessions), "settled_share").points
    assert [(one.id, one.value, one.given, one.guard_value, one.eased) for one in points] == [
        ("s0000", 0.5, 8, 8, False),
        ("s0001", 0.5, 6, 6, True),
        ("s0002", 0.0, 5, 5, True),
    ]
    assert {one.stratum for one in points} == {"slow-breathing\n\n2\n"}
    (start,) = {(one.given, one.guard_value) for one in indicator(progress_of(sessions), "starting_distress").points}
    assert start == (None, None)
    recovered = indicator(progress_of(sessions), "recovery_time").points
    assert {one.stratum for one in recovered} == {""}


def test_points_of_expected_are_compared_on_the_same_rung() -> None:
    sessions = [
        SessionRecord(id=f"c{n}", started=at(n), capacity="closeness", rung_id="photo", prediction=7 - n)  # type: ignore[arg-type]
        for n in range(3)
    ]
    one = progress_of(sessions).capacities["closeness"].indicator("expected")  # type: ignore[index]
    assert one is not None and [(point.value, point.stratum) for point in one.points] == [
        (-1, "\n\n2\nphoto"),
        (-2, "\n\n2\nphoto"),
    ]


def test_rung_is_measured_by_the_places_that_are_given() -> None:
    sessions = [SessionRecord(id="a", started=at(0), capacity="closeness", rung_id="photo")]  # type: ignore[arg-type]
    for places, found in (({"photo": 4}, 4), ({}, None), (None, None)):
        one = progress_of(sessions, places=places).capacities["closeness"].indicator("rung")  # type: ignore[index]
        assert one is not None and one.figures.recent == found


def test_progress_is_kept_apart_for_each_capacity() -> None:
    near = [SessionRecord(id="n", started=at(1), capacity="closeness", ratings=distress(9, 1))]  # type: ignore[arg-type]
    found = progress_of(soothing([(6, 3)] * 2) + near)
    assert figures(found, "settled_share").sessions == 2
    assert [one.sessions for one in found.capacities.values()] == [2, 0, 1]
    assert [name for name, one in found.capacities.items() if one.capacity != name] == []


def test_first_day_of_the_figures_is_that_of_the_first_session() -> None:
    night = [SessionRecord(id="a", started="2026-03-10T01:00:00+00:00")]
    assert progress_of(night).since == date(2026, 3, 9) and progress_of(night, day_starts=0).since == date(2026, 3, 10)
    assert progress_of([]).since is None and progress_of([]).sessions == 0
    found = progress_of(soothing([(6, 3)]), since=date(2026, 5, 1))
    assert (found.since, found.sessions) == (date(2026, 5, 1), 0)
    on_the_day = progress_of(soothing([(6, 3)]), since=date(2026, 3, 3))
    assert on_the_day.sessions == 1


def test_chosen_first_day_counts_by_the_local_day() -> None:
    night = [SessionRecord(id="a", started="2026-03-10T01:00:00+00:00")]
    assert progress_of(night, since=date(2026, 3, 10)).sessions == 0
    assert progress_of(night, since=date(2026, 3, 10), day_starts=0).sessions == 1
    baseline = [{"id": "a", "from": "2026-03-10", "made": "2026-03-10T10:00:00+00:00"}]
    assert progress_of(night, baselines=baseline).since == date(2026, 3, 10)
    assert progress_of(night, baselines=baseline, since=date(2026, 3, 1)).sessions == 1


def test_indicator_begins_on_the_local_day_of_its_first_point() -> None:
    night = msgspec.structs.replace(soothing([(6, 3)])[0], started="2026-03-10T01:00:00+00:00")
    assert indicator(progress_of([night]), "settled_share").begins == date(2026, 3, 9)
    assert indicator(progress_of([night], day_starts=0), "settled_share").begins == date(2026, 3, 10)
    many = indicator(progress_of(soothing([(6, 3)] * 302, step=0.25)), "settled_share")
    assert many.begins == date(2026, 3, 4) and len(many.points) == 300 and len(many.ids) == 302
    assert many.points[0].id == "s0002" and many.baseline_ids[0] == "s0000"


def test_progress_has_its_day_the_hidden_names_and_practice_days() -> None:
    sessions = soothing([(6, 3)] * 3, step=0.25)
    found = compute_progress(sessions, today=date(2026, 3, 4), hidden=("ease", "rung"))
    assert found.today == date(2026, 3, 4) and found.hidden == ["ease", "rung"]
    assert found.practice_day_ids() == ["s0000", "s0001", "s0002"]
    evening, next_day = date(2026, 3, 3), date(2026, 3, 4)
    assert found.days == {evening: ["s0000", "s0001"], next_day: ["s0002"]}
    from_midnight = compute_progress(sessions, today=next_day, day_starts=0)
    assert from_midnight.days == {evening: ["s0000"], next_day: ["s0001", "s0002"]}


def test_rated_indicators_are_those_with_a_value() -> None:
    found = progress_of(soothing([(3, 2)]))
    assert [(capacity.capacity, one.figures.name) for capacity, one in found.rated()] == [
        ("regulation", "starting_distress")
    ]


def test_ease_is_judged_in_points_from_nought_to_ten() -> None:
    def eased(value: int, n: int) -> SessionRecord:
        rating = Rating(60.0, "ease", value, "during")  # type: ignore[arg-type]
        return SessionRecord(id=f"e{n}", started=at(2 * n), capacity="need_expression", ratings=[rating])  # type: ignore[arg-type]

    found = progress_of([eased(min(10, n // 3), n) for n in range(60)])
    one = found.capacities["need_expression"].indicator("ease")  # type: ignore[index]
    assert one is not None and one.figures.movement == "toward" and one.figures.line_last == 10.0


def test_settling_less_from_somewhat_calmer_starts_is_not_harder() -> None:
    def settled(start: int) -> str:
        pairs = [(start if n >= 30 and n % 4 == 0 else 9, 1 + n // 9) for n in range(60)]
        found = progress_of(soothing(pairs))
        assert figures(found, "starting_distress").movement == "steady"
        return figures(found, "settled_share").movement

    assert settled(9) == "harder" and settled(8) == "steady"


def test_starting_distress_needs_more_than_the_usual_threshold() -> None:
    chance = random.Random(6)
    starts = [min(10, max(0, round(7 - n / 60 + chance.gauss(0, 1.2)))) for n in range(100)]
    one = indicator(progress_of(soothing([(start, None) for start in starts])), "starting_distress")
    change = change_of(one.points)
    assert threshold(change.sessions) < -change.score < threshold(change.sessions) + 0.8
    assert one.figures.movement == "steady"


def test_indicator_has_its_trend_and_what_is_still_needed() -> None:
    one = indicator(progress_of(soothing([(n, 1) for n in range(1, 7)], step=3.5)), "starting_distress")
    assert one.trend is not None and (one.trend.slope, one.trend.intercept) == pytest.approx((2.0, 1.0))
    assert one.figures.slope_per_week == pytest.approx(2.0) and one.toward == -1
    assert (one.more_sessions, one.more_days, one.figures.movement) == (2, 0, "not_enough_yet")
    thin = indicator(progress_of(soothing([(5, 1)] * 9, step=1.0)), "starting_distress")
    assert (thin.more_sessions, thin.more_days, thin.figures.movement) == (0, 6, "not_enough_yet")


def test_week_is_summed_up_by_its_middle_and_ends() -> None:
    starts, days = [5, 9, 6, 2, 7], [0.0, 1.0, 6.9, 7.0, 21.5]
    sessions = [
        SessionRecord(id=str(n), started=at(day), capacity="regulation", ratings=distress(start, None))  # type: ignore[arg-type]
        for n, (start, day) in enumerate(zip(starts, days, strict=True))
    ]
    weeks = weekly_summaries(indicator(progress_of(sessions), "starting_distress"))
    assert [msgspec.structs.astuple(week) for week in weeks] == [
        (date(2026, 3, 3), 6, 5, 9, ["0", "1", "2"]),
        (date(2026, 3, 10), 2, 2, 2, ["3"]),
        (date(2026, 3, 24), 7, 7, 7, ["4"]),
    ]
