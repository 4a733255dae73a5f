"""The machine's table: any event in any state leads only where its row says, and every target is reached."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from securecoach_tui.practice.session import events as ev
from securecoach_tui.practice.session import machine
from securecoach_tui.practice.session.checkpoint import Checkpoint
from securecoach_tui.practice.session.machine import BEGIN_TARGETS, RESUME_TARGETS, TABLE, begin, resume, update
from securecoach_tui.practice.session.state import Session, SessionState, Setup
from tests.practice.person import a_setup, an_exercise

ANY = frozenset(SessionState)
HURT = "I was hurt"
BODY: list[dict[str, Any]] = [
    {"breathe": {"in": 1, "out": 1, "hold_in": 1}, "rate": "distress"},
    {"ask": "How did it go?", "key": "went", "choices": ["well", HURT], "support": HURT, "seconds": 1},
    {"ask": "What now?", "key": "now", "seconds": 1, "wait": True},
]
PREPARED = {"expect": "heat", "prediction": 3, "before": 9, "practised": 3.0}


def a_short_setup(*kinds: str, closing: bool = True, **changes: Any) -> Setup:
    """A session of a few seconds with grounding of two steps."""
    end = [{"say": "Goodbye.", "seconds": 1}] if closing else []
    exercise = an_exercise(kind=list(kinds), opening=[], body=BODY, closing=end, fill="stretch")
    calm = an_exercise(id="calm", opening=[], body=[{"say": "Feet.", "seconds": 3}], closing=end, fill="stretch")
    orienting = changes.pop("orienting", tuple(exercise.body[1:2]))
    seconds = changes.pop("seconds", exercise.shortest)
    return a_setup(exercise, seconds, grounding=calm, orienting=orienting, numb_steps=tuple(calm.body), **changes)


def setups() -> Iterator[Setup]:
    lived = {"lived": True, "rung": "a talk", "rung_id": "photo", "lived_steps": tuple(an_exercise().body[1:])}
    yield a_short_setup("urge", settle=1.0)
    for closing in (True, False):
        yield a_short_setup("imagery", "urge", closing=closing)
    yield a_short_setup(asking="few")
    yield a_short_setup(closing=False, asking="none")
    yield a_short_setup("contact", rung="a photo", rung_id="photo")
    yield a_short_setup("contact", closing=False, asking="none")
    yield a_short_setup("imagery", seconds=None)
    for asking in ("all", "none"):
        yield a_short_setup("contact", asking=asking, **lived)
        yield a_short_setup("contact", asking=asking, debrief=PREPARED, **lived)


def happenings(session: Session) -> Iterator[tuple[ev.Event, ...]]:
    """Everything that may happen next, each after a tick as the clock moves on."""
    now = session.elapsed
    cues = session.timeline.cues
    due = cues[session.next_cue].at if session.next_cue < len(cues) else session.timeline.total
    for seconds in (0.0, 0.5, due - session.position, session.timeline.total - session.position, 31.0):
        yield (ev.Tick(now + max(0.0, seconds)),)
    yield (ev.Tick(now + 20.0), ev.Tick(now + 40.0))
    for kind in (ev.Pause, ev.Resume, ev.Skip, ev.Stay, ev.EaseOff, ev.NotHelping, ev.Stop, ev.UndoLast, ev.InputEnded):
        yield (kind(),)
    yield from ((ev.Slept(5.0),), (ev.Kept(),), (ev.NotKept("full"),))
    for scale in ("distress", "urge", "ease", "presence"):
        yield (ev.Rate(scale, 9),)  # type: ignore[arg-type]
    key = session.open.key if session.open is not None else "other"
    choices = session.open.choices if session.open is not None else ()
    for value in (None, 2, 9, "some words", *choices):
        yield (ev.Answer(key, value),)


def situation(session: Session) -> tuple[object, ...]:
    """What two sessions have in common that behave alike."""
    mark = session.timeline.mark(session.position)
    undo = session.undo is not None and session.elapsed <= session.undo.until and session.undo.what
    return (
        session.state, session.detour, session.open and session.open.key, session.answerless, session.careful,
        session.stopped or session.eased_off, session.position < 0, mark.part, mark.step == mark.steps, undo, session.waits_for,
        session.position >= session.timeline.total,
    )  # fmt: skip


@cache
def transitions() -> dict[tuple[SessionState, type], set[SessionState]]:
    """Every change of state that any event brings in any situation, whatever the table's targets say."""
    found: dict[tuple[SessionState, type], set[SessionState]] = {}
    table = {key: machine.Row(row.handler, ANY) for key, row in TABLE.items()}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(machine, "TABLE", table)
        for setup in setups():
            first, _effects = begin(setup, 100.0)
            known, waiting = {situation(first)}, deque([first])
            while waiting:
                before = waiting.popleft()
                for events in happenings(before):
                    session = before
                    for event in events:
                        old, (session, _effects) = session.state, update(session, event)
                        if session.state is not old:
                            found.setdefault((old, type(event)), set()).add(session.state)
                    if situation(session) not in known:
                        known.add(situation(session))
                        waiting.append(session)
    return found


