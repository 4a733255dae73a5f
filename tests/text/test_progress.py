"""Progress in sentences: only the agreed words, and figures that the data can carry."""

from __future__ import annotations

import msgspec
import pytest

from securecoach_tui.charts import capacity_panel, chart_words, progress_page
from securecoach_tui.practice.record import SessionRecord
from securecoach_tui.progress.days import PracticeTotals
from securecoach_tui.progress.indicators import INDICATORS
from securecoach_tui.progress.model import CapacityProgress
from securecoach_tui.reports.report import build_report
from securecoach_tui.text import progress
from tests.progress.measured import BETTER, HARDER, STEADY, indicator_of, near, progress_of
from tests.progress.session_series import soothing


def regulation(sessions: list[SessionRecord]) -> CapacityProgress:
    return progress_of(sessions).capacities["regulation"]


def test_toward_says_by_how_much_and_how_sure() -> None:
    assert progress.indicator_sentence(indicator_of(BETTER)) == (
        "Over 17 weeks, you settle more than when you began: from about 1 in 10 to 8 in 10."
    )
    assert progress.capacity_heading(regulation(BETTER)) == "Soothing myself: getting easier"


def test_harder_is_named_without_blame() -> None:
    one = indicator_of(HARDER)
    assert progress.movement_words(one) == "a harder stretch"
    assert progress.asides(one)[0] == "Everyone has harder stretches."
    assert "ordinary one" in progress.page_notes(progress_of(HARDER))[0]


def test_steady_claims_nothing() -> None:
    one = indicator_of(STEADY)
    assert progress.movement_words(one) == "about the same" and progress.asides(one) == []
    assert progress.indicator_sentence(one).endswith("about as much as when you started.")


def test_steady_is_not_the_same_where_the_interval_is_wide() -> None:
    one = indicator_of(soothing([(8, after) for after in (6, 7, 6, 5, 6, 5, 6, 4, 5, 4)]))
    assert progress.movement_words(one) == "no clear change yet"
    assert "there is no clear change yet in how much you settle" in progress.indicator_sentence(one)
    assert "about as much" not in progress.indicator_sentence(one)


UNCLEAR = soothing([(8, after) for after in (6, 7, 6, 5, 6, 5, 6, 4, 5, 4)])


@pytest.mark.parametrize("sessions", [STEADY, UNCLEAR, BETTER, HARDER])
def test_no_word_of_progress_contradicts_the_sentence_beside_it(sessions: list[SessionRecord]) -> None:
    """On a panel, in plain text and in the report "about the same" is only where each sentence says it."""
    told = progress_of(sessions)
    capacity, report = told.capacities["regulation"], build_report(sessions, told).parts[0]
    unclear, same = "no clear change yet", "about the same"
    judged = [one for one in capacity.indicators if one.has_verdict]
    for one in judged:
        word, sentence = chart_words.heading(one), progress.indicator_sentence(one)
        assert (unclear in word) == (unclear in sentence) and not (same in word and unclear in sentence)
    words = [progress.capacity_words(capacity), report.word, capacity_panel.words(capacity).split(", ")[1]]
    words.append(progress_page.capacity_lines(capacity, told)[1].split(": ")[1])
    assert len(set(words)) == 1
    unsure = any(unclear in sentence for one in report.figures for sentence in one.sentences)
    assert words[0] != same or not unsure


def test_every_judged_indicator_has_sentences_for_movement() -> None:
    assert progress.MOVEMENTS.keys() == {row.name for row in INDICATORS if row.toward}


def test_not_enough_yet_says_how_much_more() -> None:
    assert progress.movement_words(indicator_of(soothing([(6, 3)] * 5))) == "not enough yet: 3 more"
    assert progress.movement_words(indicator_of(soothing([(6, 3)] * 9, step=1))) == "not enough yet: 6 more days"
    assert progress.capacity_words(regulation([])) == "no sessions yet"


def test_progress_says_once_what_is_not_enough_yet() -> None:
    few = progress_of([*soothing([(6, 3)] * 5), *near(["photo"] * 3, prediction=4)])
    assert progress.too_early(few) == (
        "Not enough yet to see a change. Soothing myself: 3 more rated sessions. Staying close: 6 more rated sessions."
    )
    assert progress.page_notes(few) == [progress.too_early(few)] and progress.page_notes(few, early=False) == []
    assert progress.too_early(progress_of(soothing([(6, 3)] * 9, step=1))).endswith("Soothing myself: 6 more days.")
    assert progress.too_early(progress_of([])) == progress.too_early(progress_of(BETTER)) == ""


def test_many_sessions_without_the_rating_are_not_called_too_few() -> None:
    found = progress.too_early(progress_of(near(["photo"] * 18)))
    assert found == (
        "Not enough yet to see a change. "
        'Staying close: 8 more sessions with a rating for "Expected, compared with the first time on that step".'
    )


def test_progress_line_words_go_from_first_to_recent() -> None:
    assert progress.line_words(indicator_of(BETTER)) == "1 in 10 to 8 in 10"
    assert progress.line_words(indicator_of(STEADY)) == "50% to 38%"
    assert progress.line_words(indicator_of(soothing([(6, 3)]))) == "50%"
    less = progress_of([*near(["a"], prediction=7), *near(["a"] * 2, prediction=4)]).capacities["closeness"]
    (expected,) = [one for one in less.indicators if one.figures.name == "expected"]
    compared = [msgspec.structs.replace(expected, figures=msgspec.structs.replace(expected.figures, baseline=0.0, recent=points)) for points in (-3.0, 1.0, 0.0)]  # fmt: skip
    assert [progress.line_words(one) for one in compared] == [
        "3 points less than the first time",
        "1 point more than the first time",
        "the same as the first time",
    ]


def test_ends_sentence_has_the_first_and_the_recent_value() -> None:
    assert progress.ends_sentence(indicator_of(STEADY)) == (
        "How much you settled: 50% at first, 38% recently, in 60 sessions."
    )


def test_since_words_count_the_sessions() -> None:
    assert progress.since_words(progress_of(BETTER)) == "since 3 March, 60 sessions"
    assert progress.since_words(progress_of([])) == ""


def test_closeness_says_what_came_of_the_fear() -> None:
    sessions = near(["photo"] * 10, feared="no")
    once = [*sessions[:-1], msgspec.structs.replace(sessions[-1], feared="yes")]
    partly = [*sessions[:-1], msgspec.structs.replace(sessions[-1], feared="partly")]
    found = [progress.capacity_words(progress_of(one).capacities["closeness"]) for one in (sessions, once, partly)]
    assert found == [
        "10 times, and what you feared did not happen",
        "10 times, and what you feared happened once",
        "10 times, and part of what you feared happened",
    ]


def test_totals_in_words() -> None:
    assert progress.totals_words(PracticeTotals(2, 3690.0)) == "2 sessions and 1 hour 1 minute altogether"
    assert progress.totals_words(PracticeTotals(1, 20.0)) == "1 session and 0 minutes altogether"


def test_a_long_history_says_since_when_its_trend_looks() -> None:
    assert progress.asides(indicator_of(soothing([(6, 3)] * 320, step=1))) == [
        "The trend uses the last 300 of these sessions, since 23 March 2026."
    ]


def test_misdated_sessions_are_counted_in_a_sentence() -> None:
    lost = msgspec.structs.replace(soothing([(6, 3)])[0], started="1970-01-01T00:00:00+00:00")
    assert progress.misdated_sentence(progress_of([lost])).startswith("1 session has no usable date")
    assert progress.misdated_sentence(progress_of([])) == ""
    assert progress_of([lost]).since is None
