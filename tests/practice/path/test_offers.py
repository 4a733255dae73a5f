"""What a week offers next: the exercise furthest behind its share, and never what the person left out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from securecoach_tui.practice.path.offers import WeekOnOffer, next_offer, practised_since, week_on_offer
from securecoach_tui.practice.path.state import PathState
from securecoach_tui.practice.path.weeks import PathOffer
from securecoach_tui.practice.record import SessionRecord

NOW = datetime(2026, 3, 12, 21, 0, tzinfo=UTC)
OFFERS = (PathOffer("what-matters"), PathOffer("safe-haven", 2))


def session(exercise: str | None, days_ago: float, **more: object) -> SessionRecord:
    started = (NOW - timedelta(days=days_ago)).isoformat()
    return SessionRecord(id="s", **{"exercise": exercise, "started": started, **more})  # type: ignore[arg-type]


def here(days_ago: float) -> PathState:
    return PathState(on=True, week=2, lean="anxious", round="r", since=(NOW - timedelta(days=days_ago)).isoformat())


def test_any_session_since_the_turn_counts() -> None:
    sessions = [
        session("safe-haven", 1, completed=False, practised_seconds=20.0),
        session("safe-haven", 2, practised_seconds=0.0),
        session("gone-exercise", 2),
        session(None, 2),
        session("safe-haven", 9),
        SessionRecord(id="x", exercise="safe-haven", started="no date"),
    ]
    assert practised_since(sessions, here(5).since) == {"safe-haven": 1, "gone-exercise": 1}
    assert practised_since(sessions, "") == {}


def test_offers_take_turns_by_their_share() -> None:
    week, order = WeekOnOffer(2, OFFERS, {}), []
    for _ in range(6):
        offer = next_offer(week, {"what-matters", "safe-haven"})
        assert offer is not None
        order.append(offer.exercise)
        week.counts[offer.exercise] = week.counts.get(offer.exercise, 0) + 1
    assert order == ["what-matters", "safe-haven", "safe-haven", *order[:3]]


def test_what_is_left_out_or_did_not_help_gives_way() -> None:
    week = WeekOnOffer(2, OFFERS, {})
    both = {"what-matters", "safe-haven"}
    assert next_offer(week, both, {"what-matters"}) == OFFERS[1]
    assert next_offer(week, {"what-matters"}, {"what-matters"}) == OFFERS[0], "there is nothing else"
    assert next_offer(week, {"kind-hand"}) is None


@pytest.mark.parametrize(("turned", "practised", "away"), [(20, 15, True), (20, 3, False), (3, 99, False)])
def test_absence_counts_from_the_last_session_or_turn(turned: float, practised: float, away: bool) -> None:
    assert week_on_offer(here(turned), OFFERS, [session("safe-haven", practised)], NOW).away is away


@given(st.floats(0, 40_000))
def test_absence_of_any_length_changes_no_week(days: float) -> None:
    found = week_on_offer(here(0), OFFERS, [], NOW + timedelta(days=days))
    assert (found.number, found.offers) == (2, OFFERS) and found.away is (days > 14)


def test_session_at_the_moment_of_the_turn_counts_however_short() -> None:
    sessions = [session("safe-haven", 5, practised_seconds=0.5), session("safe-haven", 5.001)]
    assert practised_since(sessions, here(5).since) == {"safe-haven": 1}
    assert week_on_offer(here(5), OFFERS, sessions, NOW).counts == {"safe-haven": 1}


def test_absence_begins_after_two_whole_weeks() -> None:
    assert not week_on_offer(here(14), OFFERS, [], NOW).away and week_on_offer(here(14.001), OFFERS, [], NOW).away
