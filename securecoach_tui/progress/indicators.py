"""Indicators: the values that progress is measured by. One table, and one function for each indicator.

Every indicator is about a person's own practice. None gets worse when a person gets better, eases off or chooses
a gentler rung: an indicator that such a choice would change is only described and never judged, or it has a guard
(see ``judgement``). A new indicator is one function here, one line in ``INDICATORS``, and its name in
``text/quantities.py``. One that is judged also has a row in ``MOVEMENTS`` of ``text/progress.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Literal

import msgspec

from securecoach_tui.practice.record import Capacity, Scale, SessionRecord, When
from securecoach_tui.progress.judgement import Guard, calmer_starts, predictions_not_above_outcomes

Unit = Literal["share", "points", "stage", "rung", "seconds", "minutes"]

FEARED_VALUES: dict[str | None, float] = {"no": 0.0, "partly": 0.5, "yes": 1.0}
SETTLED_VALUES: dict[str | None, float] = {"not yet": 0.0, "partly": 0.5, "yes": 1.0}
MIN_DISTRESS = 4  # points; from a lower start, the share that settled means little

# Looking up a member of an enum is slow, and session_ratings does it several times for each stored session.
_DISTRESS, _EASE, _URGE = Scale.DISTRESS, Scale.EASE, Scale.URGE
_BEFORE, _DURING, _AFTER = When.BEFORE, When.DURING, When.AFTER


class SessionRatings(msgspec.Struct, gc=False):
    """The ratings of a session, sorted once for all indicators. Points 0-10, None where none was given."""

    session: SessionRecord
    before: int | None = None  # the first distress rating before
    after: int | None = None  # the first distress rating after
    highest: int | None = None  # of all distress ratings
    ease: int | None = None  # the last ease rating
    urges: list[tuple[When, int]] = []  # (when, value)


class SeriesContext(msgspec.Struct):
    """What an indicator needs besides the session: positions on the ladder, and values of earlier sessions."""

    places: Mapping[str, int] = {}  # rung id: position on the ladder, 1 the lowest
    first_predictions: dict[str, int] = {}  # rung key: points


ValueFunction = Callable[[SessionRatings, SeriesContext], float | None]


class Indicator(msgspec.Struct, frozen=True):
    """One row of the table.

    Attributes:
        value: the indicator's value for a session, None where the session has none.
        toward: 1 if greater values are progress, -1 if smaller ones are, 0 if the indicator is only described.
        guard_value: the value that ``guard`` uses, for the same session.
        guard: whether "harder" must not be reported.
        not_harder_while: the name of an indicator; while that one is "toward", this one is never "harder".
        same_rung_only: whether a session is compared only with sessions on the same rung.
        given: the rating that ``value`` is a share of.
        stricter: what is added to the threshold of "toward". Two indicators of the same sessions are two chances
            of a false one.
    """

    name: str
    capacities: tuple[Capacity, ...]
    unit: Unit
    value: ValueFunction
    toward: Literal[-1, 0, 1] = 0
    guard_value: ValueFunction | None = None
    guard: Guard | None = None
    not_harder_while: str = ""
    same_rung_only: bool = False
    given: ValueFunction | None = None
    stricter: float = 0.0


def session_ratings(session: SessionRecord) -> SessionRatings:
    """The ratings of a session; values outside 0-10 are ignored."""
    ratings = SessionRatings(session)
    urges: list[tuple[When, int]] = []
    for rating in session.ratings:
        value, scale = rating.value, rating.scale
        if not 0 <= value <= 10:
            continue
        if scale == _DISTRESS:
            if ratings.highest is None or value > ratings.highest:
                ratings.highest = value
            if rating.when == _BEFORE:
                ratings.before = value if ratings.before is None else ratings.before
            elif rating.when == _AFTER:
                ratings.after = value if ratings.after is None else ratings.after
        elif scale == _EASE:
            ratings.ease = value
        elif scale == _URGE:
            urges.append((rating.when, value))
    if urges:
        ratings.urges = urges
    return ratings


def settled_share(ratings: SessionRatings, context: SeriesContext) -> float | None:
    """(distress before - after) / before, where before was 4 points or more."""
    if ratings.before is None or ratings.after is None or ratings.before < MIN_DISTRESS:
        return None
    return (ratings.before - ratings.after) / ratings.before


def starting_distress(ratings: SessionRatings, context: SeriesContext) -> float | None:
    """Distress before, in points."""
    return ratings.before


def recovery_time(ratings: SessionRatings, context: SeriesContext) -> float | None:
    """Seconds practised until distress fell by half from a start of 4 points or more; None if it did not.

    The time is that of the first rating during the session that is at most half of the rating before. Without such
    a rating, it is the end of the session, provided that the rating after is that low. Only seconds practised count,
    as far as they are known (``SessionRecord.practised_at``). A debrief has no time: what it is about happened elsewhere.
    """
    session = ratings.session
    if ratings.before is None or ratings.before < MIN_DISTRESS or session.is_debrief:
        return None
    half = ratings.before / 2
    for rating in session.ratings:
        if rating.scale == _DISTRESS and rating.when == _DURING and rating.value <= half:
            at = session.practised_at(rating)
            if at is not None:
                return max(0.0, at)
    if ratings.after is not None and ratings.after <= half:
        return _practised_seconds(ratings)
    return None


def urge_before(ratings: SessionRatings, context: SeriesContext) -> float | None:
    """The urge before, in points."""
    return _first_urge(ratings, _BEFORE)


def urge_highest(ratings: SessionRatings, context: SeriesContext) -> float | None:
    """The strongest urge of the session, in points."""
    return max(value for _, value in ratings.urges) if ratings.urges else None


def urge_after(ratings: SessionRatings, context: SeriesContext) -> float | None:
    """The urge after, in points."""
    return _first_urge(ratings, _AFTER)


def urge_waited(ratings: SessionRatings, context: SeriesContext) -> float | None:
    """Minutes practised in a session with an urge: the time waited before choosing what to do."""
    seconds = _practised_seconds(ratings) if ratings.urges else None
    return None if seconds is None else seconds / 60


def settled_alone(ratings: SessionRatings, context: SeriesContext) -> float | None:
    """Whether the person could settle alone: not yet 0, partly 0.5, yes 1."""
    return SETTLED_VALUES.get(ratings.session.settled_alone)


def ease(ratings: SessionRatings, context: SeriesContext) -> float | None:
    """The last ease rating, in points."""
    return ratings.ease


def need_stage(ratings: SessionRatings, context: SeriesContext) -> float | None:
    """The stage of expressing a need, 0-4 (see ``practice.needs``)."""
    stage = ratings.session.need_stage
    return stage if stage is not None and 0 <= stage <= 4 else None


def expected(ratings: SessionRatings, context: SeriesContext) -> float | None:
    """The prediction less the first prediction on the same rung, in points; None for that first session.

    Call it with each session once, oldest first: it stores the first predictions in ``context``.
    """
    rung, prediction = rung_key(ratings.session), _prediction(ratings)
    if not rung or prediction is None:
        return None
    first = context.first_predictions.get(rung)
    if first is None:
        context.first_predictions[rung] = prediction
        return None
    return prediction - first


def rung(ratings: SessionRatings, context: SeriesContext) -> float | None:
    """The position of the rung on the person's ladder, 1 the lowest."""
    return context.places.get(rung_key(ratings.session))


