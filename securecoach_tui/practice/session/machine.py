"""A practice session as one state machine, from the first question to "Saved".

There are two rules. First, ``update`` is pure and total: every event is allowed in every state, and an
event without a row in ``TABLE`` does nothing. Second, only ``Tick`` changes the time: a display sends
it before each other event, so that each of them happens at a known second.

``TABLE`` defines the behaviour: what each event does in each state, and to which states it may lead.
The handlers are in timing.py (time), ending.py (endings), answers.py (questions and ratings) and
undo.py.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from securecoach_tui.practice.exercise import timeline as timelines
from securecoach_tui.practice.exercise.model import Step
from securecoach_tui.practice.exercise.timeline import Timeline
from securecoach_tui.practice.session import answers, ending, position, timing, undo
from securecoach_tui.practice.session.checkpoint import Checkpoint
from securecoach_tui.practice.session.events import (
    Answer,
    EaseOff,
    Effect,
    Event,
    InputEnded,
    Kept,
    NotHelping,
    NotKept,
    Over,
    Pause,
    Rate,
    Resume,
    Skip,
    Slept,
    Stay,
    Stop,
    Tick,
    UndoLast,
)
from securecoach_tui.practice.session.questions import SAFETY_KINDS
from securecoach_tui.practice.session.state import Session, SessionState, Setup, Transition, replace


class Row(NamedTuple):
    """The handler of an event in a state, and the states it may lead to besides that one.

    If the session is running after the handler, ``update`` emits every cue that is due, and the end of
    the exercise. ``targets`` include the states that this leads to.
    """

    handler: Callable[[Session, Any], Transition]
    targets: frozenset[SessionState]


_BEFORE, _RUNNING, _PAUSED, _SLEPT = (
    SessionState.BEFORE,
    SessionState.RUNNING,
    SessionState.PAUSED,
    SessionState.SLEPT,
)
_AFTER, _SAVING, _DONE = SessionState.AFTER, SessionState.SAVING, SessionState.DONE


def _row(handler: Callable[[Session, Any], Transition], *targets: SessionState) -> Row:
    return Row(handler, frozenset(targets))


TABLE: dict[tuple[SessionState, type], Row] = {
    (_BEFORE, Tick): _row(timing.tick),
    (_BEFORE, Answer): _row(answers.answer, _RUNNING, _DONE),
    (_BEFORE, Rate): _row(answers.rate_as_answer, _RUNNING),
    (_BEFORE, UndoLast): _row(undo.undo_last),
    (_BEFORE, InputEnded): _row(answers.input_ended, _RUNNING, _DONE),
    (_BEFORE, Stop): _row(ending.leave, _DONE),
    (_BEFORE, NotHelping): _row(ending.not_helping, _DONE),
    #
    (_RUNNING, Tick): _row(timing.tick, _BEFORE, _PAUSED, _SLEPT, _AFTER, _SAVING, _DONE),
    (_RUNNING, Slept): _row(timing.slept, _SLEPT),
    (_RUNNING, Pause): _row(timing.pause, _PAUSED),
    (_RUNNING, Skip): _row(timing.skip, _BEFORE, _AFTER, _SAVING, _DONE),
    (_RUNNING, Stay): _row(timing.stay),
    (_RUNNING, EaseOff): _row(ending.ease_off, _BEFORE, _AFTER, _SAVING, _DONE),
    (_RUNNING, NotHelping): _row(ending.not_helping, _SAVING, _DONE),
    (_RUNNING, Stop): _row(ending.stop, _BEFORE, _AFTER, _SAVING, _DONE),
    (_RUNNING, Answer): _row(answers.answer, _SAVING, _DONE),
    (_RUNNING, Rate): _row(answers.rate),
    (_RUNNING, UndoLast): _row(undo.undo_last, _BEFORE, _AFTER),
    (_RUNNING, InputEnded): _row(answers.input_ended),
    #
    (_PAUSED, Tick): _row(timing.tick),
    (_PAUSED, Resume): _row(timing.resume, _RUNNING, _AFTER),
    (_PAUSED, Skip): _row(timing.skip, _BEFORE, _RUNNING, _AFTER, _SAVING, _DONE),
    (_PAUSED, Stay): _row(timing.stay),
    (_PAUSED, EaseOff): _row(ending.ease_off, _BEFORE, _RUNNING, _AFTER, _SAVING, _DONE),
    (_PAUSED, NotHelping): _row(ending.not_helping, _SAVING, _DONE),
    (_PAUSED, Stop): _row(ending.stop, _BEFORE, _RUNNING, _AFTER, _SAVING, _DONE),
    (_PAUSED, Answer): _row(answers.answer, _RUNNING, _AFTER, _SAVING, _DONE),
    (_PAUSED, Rate): _row(answers.rate),
    (_PAUSED, UndoLast): _row(undo.undo_last, _BEFORE, _AFTER),
    (_PAUSED, InputEnded): _row(answers.input_ended, _RUNNING, _SAVING),
    #
    (_SLEPT, Tick): _row(timing.tick),
    (_SLEPT, Resume): _row(timing.resume, _RUNNING),
    (_SLEPT, Answer): _row(timing.answer_after_sleep, _BEFORE, _RUNNING, _PAUSED, _AFTER, _SAVING, _DONE),
    (_SLEPT, Skip): _row(timing.skip, _BEFORE, _RUNNING, _AFTER, _SAVING, _DONE),
    (_SLEPT, Stay): _row(timing.stay),
    (_SLEPT, EaseOff): _row(ending.ease_off, _BEFORE, _RUNNING, _AFTER, _SAVING, _DONE),
    (_SLEPT, NotHelping): _row(ending.not_helping, _SAVING, _DONE),
    (_SLEPT, Stop): _row(ending.stop, _BEFORE, _RUNNING, _AFTER, _SAVING, _DONE),
    (_SLEPT, Rate): _row(answers.rate),
    (_SLEPT, UndoLast): _row(undo.undo_last, _BEFORE, _AFTER),
    (_SLEPT, InputEnded): _row(answers.input_ended, _RUNNING),
    #
    (_AFTER, Tick): _row(timing.tick),
    (_AFTER, Answer): _row(answers.answer, _RUNNING, _SAVING),
    (_AFTER, Rate): _row(answers.rate_as_answer, _SAVING),
    (_AFTER, UndoLast): _row(undo.undo_last),
    (_AFTER, InputEnded): _row(answers.input_ended, _SAVING),
    (_AFTER, Stop): _row(ending.finish_unasked, _SAVING),
    (_AFTER, NotHelping): _row(ending.not_helping, _SAVING),
    #
    (_SAVING, Tick): _row(timing.tick),
    (_SAVING, Kept): _row(ending.kept, _DONE),
    (_SAVING, NotKept): _row(ending.not_kept, _DONE),
    #
    (_DONE, Tick): _row(timing.tick),
}
BEGIN_TARGETS = frozenset({_BEFORE, _RUNNING, _AFTER, _SAVING, _DONE})
RESUME_TARGETS = frozenset({_PAUSED, _AFTER, _SAVING})
enforce_targets = False  # the tests set it: a row that lacks a target must not end a person's session


def update(session: Session, event: Event) -> Transition:
    """The session after ``event``, and the effects that a display carries out, in order."""
    row = TABLE.get((session.state, type(event)))
    if row is None:
        return session, ()
    after, effects = row.handler(session, event)
    if after is session and not effects:
        return session, ()  # nothing changed, so what is due waits for the next tick
    after, effects = _emit_due(after, effects)
    if enforce_targets and after.state is not session.state:
        assert after.state in row.targets, (session.state, event, after.state)
    return after, effects


def begin(setup: Setup, elapsed: float) -> Transition:
    """A new session at clock reading ``elapsed``, and its first effects.

    Raises:
        LengthRefused: the exercise can't have the length asked for.
    """
    session, effects = _emit_due(*_begin(setup, elapsed))
    assert not enforce_targets or session.state in BEGIN_TARGETS, session.state
    return session, effects


def resume(setup: Setup, saved: Checkpoint, elapsed: float) -> Transition:
    """An unfinished session, paused at the checkpoint's position or at the questions after the exercise.

    Returns the session and its first effects; ``elapsed`` is the clock's reading.
    """
    session, effects = _resume(setup, saved, elapsed)
    assert not enforce_targets or session.state in RESUME_TARGETS, session.state
    return session, effects


def _emit_due(session: Session, effects: tuple[Effect, ...]) -> Transition:
    if session.state is not SessionState.RUNNING:
        return session, effects
    session, more = timing.due(session)
    return session, (*effects, *more)


def _begin(setup: Setup, elapsed: float) -> Transition:
    timeline = position.compile_main(setup, preface=_preface(setup))
    planned = None if timeline.open or setup.lived else timeline.total
    session = Session(setup=setup, state=_BEFORE, timeline=timeline, planned=planned, elapsed=elapsed)
    if setup.debrief is not None:
        return answers.ask_after(answers.as_prepared(session, setup.debrief))
    if setup.lived and setup.asking == "none":
        return replace(session, state=_DONE), (Over("lived"),)
    if setup.led_to:
        return position.start(session), ()
    return answers.ask_before(session)


def _preface(setup: Setup) -> tuple[Step, ...]:
    """The steps that replace the safety question if it isn't asked."""
    unasked = setup.asking == "none" and bool(setup.exercise.kinds & SAFETY_KINDS)
    return setup.safe_notice if unasked and setup.debrief is None else ()


