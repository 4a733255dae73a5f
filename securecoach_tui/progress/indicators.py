"""What is looked at in a session: one table, one function an indicator.

Every indicator is about one's own practice. None is lowered by getting better, easing off or a
gentler rung: what such a choice would move is described and never judged, or has a guard (see
``movement.py``). A new indicator is one function here and one line in ``TABLE``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

import msgspec

from securecoach_tui.practice.record import Capacity, Scale, SessionRecord, When
from securecoach_tui.progress.judgement import Guard, calmer_starts, expects_no_more

Unit = Literal["share", "points", "stage", "rung", "seconds", "minutes"]

FEARED = {"no": 0.0, "partly": 0.5, "yes": 1.0}
SETTLED = {"not yet": 0.0, "partly": 0.5, "yes": 1.0}
STRONG_START = 4  # points; below it a share of what there was says little


class Seen(msgspec.Struct, gc=False):
    """A session's ratings, gone through once. Points 0-10, None where none was given."""

    session: SessionRecord
    before: int | None = None  # the first distress before
    after: int | None = None  # the first distress after
    highest: int | None = None  # of all distress ratings
    ease: int | None = None  # the last
    urges: list[tuple[str, int]] = []


class Known(msgspec.Struct):
    """What a series needs beside the session: the ladder's places, and what earlier sessions held."""

    places: Mapping[str, int] = {}  # rung id: place, 1 the lowest
    first_predictions: dict[str, int] = {}


Of = Callable[[Seen, Known], float | None]


class Indicator(msgspec.Struct, frozen=True):
    """One row: ``good`` is 1 where more is toward, -1 where less is, 0 where it is only described.

    ``guard`` says when "harder" is not told of it, from the values that ``beside`` gives in the same
    sessions; ``not_while`` names an indicator that, while it is told "toward", forbids it as well.
    ``by_rung``: for movement, sessions are only compared with sessions on the same rung.
    """

    name: str
    capacities: tuple[Capacity, ...]
    unit: Unit
    of: Of
    good: Literal[-1, 0, 1] = 0
    beside: Of | None = None
    guard: Guard | None = None
    not_while: str = ""
    by_rung: bool = False


def seen(session: SessionRecord) -> Seen:
    """The session with its ratings sorted out; values outside 0-10 are passed over."""
    found = Seen(session)
    urges: list[tuple[str, int]] = []
    for rating in session.ratings:
        value, scale = rating.value, rating.scale
        if not 0 <= value <= 10:
            continue
        if scale == Scale.DISTRESS:
            if found.highest is None or value > found.highest:
                found.highest = value
            if rating.when == When.BEFORE:
                found.before = value if found.before is None else found.before
            elif rating.when == When.AFTER:
                found.after = value if found.after is None else found.after
        elif scale == Scale.EASE:
            found.ease = value
        elif scale == Scale.URGE:
            urges.append((rating.when, value))
    if urges:
        found.urges = urges
    return found


def settled_share(one: Seen, known: Known) -> float | None:
    """(distress before - after) / before, where before was 4 or more."""
    if one.before is None or one.after is None or one.before < STRONG_START:
        return None
    return (one.before - one.after) / one.before


def starting_distress(one: Seen, known: Known) -> float | None:
    """Distress before, points."""
    return one.before


def recovery_time(one: Seen, known: Known) -> float | None:
    """Seconds until distress had fallen by half, from a start of 4 or more; None where it didn't.

    Told by the first rating during that is half of that before, else by the one after, at the end.
    """
    if one.before is None or one.before < STRONG_START:
        return None
    half = one.before / 2
    for rating in one.session.ratings:
        if (
            rating.scale == Scale.DISTRESS
            and rating.when == When.DURING
            and rating.at is not None
            and rating.value <= half
        ):
            return max(0.0, rating.at)
    if one.after is not None and one.after <= half:
        return _seconds(one)
    return None


def urge_before(one: Seen, known: Known) -> float | None:
    """The urge before, points."""
    return next((value for when, value in one.urges if when == When.BEFORE), None)