def stayed_share(ratings: SessionRatings, context: SeriesContext) -> float | None:
    """Practised / planned, at most 1; None for an open session."""
    planned, practised = ratings.session.planned_seconds, _practised_seconds(ratings)
    if planned is None or planned <= 0 or practised is None:
        return None
    return min(1.0, practised / planned)


def prediction_gap(ratings: SessionRatings, context: SeriesContext) -> float | None:
    """The prediction less the highest distress, in points."""
    prediction = _prediction(ratings)
    return None if prediction is None or ratings.highest is None else prediction - ratings.highest


def feared_share(ratings: SessionRatings, context: SeriesContext) -> float | None:
    """Whether it happened as feared: no 0, partly 0.5, yes 1."""
    return FEARED_VALUES.get(ratings.session.feared)


def rung_key(session: SessionRecord) -> str:
    """What identifies a session's rung: its id, its words in a record without an id, "" without a rung."""
    return session.rung_id or session.rung or ""


def stratum(session: SessionRecord, started: datetime, same_rung_only: bool) -> str:
    """What sessions must share to be compared: the exercise, the direction, the time of day, and the rung if wanted.

    A day has three times: from 4, from 12 and from 20 o'clock, at the place where the session was practised.
    """
    time = (started.hour - 4) % 24 // 8
    rung = rung_key(session) if same_rung_only else ""
    return f"{session.exercise or ''}\n{session.direction or ''}\n{time}\n{rung}"


