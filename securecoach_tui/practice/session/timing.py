"""Handlers that move a session in time: ticks, pauses, sleep, skips, and added rounds."""

from __future__ import annotations

from securecoach_tui.practice.exercise import timeline as timelines
from securecoach_tui.practice.exercise.model import Phase, Stage
from securecoach_tui.practice.exercise.timeline import Cue
from securecoach_tui.practice.record import QuestionKey
from securecoach_tui.practice.session import answers, ending, position
from securecoach_tui.practice.session.events import (
    Answer,
    Chime,
    Effect,
    Offer,
    Pause,
    Resume,
    Say,
    Skip,
    Slept,
    Stay,
    Tick,
)
from securecoach_tui.practice.session.questions import BY_KEY, ask_for
from securecoach_tui.practice.session.saving import with_checkpoint
from securecoach_tui.practice.session.state import UNDO_SECONDS, Session, SessionState, Transition, UndoPoint, replace

SLEPT_SECONDS = 2.0  # the session pauses if the machine slept for longer
AWAY_SECONDS = 30.0  # or if the process was suspended for longer
CHECKPOINT_SECONDS = 5.0


def tick(session: Session, event: Tick) -> Transition:
    """Advance the clock; ``update`` then emits what is due."""
    gap = event.elapsed - session.elapsed
    if session.state is SessionState.RUNNING and gap > AWAY_SECONDS:
        suspended = replace(
            session, elapsed=event.elapsed, origin=session.origin + gap
        )  # the position stays that of the last tick
        return slept(suspended, Slept(gap))
    return replace(session, elapsed=max(session.elapsed, event.elapsed)), ()


def due(session: Session) -> Transition:
    """Emit every cue that is due, then the end if it has been reached."""
    effects: list[Effect] = []
    while session.state is SessionState.RUNNING:
        session = _with_round_ahead(session)
        cues, now, stands = session.timeline.cues, session.position, position.stands_at(session)
        if stands is not None and now >= stands:
            session, more = with_checkpoint(position.stand(session, stands))
            effects.extend(more)
        elif session.next_cue < len(cues) and cues[session.next_cue].at <= now:
            cue = cues[session.next_cue]
            session, more = _emit(replace(session, next_cue=session.next_cue + 1), cue, now)
            effects.extend(more)
        elif now >= session.timeline.total:
            session, more = ending.end(session)
            effects.extend(more)
        else:
            break
    if session.state is SessionState.RUNNING and session.position - session.saved_at >= CHECKPOINT_SECONDS:
        session, more = with_checkpoint(session)
        effects.extend(more)
    return session, tuple(effects)


def _with_round_ahead(session: Session) -> Session:
    """Add a round to an open-ended session that has reached its last round."""
    timeline = session.timeline
    if not timeline.open:
        return session
    last = max(mark.at for mark in timeline.marks if mark.part == Stage.BODY and mark.step == 1)
    if session.position < last:
        return session
    return replace(session, timeline=timelines.add_round(timeline, timeline.closing_at)[0])


def _emit(session: Session, cue: Cue, now: float) -> Transition:
    effects: list[Effect] = []
    if session.next_cue == 1:
        effects.append(Chime("begin"))
    effects.append(Say(cue, late=max(0.0, now - cue.at)))
    if cue.phase is not None:
        effects.append(
            Chime("in" if cue.phase in (Phase.IN, Phase.SIP) else "out" if cue.phase == Phase.OUT else "hold")
        )
    if cue.phase == Phase.HOLD_IN and "hold" not in session.offered:
        session = replace(session, offered=session.offered | {"hold"})
        effects.append(Offer("hold"))
    session, more = answers.ask_from_cue(session, cue)
    return session, (*effects, *more)


def pause(session: Session, _event: Pause) -> Transition:
    """Pause, and save a checkpoint once the exercise has begun."""
    session = replace(session, held=session.position, state=SessionState.PAUSED)
    return with_checkpoint(session) if session.held > 0 else (session, ())


def resume(session: Session, _event: Resume) -> Transition:
    """Continue from the current position."""
    return _go_on(session)


def _go_on(session: Session) -> Transition:
    session = position.go_on(session)
    if session.open is not None and session.open.key == QuestionKey.SLEPT:
        return answers.open_waiting(replace(session, open=None))
    return session, ()


def slept(session: Session, event: Slept) -> Transition:
    """After more than two seconds of sleep, stop at the last tick and ask how to continue."""
    if event.seconds <= SLEPT_SECONDS:
        return session, ()
    session, closed = answers.close_rating(replace(session, held=session.position, state=SessionState.SLEPT))
    if session.answerless:
        return _go_on(session)
    if session.open is not None:
        session = replace(session, waiting=(session.open, *session.waiting))
    question = ask_for(BY_KEY[QuestionKey.SLEPT])
    return replace(session, open=question), (*closed, question)


def answer_after_sleep(session: Session, event: Answer) -> Transition:
    """Continue, play this part again, or end the session; without an answer it is paused."""
    if event.key != QuestionKey.SLEPT:
        return answers.answer(session, event)
    if event.value is None:
        session = replace(session, open=None, state=SessionState.PAUSED)
        return answers.open_waiting(session)
    if event.value == "this part again":
        session = position.jump(session, session.timeline.mark(max(0.0, session.position)).at)
        return _go_on(session)
    if event.value == "finish here":
        return ending.stop_now(replace(session, open=None))
    return _go_on(session) if event.value == "go on" else (session, ())


def skip(session: Session, _event: Skip) -> Transition:
    """Skip to the next step, or to the end of a hold. Orienting steps that end a session can't be skipped."""
    if _is_orienting_out(session):
        return session, (Offer("orienting_stays"),)
    if session.waits_for:
        return position.go_on(session), ()
    target = _skip_target(session)
    undo = UndoPoint("skip", replace(session, undo=None), session.elapsed + UNDO_SECONDS)
    session = replace(position.jump(session, target), undo=undo)
    if target >= session.timeline.total and session.state is not SessionState.RUNNING:
        session, asked = answers.close_sleep_question(session)
        session, more = ending.end(session)
        return session, (*asked, *more)
    return session, ()


def _skip_target(session: Session) -> float:
    """The end of the hold if the breath is being held, else the start of the next step (of the first, while settling)."""
    cue = session.last_cue
    if cue is not None and cue.phase == Phase.HOLD_IN:
        return cue.at + cue.seconds
    return session.timeline.next_start(session.position)


def _is_orienting_out(session: Session) -> bool:
    """Whether the session is ending early and is in its orienting steps."""
    if session.detour or not (session.stopped or session.eased_off):
        return False
    inserted = any(change == "ease" for change, _at in session.changes)
    closing = session.timeline.part(session.position) == Stage.CLOSING
    return session.in_orienting or (closing and session.setup.orients and not inserted)


def stay(session: Session, _event: Stay) -> Transition:
    """Add a round after the current one; not possible in the closing."""
    now = max(0.0, session.position)
    if session.detour or session.in_orienting or session.timeline.part(now) == Stage.CLOSING:
        return session, (Offer("in_closing"),)
    timeline, at = timelines.add_round(session.timeline, now)
    return replace(session, timeline=timeline, changes=(*session.changes, ("stay", at))), ()
