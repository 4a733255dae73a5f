"""What moves a session through its time: ticks, pauses, sleep, skips."""

from __future__ import annotations

from dataclasses import replace

from securecoach_tui.practice.exercise import timeline as timelines
from securecoach_tui.practice.exercise.model import Phase, Stage
from securecoach_tui.practice.exercise.timeline import Cue
from securecoach_tui.practice.session import answers, ending
from securecoach_tui.practice.session import position as standing
from securecoach_tui.practice.session.events import (
    Answer,
    AskFor,
    Chime,
    Effect,
    Offer,
    Pause,
    Resume,
    Say,
    Skip,
    Slept,
    Stay,
    Stop,
    Tick,
)
from securecoach_tui.practice.session.questions import SLEPT_CHOICES
from securecoach_tui.practice.session.state import UNDO_SECONDS, Moved, Session, SessionState, UndoPoint

SLEPT_SECONDS = 2.0  # asleep for longer than this pauses the session
AWAY_SECONDS = 30.0  # so does a process that stood still for longer than this (stopped, then continued)
CHECKPOINT_SECONDS = 5.0


def tick(session: Session, event: Tick) -> Moved:
    """The clock has moved on; what is due by now, ``update`` asks ``due``."""
    gap = event.elapsed - session.elapsed
    if session.state is SessionState.RUNNING and gap > AWAY_SECONDS:
        stood = replace(session, elapsed=event.elapsed, origin=session.origin + gap)  # where its last tick was
        return slept(stood, Slept(gap))
    return replace(session, elapsed=max(session.elapsed, event.elapsed)), ()


def due(session: Session) -> Moved:
    """Every cue whose second has come, then the end where it has been reached."""
    effects: list[Effect] = []
    while session.state is SessionState.RUNNING:
        session = _grown(session)
        cues, position = session.timeline.cues, session.position
        if session.next_cue < len(cues) and cues[session.next_cue].at <= position:
            cue = cues[session.next_cue]
            session, more = _emit(replace(session, next_cue=session.next_cue + 1), cue, position)
            effects.extend(more)
        elif position >= session.timeline.total:
            session, more = ending.end(session)
            effects.extend(more)
        else:
            break
    if session.state is SessionState.RUNNING and session.position - session.saved_at >= CHECKPOINT_SECONDS:
        session, more = standing.saved(session)
        effects.extend(more)
    return session, tuple(effects)


def _grown(session: Session) -> Session:
    """An open session always has one whole round ahead."""
    timeline = session.timeline
    if not timeline.open:
        return session
    last = max(mark.at for mark in timeline.marks if mark.part == Stage.BODY and mark.step == 1)
    if session.position < last:
        return session
    return replace(session, timeline=timelines.stayed(timeline, timeline.closing_at)[0])


def _emit(session: Session, cue: Cue, position: float) -> Moved:
    effects: list[Effect] = []
    if session.next_cue == 1:
        effects.append(Chime("begin"))
    effects.append(Say(cue, late=max(0.0, position - cue.at)))
    if cue.phase is not None:
        effects.append(
            Chime("in" if cue.phase in (Phase.IN, Phase.SIP) else "out" if cue.phase == Phase.OUT else "hold")
        )
    if cue.phase == Phase.HOLD_IN and "hold" not in session.offered:
        session = replace(session, offered=session.offered | {"hold"})
        effects.append(Offer("hold"))
    session, more = answers.from_cue(session, cue)
    return session, (*effects, *more)


def pause(session: Session, _event: Pause) -> Moved:
    session = replace(session, held=session.position, state=SessionState.PAUSED)
    return standing.saved(session) if session.held > 0 else (session, ())


def go_on(session: Session, _event: Resume) -> Moved:
    session = replace(session, origin=session.elapsed - session.held, state=SessionState.RUNNING)
    if session.open is not None and session.open.key == "slept":
        return answers.reopened(replace(session, open=None))
    return session, ()


def slept(session: Session, event: Slept) -> Moved:
    """The session stands where its last tick was, and asks."""
    if event.seconds <= SLEPT_SECONDS:
        return session, ()
    session, closed = answers.closed_rate(replace(session, held=session.position, state=SessionState.SLEPT))
    if session.answerless:
        return go_on(session, Resume())
    if session.open is not None:
        session = replace(session, waiting=(session.open, *session.waiting))
    question = AskFor("slept", SLEPT_CHOICES)
    return replace(session, open=question), (*closed, question)


def after_sleep(session: Session, event: Answer) -> Moved:
    """Go on, this part again, or finish here; no answer stays paused."""
    if event.key != "slept":
        return answers.answer(session, event)
    if event.value is None:
        session = replace(session, open=None, state=SessionState.PAUSED)
        return answers.reopened(session)
    if event.value == "this part again":
        session = standing.jumped(session, session.timeline.mark(max(0.0, session.position)).at)
        return go_on(session, Resume())
    if event.value == "finish here":
        return ending.stop(replace(session, open=None), Stop())
    return go_on(session, Resume()) if event.value == "go on" else (session, ())


def skip(session: Session, _event: Skip) -> Moved:
    """To the next step's start; in a hold, to its end. Orienting after a stop or easing off stays whole."""
    if _orients_out(session):
        return session, (Offer("orienting_stays"),)
    target = 0.0 if session.position < 0 else _past(session)
    undo = UndoPoint("skip", session, session.elapsed + UNDO_SECONDS)
    session = replace(standing.jumped(session, target), undo=undo)
    if target >= session.timeline.total and session.state is not SessionState.RUNNING:
        session, asked = answers.woken(session)
        session, more = ending.end(session)
        return session, (*asked, *more)
    return session, ()


def _past(session: Session) -> float:
    """Where a skip leads to. Holds are optional: one ends when the person likes, and the breath goes on.

    A breath out that is held ends with its step, as any other.
    """
    under_way = session.timeline.cues[session.next_cue - 1] if session.next_cue else None
    if under_way is not None and under_way.phase == Phase.HOLD_IN:
        return under_way.at + under_way.seconds
    return session.timeline.next_start(session.position)


def _orients_out(session: Session) -> bool:
    """Whether what is being said brings back into the room on the way out."""
    if session.detour or not (session.stopped or session.eased_off):
        return False
    put_in = any(change == "ease" for change, _at in session.changes)
    closing = session.timeline.part(session.position) == Stage.CLOSING
    return session.in_orienting or (closing and session.setup.orients and not put_in)


def stay(session: Session, _event: Stay) -> Moved:
    """One more round; in the closing there is none left to add."""
    if session.detour or session.in_orienting or session.timeline.part(max(0.0, session.position)) == Stage.CLOSING:
        return session, (Offer("in_closing"),)
    timeline, at = timelines.stayed(session.timeline, max(0.0, session.position))
    return replace(session, timeline=timeline, changes=(*session.changes, ("stay", at))), ()