def test_any_event_in_any_state_leads_only_where_the_table_says() -> None:
    for row, reached in transitions().items():
        assert reached <= TABLE[row].targets, row


def test_every_target_in_the_table_is_reached() -> None:
    unreached = {row: TABLE[row].targets - transitions().get(row, set()) for row in TABLE}
    assert {row: targets for row, targets in unreached.items() if targets} == {}


def test_no_row_names_its_own_state_as_a_target() -> None:
    assert [row for row in TABLE if row[0] in TABLE[row].targets] == []


def test_a_target_that_is_not_in_the_table_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    session, _effects = begin(a_short_setup(led_to=True), 0.0)
    row = TABLE[SessionState.RUNNING, ev.Pause]
    monkeypatch.setitem(TABLE, (SessionState.RUNNING, ev.Pause), row._replace(targets=frozenset()))
    with pytest.raises(AssertionError):
        update(session, ev.Pause())


def test_beginning_and_resuming_elsewhere_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    setup = a_short_setup(led_to=True)
    at_rest, _effects = update(begin(setup, 0.0)[0], ev.Pause())
    point = Checkpoint(**_point(at_rest, at_questions=False))
    monkeypatch.setattr(machine, "BEGIN_TARGETS", frozenset())
    monkeypatch.setattr(machine, "RESUME_TARGETS", frozenset())
    with pytest.raises(AssertionError):
        begin(setup, 0.0)
    with pytest.raises(AssertionError):
        resume(setup, point, 5.0)


def test_a_persons_session_is_not_ended_by_a_missing_target(monkeypatch: pytest.MonkeyPatch) -> None:
    setup = a_short_setup(led_to=True)
    row = TABLE[SessionState.RUNNING, ev.Pause]
    for name in ("BEGIN_TARGETS", "RESUME_TARGETS"):
        monkeypatch.setattr(machine, name, frozenset())
    monkeypatch.setitem(TABLE, (SessionState.RUNNING, ev.Pause), row._replace(targets=frozenset()))
    monkeypatch.setattr(machine, "enforce_targets", False)
    at_rest, _effects = update(begin(setup, 0.0)[0], ev.Pause())
    assert at_rest.state is SessionState.PAUSED
    point = Checkpoint(**_point(at_rest, at_questions=False))
    assert resume(setup, point, 5.0)[0].state is SessionState.PAUSED


def test_begin_leads_to_each_of_its_targets_and_no_other() -> None:
    assert {begin(setup, 0.0)[0].state for setup in setups()} == BEGIN_TARGETS


def test_resume_leads_to_each_of_its_targets_and_no_other() -> None:
    found = set()
    for asking in ("all", "none"):
        setup = a_short_setup(led_to=True, asking=asking)
        session, _effects = begin(setup, 0.0)
        for seconds in (1.0, 20.0):
            at_rest, effects = update(update(session, ev.Tick(seconds))[0], ev.Pause())
            point = Checkpoint(**_point(at_rest, at_questions=seconds > 10))
            found.add(resume(setup, point, 50.0)[0].state)
    assert found == RESUME_TARGETS


def _point(session: Session, *, at_questions: bool) -> dict[str, Any]:
    from securecoach_tui.practice.session.saving import checkpoint_of

    point = checkpoint_of(session)
    return {name: getattr(point, name) for name in point.__struct_fields__} | {"at_questions": at_questions}


@pytest.mark.parametrize("state", list(SessionState))
def test_an_event_without_a_row_changes_nothing(state: SessionState) -> None:
    session = replace(begin(a_short_setup(), 0.0)[0], state=state)
    for events in happenings(session):
        for event in events:
            if (state, type(event)) not in TABLE:
                assert update(session, event) == (session, ())
