"""Positions on a session's timeline, and changes to the timeline itself."""

from __future__ import annotations

from typing import Literal

import msgspec

from securecoach_tui.practice.exercise import timeline as timelines
from securecoach_tui.practice.exercise.model import Exercise, Step
from securecoach_tui.practice.exercise.timeline import Timeline
from securecoach_tui.practice.record import When
from securecoach_tui.practice.session.checkpoint import Checkpoint
from securecoach_tui.practice.session.state import GROUNDING_SECONDS, Session, SessionState, Setup, replace

SILENCE_SECONDS = 20.0  # the longest silence in the first two sessions of imagery or contact


def exercise_as_played(setup: Setup) -> Exercise:
    """The exercise to compile; to prepare a lived rung, its opening and the steps that prepare the rung.

    Raises:
        LengthRefused: the exercise can't have its length.
    """
    exercise = setup.exercise
    if setup.opening:
        exercise = msgspec.structs.replace(exercise, opening=list(setup.opening))
    if setup.gentle and setup.orients and exercise.fill == "stretch":
        stretched = timelines.compile(exercise, setup.seconds, rung=setup.rung)
        if timelines.longest_silence(stretched) > SILENCE_SECONDS:
            return msgspec.structs.replace(exercise, fill="repeat")  # more rounds, no longer silences
    if not setup.prepares or not setup.lived_steps:
        return exercise
    return msgspec.structs.replace(exercise, body=list(setup.lived_steps), closing=[], fill="repeat")


def compile_main(setup: Setup, *, preface: tuple[Step, ...] = ()) -> Timeline:
    """Compile the exercise of the session. A session that prepares a rung has the shortest length.

    Raises:
        LengthRefused: the exercise can't have the length asked for.
    """
    exercise = exercise_as_played(setup)
    seconds = exercise.shortest if setup.prepares else setup.seconds
    return timelines.compile(exercise, seconds, rung=setup.rung, preface=preface)


def check_length(setup: Setup) -> None:
    """Check that a session can have its length.

    Raises:
        LengthRefused: the exercise can't have the length asked for.
    """
    if not setup.prepares:
        timelines.check_length(setup.exercise, setup.seconds)


def length_in_seconds(setup: Setup) -> float | None:
    """About how long a session takes, in seconds; None is open-ended."""
    return compile_main(setup).total if setup.prepares else setup.seconds


def with_changes(timeline: Timeline, setup: Setup, saved: Checkpoint) -> Timeline:
    """``timeline`` with the changes of a checkpoint made again, in order."""
    for change, at in saved.changes:
        if change == "stay":
            timeline = timelines.add_round(timeline, max(0.0, at - 1e-6))[0]
        elif change == "numb":
            timeline = timelines.insert_steps(timeline, at, setup.numb_steps)
        elif change == "ease":
            timeline = timelines.insert_before_closing(timeline, setup.orienting)
        else:
            timeline = timelines.end_with(timeline, at, setup.orienting)
    return timeline


def stands_at(session: Session) -> float | None:
    """The second at which the clock stands until the current step's question is answered; None where it doesn't."""
    cue = session.last_cue
    if cue is None or cue.ask is None or not cue.ask.wait or session.detour:
        return None
    key = cue.ask.key
    unanswered = [ask.key for ask in (session.open, *session.waiting) if ask is not None]
    return session.timeline.next_start(cue.at) if key in unanswered and key not in session.waited_for else None


def stand(session: Session, at: float) -> Session:
    """The session with its clock standing at second ``at`` for the current step's question."""
    cue = session.last_cue
    assert cue is not None  # stands_at found it
    assert cue.ask is not None
    return replace(session, held=at, state=SessionState.PAUSED, waits_for=cue.ask.key)


def go_on(session: Session) -> Session:
    """Let the clock run from the current position."""
    waited = session.waited_for | {session.waits_for} if session.waits_for else session.waited_for
    origin = session.elapsed - session.position
    return replace(session, origin=origin, state=SessionState.RUNNING, waits_for="", waited_for=waited)


def go_on_if_answered(session: Session) -> Session:
    """Let the clock run again if the question for which it stands has been answered or skipped."""
    unanswered = [ask.key for ask in (session.open, *session.waiting) if ask is not None]
    stands = session.state is SessionState.PAUSED and session.waits_for
    return go_on(session) if stands and session.waits_for not in unanswered else session


def start(session: Session) -> Session:
    """Start the exercise; second 0 of the timeline is ``settle`` seconds from now."""
    origin = session.elapsed + max(0.0, session.setup.settle)
    return replace(session, state=SessionState.RUNNING, origin=origin, open=None)


def start_grounding(session: Session, detour: Literal[When.BEFORE, When.AFTER]) -> Session:
    """Start three minutes of grounding before or after the exercise; the session continues afterwards."""
    return replace(
        session,
        detour=detour,
        main_timeline=session.timeline,
        timeline=timelines.compile(session.setup.grounding, GROUNDING_SECONDS),
        next_cue=0,
        state=SessionState.RUNNING,
        origin=session.elapsed,
        open=None,
        saved_at=0.0,
    )


def jump(session: Session, target: float) -> Session:
    """Move the session to second ``target``; the seconds in between don't count as practised."""
    shift = session.shift + target - max(0.0, session.position)  # settling is not part of the timeline
    passed = frozenset(ask.key for ask in (session.open, *session.waiting) if ask is not None and ask.wait)
    waited = session.waited_for | passed  # the clock doesn't stand for a question that was jumped over
    next_cue = session.timeline.first_cue(target)
    moved = replace(session, shift=shift, next_cue=next_cue, waits_for="", waited_for=waited)
    if session.state is SessionState.RUNNING:
        return replace(moved, origin=session.elapsed - target)
    return replace(moved, held=target)


def run_from(session: Session, target: float) -> Session:
    """Run the session from second ``target``, or from its current position if that is later."""
    session = jump(session, max(target, session.position))
    if session.state is not SessionState.RUNNING:
        session = replace(session, origin=session.elapsed - session.held, state=SessionState.RUNNING)
    return session


def insert_numb_steps(session: Session) -> Session:
    """Insert the steps for "numb or far away" at the current position, except during orienting steps."""
    steps = session.setup.numb_steps
    if not steps or session.in_orienting or session.detour:
        return session
    at = session.position
    timeline = timelines.insert_steps(session.timeline, at, steps)
    return replace(session, timeline=timeline, changes=(*session.changes, ("numb", round(at, 3))))
