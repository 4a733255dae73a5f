"""What is suggested on the path: the week's exercises; and what comes before them."""

from __future__ import annotations

from securecoach_tui.practice.path.offers import WeekOnOffer
from securecoach_tui.practice.path.weeks import PathOffer
from securecoach_tui.practice.record import Rating
from tests.practice.suggesting import Exercise, begin, session

EXERCISES = [
    Exercise("slow-breathing", kind=("breath",)),
    Exercise("senses-grounding"),
    Exercise("come-back"),
    Exercise("safe-haven"),
    Exercise("check-the-story", kind=("thought",)),
    Exercise("say-it-out-loud", "need_expression", kind=("telling",)),
]
WEEK = WeekOnOffer(6, (PathOffer("check-the-story"), PathOffer("say-it-out-loud", 2)), {})
PRESENCE = [Rating(62.0, "presence", 0, "during")]  # type: ignore[arg-type]


def test_begin_follows_the_week_and_says_so() -> None:
    first = begin(EXERCISES, [], week=WEEK)
    assert (first.exercise_id, first.minutes) == ("check-the-story", 5)
    assert (first.reason.why, first.reason.week) == ("path", 6)
    done = WeekOnOffer(6, WEEK.offers, {"check-the-story": 1})
    assert begin(EXERCISES, [session("check-the-story")], week=done).exercise_id == "say-it-out-loud"


def test_begin_says_where_the_path_was_left_after_an_absence() -> None:
    away = WeekOnOffer(6, WEEK.offers, {}, away=True)
    assert begin(EXERCISES, [session("safe-haven", 24 * 40)], week=away).reason.why == "path_left"


def test_numb_high_and_careful_come_before_the_path() -> None:
    numb = begin(EXERCISES, [session("check-the-story", 2, ratings=PRESENCE)], week=WEEK)
    assert (numb.exercise_id, numb.reason.why) == ("come-back", "after_numb")
    high = begin(EXERCISES, [session("check-the-story", 2, "5>9")], week=WEEK)
    assert high.exercise_id in ("senses-grounding", "slow-breathing") and high.reason.why == "after_a_lot"
    careful = begin(EXERCISES, [session("senses-grounding", 2)], week=WEEK, careful=True)
    assert careful.exercise_id in ("senses-grounding", "slow-breathing") and careful.reason.why == "after_careful"


def test_what_did_not_help_and_what_is_left_out_give_way() -> None:
    poor = session("check-the-story", 2, not_helping=True)
    assert begin(EXERCISES, [poor], week=WEEK).exercise_id == "say-it-out-loud"
    left_out = begin(EXERCISES, [], week=WEEK, leave_closeness_out=True)
    assert left_out.exercise_id == "check-the-story", "say-it-out-loud is telling"
    week = WeekOnOffer(1, (PathOffer("slow-breathing", 2), PathOffer("gone-exercise")), {})
    assert begin(EXERCISES, [], week=week, no_breathing=True).reason.why != "path", "nothing of the week is left"


def test_three_days_of_safe_haven_give_way_to_the_path() -> None:
    assert begin(EXERCISES, [session("safe-haven", 24)]).reason.why == "haven_again"
    assert begin(EXERCISES, [session("safe-haven", 24)], week=WEEK).reason.why == "path"
