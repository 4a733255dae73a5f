"""Expected against met as paired dots: where each dot lies, what groups them, and the same in words."""

from __future__ import annotations

from datetime import date

from securecoach_tui.charts import paired_chart
from securecoach_tui.practice.record import Rating, SessionRecord
from securecoach_tui.progress.days import in_order
from securecoach_tui.text import described, over_time
from tests.progress.lives import at

TODAY = date(2026, 3, 31)


def near(day: float, expected: int, met: int | None, rung: str = "photo") -> SessionRecord:
    ratings = [] if met is None else [Rating(60.0, "distress", met, "during")]
    return SessionRecord(
        id=f"{rung}{day:g}", started=at(day), capacity="closeness", rung_id=rung, rung=f"the {rung}",
        prediction=expected, ratings=ratings,
    )  # fmt: skip


def pairs(*sessions: SessionRecord) -> list[described.Met]:
    return described.pairs(in_order(sessions)[0])


def test_two_dots_are_joined_and_ones_first_expectation_stays_in_sight() -> None:
    first, second = pairs(near(0, 8, 8), near(1, 6, 2))
    assert paired_chart.text(second, 1) == "  ●───○ ┊  "
    assert paired_chart.text(second, 1, ascii=True) == "  x---o :  "
    assert paired_chart.text(second, 2) == "    ●───────○   ┊    "
    assert paired_chart.text(first, 1) == "        ●  "


def test_what_was_expected_and_met_alike_is_one_dot() -> None:
    (one,) = pairs(near(0, 0, 0))
    assert paired_chart.text(one, 1) == "●" + " " * 10


def test_the_first_expectation_is_the_rungs_own_even_where_nothing_was_rated_then() -> None:
    found = pairs(near(0, 9, None), near(1, 5, 3), near(2, 4, 4, "message"))
    assert [(one.rung, one.first) for one in found] == [("photo", 9), ("message", 4)]


def test_pairs_stand_by_rung_and_the_rung_practised_last_stands_first() -> None:
    found = pairs(near(0, 8, 8), near(1, 7, 5, "message"), near(2, 6, 4), near(3, 5, 3, "message"))
    groups = paired_chart.by_rung(found)
    assert [(one.words, one.first, len(one.pairs)) for one in groups] == [("the message", 7, 2), ("the photo", 8, 2)]


def test_a_chart_holds_the_newest_under_a_scale_as_wide_as_there_is_room() -> None:
    found = pairs(*(near(n, 8, n) for n in range(9)))
    drawn = paired_chart.draw(found, TODAY, 60, 4)
    assert drawn is not None
    assert [line.split()[0] for line in drawn.lines[1:]] == ["11", "10", "9"]  # of March
    assert drawn.lines[0].split() == ["0", "5", "10"]
    wide = {len(line) for line in drawn.lines[1:]}
    assert wide == {max(len(line) for line in drawn.lines) - 1} and max(wide) <= 60
    assert all(len(marks) == len(line) for marks, line in zip(drawn.marks, drawn.lines, strict=True))


def test_where_there_is_no_room_nothing_is_drawn() -> None:
    found = pairs(near(0, 8, 8))
    assert paired_chart.draw(found, TODAY, 15, 4) is None and paired_chart.draw(found, TODAY, 60, 1) is None
    assert paired_chart.draw([], TODAY, 60, 4) is None


def test_the_words_say_the_rung_both_figures_and_the_first_one() -> None:
    found = pairs(near(0, 8, 8), near(1, 6, 2))
    assert described.pair_lines(found, TODAY)[1] == (
        "4 March, the photo: expected 6, the most was 2; the first time on it expected 8"
    )


def test_predictions_outside_the_scale_are_passed_over() -> None:
    assert pairs(near(0, 11, 4), near(1, -1, 4)) == []


def test_every_kind_over_time_names_its_sessions_and_can_be_hidden() -> None:
    sessions = [near(0, 8, 8), near(1, 6, 2)]
    checkins = [{"id": "a", "at": at(0), "direction": "both"}]
    found = over_time.kinds(sessions, checkins, TODAY)
    assert [kind.name for kind in found] == ["checkins", "rungs", "pairs"]
    assert found[1].ids == found[2].ids == ["photo0", "photo1"] and found[0].ids == []
    hidden = over_time.kinds(sessions, checkins, TODAY, hidden=["checkins", "rung", "prediction_gap"])
    assert hidden == []


def test_lines_of_looking_back_stand_by_their_week_with_its_sessions() -> None:
    kept = [
        {"week": "2026-03-02", "question": "kinder", "text": " on the stairs ", "at": at(8)},
        {"week": "2026-02-23", "question": "glad", "text": ""},
        {"week": "soon", "text": "x"},
        {"week": "9999-12-31", "question": "glad", "text": "far"},
    ]
    found = over_time.kinds([near(0, 8, 8), near(9, 8, 8)], [], TODAY, lookbacks=kept)[-1]
    assert found.name == "lookbacks" and found.entries[0].own
    assert found.entries[0].line == "Week of 2 March. Where were you kind to yourself? on the stairs"
    assert found.entries[0].ids == ["photo0"]
