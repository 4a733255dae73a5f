"""The closeness ladder: rungs of one's own, and what is offered after a session on one.

All about the person's own act. A rung never moves by itself: ``offer`` only says what to offer.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from securecoach_tui.practice.record import Bearable, Feared, Scale, SessionRecord, When

Move = Literal["same_or_grounding", "lower", "higher", "same"]


class Rung(msgspec.Struct, frozen=True):
    """A rung: a stable id, its words, whether it happens with someone, and its place from 1."""

    id: str
    words: str
    lived: bool = False
    hidden: bool = False
    place: int = 0


class RungOutcome(msgspec.Struct, frozen=True, kw_only=True):
    """What a session on a rung came to. ``ended_at`` is distress after, 0-10."""

    rung_id: str
    stayed: bool = False
    eased_off: bool = False
    ended_at: int | None = None
    numb: bool = False
    safe: Literal["yes", "no", "not sure"] | None = None
    feared: Feared | None = None
    bearable: Bearable | None = None
    lived: bool = False


class StepOffer(msgspec.Struct, frozen=True):
    """What is offered beside staying, and the reason's id."""

    move: Move
    why: str


def offer(now: RungOutcome, before: RungOutcome | None) -> StepOffer:
    """The table of offers, the first line that fits; ``before`` is the last session on this rung."""
    if now.numb or now.safe in ("no", "not sure"):
        return StepOffer("same_or_grounding", "numb" if now.numb else "careful")
    same = before if before is not None and before.rung_id == now.rung_id else None
    if now.eased_off and same is not None and same.eased_off:
        return StepOffer("lower", "eased_twice")
    if (now.ended_at or 0) >= 8 and (now.eased_off or now.feared == "yes"):
        return StepOffer("lower", "ended_high")
    if _well(now) and same is not None and _well(same):
        return StepOffer("higher", "stayed_twice")
    return StepOffer("same", "variety")


def _well(one: RungOutcome) -> bool:
    """Stayed the time (a lived rung: done), and what was feared didn't come, or came in part and could be borne.

    "A little" is not yet bearing it: in doubt the ladder stays where it is.
    """
    unfeared = one.feared == "no" or (one.feared == "partly" and one.bearable == "yes")
    return (one.stayed or one.lived) and unfeared and not one.numb


def shown(rungs: Sequence[Rung]) -> list[Rung]:
    """The rungs that aren't hidden, from the lowest."""
    return sorted((rung for rung in rungs if not rung.hidden), key=lambda rung: (rung.place, rung.id))


def neighbour(rungs: Sequence[Rung], rung_id: str, move: Move) -> Rung | None:
    """The rung one lower or higher than ``rung_id`` among those shown; None where there is none."""
    order = shown(rungs)
    places = [rung.id for rung in order]
    if rung_id not in places or move not in ("lower", "higher"):
        return None
    at = places.index(rung_id) + (1 if move == "higher" else -1)
    return order[at] if 0 <= at < len(order) else None


def last_outcome(sessions: Sequence[SessionRecord], rung_id: str) -> RungOutcome | None:
    """What the last session on a rung came to; ``sessions`` newest first."""
    for one in sessions:
        if rung_id and one.rung_id == rung_id:
            return RungOutcome(
                rung_id=rung_id,
                stayed=bool(one.completed) and not one.eased_off and not one.not_helping,
                eased_off=bool(one.eased_off),
                ended_at=one.first(Scale.DISTRESS, When.AFTER),
                numb=any(rating.scale == Scale.PRESENCE for rating in one.ratings),
                feared=one.feared,
                bearable=one.bearable,
                lived=one.planned_seconds is None,
            )
    return None


def offer_after(sessions: Sequence[SessionRecord], rung_id: str) -> StepOffer | None:
    """The offer after the last session on a rung; None where there was none. ``sessions`` are newest first."""
    now = last_outcome(sessions, rung_id)
    if now is None:
        return None
    at = next(index for index, one in enumerate(sessions) if one.rung_id == rung_id)
    return offer(now, last_outcome(sessions[at + 1 :], rung_id))
