"""The rungs of the closeness ladder, and what is offered after a session on one.

Every rung is something that the person does. ``offer`` only suggests; it never changes a person's rung.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from securecoach_tui.practice.record import HIGH_DISTRESS, Bearable, Feared, Scale, SessionRecord, When

STAYED_SHARE = 0.8  # of the planned time; somebody who practised less of it didn't stay

Move = Literal["same_or_grounding", "lower", "higher", "same"]
Safe = Literal["yes", "no", "not sure"]


class Rung(msgspec.Struct, frozen=True):
    """A rung. ``lived`` means that it happens in daily life; ``place`` counts from 1, the lowest.

    ``script`` has words of its own for the exercise, a list for each of its first steps (see ``scripts``).
    """

    id: str
    words: str
    lived: bool = False
    hidden: bool = False
    place: int = 0
    script: tuple[tuple[str, ...], ...] = ()


class RungOutcome(msgspec.Struct, frozen=True, kw_only=True):
    """The outcome of a session on a rung. ``ended_at`` is distress after, 0-10. ``safe`` is never stored."""

    rung_id: str
    stayed: bool = False
    eased_off: bool = False
    ended_at: int | None = None
    numb: bool = False
    safe: Safe | None = None
    feared: Feared | None = None
    bearable: Bearable | None = None


class StepOffer(msgspec.Struct, frozen=True):
    """What is offered, and the id of the reason."""

    move: Move
    why: str


def offer(now: RungOutcome, before: RungOutcome | None) -> StepOffer:
    """The offer after ``now``, by the first rule that applies.

    ``before`` is the session before it, considered only if it was on the same rung.
    """
    if now.numb or now.safe in ("no", "not sure"):
        return StepOffer("same_or_grounding", "numb" if now.numb else "careful")
    previous = before if before is not None and before.rung_id == now.rung_id else None
    if now.eased_off and previous is not None and previous.eased_off:
        return StepOffer("lower", "eased_twice")
    high = now.ended_at is not None and now.ended_at >= HIGH_DISTRESS
    if high and (now.eased_off or now.feared == "yes"):
        return StepOffer("lower", "ended_high")
    if went_well(now) and previous is not None and went_well(previous):
        return StepOffer("higher", "stayed_twice")
    return StepOffer("same", "variety")


def went_well(outcome: RungOutcome) -> bool:
    """Whether the person stayed, wasn't numb, and what they feared didn't happen or was bearable.

    ``bearable`` "a little" isn't enough: when unsure, the same rung is offered again, and the same exercise.
    """
    unfeared = outcome.feared == "no" or (outcome.feared == "partly" and outcome.bearable == "yes")
    return outcome.stayed and unfeared and not outcome.numb


def shown(rungs: Sequence[Rung]) -> list[Rung]:
    """The rungs that aren't hidden, the lowest first."""
    return sorted((rung for rung in rungs if not rung.hidden), key=lambda rung: (rung.place, rung.id))


def neighbour(rungs: Sequence[Rung], rung_id: str, move: Move) -> Rung | None:
    """The next lower or higher rung that isn't hidden; None where there is none."""
    visible = shown(rungs)
    ids = [rung.id for rung in visible]
    if rung_id not in ids or move not in ("lower", "higher"):
        return None
    index = ids.index(rung_id) + (1 if move == "higher" else -1)
    return visible[index] if 0 <= index < len(visible) else None


def outcome_of(session: SessionRecord, safe: Safe | None = None) -> RungOutcome:
    """The outcome of a session by its record, stored or as it is so far; ``safe`` is known only in the session itself."""
    return RungOutcome(
        rung_id=session.rung_id or "",
        stayed=_stayed(session),
        eased_off=bool(session.eased_off),
        ended_at=session.first(Scale.DISTRESS, When.AFTER),
        numb=session.numb,
        safe=safe,
        feared=session.feared,
        bearable=session.bearable,
    )


def _stayed(session: SessionRecord) -> bool:
    """Whether the person stayed the time. A debrief counts: it is stored as completed, and has no planned time.

    A session is also completed if it was stopped in its closing or most of it was skipped, so the seconds count as well.
    """
    if not session.completed or session.eased_off or session.not_helping:
        return False
    planned, practised = session.planned_seconds, session.practised_seconds
    return planned is None or practised is None or practised >= STAYED_SHARE * planned


def last_outcome(sessions: Sequence[SessionRecord], rung_id: str) -> RungOutcome | None:
    """The outcome of the last session on a rung; ``sessions`` are newest first."""
    for session in sessions if rung_id else ():
        if session.rung_id == rung_id:
            return outcome_of(session)
    return None


def offer_after(sessions: Sequence[SessionRecord], rung_id: str) -> StepOffer | None:
    """The offer after the last session on a rung; None where there was none. ``sessions`` are newest first."""
    now = last_outcome(sessions, rung_id)
    if now is None:
        return None
    newest = next(index for index, session in enumerate(sessions) if session.rung_id == rung_id)
    return offer(now, last_outcome(sessions[newest + 1 :], rung_id))
