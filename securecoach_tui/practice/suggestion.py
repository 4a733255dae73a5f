"""What Begin suggests, and why, in one line without reproach.

Two steps, both pure. First a capacity: all three take their turns, weighted by the direction, over
the last few sessions. Then an exercise within it, among those that exist and that the person has
not left out. A suggestion is never more than that: nothing follows from not taking it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal, Protocol

from securecoach_tui.practice.exercise.model import Kind
from securecoach_tui.practice.record import HIGH_DISTRESS, Capacity, Direction, Scale, SessionRecord, When

CAPACITIES: tuple[Capacity, ...] = tuple(Capacity)
SHORTEST_FIRST = 3  # this many sessions of closeness start from the shortest length
USUAL_MINUTES = 5.0
_TURNS = 5  # the sessions looked back over; within as many suggestions followed every capacity has its turn
_TOLD = timedelta(days=28)  # a day further back is not held up to anyone
_SAME_EVENING = timedelta(hours=12)
_STEADY, _LADDER = "steady-then-step", "closeness-ladder"
_STEADY_ENOUGH = 4  # after this many that went well the step is offered without the steadying before it
_STEADYING = ("senses-grounding", "slow-breathing")

Why = Literal[
    "first",
    "steadying_first",
    "step_alone",
    "after_a_lot",
    "easier",
    "capacity_last",
    "capacity_turn",
    "not_tried",
    "again",
]


class Practisable(Protocol):
    """What a suggestion needs of an exercise; a card of the list will do."""

    @property
    def id(self) -> str: ...
    @property
    def capacity(self) -> Capacity: ...
    @property
    def directions(self) -> Sequence[str]: ...
    @property
    def minutes(self) -> Sequence[float]: ...
    @property
    def kind(self) -> Sequence[str]: ...


@dataclass(frozen=True, slots=True)
class Reason:
    """Why it is suggested: one of ``Why``, its capacity, and the day it speaks of, if any."""

    why: Why
    capacity: Capacity
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An exercise, a length in minutes, and why."""

    exercise_id: str
    minutes: float
    reason: Reason


@dataclass(frozen=True, slots=True)
class Wishes:
    """What narrows a suggestion. ``debrief_waits``: a lived rung is prepared already and waits to be told."""

    no_breathing: bool = False
    leave_closeness_out: bool = False
    debrief_waits: bool = False
    second: Direction | None = None
    day_starts: int = 4


NO_WISHES = Wishes()


def kinds(exercise: Practisable) -> frozenset[str]:
    """Its kinds; closeness is contact unless the file says otherwise."""
    return frozenset(exercise.kind) or frozenset({Kind.CONTACT} if exercise.capacity == Capacity.CLOSENESS else ())


def allowed(exercise: Practisable, wishes: Wishes) -> bool:
    """Whether it may be suggested at all. A debrief belongs to what it looks back on, never to Begin."""
    its = kinds(exercise)
    if Kind.DEBRIEF in its or (wishes.no_breathing and Kind.BREATH in its):
        return False
    if wishes.leave_closeness_out and (Kind.CONTACT in its or exercise.capacity == Capacity.CLOSENESS):
        return False
    return not (wishes.debrief_waits and exercise.id == "closeness-ladder")


def suggest(
    exercises: Sequence[Practisable],
    sessions: Sequence[SessionRecord],
    direction: Direction | None,
    *,
    now: datetime,
    wishes: Wishes = NO_WISHES,
) -> Suggestion | None:
    """What to begin with; ``sessions`` newest first. None where everything is left out.

    The same record at the same moment is always answered with the same suggestion.
    """
    open_to = [one for one in exercises if allowed(one, wishes)]
    if not open_to:
        return None
    practised = [one for one in sessions if one.capacity in CAPACITIES]
    lot = _a_lot(practised, now)
    if lot:
        open_to = [one for one in open_to if one.id in _STEADYING] or open_to
    capacity = _capacity(open_to, practised, direction, wishes)
    within = [one for one in open_to if one.capacity == capacity]
    chosen = _exercise(within, practised, direction, wishes)
    if lot:
        reason = Reason("after_a_lot", capacity)
    else:
        reason = _reason(chosen, practised, direction, now, wishes)
    return Suggestion(chosen.id, _minutes(chosen, practised), reason)


