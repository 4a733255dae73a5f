"""What moves a session in time: sleep, parts played again, and steps for numbness."""

from __future__ import annotations

import pytest

from securecoach_tui.practice.session import events as ev
from securecoach_tui.practice.session.state import SessionState
from tests.practice.person import Person, a_setup, an_exercise

QUICK = [{"say": f"Hello {n}.", "seconds": 0.5} for n in range(4)]


@pytest.mark.parametrize(("at", "again"), [(0.3, 0.0), (0.8, 0.5), (1.2, 1.0), (10.0, 2.0), (16.5, 12.0)])
def test_part_played_again_begins_at_its_first_second(at: float, again: float) -> None:
    person = Person(a_setup(an_exercise(opening=QUICK))).begins().waits(at, ticks=0.1).does(ev.Slept(60.0))
    assert person.session.state is SessionState.SLEPT and person.session.open is not None
    person.does(ev.Answer("slept", "this part again"))
    assert person.session.state is SessionState.RUNNING and person.session.position == pytest.approx(again)
    assert person.session.practised == pytest.approx(at)


def test_part_played_again_while_settling_is_the_first() -> None:
    person = Person(a_setup(settle=5.0)).begins().waits(2).does(ev.Slept(60.0))
    person.does(ev.Answer("slept", "this part again"))
    assert person.session.position == 0 and person.session.practised == 0


@pytest.mark.parametrize(("seconds", "asleep"), [(2.0, False), (2.1, True)])
def test_sleep_of_more_than_two_seconds_is_asked_about(seconds: float, asleep: bool) -> None:
    person = Person(a_setup()).begins().waits(6).does(ev.Slept(seconds))
    assert (person.session.state is SessionState.SLEPT) is asleep


@pytest.mark.parametrize(("seconds", "asleep"), [(30.0, False), (30.5, True)])
def test_half_a_minute_without_a_tick_is_a_sleep(seconds: float, asleep: bool) -> None:
    person = Person(a_setup(seconds=120)).begins().waits(6).does(ev.Tick(106.0 + seconds))
    assert (person.session.state is SessionState.SLEPT) is asleep
    assert person.session.position == (6 if asleep else 36)


def test_clock_that_is_set_back_moves_nothing() -> None:
    person = Person(a_setup()).begins().waits(6).does(ev.Tick(50.0))
    assert person.session.position == 6 and person.session.elapsed == 106


def test_numbness_without_steps_for_it_changes_no_timeline() -> None:
    person = Person(a_setup(numb_steps=())).begins().waits(6)
    timeline = person.session.timeline
    person.does(ev.Rate("presence", 0))  # type: ignore[arg-type]
    assert person.session.timeline is timeline and person.session.changes == ()


def test_numbness_is_answered_with_steps_from_that_second_on() -> None:
    person = Person(a_setup()).begins()
    person.does(ev.Rate("presence", 0))  # type: ignore[arg-type]
    assert person.session.changes == (("numb", 0.0),) and person.session.timeline.total == 54 + 14
    person.waits(20).does(ev.Rate("presence", 0))  # type: ignore[arg-type]
    assert person.session.changes == (("numb", 0.0), ("numb", 20.0)) and person.session.in_orienting
    person.waits(1).does(ev.Rate("presence", 0))  # type: ignore[arg-type]
    assert len(person.session.changes) == 2, "not again while they are said"
