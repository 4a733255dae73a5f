"""The ways out of a session: its last second, easing off, not helping, stopping."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace

from securecoach_tui.practice.exercise import timeline as timelines
from securecoach_tui.practice.session import answers
from securecoach_tui.practice.session import position as standing
from securecoach_tui.practice.session.events import (
    Chime,
    EaseOff,
    Effect,
    Finish,
    LeadTo,
    NotHelping,
    Offer,
    Over,
    QuestionClosed,
    Stop,
)
from securecoach_tui.practice.session.state import GROUNDING_SECONDS, Moved, Session, SessionState, record

ORIENTING_SECONDS = 30.0  # the least that a closing must last to count as orienting


def end(session: Session) -> Moved:
    """The timeline's last second: back from grounding, or on to the questions after."""
    if session.detour == "before":
        assert session.main is not None, "it was put aside when grounding began"
        session = replace(session, detour=None, timeline=session.main, next_cue=0, state=SessionState.BEFORE)
        session = replace(session, main=None, held=0.0, shift=0.0)
        return answers.before(session)
    if session.detour == "after":
        session = replace(session, detour=None, state=SessionState.AFTER, held=session.timeline.total)
        session, effects = answers.after(session)
        return session, (Offer("people"), *effects)  # grounding, then support, then the line for oneself
    completed = session.completed or (not session.stopped and not session.not_helping)
    session = replace(session, frozen=session.practised, completed=completed, held=session.timeline.total)
    session, effects = answers.after(replace(session, state=SessionState.AFTER))
    return session, (Chime("end"), *effects)


def ease_off(session: Session, _event: EaseOff) -> Moved:
    """To the closing, which orients where the exercise is imagery or contact."""
    if session.detour:
        return _on_at_closing(session)
    if session.position >= session.timeline.closing_at:
        return session, (Offer("in_closing"),)
    if session.stopped or session.eased_off:
        return session, (Offer("orienting_stays"),)
    timeline = session.timeline
    changes = session.changes
    if session.setup.orients and timeline.total - timeline.closing_at < ORIENTING_SECONDS and session.setup.orienting:
        timeline = timelines.eased(timeline, session.setup.orienting)
        changes = (*changes, ("ease", timeline.closing_at))
    timeline = replace(timeline, open=False)
    session = replace(session, timeline=timeline, changes=changes, eased_off=True, completed=True)
    return _on_at_closing(session)


def _on_at_closing(session: Session) -> Moved:
    session, asked = answers.woken(session)
    return standing.on_at(session, session.timeline.closing_at), asked


def not_helping(session: Session, _event: NotHelping) -> Moved:
    """Ends here and is kept, a session well spent; grounding begins at once without a question."""
    grounding = session.setup.grounding.id
    lead: tuple[Effect, ...] = (LeadTo(grounding, GROUNDING_SECONDS),)
    if session.setup.exercise.id == grounding or session.detour:
        lead = (Offer("people"),)
    if session.state is SessionState.BEFORE or session.setup.prepares:
        return replace(session, state=SessionState.DONE, open=None), (*lead, Over("left"))
    session = replace(session, held=session.position, state=SessionState.SAVING, not_helping=True, open=None)
    return session, (Finish(record(session)), *lead)


def stop(session: Session, _event: Stop) -> Moved:
    """Ends early. Imagery and contact go through orienting first; a second stop ends that too."""
    session, asked = answers.woken(session)
    if session.detour:
        session, more = end(session)
        return session, (*asked, *more)
    if session.setup.prepares:
        return replace(session, state=SessionState.DONE, open=None), (Over("left"),)
    reached = session.position >= session.timeline.closing_at and not session.stopped
    position = session.position
    session = replace(session, frozen=session.practised, completed=session.completed or reached)
    leaving = session.setup.orients and not session.stopped and not reached and position > 0
    if leaving and not session.eased_off and session.setup.orienting:
        timeline = timelines.closed_by(session.timeline, position, session.setup.orienting)
        session = replace(
            session,
            timeline=timeline,
            stopped=True,
            next_cue=bisect_right(session.timeline.times, position),
            changes=(*session.changes, ("stop", round(position, 3))),
            state=SessionState.RUNNING,
            origin=session.elapsed - position,
        )
        return session, asked
    session, more = answers.after(replace(session, stopped=True, held=position, state=SessionState.AFTER))
    return session, (*asked, *more)


def finish_unasked(session: Session, _event: Stop) -> Moved:
    """The person has gone: what is known is kept, nothing more is asked."""
    left: tuple[Effect, ...] = (QuestionClosed(session.open.key),) if session.open is not None else ()
    session = replace(session, state=SessionState.SAVING, open=None)
    return session, (*left, Finish(record(session)))