def urge_highest(one: Seen, known: Known) -> float | None:
    """The strongest urge of the session, points."""
    return max((value for _, value in one.urges), default=None)


def urge_after(one: Seen, known: Known) -> float | None:
    """The urge after, points."""
    return next((value for when, value in one.urges if when == When.AFTER), None)


def urge_waited(one: Seen, known: Known) -> float | None:
    """Minutes waited with an urge before choosing: the minutes practised."""
    seconds = _seconds(one) if one.urges else None
    return None if seconds is None else seconds / 60


def settled_alone(one: Seen, known: Known) -> float | None:
    """Could settle alone: not yet 0, partly 0.5, yes 1."""
    return SETTLED.get(one.session.settled_alone or "")


def ease(one: Seen, known: Known) -> float | None:
    """The last ease rating, points."""
    return one.ease


def need_stage(one: Seen, known: Known) -> float | None:
    """How far a need was put in words, 0-4."""
    stage = one.session.need_stage
    return stage if stage is not None and 0 <= stage <= 4 else None


def expected(one: Seen, known: Known) -> float | None:
    """Prediction less one's first on the same rung, points; that first session has none.

    Sessions are handed in from the oldest, each once.
    """
    rung, prediction = on_rung(one.session), _prediction(one)
    if not rung or prediction is None:
        return None
    first = known.first_predictions.get(rung)
    if first is None:
        known.first_predictions[rung] = prediction
        return None
    return prediction - first


def rung(one: Seen, known: Known) -> float | None:
    """The place of the rung on one's own ladder, 1 the lowest."""
    return known.places.get(on_rung(one.session))


def stayed_share(one: Seen, known: Known) -> float | None:
    """Practised / planned, at most 1; None for an open session."""
    planned, practised = one.session.planned_seconds, _seconds(one)
    if not planned or planned < 0 or practised is None:
        return None
    return min(1.0, practised / planned)


def prediction_gap(one: Seen, known: Known) -> float | None:
    """Prediction less the highest distress, points."""
    prediction = _prediction(one)
    return None if prediction is None or one.highest is None else prediction - one.highest


def feared_share(one: Seen, known: Known) -> float | None:
    """Did it happen as feared: no 0, partly 0.5, yes 1."""
    return FEARED.get(one.session.feared or "")


def on_rung(session: SessionRecord) -> str:
    """What tells rungs apart: the stable id, the words where an old record has no id."""
    return session.rung_id or session.rung or ""


def _prediction(one: Seen) -> int | None:
    prediction = one.session.prediction
    return prediction if prediction is not None and 0 <= prediction <= 10 else None


def _seconds(one: Seen) -> float | None:
    practised = one.session.practised_seconds
    return practised if practised is not None and practised >= 0 else None


_REGULATION: tuple[Capacity, ...] = (Capacity.REGULATION,)
_NEED: tuple[Capacity, ...] = (Capacity.NEED_EXPRESSION,)
_CLOSENESS: tuple[Capacity, ...] = (Capacity.CLOSENESS,)
_URGES: tuple[Capacity, ...] = (Capacity.REGULATION, Capacity.CLOSENESS)

TABLE = (
    Indicator(
        "settled_share", _REGULATION, "share", settled_share, 1, starting_distress, calmer_starts, "starting_distress"
    ),
    Indicator("starting_distress", _REGULATION, "points", starting_distress, -1),
    Indicator("recovery_time", _REGULATION, "seconds", recovery_time),
    Indicator("ease", _NEED, "points", ease, 1),
    Indicator("need_stage", _NEED, "stage", need_stage),
    Indicator("expected", _CLOSENESS, "points", expected, -1, prediction_gap, expects_no_more, by_rung=True),
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

# All that a person can hide: the table's, and what is told beside it.
HIDEABLE = (*(row.name for row in TABLE), "practice_days", "checkins", "lookbacks")


def of_capacity(capacity: Capacity) -> list[Indicator]:
    """The rows of a capacity in the table's order."""
    return [row for row in TABLE if capacity in row.capacities]
