"""Facts that are shown by their date and never judged."""

from __future__ import annotations

from securecoach_tui.practice.record import Rating, SessionRecord
from securecoach_tui.progress import described
from securecoach_tui.progress.days import DatedSession, in_order
from securecoach_tui.progress.described import PredictionPair
from tests.progress.session_series import at, on_rung


def dated(*sessions: SessionRecord) -> list[DatedSession]:
    return in_order(sessions)[0]


def pairs(*sessions: SessionRecord) -> list[PredictionPair]:
    return described.prediction_pairs(dated(*sessions))


def test_rung_stays_join_consecutive_sessions() -> None:
    order = ["photo", "photo", "message", "photo"]
    sessions = [
        SessionRecord(id=str(n), started=at(n), rung_id=rung, rung=f"the {rung}") for n, rung in enumerate(order)
    ]
    found = described.rung_stays(dated(SessionRecord(id="none", started=at(0)), *sessions))
    assert [(one.words, one.ids) for one in found] == [
        ("the photo", ["0", "1"]),
        ("the message", ["2"]),
        ("the photo", ["3"]),
    ]


def test_pairs_need_a_prediction_and_a_rating() -> None:
    found = pairs(
        SessionRecord(id="a", started=at(0), prediction=7, ratings=[Rating(60.0, "distress", 4, "during")]),
        SessionRecord(id="b", started=at(1), prediction=7),
    )
    assert [(one.id, one.expected, one.met) for one in found] == [("a", 7, 4)]


def test_pairs_leave_out_predictions_off_the_scale() -> None:
    assert pairs(on_rung(0, 11, 4), on_rung(1, -1, 4)) == []


def test_pairs_use_the_first_prediction_of_an_unrated_session() -> None:
    found = pairs(on_rung(0, 9, None), on_rung(1, 5, 3), on_rung(2, 4, 4, "message"))
    assert [(one.rung, one.first) for one in found] == [("photo", 9), ("message", 4)]


def test_pairs_by_rung_begin_with_the_rung_practised_last() -> None:
    found = pairs(on_rung(0, 8, 8), on_rung(1, 7, 5, "message"), on_rung(2, 6, 4), on_rung(3, 5, 3, "message"))
    groups = described.by_rung(found)
    assert [(one.words, one.first, len(one.pairs)) for one in groups] == [("the message", 7, 2), ("the photo", 8, 2)]


def test_checkins_that_cannot_be_read_are_left_out() -> None:
    entries = [
        {"id": "b", "at": at(28), "direction": "anxious", "chosen": "both"},
        {"id": "a", "at": at(0), "direction": "avoidant", "chosen": None},
        {"id": "c", "at": 5, "direction": None},
    ]
    found = described.dated_checkins(entries)
    assert [(one.direction, one.chosen) for one in found] == [("avoidant", None), ("anxious", "both")]


def urged(id: str, *ratings: Rating, seconds: float | None = 100.0, day: float = 0) -> SessionRecord:
    return SessionRecord(id=id, started=at(day), practised_seconds=seconds, ratings=list(ratings))


def urge(at: float | None, value: int, when: str = "during") -> Rating:
    return Rating(at, "urge", value, when)  # type: ignore[arg-type]


def test_urge_wave_goes_from_the_beginning_to_the_end() -> None:
    ratings = urge(150.0, 3), urge(None, 2, "after"), urge(25.0, 9), urge(None, 5, "before")
    (wave,) = described.urge_waves(dated(urged("a", *ratings)))
    assert wave == described.UrgeWave("a", [(0.0, 5), (0.25, 9), (1.0, 3), (1.0, 2)])