def _first_urge(ratings: SessionRatings, wanted: When) -> int | None:
    return next((value for when, value in ratings.urges if when == wanted), None)


def _prediction(ratings: SessionRatings) -> int | None:
    prediction = ratings.session.prediction
    return prediction if prediction is not None and 0 <= prediction <= 10 else None


def _practised_seconds(ratings: SessionRatings) -> float | None:
    practised = ratings.session.practised_seconds
    return practised if practised is not None and practised >= 0 else None


_REGULATION: tuple[Capacity, ...] = (Capacity.REGULATION,)
_NEED: tuple[Capacity, ...] = (Capacity.NEED_EXPRESSION,)
_CLOSENESS: tuple[Capacity, ...] = (Capacity.CLOSENESS,)
_URGES: tuple[Capacity, ...] = (Capacity.REGULATION, Capacity.CLOSENESS)

INDICATORS = (
    Indicator(
        "settled_share",
        _REGULATION,
        "share",
        settled_share,
        toward=1,
        guard_value=starting_distress,
        guard=calmer_starts,
        not_harder_while="starting_distress",
        given=starting_distress,
    ),
    Indicator("starting_distress", _REGULATION, "points", starting_distress, toward=-1, stricter=0.8),
    Indicator("recovery_time", _REGULATION, "seconds", recovery_time),
    Indicator("ease", _NEED, "points", ease, toward=1),
    Indicator("need_stage", _NEED, "stage", need_stage),
    Indicator(
        "expected",
        _CLOSENESS,
        "points",
        expected,
        toward=-1,
        guard_value=prediction_gap,
        guard=predictions_not_above_outcomes,
        same_rung_only=True,
    ),
    Indicator("rung", _CLOSENESS, "rung", rung),
    Indicator("stayed_share", _CLOSENESS, "share", stayed_share),
    Indicator("prediction_gap", _CLOSENESS, "points", prediction_gap),
    Indicator("feared_share", _CLOSENESS, "share", feared_share),
    Indicator("urge_before", _URGES, "points", urge_before),
    Indicator("urge_highest", _URGES, "points", urge_highest),
    Indicator("urge_after", _URGES, "points", urge_after),
    Indicator("urge_waited", _URGES, "minutes", urge_waited),
    Indicator("settled_alone", _URGES, "share", settled_alone),
)

# Everything that a person can hide: the indicators, and what is shown besides them.
HIDEABLE = (*(row.name for row in INDICATORS), "practice_days", "own_scales", "checkins", "lookbacks")


def indicators_of(capacity: Capacity) -> list[Indicator]:
    """The indicators of a capacity, in the table's order."""
    return [row for row in INDICATORS if capacity in row.capacities]


def toggle_hidden(hidden: Collection[str], name: str) -> list[str]:
    """``hidden`` with ``name`` added, or without it if it was in there."""
    return [other for other in hidden if other != name] if name in hidden else [*hidden, name]
