"""Taking the last rating, answer or skip back, for half a minute. What was practised meanwhile stays practised."""

from __future__ import annotations

from dataclasses import replace

from securecoach_tui.practice.record import When
from securecoach_tui.practice.session import position
from securecoach_tui.practice.session.events import AskFor, UndoLast, Undone
from securecoach_tui.practice.session.state import Moved, Session, SessionState, UndoPoint


def take_back(session: Session, _event: UndoLast) -> Moved:
    """The last rating, answer or skip, for 30 seconds."""
    undo = session.undo
    if undo is None or session.elapsed > undo.until:
        return _nothing(session)
    if undo.what == "rating":
        session = replace(session, ratings=session.ratings[:-1], undo=None)
        session, more = position.saved(session)
        return session, (Undone(undo.what), *more)
    if undo.what == "skip":
        return _skip(session, undo)
    return _answer(session, undo)


def _nothing(session: Session) -> Moved:
    return replace(session, undo=None), (Undone("nothing"),)


def _skip(session: Session, undo: UndoPoint) -> Moved:
    """Back at the second that was skipped from, unless the way led out since then."""
    old = undo.before
    same = (session.detour, session.stopped, session.eased_off) == (old.detour, old.stopped, old.eased_off)
    if session.state not in (SessionState.RUNNING, SessionState.PAUSED) or not same or old.position < 0:
        return _nothing(session)
    session = position.jumped(session, old.position)
    return replace(session, next_cue=old.next_cue, undo=None), (Undone(undo.what),)


def _answer(session: Session, undo: UndoPoint) -> Moved:
    """The question is open again; a session that has begun meanwhile goes on under it."""
    old = undo.before
    begun = session.state is not old.state and session.detour is None
    if old.state is SessionState.AFTER or (old.state is SessionState.BEFORE and not begun):
        session = replace(old, elapsed=session.elapsed, offered=session.offered)
    elif old.open is not None:
        session = _reopened(session, old, old.open)
    more = (session.open,) if session.open is not None else ()
    return session, (Undone(undo.what), *more)


def _reopened(session: Session, old: Session, ask: AskFor) -> Session:
    waiting = session.waiting
    if session.open is not None and not session.open.key.startswith("rate_"):
        waiting = (session.open, *waiting)
    known = tuple(one for one in session.ratings if one.when == When.DURING or one in old.ratings)
    return replace(
        session,
        texts={key: text for key, text in session.texts.items() if key != ask.key},
        values={key: value for key, value in session.values.items() if key != ask.key},
        ratings=known,
        asked=tuple(key for key in session.asked if key != ask.key),
        open=ask,
        waiting=waiting,
        undo=None,
    )