def test_urge_wave_leaves_out_what_has_no_second_or_scale() -> None:
    ends = urge(None, 0, "before"), urge(None, 10, "after")
    odd = urge(None, 4), urge(50.0, 11), urge(50.0, -1), Rating(50.0, "distress", 4, "during")  # type: ignore[arg-type]
    (wave,) = described.urge_waves(dated(urged("a", *ends, *odd)))
    assert wave.points == [(0.0, 0), (1.0, 10)]
    for seconds in (None, 0.0):
        (wave,) = described.urge_waves(dated(urged("a", *ends, urge(50.0, 4), seconds=seconds)))
        assert wave.points == [(0.0, 0), (1.0, 10)]
    (short,) = described.urge_waves(dated(urged("a", *ends, urge(0.25, 4), seconds=0.5)))
    assert short.points[1] == (0.5, 4)


def test_one_urge_rating_is_no_wave_and_others_follow() -> None:
    one = urged("a", urge(50.0, 4))
    two = urged("b", urge(50.0, 4), urge(60.0, 5), day=1)
    assert [wave.id for wave in described.urge_waves(dated(one, two))] == ["b"]


def test_urge_ratings_have_before_highest_after_and_minutes() -> None:
    ratings = urge(None, 5, "before"), urge(25.0, 9), urge(None, 2, "after")
    (found,) = described.urge_ratings(dated(urged("a", *ratings, seconds=90.0), urged("b")))
    assert (found.id, found.before, found.highest, found.after, found.minutes) == ("a", 5, 9, 2, 1.5)


def test_settled_alone_has_each_answer_with_its_session() -> None:
    sessions = [SessionRecord(id=said, started=at(n), settled_alone=said) for n, said in enumerate(("partly", "yes"))]  # type: ignore[arg-type]
    found = described.settled_alone(dated(SessionRecord(id="none", started=at(5)), *sessions))
    assert [(one.id, one.answer) for one in found] == [("partly", "partly"), ("yes", "yes")]


def test_own_scale_ratings_need_one_that_is_a_number() -> None:
    answers = [
        {"calm, before": "3", "ache, after": "0"},
        {"calm, after": "7", "calm, before": "many"},
        {"ache, before": "no", "other": "5"},
        {},
    ]
    sessions = [SessionRecord(id=str(n), started=at(n), answers=given) for n, given in enumerate(answers)]
    found = described.own_scale_ratings(dated(*sessions))
    assert [(one.id, one.word, one.before, one.after) for one in found] == [
        ("0", "calm", 3, None),
        ("1", "calm", None, 7),
        ("0", "ache", None, 0),
    ]


def test_rung_without_words_is_named_by_its_id() -> None:
    (stay,) = described.rung_stays(dated(SessionRecord(id="a", started=at(0), rung_id="photo")))
    assert (stay.rung, stay.words) == ("photo", "photo")
    ratings = [Rating(60.0, "distress", 4, "during")]  # type: ignore[arg-type]
    (one,) = pairs(SessionRecord(id="a", started=at(0), rung_id="photo", prediction=5, ratings=ratings))
    assert (one.rung, one.words) == ("photo", "photo")


def test_prediction_at_the_ends_of_the_scale_makes_a_pair() -> None:
    found = pairs(on_rung(0, 0, 4), on_rung(1, 11, 4), on_rung(2, 10, 0))
    assert [(one.expected, one.met, one.first) for one in found] == [(0, 4, 0), (10, 0, 0)]


def test_checkin_needs_a_direction_or_a_choice() -> None:
    entries = [
        {"at": at(0), "direction": None, "chosen": "both"},
        {"at": at(1), "chosen": None, "direction": None},
        {"at": at(2), "direction": "anxious"},
        {"at": at(3), "chosen": "steady"},
        {"direction": "anxious"},
        {"at": at(4), "direction": "both", "chosen": 5},
    ]
    found = described.dated_checkins(entries)
    assert [(one.direction, one.chosen) for one in found] == [
        ("", "both"),
        ("anxious", None),
        ("", "steady"),
        ("both", None),
    ]


def test_checkins_of_one_moment_stay_in_their_order() -> None:
    entries = [{"at": at(0), "direction": word} for word in ("steady", "anxious", "both")]
    assert [one.direction for one in described.dated_checkins(entries)] == ["steady", "anxious", "both"]
