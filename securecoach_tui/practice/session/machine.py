"""The session: one state machine from the first question to "Saved".

Two rules hold in this file. ``update`` is pure and total: every event is allowed at every place,
and where it means nothing there, nothing happens. And time comes in with ``Tick`` alone: a face
ticks before each other event, so that all of them happen at a known second.

``TABLE`` below holds the whole behaviour: which event means something in which place, and where it
may lead. What moves time is in moves.py, the ways out in leaving.py, what asks in asking.py,
ratings in ratings.py, taking back in undoing.py; all of them stand on standing.py, none reaches up.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from securecoach_tui.practice.exercise import model
from securecoach_tui.practice.exercise.model import Exercise, Kind
from securecoach_tui.practice.exercise.timeline import Timeline, compile
from securecoach_tui.practice.session import answers, ending, position, rating, timing, undo
from securecoach_tui.practice.session.checkpoint import Checkpoint
from securecoach_tui.practice.session.events import (
    Answer,
    AskFor,
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
from securecoach_tui.practice.session.state import Session, SessionState, Setup

Effects = tuple[Effect, ...]
Step = tuple[Session, Effects]
Handler = Callable[[Session, Any], Step]

_B, _R, _P, _S, _A = (
    SessionState.BEFORE,
    SessionState.RUNNING,
    SessionState.PAUSED,
    SessionState.SLEPT,
    SessionState.AFTER,
)
_K, _D = SessionState.SAVING, SessionState.DONE
_PRACTISING = (_R, _P, _S)


def begin(setup: Setup, elapsed: float) -> Step:
    """A new session at clock reading ``elapsed``, and the effects of having begun.

    Raises:
        LengthRefused: the exercise can't have the length asked for.
    """
    exercise = position.prepared(setup)
    preface = _preface(setup, exercise)
    seconds = exercise.shortest if setup.prepares else setup.seconds
    timeline = compile(exercise, seconds, rung=setup.rung, preface=preface)
    planned = None if timeline.open or setup.lived else timeline.total
    session = Session(setup=setup, state=SessionState.BEFORE, timeline=timeline, planned=planned, elapsed=elapsed)
    if setup.debrief is not None:
        return answers.after(answers.looking_back(session, setup.debrief))
    if setup.lived and setup.asking == "none":
        return replace(session, state=SessionState.DONE), (Over("lived"),)
    if setup.led_to:
        return timing.due(position.start(session))
    session, effects = answers.before(session)
    session, more = timing.due(session)
    return session, (*effects, *more)


def _preface(setup: Setup, exercise: Exercise) -> tuple[model.Step, ...]:
    """What the safety question is for, said first where it can't be asked."""
    unasked = setup.asking == "none" and bool(exercise.kinds & {Kind.CONTACT, Kind.TELLING})
    return setup.safe_notice if unasked and setup.debrief is None else ()


def resume(setup: Setup, saved: Checkpoint, elapsed: float) -> Step:
    """An unfinished session, paused where its checkpoint stands, or at the questions after it."""
    timeline = position.remade(_compiled_again(setup, saved), setup, saved)
    session = Session(
        setup=setup,
        state=SessionState.AFTER if saved.at_questions else SessionState.PAUSED,
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
    return answers.after(session) if saved.at_questions else _half_written(session, saved)


def _compiled_again(setup: Setup, saved: Checkpoint) -> Timeline:
    """As it was begun: what is asked may have been chosen anew since then, so the length decides."""
    exercise = position.prepared(setup)
    prefaces = (_preface(setup, exercise), (), setup.safe_notice)
    made = [compile(exercise, saved.planned, rung=saved.rung, preface=preface) for preface in prefaces]
    planned = saved.planned
    return next((one for one in made if planned is None or abs(one.total - planned) < 1e-6), made[1])


def _half_written(session: Session, saved: Checkpoint) -> Step:
    """The question of a cue long past is open again where somebody was writing when they left."""
    for cue in session.timeline.cues:
        if cue.ask is not None and cue.ask.key in saved.drafts:
            ask = AskFor(cue.ask.key, cue.ask.choices, cue.ask.text)
            return replace(session, open=ask), (ask,)
    return session, ()


def update(session: Session, event: Event) -> Step:
    """The session after ``event``, and what a face carries out, in order."""
    row = TABLE.get((session.state, type(event))) or ANYWHERE.get(type(event))
    if row is None:
        return session, ()
    session, effects = row[0](session, event)
    if session.state is SessionState.RUNNING:
        session, more = timing.due(session)
        effects += more
    return session, effects


def _leave(session: Session, _event: Stop) -> Step:
    return replace(session, state=SessionState.DONE, open=None), (Over("left"),)


def _kept(session: Session, _event: Kept) -> Step:
    return replace(session, state=SessionState.DONE, kept=True), ()


def _not_kept(session: Session, event: NotKept) -> Step:
    return replace(session, state=SessionState.DONE, not_kept=event.reason), ()


# (place, event): what happens, and the places it may lead to besides its own.
Row = tuple[Handler, tuple[SessionState, ...]]
TABLE: dict[tuple[SessionState, type], Row] = {
    (_B, Answer): (answers.answer, (_R, _D)),
    (_B, Rate): (answers.rate_as_answer, (_R,)),
    (_B, UndoLast): (undo.take_back, ()),
    (_B, InputEnded): (answers.input_ended, (_R, _D)),
    (_B, Stop): (_leave, (_D,)),
    (_B, NotHelping): (ending.not_helping, (_D,)),
    (_R, Tick): (timing.tick, (_S, _B, _A, _K, _D)),
    (_R, Slept): (timing.slept, (_S,)),
    (_R, Pause): (timing.pause, (_P,)),
    (_P, Resume): (timing.go_on, (_R,)),
    (_S, Resume): (timing.go_on, (_R,)),
    (_S, Answer): (timing.after_sleep, (_R, _P, _A, _K, _D)),
    (_A, Answer): (answers.answer, (_R, _K)),
    (_A, Rate): (answers.rate_as_answer, (_K,)),
    (_A, UndoLast): (undo.take_back, ()),
    (_A, InputEnded): (answers.input_ended, (_K,)),
    (_A, Stop): (ending.finish_unasked, (_K,)),
    (_A, NotHelping): (ending.not_helping, (_K,)),
    (_K, Kept): (_kept, (_D,)),
    (_K, NotKept): (_not_kept, (_D,)),
}
for _place in _PRACTISING:
    TABLE[_place, Skip] = (timing.skip, (_A, _K, _D))
    TABLE[_place, Stay] = (timing.stay, ())
    TABLE[_place, EaseOff] = (ending.ease_off, (_R,))
    TABLE[_place, NotHelping] = (ending.not_helping, (_K, _D))
    TABLE[_place, Stop] = (ending.stop, (_R, _B, _A, _K, _D))
    TABLE[_place, Rate] = (rating.rate, ())
    TABLE[_place, UndoLast] = (undo.take_back, (_B, _A))
    TABLE[_place, InputEnded] = (answers.input_ended, (_R,))
    TABLE.setdefault((_place, Answer), (answers.answer, (_A, _K)))

# Elsewhere a tick only says how late it is.
ANYWHERE: dict[type, Row] = {Tick: (timing.tick, ())}
