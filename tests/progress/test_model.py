"""Figures of progress: their shape, and records that are thin, odd or misdated."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
import pytest

from securecoach_tui.practice.record import SessionRecord
from securecoach_tui.progress.model import Progress, movement
from tests.progress.lives import BEGIN, at, distress, soothing

TODAY = date(2026, 6, 1)


def seen(sessions: list[SessionRecord], **more: object) -> Progress:
    return movement(sessions, today=TODAY, **more)  # type: ignore[arg-type]


def figures(found: Progress, name: str, capacity: str = "regulation"):
    panel = found.capacities[capacity].panel(name)  # type: ignore[index]
    assert panel is not None
    return panel.figures


def test_the_json_has_the_contracts_shape() -> None:
    told = msgspec.to_builtins(seen(soothing([(6, 3)] * 10)).as_json())
    assert set(told) == {"practice_days_28", "capacities"}
    assert list(told["capacities"]) == ["regulation", "need_expression", "closeness"]
    one = told["capacities"]["regulation"]
    assert one["sessions"] == 10
    assert list(one["indicators"][0]) == [
        "name", "unit", "sessions", "baseline", "recent", "slope_per_week", "slope_low", "slope_high", "movement",
    ]  # fmt: skip


def test_baseline_and_recent_are_medians_of_five() -> None:
    found = figures(seen(soothing([(n, 2) for n in (9, 7, 5, 6, 8, 10, 4, 5, 4, 6, 5)])), "starting_distress")
    assert (found.baseline, found.recent, found.sessions) == (7, 5, 11)


def test_the_slope_is_scipys_over_the_last_three_hundred() -> None:
    from scipy.stats import theilslopes

    values = [n * 7 % 11 for n in range(340)]
    found = figures(seen(soothing([(value, 1) for value in values], step=0.25)), "starting_distress")
    weeks = [n * 0.25 / 7 for n in range(300)]
    theirs = theilslopes(values[-300:], weeks, 0.95)
    assert found.slope_per_week == pytest.approx(theirs.slope, abs=1e-9)
    assert (found.slope_low, found.slope_high) == pytest.approx((theirs.low_slope, theirs.high_slope), abs=1e-9)


def test_nothing_one_session_and_seven_are_not_enough_yet() -> None:
    for number in (0, 1, 7):
        found = figures(seen(soothing([(6, 3)] * number)), "settled_share")
        assert found.movement == "not_enough_yet" and found.sessions == number
        assert (found.slope_per_week is None) == (number < 2)


def test_eight_sessions_in_thirteen_days_are_not_enough_and_in_fourteen_they_are() -> None:
    early = seen(soothing([(6, 3)] * 8, step=13.9 / 7)).capacities["regulation"].panel("settled_share")
    assert early is not None and early.figures.movement == "not_enough_yet"
    assert (early.more_sessions, early.more_days) == (0, 1)
    assert figures(seen(soothing([(6, 3)] * 8, step=2.0)), "settled_share").movement == "steady"


def test_someone_who_settles_more_and_more_is_told_toward() -> None:
    pairs = [(8, max(0, 7 - n // 9)) for n in range(60)]
    assert figures(seen(soothing(pairs)), "settled_share").movement == "toward"


def test_someone_who_settles_less_and_less_is_told_of_a_harder_stretch() -> None:
    pairs = [(8, 1 + n // 9) for n in range(60)]
    assert figures(seen(soothing(pairs)), "settled_share").movement == "harder"


def test_someone_who_begins_calmer_and_calmer_is_not_told_harder() -> None:
    pairs = [(10 - n // 10, 3) for n in range(60)]
    found = seen(soothing(pairs))
    assert figures(found, "starting_distress").movement == "toward"
    assert figures(found, "settled_share").movement == "steady"
    assert figures(seen(soothing(pairs), hidden=["starting_distress"]), "settled_share").movement == "steady"


def test_easing_off_more_often_is_not_told_harder() -> None:
    sessions = soothing([(8, 3)] * 60)
    for n in range(20, 60):
        if n % 3 or n > 45:
            sessions[n] = msgspec.structs.replace(sessions[n], ratings=distress(8, 7), eased_off=True)
    assert figures(seen(sessions), "settled_share").movement == "steady"


def test_a_person_can_hide_any_indicator() -> None:
    found = seen(soothing([(6, 3)]), hidden=["settled_share"])
    assert found.capacities["regulation"].panel("settled_share") is None


def test_every_figure_names_the_sessions_behind_it() -> None:
    panel = seen(soothing([(6, 3)] * 12)).capacities["regulation"].panel("settled_share")
    assert panel is not None
    assert panel.ids == [f"s{n:04}" for n in range(12)]
    assert panel.at_first == panel.ids[:5] and panel.lately == panel.ids[-5:]


def test_a_baseline_begins_the_comparison_anew_and_keeps_the_totals() -> None:
    sessions = soothing([(9, 3)] * 10 + [(5, 3)] * 10)
    since = (BEGIN + timedelta(days=20)).date().isoformat()
    old = {"id": "a", "from": "2026-03-01", "words": "", "made": "2026-03-01T10:00:00+00:00"}
    new = {"id": "b", "from": since, "words": "since we moved", "made": "2026-04-01T10:00:00+00:00"}
    found = seen(sessions, baselines=[new, old])
    assert figures(found, "starting_distress").baseline == 5
    assert found.capacities["regulation"].sessions == 20 and found.sessions == 10
    assert found.since == date.fromisoformat(since)


def test_a_baseline_that_cannot_be_read_is_passed_over() -> None:
    bad = [{"id": "a", "from": "soon", "made": "x"}, {"id": "b", "made": 5}]
    assert figures(seen(soothing([(9, 3)] * 3), baselines=bad), "starting_distress").sessions == 3


def test_clocks_of_1970_and_2099_stay_out_of_trends_and_are_counted() -> None:
    odd = soothing([(1, 1)] * 3)
    dates = ("1970-01-01T00:00:00+00:00", "2099-01-01T00:00:00+00:00", "not a date")
    odd = [msgspec.structs.replace(one, id=f"odd{n}", started=dates[n]) for n, one in enumerate(odd)]
    found = seen(soothing([(6, 3)] * 10) + odd)
    assert figures(found, "settled_share").sessions == 10
    assert len(found.misdated) == 3 and found.capacities["regulation"].sessions == 13


def test_records_without_ratings_all_equal_of_no_length_or_of_gone_exercises_are_borne() -> None:
    assert figures(seen(soothing([(None, None)] * 20)), "settled_share").sessions == 0
    equal = figures(seen(soothing([(5, 5)] * 20)), "starting_distress")
    assert (equal.slope_per_week, equal.movement) == (0, "steady")
    gone = soothing([(6, 3)] * 9, exercise="no-longer-there", planned_seconds=0.0, practised_seconds=0.0)
    assert seen(gone).days == {} and figures(seen(gone), "settled_share").sessions == 9
    assert seen([SessionRecord(id="bare"), SessionRecord(id="same", started=at(0))]).sessions == 1


def test_all_at_one_instant_there_is_no_slope() -> None:
    found = figures(seen(soothing([(6, 3)] * 20, step=0)), "settled_share")
    assert found.slope_per_week is None and found.movement == "not_enough_yet"
