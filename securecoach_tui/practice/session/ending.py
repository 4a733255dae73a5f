"""Ends a session: at its last second, or early by easing off, "not helping" or stopping."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace

from securecoach_tui.practice.exercise import timeline as timelines
from securecoach_tui.practice.record import QuestionKey, When
from securecoach_tui.practice.session import answers, position
from securecoach_tui.practice.session.events import (
    Chime,
    EaseOff,
    Effect,
    Finish,
    Kept,
    LeadTo,
    NotHelping,
    NotKept,
    Offer,
    Over,
    Stop,
)
from securecoach_tui.practice.session.questions import is_high
from securecoach_tui.practice.session.saving import is_kept, record_of
from securecoach_tui.practice.session.state import GROUNDING_SECONDS, Session, SessionState, Transition

ORIENTING_SECONDS = 30.0  # seconds; a shorter closing doesn't count as orienting


def end(session: Session) -> Transition:
    """Handle the end of the timeline: return from grounding, or ask the questions after the exercise."""
    if session.detour is When.BEFORE:
        assert session.main_timeline is not None  # start_grounding sets it
        session = replace(
            session,
            detour=None,
            timeline=session.main_timeline,
            next_cue=0,
            state=SessionState.BEFORE,
            held=0.0,
            shift=0.0,
        )
        return answers.ask_before(session)
    if session.detour is When.AFTER:
        session = replace(session, detour=None, state=SessionState.AFTER, held=session.timeline.total)
        session, effects = answers.ask_after(session)
        return session, (Offer("people"), *effects)
    completed = session.completed or (not session.stopped and not session.not_helping)
    session = replace(session, frozen=session.practised, completed=completed, held=session.timeline.total)
    session, effects = _ask_or_forget(session)
    return session, (Chime("end"), *effects)


def ease_off(session: Session, _event: EaseOff) -> Transition:
    """Go to the closing; after imagery or contact, orienting steps come before a short closing."""
    if session.detour:
        return _run_from_closing(session)
    if session.position >= session.timeline.closing_at:
        return session, (Offer("in_closing"),)
    if session.stopped or session.eased_off:
        return session, (Offer("orienting_stays"),)
    timeline, changes, setup = session.timeline, session.changes, session.setup
    if setup.orients and timeline.total - timeline.closing_at < ORIENTING_SECONDS and setup.orienting:
        timeline = timelines.insert_before_closing(timeline, setup.orienting)
        changes = (*changes, ("ease", timeline.closing_at))
    timeline = replace(timeline, open=False)
    session = replace(session, timeline=timeline, changes=changes, eased_off=True, completed=True)
    return _run_from_closing(session)


def _run_from_closing(session: Session) -> Transition:
    session, asked = answers.close_sleep_question(session)
    return position.run_from(session, session.timeline.closing_at), asked


def not_helping(session: Session, _event: NotHelping) -> Transition:
    """End now and store the session, however short: that it didn't help counts. Grounding begins without a question."""
    grounding = session.setup.grounding.id
    next_up: tuple[Effect, ...] = (LeadTo(grounding, GROUNDING_SECONDS),)
    if session.setup.exercise.id == grounding or session.detour:
        next_up = (Offer("people"),)
    not_begun = session.state is SessionState.BEFORE or session.detour is When.BEFORE
    if not_begun or session.setup.prepares:
        return replace(session, state=SessionState.DONE, open=None), (*next_up, Over("left"))
    session = replace(session, held=session.position, state=SessionState.SAVING, not_helping=True, open=None)
    return session, (Finish(record_of(session)), *next_up)


def stop(session: Session, _event: Stop) -> Transition:
    """Handle ``Stop``."""
    return stop_now(session)


def stop_now(session: Session) -> Transition:
    """End early. After imagery or contact, orienting steps come first; a second stop ends those too.

    Before ``SHORTEST_KEPT`` seconds of practice nothing is stored, and nothing is asked.
    """
    session, asked = answers.close_sleep_question(session)
    if session.detour:
        session, more = end(session)
        return session, (*asked, *more)
    if session.setup.prepares:
        return replace(session, state=SessionState.DONE, open=None), (Over("left"),)
    now = session.position
    reached_closing = now >= session.timeline.closing_at and not session.stopped
    session = replace(session, frozen=session.practised, completed=session.completed or reached_closing)
    imagined = is_kept(session) or now >= session.timeline.body_at
    orients = session.setup.orients and imagined and not session.stopped and not reached_closing
    if orients and not session.eased_off and session.setup.orienting:
        session = replace(
            session,
            timeline=timelines.end_with(session.timeline, now, session.setup.orienting),
            stopped=True,
            next_cue=bisect_right(session.timeline.times, now),
            changes=(*session.changes, ("stop", round(now, 3))),
            state=SessionState.RUNNING,
            origin=session.elapsed - now,
        )
        return session, asked
    session, more = _ask_or_forget(replace(session, stopped=True, held=now))
    return session, (*asked, *more)


def _ask_or_forget(session: Session) -> Transition:
    """Ask the questions after the exercise; end without them if the session is too short to be stored."""
    if is_kept(session):
        return answers.ask_after(replace(session, state=SessionState.AFTER))
    closed = answers.closed_question(session)
    session, people = _people_where_high(replace(session, state=SessionState.DONE, open=None, waiting=()))
    return session, (*closed, *people, Over("short"))


def _people_where_high(session: Session) -> Transition:
    """Offer people to talk to if the person leaves, before anything else could be offered, with high distress or numb."""
    high = is_high(session, When.BEFORE) if QuestionKey.AFTER not in session.asked else is_high(session, When.AFTER)
    if not high or "people" in session.offered or QuestionKey.GROUND_AFTER in session.asked:
        return session, ()
    return replace(session, offered=session.offered | {"people"}), (Offer("people"),)


def leave(session: Session, _event: Stop) -> Transition:
    """Leave before the exercise has begun; nothing is stored."""
    session, people = _people_where_high(replace(session, state=SessionState.DONE, open=None))
    return session, (*people, Over("left"))


def finish_unasked(session: Session, _event: Stop) -> Transition:
    """Store the session without asking the remaining questions."""
    closed = answers.closed_question(session)
    session, people = _people_where_high(replace(session, state=SessionState.SAVING, open=None))
    return session, (*closed, *people, Finish(record_of(session)))


def kept(session: Session, _event: Kept) -> Transition:
    """Handle ``Kept``: the record is on disk."""
    return replace(session, state=SessionState.DONE, kept=True), ()


def not_kept(session: Session, event: NotKept) -> Transition:
    """Handle ``NotKept``: the record could not be stored, and the checkpoint stays."""
    return replace(session, state=SessionState.DONE, not_kept=event.reason), ()