def weights(direction: Direction | None, second: str | None = None) -> dict[Capacity, int]:
    """How often each capacity has its turn, and in which order where they are even."""
    if direction == Direction.ANXIOUS:
        return {Capacity.REGULATION: 3, Capacity.NEED_EXPRESSION: 1, Capacity.CLOSENESS: 1}
    if direction == Direction.AVOIDANT:
        return {Capacity.CLOSENESS: 3, Capacity.REGULATION: 1, Capacity.NEED_EXPRESSION: 1}
    if direction == Direction.BOTH:
        return {
            Capacity.REGULATION: 2,
            Capacity.CLOSENESS: 2 if second == Direction.AVOIDANT else 1,
            Capacity.NEED_EXPRESSION: 1,
        }
    if direction == Direction.STEADY:
        return {Capacity.NEED_EXPRESSION: 1, Capacity.REGULATION: 1, Capacity.CLOSENESS: 1}
    return {Capacity.REGULATION: 1, Capacity.NEED_EXPRESSION: 1, Capacity.CLOSENESS: 1}


def _capacity(
    open_to: Sequence[Practisable], practised: Sequence[SessionRecord], direction: Direction | None, wishes: Wishes
) -> Capacity:
    """The capacity furthest behind its share of the last few sessions (the quotients of Sainte-Laguë)."""
    there = {one.capacity for one in open_to}
    share = {c: w for c, w in weights(direction, wishes.second).items() if c in there}
    lately = [one.capacity for one in practised if one.capacity in there][:_TURNS]
    return max(share, key=lambda c: share[c] / (2 * lately.count(c) + 1))


def _exercise(
    within: Sequence[Practisable], practised: Sequence[SessionRecord], direction: Direction | None, wishes: Wishes
) -> Practisable:
    """Of one capacity: what suits the direction, by turns what helped and what is not tried yet."""
    lean = wishes.second if direction == Direction.BOTH else direction
    fitting = [
        one for one in within if lean not in (Direction.ANXIOUS, Direction.AVOIDANT) or lean in one.directions
    ] or list(within)
    here = [one for one in practised if one.capacity == within[0].capacity]
    if len(fitting) > 1 and here:  # not the same twice running
        fitting = [one for one in fitting if one.id != here[0].exercise]
    liked = [one for one in fitting if not _turned_from(one.id, here)] or fitting
    own = _own_step(liked, within, here, direction)
    if own is not None:
        return own
    known = [one for one in liked if _times(one.id, here)]
    new = [one for one in liked if not _times(one.id, here)]
    if new and (not known or len(here) % 3 == 0):
        return new[0]
    helped = [one for one in known if _easier(one.id, here) is not None] if len(here) % 2 else []
    return max(helped or known, key=lambda one: _since(one.id, here))


def _own_step(
    liked: Sequence[Practisable],
    within: Sequence[Practisable],
    here: Sequence[SessionRecord],
    direction: Direction | None,
) -> Practisable | None:
    """Closeness mostly at one's own rung; for those who lean both ways, steadied first: every other time."""
    alone = direction == Direction.BOTH and steady_enough(here) and not _turned_from(_LADDER, here)
    wanted = _STEADY if direction == Direction.BOTH and not alone else _LADDER
    found = next((one for one in (within if alone else liked) if one.id == wanted), None)
    return found if found is not None and (not here or here[0].exercise != wanted) else None


def steady_enough(sessions: Sequence[SessionRecord]) -> bool:
    """Whether the last four of steady-then-step, newest first, went well."""
    last = [one for one in sessions if one.exercise == _STEADY][:_STEADY_ENOUGH]
    return len(last) == _STEADY_ENOUGH and all(map(_went_well, last))


