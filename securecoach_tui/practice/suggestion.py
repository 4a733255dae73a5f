"""The exercise that is suggested, and the reason that is shown with it.

First a capacity is chosen: all three take turns over the last few sessions, weighted by the direction.
Then an exercise of that capacity is chosen, among those that the person has not left out. Declining a
suggestion has no effect.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal, Protocol

from securecoach_tui.practice.exercise.model import Kind, kinds_of
from securecoach_tui.practice.instants import DAY_STARTS, day_of, parse_instant
from securecoach_tui.practice.ladder.offers import outcome_of, went_well
from securecoach_tui.practice.path.offers import WeekOnOffer, next_offer
from securecoach_tui.practice.record import HIGH_DISTRESS, Capacity, Direction, Scale, SessionRecord, When
from securecoach_tui.practice.usual_length import HasLengths, usual_minutes

CAPACITIES: tuple[Capacity, ...] = tuple(Capacity)
SHORTEST_FIRST = 3  # the first sessions of closeness, which have the shortest length
_TURNS = 5  # sessions looked back over; every capacity is suggested at least once in as many
_MENTIONED = timedelta(days=28)  # a reason doesn't mention an older day
_SAME_EVENING = timedelta(hours=12)
_STEADY, _LADDER, _APART = "steady-then-step", "closeness-ladder", "apart-ladder"
_STEADY_ENOUGH = 4  # sessions that went well, after which the ladder is suggested without steadying before it
_GROUNDING = "senses-grounding"
_STEADYING = (_GROUNDING, "slow-breathing")
_COME_BACK, _SAFE_HAVEN, _WHAT_MATTERS = "come-back", "safe-haven", "what-matters"
_ASKED_FOR = ("after-a-fight", _COME_BACK)  # for a moment that the person knows; not suggested in turn
_HAVEN_DAYS = 3  # days running on which safe-haven is suggested once it was practised
_ONCE_A_MONTH = timedelta(days=28)

Why = Literal[
    "first",
    "steadying_first",
    "step_alone",
    "after_a_lot",
    "after_numb",
    "after_careful",
    "path",
    "path_left",
    "haven_again",
    "easier",
    "capacity_last",
    "capacity_turn",
    "not_tried",
    "again",
]


class Practisable(HasLengths, Protocol):
    """The attributes of an exercise that a suggestion uses."""

    @property
    def id(self) -> str: ...
    @property
    def directions(self) -> Sequence[str]: ...


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an exercise is suggested, its capacity, and the day or the week of the path that the reason mentions."""

    why: Why
    capacity: Capacity
    day: date | None = None
    week: int = 0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An exercise, a length in minutes, and why."""

    exercise_id: str
    minutes: float
    reason: Reason


# What is practised instead if the suggested exercise needs more than a minute, the first that works.
_IN_A_MINUTE = ("slow-breathing", "urge-wave")


@dataclass(frozen=True, slots=True)
class Wishes:
    """What limits the suggestions.

    ``debrief_waits`` is true if a lived rung is prepared and has had no debrief yet. ``second`` is the
    check-in's second direction, ``day_starts`` the hour at which a day begins. ``week`` is the week of the path, where
    the person is on it. ``careful`` is true after an answer that led to people to talk to, which is never stored.
    """

    no_breathing: bool = False
    leave_closeness_out: bool = False
    debrief_waits: bool = False
    second: Direction | None = None
    day_starts: int = DAY_STARTS
    week: WeekOnOffer | None = None
    careful: bool = False


NO_WISHES = Wishes()


def allowed(exercise: Practisable, wishes: Wishes) -> bool:
    """Whether an exercise may be suggested at all; a debrief never is."""
    kinds = kinds_of(exercise.kind, exercise.capacity)
    if Kind.DEBRIEF in kinds or (wishes.no_breathing and Kind.BREATH in kinds):
        return False
    close = kinds & {Kind.CONTACT, Kind.TELLING} or exercise.capacity == Capacity.CLOSENESS
    if wishes.leave_closeness_out and close:
        return False
    return not (wishes.debrief_waits and exercise.id in (_LADDER, _APART))


def in_a_minute(suggested: str, exercises: Mapping[str, Practisable], wishes: Wishes) -> str | None:
    """The id of the exercise for one minute: the suggested one if it is among ``exercises``, which work in a minute.

    None if none of them may be suggested.
    """
    if suggested in exercises:
        return suggested
    return next((id for id in _IN_A_MINUTE if id in exercises and allowed(exercises[id], wishes)), None)


def suggest(
    exercises: Sequence[Practisable],
    sessions: Sequence[SessionRecord],
    direction: Direction | None,
    *,
    now: datetime,
    wishes: Wishes = NO_WISHES,
) -> Suggestion | None:
    """The exercise to suggest; None if all are left out. ``sessions`` are newest first.

    The same sessions at the same moment always give the same suggestion.
    """
    permitted = [candidate for candidate in exercises if allowed(candidate, wishes)]
    if not permitted:
        return None
    practised = [session for session in sessions if session.capacity in CAPACITIES]
    soothing_first = needs_soothing(sessions, now) or wishes.careful
    special = _come_back(permitted, practised, now)
    if special is None and not soothing_first:
        on_path = _on_path(permitted, practised, wishes)
        special = on_path or _haven_again(permitted, practised, now, wishes)
    if special is not None:
        return special
    leaning = _leaning(direction, wishes)
    available = [one for one in permitted if _is_timely(one, practised, leaning, now)] or permitted
    if soothing_first:
        available = _soothing(available, sessions, now)
    capacity = _capacity(available, practised, direction, wishes)
    same_capacity = [candidate for candidate in available if candidate.capacity == capacity]
    chosen = _exercise(same_capacity, practised, direction, wishes)
    if soothing_first:
        reason = Reason("after_careful" if wishes.careful else "after_a_lot", capacity)
    else:
        reason = _reason(chosen, practised, direction, now, wishes)
    return Suggestion(chosen.id, _minutes(chosen, practised), reason)


def needs_soothing(sessions: Sequence[SessionRecord], now: datetime) -> bool:
    """Whether the last session within twelve hours was numb or ended high: then the path never leads on."""
    return any(session.numb or _ended_high(session) for session in _last_near(sessions, now))


def _last_near(sessions: Sequence[SessionRecord], now: datetime) -> list[SessionRecord]:
    """The last session if it was within twelve hours; also the last with a capacity, which one without doesn't hide."""
    known = [session for session in sessions if session.capacity in CAPACITIES]
    return [session for session in (*sessions[:1], *known[:1]) if _is_near(session, now)]


