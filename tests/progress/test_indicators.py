"""What each indicator takes from a session, and what it leaves alone."""

from __future__ import annotations

from typing import Any

import pytest

from securecoach_tui.practice.record import Rating, SessionRecord
from securecoach_tui.progress.indicators import INDICATORS, SeriesContext, session_ratings, toggle_hidden

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
