"""Undoing the last rating, answer or skip. Seconds practised since then still count."""

from __future__ import annotations

from dataclasses import replace

from securecoach_tui.practice.record import When
from securecoach_tui.practice.session import position
from securecoach_tui.practice.session.events import AskFor, UndoLast, Undone
from securecoach_tui.practice.session.questions import is_rating
from securecoach_tui.practice.session.saving import with_checkpoint
from securecoach_tui.practice.session.state import Session, SessionState, Transition, UndoPoint


def undo_last(session: Session, _event: UndoLast) -> Transition:
    """Undo the last rating, answer or skip, if it is no more than 30 seconds ago."""
    undo = session.undo
    if undo is None or session.elapsed > undo.until:
        return _nothing_undone(session)
    if undo.what == "rating":
        session = replace(session, ratings=session.ratings[:-1], undo=None)
        session, saved = with_checkpoint(session)
        return session, (Undone(undo.what), *saved)
    if undo.what == "skip":
        return _undo_skip(session, undo)
    return _undo_answer(session, undo)


def _nothing_undone(session: Session) -> Transition:
    return replace(session, undo=None), (Undone("nothing"),)


def _undo_skip(session: Session, undo: UndoPoint) -> Transition:
    """Go back to the second that was skipped from, unless the session has begun to end since then."""
    old = undo.before
    unchanged = (session.detour, session.stopped, session.eased_off) == (old.detour, old.stopped, old.eased_off)
    if session.state not in (SessionState.RUNNING, SessionState.PAUSED) or not unchanged or old.position < 0:
        return _nothing_undone(session)
    session = position.jump(session, old.position)
    return replace(session, next_cue=old.next_cue, undo=None), (Undone(undo.what),)


def _undo_answer(session: Session, undo: UndoPoint) -> Transition:
    """Ask the question again; an exercise that has begun since then keeps running."""
    old = undo.before
    begun = session.state is not old.state and session.detour is None
    if old.state is SessionState.AFTER or (old.state is SessionState.BEFORE and not begun):
        session = replace(old, elapsed=session.elapsed, offered=session.offered)
    else:
        assert old.open is not None  # it was answered
        session = _open_again(session, old, old.open)
    assert session.open is not None
    return session, (Undone(undo.what), session.open)


def _open_again(session: Session, old: Session, ask: AskFor) -> Session:
    waiting = session.waiting
    if session.open is not None and not is_rating(session.open.key):
        waiting = (session.open, *waiting)
    return replace(
        session,
        texts={key: text for key, text in session.texts.items() if key != ask.key},
        values={key: value for key, value in session.values.items() if key != ask.key},
        ratings=tuple(r for r in session.ratings if r.when == When.DURING or r in old.ratings),
        asked=tuple(key for key in session.asked if key != ask.key),
        open=ask,
        waiting=waiting,
        waited_for=session.waited_for | {ask.key},
        undo=None,
    )