def _soothing(available: list[Practisable], sessions: Sequence[SessionRecord], now: datetime) -> list[Practisable]:
    """What may be suggested to soothe; to somebody who was numb, grounding, which is done with open eyes."""
    numb = any(session.numb for session in _last_near(sessions, now))
    for ids in ((_GROUNDING,), _STEADYING) if numb else (_STEADYING,):
        if found := [candidate for candidate in available if candidate.id in ids]:
            return found
    return available


def _come_back(
    permitted: Sequence[Practisable], practised: Sequence[SessionRecord], now: datetime
) -> Suggestion | None:
    """Coming back, after a session in which the person was numb or far away."""
    exercise = next((candidate for candidate in permitted if candidate.id == _COME_BACK), None)
    if exercise is None or not practised or practised[0].exercise == _COME_BACK:
        return None
    if not (_is_near(practised[0], now) and practised[0].numb):
        return None
    return Suggestion(_COME_BACK, min(exercise.minutes), Reason("after_numb", exercise.capacity))


def _on_path(permitted: Sequence[Practisable], practised: Sequence[SessionRecord], wishes: Wishes) -> Suggestion | None:
    """The next exercise of the week on the path; None off the path, or if all of the week are left out."""
    if wishes.week is None:
        return None
    by_id = {candidate.id: candidate for candidate in permitted}
    offer = next_offer(wishes.week, by_id.keys(), {id for id in by_id if _did_not_help(id, practised)})
    if offer is None:
        return None
    exercise = by_id[offer.exercise]
    reason = Reason("path_left" if wishes.week.away else "path", exercise.capacity, week=wishes.week.number)
    return Suggestion(exercise.id, _minutes(exercise, practised), reason)