def _resume(setup: Setup, saved: Checkpoint, elapsed: float) -> Transition:
    timeline = position.with_changes(_compile_again(setup, saved), setup, saved)
    session = Session(
        setup=setup,
        state=_AFTER if saved.at_questions else _PAUSED,
        timeline=timeline,
        planned=saved.planned,
        elapsed=elapsed,
        held=min(saved.position, timeline.total),
        shift=saved.shift,
        frozen=saved.frozen,
        next_cue=timeline.first_cue(saved.position),
        values=dict(saved.values),
        texts=dict(saved.texts),
        ratings=saved.ratings,
        asked=saved.asked,
        eased_off=saved.eased_off,
        stopped=saved.stopped,
        completed=saved.completed,
        changes=saved.changes,
        saved_at=saved.position,
    )
    return answers.ask_after(session) if saved.at_questions else _ask_for_draft(session, saved)


def _compile_again(setup: Setup, saved: Checkpoint) -> Timeline:
    """The timeline that the session began with.

    The setting for how many questions are asked may have changed since then, and with it the preface.
    So each possible preface is tried, and the one that gives the planned length is used.
    """
    exercise = position.exercise_as_played(setup)
    prefaces = (_preface(setup), (), setup.safe_notice)
    candidates = [timelines.compile(exercise, saved.planned, rung=saved.rung, preface=preface) for preface in prefaces]
    planned = saved.planned
    return next(
        (timeline for timeline in candidates if planned is None or abs(timeline.total - planned) < 1e-6), candidates[1]
    )


def _ask_for_draft(session: Session, saved: Checkpoint) -> Transition:
    """Ask again the exercise's question whose answer was being written when the session was left."""
    for cue in session.timeline.cues:
        if cue.ask is not None and cue.ask.key in saved.drafts:
            ask = answers.asked_in(cue.ask)
            return replace(session, open=ask), (ask,)
    return session, ()