def _went_well(one: SessionRecord) -> bool:
    """Stayed to its end, not numb, and what was feared did not come, or could be borne."""
    stayed = one.completed and not one.eased_off and not one.not_helping
    numb = any(rating.scale == Scale.PRESENCE for rating in one.ratings)
    unfeared = one.feared == "no" or (one.feared == "partly" and one.bearable in ("a little", "yes"))
    return bool(stayed) and not numb and unfeared


def _minutes(exercise: Practisable, practised: Sequence[SessionRecord]) -> float:
    """The length stayed with last where it is on offer, else a usual one; closeness starts from the shortest."""
    shortest = min(exercise.minutes)
    close = [one for one in practised if one.capacity == Capacity.CLOSENESS]
    if exercise.capacity == Capacity.CLOSENESS and len(close) < SHORTEST_FIRST:
        return shortest
    last = next((one for one in practised if one.exercise == exercise.id), None)
    if last is not None and last.planned_seconds is not None:
        offered = [one for one in exercise.minutes if abs(one * 60 - last.planned_seconds) < 30]
        if offered and last.completed and not last.eased_off:
            return offered[0]
    usual = USUAL_MINUTES if USUAL_MINUTES in exercise.minutes else shortest
    return shortest if exercise.capacity == Capacity.CLOSENESS else usual


def _reason(
    chosen: Practisable,
    practised: Sequence[SessionRecord],
    direction: Direction | None,
    now: datetime,
    wishes: Wishes,
) -> Reason:
    capacity = chosen.capacity
    if not practised:
        return Reason("steadying_first" if direction == Direction.BOTH else "first", capacity)
    here = [one for one in practised if one.capacity == capacity]
    if chosen.id == _LADDER and direction == Direction.BOTH and steady_enough(here):
        return Reason("step_alone", capacity)
    easier = _easier(chosen.id, here) if capacity == Capacity.REGULATION else None
    day = _day(easier, now, wishes) if easier else None
    if day is not None:
        return Reason("easier", capacity, day)
    last = _day(here[0], now, wishes) if here else None
    today = (now - timedelta(hours=wishes.day_starts)).date()
    if practised[0].capacity != capacity:
        near = last is not None and last != today
        return Reason("capacity_last", capacity, last) if near else Reason("capacity_turn", capacity)
    return Reason("again" if _times(chosen.id, here) else "not_tried", capacity)


def _a_lot(practised: Sequence[SessionRecord], now: datetime) -> bool:
    """Whether the last session was within the evening, and ended with a great deal."""
    if not practised:
        return False
    started, after = _moment(practised[0]), practised[0].first(Scale.DISTRESS, When.AFTER)
    near = started is not None and abs(now - started) <= _SAME_EVENING
    return near and (after or 0) >= HIGH_DISTRESS


def _turned_from(exercise_id: str, here: Sequence[SessionRecord]) -> bool:
    """Whether the last time it was said not to help."""
    last = next((one for one in here if one.exercise == exercise_id), None)
    return last is not None and bool(last.not_helping)


def _times(exercise_id: str, here: Sequence[SessionRecord]) -> int:
    return sum(one.exercise == exercise_id for one in here)


def _since(exercise_id: str, here: Sequence[SessionRecord]) -> int:
    """How many sessions of this capacity ago it was practised."""
    return next(n for n, one in enumerate(here) if one.exercise == exercise_id)


def _easier(exercise_id: str, here: Sequence[SessionRecord]) -> SessionRecord | None:
    """Its last session, where distress was less after than before."""
    last = next((one for one in here if one.exercise == exercise_id), None)
    if last is None:
        return None
    before, after = last.first(Scale.DISTRESS, When.BEFORE), last.first(Scale.DISTRESS, When.AFTER)
    return last if before is not None and after is not None and after < before else None


def _moment(one: SessionRecord) -> datetime | None:
    try:
        found = datetime.fromisoformat(one.started or "")
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


def _day(one: SessionRecord, now: datetime, wishes: Wishes) -> date | None:
    """The day it was practised on, where that is near enough to be spoken of."""
    started = _moment(one)
    if started is None or not timedelta(0) <= now - started <= _TOLD:
        return None
    return (started - timedelta(hours=wishes.day_starts)).date()