def _haven_again(
    permitted: Sequence[Practisable], practised: Sequence[SessionRecord], now: datetime, wishes: Wishes
) -> Suggestion | None:
    """The second and third day running of safe-haven."""
    haven = next((candidate for candidate in permitted if candidate.id == _SAFE_HAVEN), None)
    if haven is None or _did_not_help(_SAFE_HAVEN, practised):
        return None
    today = day_of(now, wishes.day_starts)
    havens = [_day(session, now, wishes) for session in practised if session.exercise == _SAFE_HAVEN]
    if any(_day(session, now, wishes) == today for session in practised):
        return None
    days = {day for day in havens if day is not None and today - day <= timedelta(days=_HAVEN_DAYS)}
    if sum(day in days for day in havens) >= _HAVEN_DAYS:
        return None
    yesterday = today - timedelta(days=1)
    if yesterday not in days:
        return None
    reason = Reason("haven_again", haven.capacity, yesterday)
    return Suggestion(_SAFE_HAVEN, _minutes(haven, practised), reason)


def _leaning(direction: Direction | None, wishes: Wishes) -> str | None:
    """The direction that exercises are chosen for; of two, the one that is offered second."""
    return wishes.second if direction == Direction.BOTH else direction


def _is_timely(exercise: Practisable, practised: Sequence[SessionRecord], leaning: str | None, now: datetime) -> bool:
    """Whether an exercise may be suggested in turn now."""
    if exercise.id in _ASKED_FOR:
        return False
    if Kind.APART in kinds_of(exercise.kind, exercise.capacity):
        return leaning == Direction.ANXIOUS
    if exercise.id == _WHAT_MATTERS:
        started = [parse_instant(session.started) for session in practised if session.exercise == _WHAT_MATTERS]
        return not any(one is not None and now - one < _ONCE_A_MONTH for one in started)
    return True


def weights(direction: Direction | None, second: str | None = None) -> dict[Capacity, int]:
    """The weight of each capacity. Of two that are equally due, the one listed first is suggested."""
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
    available: Sequence[Practisable], practised: Sequence[SessionRecord], direction: Direction | None, wishes: Wishes
) -> Capacity:
    """The capacity furthest behind its share of the last few sessions, by the Sainte-Laguë method."""
    possible = {candidate.capacity for candidate in available}
    share = {c: w for c, w in weights(direction, wishes.second).items() if c in possible}
    recent = [session.capacity for session in practised if session.capacity in possible][:_TURNS]
    return max(share, key=lambda c: share[c] / (2 * recent.count(c) + 1))


def _exercise(
    exercises: Sequence[Practisable], practised: Sequence[SessionRecord], direction: Direction | None, wishes: Wishes
) -> Practisable:
    """Choose among the exercises of one capacity: one that suits the direction, in turn one that helped or is new."""
    leaning = _leaning(direction, wishes)
    fitting = [
        candidate
        for candidate in exercises
        if leaning not in (Direction.ANXIOUS, Direction.AVOIDANT) or leaning in candidate.directions
    ] or list(exercises)
    past = [session for session in practised if session.capacity == exercises[0].capacity]
    if len(fitting) > 1 and past:  # not the same twice running
        fitting = [candidate for candidate in fitting if candidate.id != past[0].exercise]
    liked = [candidate for candidate in fitting if not _did_not_help(candidate.id, past)] or fitting
    step = _ladder_step(liked, exercises, past, direction)
    if step is not None:
        return step
    known = [candidate for candidate in liked if _count(candidate.id, past)]
    new = [candidate for candidate in liked if not _count(candidate.id, past)]
    if new and (not known or len(past) % 3 == 0):
        return new[0]
    helped = [candidate for candidate in known if _easier(candidate.id, past) is not None] if len(past) % 2 else []
    return max(helped or known, key=lambda candidate: _sessions_ago(candidate.id, past))


