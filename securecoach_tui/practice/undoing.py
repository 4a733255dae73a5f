"""Taking the last rating, answer or skip back."""

from __future__ import annotations

from dataclasses import replace

from securecoach_tui.practice import moves
from securecoach_tui.practice.events import TakeBack, TookBack
from securecoach_tui.practice.state import Moved, Place, Session


def take_back(session: Session, _event: TakeBack) -> Moved:
    """The last rating, answer or skip, for 30 seconds."""
    undo = session.undo
    if undo is None or session.elapsed > undo.until:
        return replace(session, undo=None), (TookBack("nothing"),)
    old = undo.before
    if undo.what == "rating":
        session = replace(session, ratings=session.ratings[:-1], undo=None)
        session, more = moves.saved(session)
        return session, (TookBack("rating"), *more)
    if undo.what == "skip":
        if session.place not in (Place.RUNNING, Place.PAUSED):
            return replace(session, undo=None), (TookBack("nothing"),)
        session = replace(session, shift=old.shift, next_cue=old.next_cue, held=old.position, undo=None)
        session = replace(session, origin=session.elapsed - old.position)
        return session, (TookBack("skip"),)
    if old.place in (Place.BEFORE, Place.AFTER):
        session = replace(old, elapsed=session.elapsed, offered=session.offered)
    else:
        texts = {k: v for k, v in session.texts.items() if old.open is None or k != old.open.key}
        session = replace(session, texts=texts, open=old.open, undo=None)
    more = (session.open,) if session.open is not None else ()
    return session, (TookBack("answer"), *more)
