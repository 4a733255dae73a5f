"""Under any sequence of events: no cue out of order, none lost, none twice, and every session ends."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from unittest import mock

from hypothesis import given, settings
from hypothesis import strategies as st

from securecoach_tui.practice.session import events as ev
from securecoach_tui.practice.session import machine
from securecoach_tui.practice.session.machine import TABLE, update
from securecoach_tui.practice.session.questions import BY_KEY
from securecoach_tui.practice.session.state import Session, SessionState, Setup
from tests.practice.person import CONTENT, Person, a_setup, an_exercise

WHICH = ["small", "closeness-ladder", "senses-grounding", "say-it-out-loud", "urge-wave", "safe-haven"]
TICKS = st.floats(0, 40).map(lambda seconds: ev.Tick(seconds))
STAYING = [
    TICKS,
    TICKS,
    st.builds(ev.Slept, st.floats(0, 9000)),
    st.sampled_from([ev.Pause(), ev.Resume(), ev.Stay()]),
    st.builds(ev.Rate, st.sampled_from(["distress", "urge", "ease", "presence"]), st.integers(-2, 12)),
    st.builds(
        ev.Answer,
        st.sampled_from([*BY_KEY, "slept", "rate_distress", "rate_ease", "when", "other"]),
        st.one_of(st.none(), st.integers(-1, 11), st.sampled_from(["yes", "no", "go on", "text", "", "x" * 5000])),
    ),
]
JUMPING = st.sampled_from(
    [
        ev.Skip(),
        ev.EaseOff(),
        ev.Stop(),
        ev.UndoLast(),
        ev.NotHelping(),
        ev.Answer("slept", "this part again"),
        ev.Answer("slept", "finish here"),
        ev.InputEnded(),
        ev.Kept(),
        ev.NotKept("full"),
    ]
)


def a_setup_of(which: str, **changes: object) -> Setup:
    exercise = an_exercise() if which == "small" else CONTENT.exercise(which)
    return a_setup(exercise, 180, rung="photo", rung_id="photo", **changes)


def happens(person: Person, event: ev.Event) -> tuple[Session, list[ev.Effect]]:
    """What came of it, and the session before."""
    before, count = person.session, len(person.out)
    if isinstance(event, ev.Tick):
        person.now += event.elapsed
        event = ev.Tick(person.now)
    person.does(event)
    return before, person.out[count:]


def nothing_is_lost(before: Session, after: Session, effects: list[ev.Effect]) -> None:
    """What was said is one run of the timeline's cues, up to the one due now."""
    said = [effect.cue for effect in effects if isinstance(effect, ev.Say)]
    if after.detour == before.detour and said:
        first = after.next_cue - len(said)
        if after.timeline.cues[first : after.next_cue] != tuple(said):  # the end was reached on the way
            assert before.timeline.cues[before.next_cue : before.next_cue + len(said)] == tuple(said)
    if after.state is SessionState.RUNNING and after.position >= 0:
        due = [bisect_right(after.timeline.times, after.position + hair) for hair in (-1e-9, 1e-9)]
        assert after.next_cue in due, "due, and not said"  # a clock's sums differ by a hair after a pause
    if after.timeline is before.timeline and after.shift == before.shift and after.state is before.state:
        assert after.next_cue == before.next_cue + len(said)
    assert 0 <= after.practised <= after.timeline.total + 1e-6


@settings(max_examples=120, deadline=None)
@given(st.lists(st.one_of(*STAYING), max_size=50), st.sampled_from(WHICH))
def test_any_events_but_jumps_say_each_cue_once_in_order(events: list[ev.Event], which: str) -> None:
    person = Person(a_setup_of(which)).answers_all(safe="yes", ground_first="no")
    for event in events:
        nothing_is_lost(*_after(person, event))
    person.answers_all(slept="go on").does(ev.Resume())
    while person.session.state is SessionState.RUNNING:
        person.waits(5, ticks=5).answers_all()
    assert person.session.detour is None and person.session.state is SessionState.SAVING
    assert person.said() == [cue.at for cue in person.session.timeline.cues]
    assert person.record().practised_seconds is not None


def _after(person: Person, event: ev.Event) -> tuple[Session, Session, list[ev.Effect]]:
    before, effects = happens(person, event)
    return before, person.session, effects


@settings(max_examples=250, deadline=None)
@given(st.lists(st.one_of(*STAYING, JUMPING), max_size=60), st.sampled_from(WHICH))
def test_any_events_leave_no_due_cue_unsaid_and_end(events: list[ev.Event], which: str) -> None:
    person = Person(a_setup_of(which))
    for event in events:
        before, after, effects = _after(person, event)
        nothing_is_lost(before, after, effects)
        led = TABLE.get((before.state, type(event)))
        if after.state is not before.state and led is not None and not isinstance(event, ev.Tick):
            assert after.state in (before.state, *led[1]), (before.state, event)
    person.does(ev.InputEnded(), ev.Resume()).waits(1500, ticks=10)
    person.does(ev.Stop(), ev.Stop(), ev.Stop())
    assert person.session.state in (SessionState.SAVING, SessionState.DONE)
    assert len(person.of(ev.Finish)) <= 1


@given(st.sampled_from(list(SessionState)), st.lists(st.one_of(*STAYING, JUMPING), max_size=12))
def test_any_event_in_any_state_gives_the_same_result_twice(place: SessionState, events: list[ev.Event]) -> None:
    person = Person(a_setup_of("small"))
    for event in events:
        happens(person, event)
    session = replace(person.session, state=place)  # also states that these events never lead to
    with mock.patch.object(machine, "enforce_targets", False):
        for event in events:
            assert update(session, event) == update(session, event)
