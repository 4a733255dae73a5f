"""Ratings at a second of the session, numb or far away among them, and what a rise offers."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from securecoach_tui.practice.exercise.model import Kind
from securecoach_tui.practice.record import Rating, Scale, When
from securecoach_tui.practice.session import position
from securecoach_tui.practice.session.events import Effect, Offer, Rate
from securecoach_tui.practice.session.state import HIGH_DISTRESS, UNDO_SECONDS, Moved, Session, UndoPoint


def rate(session: Session, event: Rate) -> Moved:
    """A rating at this second of the session."""
    if session.position < 0 or session.detour:
        return session, ()
    if (session.open is not None and session.open.key == f"rate_{event.scale}") or (
        session.open is not None and event.scale == Scale.PRESENCE and session.open.key.startswith("rate_")
    ):
        session = replace(session, open=None)
    return rated(session, event.scale, event.value)


def rated(session: Session, scale: str, value: int) -> Moved:
    """The session with ``value`` rated now, and what it brings; a value or scale that isn't one changes nothing."""
    if scale == Scale.PRESENCE:
        value = 0
    if scale not in (Scale.DISTRESS, Scale.EASE, Scale.URGE, Scale.PRESENCE) or not 0 <= value <= 10:
        return session, ()
    known: Scale = scale  # type: ignore[assignment]  # one of the four by the line above
    undo = UndoPoint("rating", replace(session, undo=None), session.elapsed + UNDO_SECONDS)
    at = round(min(session.position, session.timeline.total), 3)
    session = replace(session, ratings=(*session.ratings, Rating(at, known, value, When.DURING)), undo=undo)
    effects: tuple[Effect, ...] = ()
    if known == "presence":
        session, effects = position.numb(session)
    elif known == "distress":
        session, effects = _risen(session, value)
    session, save = position.saved(session)
    return session, (*effects, *save)


def _risen(session: Session, value: int) -> Moved:
    """A rise in closeness is the practice working; in anything else it may not suit today."""
    known = [r.value for r in session.ratings if r.scale == Scale.DISTRESS]
    rise = value - known[0]
    contact = Kind.CONTACT in session.setup.exercise.kinds
    high = value >= HIGH_DISTRESS or (rise >= 3 and value >= 7) if contact else rise >= 3
    kind: Literal["closeness_high", "not_today"] = "closeness_high" if contact else "not_today"
    if not high or kind in session.offered:
        return session, ()
    return replace(session, offered=session.offered | {kind}), (Offer(kind),)