def _ladder_step(
    liked: Sequence[Practisable],
    exercises: Sequence[Practisable],
    past: Sequence[SessionRecord],
    direction: Direction | None,
) -> Practisable | None:
    """The ladder every other time; with direction both, ``steady-then-step`` until the ladder alone is suggested."""
    ladder_alone = direction == Direction.BOTH and steady_enough(past) and not _did_not_help(_LADDER, past)
    wanted = _STEADY if direction == Direction.BOTH and not ladder_alone else _LADDER
    step = next((candidate for candidate in (exercises if ladder_alone else liked) if candidate.id == wanted), None)
    return step if step is not None and (not past or past[0].exercise != wanted) else None


def steady_enough(sessions: Sequence[SessionRecord]) -> bool:
    """Whether the last four sessions of steady-then-step went well. ``sessions`` are newest first."""
    last = [session for session in sessions if session.exercise == _STEADY][:_STEADY_ENOUGH]
    return len(last) == _STEADY_ENOUGH and all(went_well(outcome_of(session)) for session in last)


def _minutes(exercise: Practisable, practised: Sequence[SessionRecord]) -> float:
    """The length completed last time, else the usual one; the first sessions of closeness have the shortest."""
    close = [session for session in practised if session.capacity == Capacity.CLOSENESS]
    if exercise.capacity == Capacity.CLOSENESS and len(close) < SHORTEST_FIRST:
        return min(exercise.minutes)
    last = next((session for session in practised if session.exercise == exercise.id), None)
    if last is not None and last.planned_seconds is not None:
        offered = [length for length in exercise.minutes if abs(length * 60 - last.planned_seconds) < 30]
        if offered and last.completed and not last.eased_off:
            return offered[0]
    return usual_minutes(exercise)


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
    past = [session for session in practised if session.capacity == capacity]
    if chosen.id == _LADDER and direction == Direction.BOTH and steady_enough(past):
        return Reason("step_alone", capacity)
    easier = _easier(chosen.id, past) if capacity == Capacity.REGULATION else None
    day = _day(easier, now, wishes) if easier else None
    if day is not None:
        return Reason("easier", capacity, day)
    last = _day(past[0], now, wishes) if past else None
    today = day_of(now, wishes.day_starts)
    if practised[0].capacity != capacity:
        near = last is not None and last != today
        return Reason("capacity_last", capacity, last) if near else Reason("capacity_turn", capacity)
    return Reason("again" if _count(chosen.id, past) else "not_tried", capacity)


def _ended_high(session: SessionRecord) -> bool:
    """Whether a session ended with high distress."""
    after = session.first(Scale.DISTRESS, When.AFTER)
    return after is not None and after >= HIGH_DISTRESS


def _is_near(session: SessionRecord, now: datetime) -> bool:
    """Whether a session was within twelve hours."""
    started = parse_instant(session.started)
    return started is not None and abs(now - started) <= _SAME_EVENING


def _did_not_help(exercise_id: str, past: Sequence[SessionRecord]) -> bool:
    """Whether the exercise didn't help the last time."""
    last = next((session for session in past if session.exercise == exercise_id), None)
    return last is not None and bool(last.not_helping)


def _count(exercise_id: str, past: Sequence[SessionRecord]) -> int:
    return sum(session.exercise == exercise_id for session in past)


def _sessions_ago(exercise_id: str, past: Sequence[SessionRecord]) -> int:
    """How many sessions ago the exercise was practised; 0 is the newest."""
    return next(n for n, session in enumerate(past) if session.exercise == exercise_id)


def _easier(exercise_id: str, past: Sequence[SessionRecord]) -> SessionRecord | None:
    """The last session of the exercise, if distress was lower after than before."""
    last = next((session for session in past if session.exercise == exercise_id), None)
    if last is None:
        return None
    before, after = last.first(Scale.DISTRESS, When.BEFORE), last.first(Scale.DISTRESS, When.AFTER)
    return last if before is not None and after is not None and after < before else None


def _day(session: SessionRecord, now: datetime, wishes: Wishes) -> date | None:
    """The day of a session, if it is recent enough to be mentioned."""
    started = parse_instant(session.started)
    if started is None or not timedelta(0) <= now - started <= _MENTIONED:
        return None
    return day_of(started, wishes.day_starts)
