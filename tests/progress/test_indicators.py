"""What each indicator takes from a session, and what it leaves alone."""

from __future__ import annotations

from typing import Any

import pytest

from securecoach_tui.practice.record import Rating, SessionRecord
from securecoach_tui.progress.indicators import TABLE, Known, seen

ROWS = {row.name: row for row in TABLE}


def rated(before: int | None = None, after: int | None = None, **fields: Any) -> SessionRecord:
    ratings = [
        Rating(None, "distress", value, when)
        for value, when in ((before, "before"), (after, "after"))
        if value is not None
    ]  # type: ignore[arg-type]
    return SessionRecord(id="one", ratings=[*ratings[:1], *fields.pop("during", []), *ratings[1:]], **fields)


def during(at: float, value: int, scale: str = "distress") -> Rating:
    return Rating(at, scale, value, "during")  # type: ignore[arg-type]


def value(name: str, session: SessionRecord, known: Known | None = None) -> float | None:
    return ROWS[name].of(seen(session), known or Known({}, {}))


@pytest.mark.parametrize(
    ("before", "after", "share"),
    [(8, 4, 0.5), (4, 4, 0), (4, 6, -0.5), (10, 0, 1), (3, 0, None), (None, 2, None), (6, None, None)],
)
def test_the_settled_share_is_of_what_there_was_from_four_up(
    before: int | None, after: int | None, share: float | None
) -> None:
    assert value("settled_share", rated(before, after)) == share


def test_starting_distress_is_the_first_before() -> None:
    assert value("starting_distress", rated(0, 4)) == 0
    twice = [Rating(None, "distress", 7, "before"), Rating(None, "distress", 2, "before")]
    assert value("starting_distress", SessionRecord(id="a", ratings=twice)) == 7
    assert value("starting_distress", rated()) is None


def test_recovery_is_timed_to_the_first_rating_at_half() -> None:
    assert value("recovery_time", rated(8, 1, during=[during(30, 6), during(90, 4), during(120, 3)])) == 90
    assert value("recovery_time", rated(8, 4, practised_seconds=300)) == 300
    assert value("recovery_time", rated(8, 5, practised_seconds=300)) is None
    assert value("recovery_time", rated(3, 0, practised_seconds=300)) is None


def test_urges_are_before_highest_after_and_the_minutes_waited() -> None:
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
def test_settling_alone_is_in_three_steps(said: Any, share: float | None) -> None:
    assert value("settled_alone", rated(settled_alone=said)) == share


def test_ease_is_the_last_rating_and_the_need_stage_is_as_kept() -> None:
    assert value("ease", rated(during=[during(10, 3, "ease"), during(50, 6, "ease")])) == 6
    assert value("ease", rated(5, 5)) is None
    assert value("need_stage", rated(need_stage=3)) == 3
    assert value("need_stage", rated(need_stage=9)) is None


def test_the_expected_is_measured_from_ones_first_on_the_same_rung() -> None:
    known = Known({}, {})
    ladder = [("a", 7), ("b", 8), ("a", 5), ("b", 8), ("a", None), ("a", 9), ("c", 2)]
    found = [value("expected", rated(rung_id=rung, prediction=number), known) for rung, number in ladder]
    assert found == [None, None, -2, 0, None, 2, None]


def test_the_words_of_a_rung_stand_in_for_a_missing_id_and_no_rung_is_no_rung() -> None:
    known = Known({}, {})
    for number, found in ((6, None), (4, -2)):
        assert value("expected", rated(rung="a photo", prediction=number), known) == found
        assert value("expected", rated(prediction=number), known) is None


def test_a_rung_counts_by_its_place_on_ones_own_ladder() -> None:
    known = Known({"photo": 2}, {})
    assert value("rung", rated(rung_id="photo"), known) == 2
    assert value("rung", rated(rung_id="gone"), known) is None


def test_the_stayed_share_is_at_most_one_and_unknown_for_an_open_session() -> None:
    assert value("stayed_share", rated(planned_seconds=300, practised_seconds=150)) == 0.5
    assert value("stayed_share", rated(planned_seconds=300, practised_seconds=400)) == 1
    assert value("stayed_share", rated(planned_seconds=None, practised_seconds=400)) is None
    assert value("stayed_share", rated(planned_seconds=0, practised_seconds=0)) is None


def test_the_prediction_gap_is_to_the_most_there_was_and_the_feared_is_in_three_steps() -> None:
    assert value("prediction_gap", rated(2, 3, prediction=7, during=[during(60, 5)])) == 2
    assert value("prediction_gap", rated(prediction=7)) is None
    assert [value("feared_share", rated(feared=said)) for said in ("no", "partly", "yes", None)] == [0, 0.5, 1, None]  # type: ignore[arg-type]


def test_numb_or_far_away_is_never_a_zero() -> None:
    numb = rated(6, None, prediction=7, during=[Rating(60, "presence", 0, "during")])
    assert value("prediction_gap", numb) == 1 and value("settled_share", numb) is None


def test_ratings_off_the_scale_are_passed_over() -> None:
    assert value("starting_distress", rated(11)) is None
    assert value("prediction_gap", rated(5, prediction=-3)) is None


def test_only_the_four_of_the_table_are_judged() -> None:
    judged = {row.name: row.good for row in TABLE if row.good}
    assert judged == {"settled_share": 1, "starting_distress": -1, "ease": 1, "expected": -1}
