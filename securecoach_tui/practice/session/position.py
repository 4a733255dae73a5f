"""Where a session stands on its timeline, and how it is put elsewhere; what is due there, moves.py says."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import msgspec

from securecoach_tui.practice.exercise import timeline as timelines
from securecoach_tui.practice.exercise.parser import Exercise, Step
from securecoach_tui.practice.exercise.timeline import Timeline
from securecoach_tui.practice.record import When
from securecoach_tui.practice.session.checkpoint import Checkpoint
from securecoach_tui.practice.session.events import Save
from securecoach_tui.practice.session.state import GROUNDING_SECONDS, Moved, Session, SessionState, Setup, checkpoint

SILENCE_SECONDS = 20.0  # the longest in the first two sessions of imagery or contact


def prepared(setup: Setup) -> Exercise:
    """The exercise as it is played: a lived rung is prepared here, and lived elsewhere.

    Raises:
        LengthRefused: it can't have its length.
    """
    if setup.gentle and setup.orients and setup.exercise.fill == "stretch":
        stretched = timelines.compile(setup.exercise, setup.seconds, rung=setup.rung)
        if timelines.longest_silence(stretched) > SILENCE_SECONDS:
            return msgspec.structs.replace(setup.exercise, fill="repeat")  # more rounds, no longer silences
    if not setup.prepares or not setup.lived_steps:
        return setup.exercise
    return msgspec.structs.replace(setup.exercise, body=list(setup.lived_steps), closing=[], fill="repeat")


def remade(timeline: Timeline, setup: Setup, saved_as: Checkpoint) -> Timeline:
    """A compiled timeline with a checkpoint's changes made again, in order."""
    steps: dict[str, tuple[Step, ...]] = {"numb": setup.numb_steps, "stop": setup.orienting}
    for change, at in saved_as.changes:
        if change == "stay":
            timeline = timelines.stayed(timeline, max(0.0, at - 1e-6))[0]
        elif change == "numb":
            timeline = timelines.oriented(timeline, at, steps["numb"])
        elif change == "ease":
            timeline = timelines.eased(timeline, setup.orienting)
        else:
            timeline = timelines.closed_by(timeline, at, steps["stop"])
    return timeline


def start(session: Session) -> Session:
    """Second 0 is ``settle`` seconds from now."""
    origin = session.elapsed + max(0.0, session.setup.settle)
    return replace(session, state=SessionState.RUNNING, origin=origin, open=None)


def ground(session: Session, when: str) -> Session:
    """Three minutes of grounding, in between, and then back here."""
    timeline = timelines.compile(session.setup.grounding, GROUNDING_SECONDS)
    detour: Literal["before", "after"] = "before" if when == "before" else "after"
    main = session.timeline if when == When.BEFORE else None
    return replace(
        session,
        detour=detour,
        main=main,
        timeline=timeline,
        next_cue=0,
        state=SessionState.RUNNING,
        origin=session.elapsed,
        open=None,
        saved_at=0.0,
    )


def jumped(session: Session, target: float) -> Session:
    """The session at ``target``; what lies between is not practised, what lies behind may be again."""
    shift = session.shift + target - max(0.0, session.position)  # a second of settling is none of the session
    moved = replace(session, shift=shift, next_cue=session.timeline.first_cue(target))
    if session.state is SessionState.RUNNING:
        return replace(moved, origin=session.elapsed - target)
    return replace(moved, held=target)


def on_at(session: Session, target: float) -> Session:
    """On at ``target``, running; where that is behind already, on from here."""
    session = jumped(session, max(target, session.position))
    if session.state is not SessionState.RUNNING:
        session = replace(session, origin=session.elapsed - session.held, state=SessionState.RUNNING)
    return session


def numb(session: Session) -> Moved:
    """Eyes open, feet, the room: put in right here, unless it is being said already."""
    steps = session.setup.numb_steps
    if not steps or session.position < 0 or session.in_orienting or session.detour:
        return session, ()
    at = session.position
    timeline = timelines.oriented(session.timeline, at, steps)
    return replace(session, timeline=timeline, changes=(*session.changes, ("numb", round(at, 3)))), ()


def saved(session: Session) -> Moved:
    """A checkpoint of the session as it is; none while grounding stands before it."""
    if session.detour == "before" or session.setup.prepares or session.setup.debrief is not None:
        return session, ()
    session = replace(session, saved_at=session.position)
    return session, (Save(checkpoint(session)),)
