"""What each indicator takes from a session, and what it leaves alone."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from securecoach_tui.practice.record import Rating, SessionRecord
from securecoach_tui.progress.indicators import (
    INDICATORS,
    SeriesContext,
    SessionRatings,
    rung_key,
    session_ratings,
    stratum,
    toggle_hidden,
)

ROWS = {row.name: row for row in INDICATORS}


def rated(before: int | None = None, after: int | None = None, **fields: Any) -> SessionRecord:
    ratings = [
        Rating(None, "distress", value, when)
        for value, when in ((before, "before"), (after, "after"))
        if value is not None
    ]  # type: ignore[arg-type]
    return SessionRecord(id="one", ratings=[*ratings[:1], *fields.pop("during", []), *ratings[1:]], **fields)


def during(at: float, value: int, scale: str = "distress") -> Rating:
    return Rating(at, scale, value, "during")  # type: ignore[arg-type]


def value(name: str, session: SessionRecord, context: SeriesContext | None = None) -> float | None:
    return ROWS[name].value(session_ratings(session), context or SeriesContext({}, {}))


@pytest.mark.parametrize(
    ("before", "after", "share"),
    [(8, 4, 0.5), (4, 4, 0), (4, 6, -0.5), (10, 0, 1), (3, 0, None), (None, 2, None), (6, None, None)],
)
def test_settled_share_needs_a_start_of_four(before: int | None, after: int | None, share: float | None) -> None:
    assert value("settled_share", rated(before, after)) == share


def test_starting_distress_is_the_first_rating_before() -> None:
    assert value("starting_distress", rated(0, 4)) == 0
    twice = [Rating(None, "distress", 7, "before"), Rating(None, "distress", 2, "before")]
    assert value("starting_distress", SessionRecord(id="a", ratings=twice)) == 7
    assert value("starting_distress", rated()) is None


def test_recovery_time_ends_at_the_first_rating_at_half() -> None:
    assert value("recovery_time", rated(8, 1, during=[during(30, 6), during(90, 4), during(120, 3)])) == 90
    assert value("recovery_time", rated(8, 4, practised_seconds=300)) == 300
    assert value("recovery_time", rated(8, 5, practised_seconds=300)) is None
    assert value("recovery_time", rated(3, 0, practised_seconds=300)) is None


def test_recovery_time_is_never_more_than_was_practised() -> None:
    skipped = rated(8, 1, during=[during(15, 6), during(502, 3)], practised_seconds=17)
    assert value("recovery_time", skipped) == 17
    assert value("recovery_time", rated(8, 1, during=[during(15, 4), during(502, 3)], practised_seconds=17)) == 15
    debrief = rated(8, 2, practised_seconds=70, rung_id="evening", completed=True)
    assert value("recovery_time", debrief) is None, "it happened elsewhere, and took nobody knows how long"


def test_urges_before_highest_after_and_minutes_waited() -> None:
    ratings = [
        Rating(None, "urge", 5, "before"),
        during(60, 9, "urge"),
        during(120, 4, "urge"),
        Rating(None, "urge", 2, "after"),
    ]
    one = SessionRecord(id="a", ratings=ratings, practised_seconds=330)
    assert [value(f"urge_{name}", one) for name in ("before", "highest", "after", "waited")] == [5, 9, 2, 5.5]
    assert value("urge_waited", rated(5, 5, practised_seconds=330)) is None


@pytest.mark.parametrize(("said", "share"), [("not yet", 0), ("partly", 0.5), ("yes", 1), (None, None)])
def test_settled_alone_has_three_values(said: Any, share: float | None) -> None:
    assert value("settled_alone", rated(settled_alone=said)) == share


def test_ease_is_the_last_rating_and_need_stage_as_stored() -> None:
    assert value("ease", rated(during=[during(10, 3, "ease"), during(50, 6, "ease")])) == 6
    assert value("ease", rated(5, 5)) is None
    assert value("need_stage", rated(need_stage=3)) == 3
    assert value("need_stage", rated(need_stage=9)) is None


def test_expected_is_less_the_first_on_the_same_rung() -> None:
    context = SeriesContext({}, {})
    ladder = [("a", 7), ("b", 8), ("a", 5), ("b", 8), ("a", None), ("a", 9), ("c", 2)]
    found = [value("expected", rated(rung_id=rung, prediction=number), context) for rung, number in ladder]
    assert found == [None, None, -2, 0, None, 2, None]


def test_expected_takes_rung_words_where_there_is_no_id() -> None:
    context = SeriesContext({}, {})
    for number, found in ((6, None), (4, -2)):
        assert value("expected", rated(rung="a photo", prediction=number), context) == found
        assert value("expected", rated(prediction=number), context) is None


def test_rung_is_its_position_on_the_ladder() -> None:
    context = SeriesContext({"photo": 2}, {})
    assert value("rung", rated(rung_id="photo"), context) == 2
    assert value("rung", rated(rung_id="gone"), context) is None


def test_stayed_share_is_at_most_one_and_none_if_open() -> None:
    assert value("stayed_share", rated(planned_seconds=300, practised_seconds=150)) == 0.5
    assert value("stayed_share", rated(planned_seconds=300, practised_seconds=400)) == 1
    assert value("stayed_share", rated(planned_seconds=None, practised_seconds=400)) is None
    assert value("stayed_share", rated(planned_seconds=0, practised_seconds=0)) is None


def test_prediction_gap_and_feared_share() -> None:
    assert value("prediction_gap", rated(2, 3, prediction=7, during=[during(60, 5)])) == 2
    assert value("prediction_gap", rated(prediction=7)) is None
    assert [value("feared_share", rated(feared=said)) for said in ("no", "partly", "yes", None)] == [0, 0.5, 1, None]  # type: ignore[arg-type]


def test_a_presence_rating_is_no_distress_of_zero() -> None:
    numb = rated(6, None, prediction=7, during=[Rating(60, "presence", 0, "during")])
    assert value("prediction_gap", numb) == 1 and value("settled_share", numb) is None


def test_ratings_off_the_scale_are_ignored() -> None:
    assert value("starting_distress", rated(11)) is None
    assert value("prediction_gap", rated(5, prediction=-3)) is None


def test_only_four_indicators_are_judged() -> None:
    judged = {row.name: row.toward for row in INDICATORS if row.toward}
    assert judged == {"settled_share": 1, "starting_distress": -1, "ease": 1, "expected": -1}


def test_toggling_hides_an_indicator_and_shows_it_again() -> None:
    assert toggle_hidden(["ease"], "rung") == ["ease", "rung"]
    assert toggle_hidden(["ease", "rung"], "ease") == ["rung"]


def test_ratings_are_sorted_by_scale_and_time() -> None:
    given = [
        Rating(None, "distress", 10, "before"),
        Rating(None, "distress", 1, "before"),
        during(5, 0),
        during(6, 4, "ease"),
        during(7, 2, "ease"),
        during(8, 10, "urge"),
        Rating(None, "distress", 0, "after"),
        Rating(None, "distress", 9, "after"),
        Rating(None, "urge", 0, "after"),
    ]  # type: ignore[arg-type]
    session = SessionRecord(id="a", ratings=given)
    assert session_ratings(session) == SessionRatings(session, 10, 0, 10, 2, [("during", 10), ("after", 0)])  # type: ignore[list-item]


def test_rating_off_the_scale_does_not_end_the_others() -> None:
    session = rated(during=[during(5, 11), during(6, -1), during(7, 3)])
    assert session_ratings(session).highest == 3


def test_first_predictions_are_kept_apart_for_each_series() -> None:
    first, second = SeriesContext(), SeriesContext()
    for context in (first, second):
        assert value("expected", rated(rung_id="a", prediction=7), context) is None
    assert first.first_predictions == {"a": 7}


def test_recovery_time_needs_a_second_and_half_the_start() -> None:
    assert value("recovery_time", rated(4, 2, practised_seconds=0)) == 0
    assert value("recovery_time", rated(8, during=[during(0.5, 4)])) == 0.5
    unknown = Rating(None, "distress", 1, "during")  # type: ignore[arg-type]
    urge = during(10, 0, "urge")
    assert value("recovery_time", rated(8, 5, during=[unknown, urge, during(30, 5), during(40, 4)])) == 40
    assert value("recovery_time", rated(8, 4)) is None, "the length is unknown"
    assert value("recovery_time", rated(None, 0, practised_seconds=300)) is None


def test_urges_of_a_session_without_one_before_or_after() -> None:
    one = SessionRecord(id="a", ratings=[during(60, 9, "urge")])
    found = [value(f"urge_{name}", one) for name in ("before", "highest", "after", "waited")]
    assert found == [None, 9, None, None]
    assert [value(f"urge_{name}", rated()) for name in ("before", "highest", "after", "waited")] == [None] * 4


@pytest.mark.parametrize(("stage", "found"), [(0, 0), (4, 4), (5, None), (-1, None), (None, None)])
def test_need_stage_is_from_nought_to_four(stage: int | None, found: int | None) -> None:
    assert value("need_stage", rated(need_stage=stage)) == found


@pytest.mark.parametrize(("prediction", "gap"), [(0, -5), (10, 5), (11, None), (-1, None), (None, None)])
def test_prediction_gap_takes_the_whole_scale(prediction: int | None, gap: int | None) -> None:
    assert value("prediction_gap", rated(5, prediction=prediction)) == gap


@pytest.mark.parametrize(
    ("planned", "practised", "share"),
    [(0.5, 0.25, 0.5), (300.0, 0.0, 0.0), (300.0, None, None), (-1.0, 5.0, None), (300.0, -1.0, None)],
)
def test_stayed_share_needs_both_lengths(planned: float, practised: float | None, share: float | None) -> None:
    assert value("stayed_share", rated(planned_seconds=planned, practised_seconds=practised)) == share


def test_settled_share_begins_at_a_start_of_four_exactly() -> None:
    assert value("settled_share", rated(4, 1)) == 0.75


def test_rung_is_known_by_its_id_before_its_words() -> None:
    assert rung_key(rated(rung_id="photo", rung="a photo")) == "photo"
    assert rung_key(rated(rung="a photo")) == "a photo" and rung_key(rated()) == ""
    assert value("rung", rated(rung="a photo"), SeriesContext({"a photo": 3})) == 3


def test_a_day_has_three_times_from_four_twelve_and_twenty() -> None:
    times = [stratum(rated(), datetime(2026, 3, 10, hour, 59, tzinfo=UTC), False) for hour in range(24)]
    night, morning, afternoon = times[0], times[4], times[12]
    assert len({night, morning, afternoon}) == 3
    assert times == [night] * 4 + [morning] * 8 + [afternoon] * 8 + [night] * 4


def test_sessions_are_compared_by_exercise_direction_and_rung() -> None:
    at_noon = datetime(2026, 3, 10, 12, tzinfo=UTC)
    first = rated(exercise="humming", direction="anxious", rung_id="photo")
    others = [
        rated(exercise="sighing", direction="anxious", rung_id="photo"),
        rated(exercise="humming", direction="avoidant", rung_id="photo"),
    ]
    for same_rung_only in (True, False):
        same = stratum(first, at_noon, same_rung_only)
        assert same not in [stratum(one, at_noon, same_rung_only) for one in others]
    climbed = rated(exercise="humming", direction="anxious", rung_id="message")
    assert stratum(first, at_noon, True) != stratum(climbed, at_noon, True)
    assert stratum(first, at_noon, False) == stratum(climbed, at_noon, False)
    assert stratum(rated(), at_noon, True) == "\n\n1\n"
