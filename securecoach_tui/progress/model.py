"""Progress computed from stored sessions: what ``progress --json`` and every display show.

``compute_progress`` does all of it. ``Progress.as_json`` gives the figures of ``progress --json``; the indicators
also hold the points, the trend and the ids of the sessions behind each figure.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import compress
from typing import Any

import msgspec

from securecoach_tui.practice.instants import DAY_STARTS, day_of
from securecoach_tui.practice.record import Capacity, SessionRecord
from securecoach_tui.progress import days as local_days
from securecoach_tui.progress.baselines import in_force
from securecoach_tui.progress.days import DatedSession
from securecoach_tui.progress.indicators import (
    Indicator,
    SeriesContext,
    SessionRatings,
    Unit,
    indicators_of,
    session_ratings,
    stratum,
)
from securecoach_tui.progress.judgement import (
    MIN_DAYS,
    MIN_SESSIONS,
    NO_CHANGE,
    WEEK,
    Change,
    Movement,
    Point,
    change_of,
    judge,
    still_needed,
)
from securecoach_tui.progress.trend import TREND_POINTS, Trend, median, theil_sen

CAPACITIES: tuple[Capacity, ...] = tuple(Capacity)
MEDIAN_OF = 5  # sessions; the baseline is the median of the first, the recent value that of the last


class IndicatorFigures(msgspec.Struct, frozen=True, kw_only=True):
    """The figures of one indicator in ``progress --json``. Slopes are in units per week.

    ``line_first`` and ``line_last`` are the ends of the line that the movement was judged by, None without a movement.
    They are computed within exercises, directions and times of day, so they need not agree with the slopes.
    """

    name: str
    unit: Unit
    sessions: int
    baseline: float | None = None
    recent: float | None = None
    slope_per_week: float | None = None
    slope_low: float | None = None
    slope_high: float | None = None
    movement: Movement = "described"
    line_first: float | None = None
    line_last: float | None = None


class IndicatorProgress(msgspec.Struct, frozen=True, kw_only=True):
    """One indicator: its figures, and what they were computed from.

    Attributes:
        toward: 1 if greater values are progress, -1 if smaller ones are, 0 if the indicator is only described.
        points: the newest 300, oldest first.
        begins: the local day of the first point.
        baseline_ids: the sessions of the baseline.
        recent_ids: the sessions of the recent value.
        ids: all sessions that have a value, oldest first.
        more_sessions: sessions missing until movement can be judged.
        more_days: days missing until movement can be judged.
    """

    figures: IndicatorFigures
    toward: int = 0
    points: list[Point] = []
    begins: date | None = None
    trend: Trend | None = None
    baseline_ids: list[str] = []
    recent_ids: list[str] = []
    ids: list[str] = []
    more_sessions: int = 0
    more_days: int = 0

    @property
    def judged(self) -> bool:
        """Whether the indicator is judged and not only described."""
        return self.toward != 0

    @property
    def has_verdict(self) -> bool:
        """Whether the indicator is judged and has enough sessions and days for it."""
        return self.judged and self.figures.movement != "not_enough_yet"


class CapacityProgress(msgspec.Struct, frozen=True, kw_only=True):
    """A capacity: the number of all its sessions, and its indicators in the table's order."""

    capacity: Capacity
    sessions: int
    indicators: list[IndicatorProgress] = []

    def indicator(self, name: str) -> IndicatorProgress | None:
        """The indicator called ``name``; None where it is hidden or belongs to another capacity."""
        return next((one for one in self.indicators if one.figures.name == name), None)


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """A person's progress.

    Attributes:
        days: the days with practice among the last 28 local days, each with the ids of its sessions.
        since: the first day of the figures: that of the baseline, else of the first session; None without sessions.
        sessions: the number of sessions since then.
        misdated: the ids of sessions whose date is unknown or can't be right.
        hidden: the names of what the person chose not to see.
    """

    today: date
    capacities: dict[Capacity, CapacityProgress]
    days: dict[date, list[str]] = {}
    since: date | None = None
    sessions: int = 0
    misdated: list[str] = []
    hidden: list[str] = []

    def rated(self) -> Iterator[tuple[CapacityProgress, IndicatorProgress]]:
        """The indicators that any session has a value for, each with its capacity."""
        for capacity in self.capacities.values():
            for indicator in capacity.indicators:
                if indicator.points:
                    yield capacity, indicator

    def practice_day_ids(self) -> list[str]:
        """The ids of the sessions on ``days``, oldest first."""
        return [id for day in self.days.values() for id in day]

    def as_json(self) -> dict[str, Any]:
        """The content of ``progress --json``."""
        capacities = {
            name: {"sessions": one.sessions, "indicators": [indicator.figures for indicator in one.indicators]}
            for name, one in self.capacities.items()
        }
        return {"practice_days_28": len(self.days), "capacities": capacities}


class WeekSummary(msgspec.Struct, frozen=True):
    """One week of an indicator's points: its first day, and the median, lowest and highest value."""

    begins: date
    middle: float
    low: float
    high: float
    ids: list[str]


def weekly_summaries(indicator: IndicatorProgress) -> list[WeekSummary]:
    """The weeks that have a session, oldest first. Weeks are counted from the first point, as for the slope."""
    if indicator.begins is None:
        return []
    first = indicator.points[0].at
    weeks: dict[int, list[Point]] = {}
    for point in indicator.points:
        weeks.setdefault(int((point.at - first) / WEEK), []).append(point)
    summaries = []
    for week, points in weeks.items():
        values = [point.value for point in points]
        begins = indicator.begins + timedelta(weeks=week)
        summaries.append(WeekSummary(begins, median(values), min(values), max(values), [point.id for point in points]))
    return summaries


def compute_progress(
    sessions: Iterable[SessionRecord],
    *,
    today: date,
    baselines: Sequence[Mapping[str, Any]] = (),
    day_starts: int = DAY_STARTS,
    hidden: Collection[str] = (),
    places: Mapping[str, int] | None = None,
    since: date | None = None,
) -> Progress:
    """The progress in a person's sessions.

    Args:
        sessions: in any order.
        today: the person's local day, by ``instants.day_of``.
        baselines: entries of kind "baseline"; the one made last is used.
        day_starts: the hour at which the person's day begins.
        hidden: the names of indicators that the person chose not to see.
        places: the position of each rung id on the person's ladder, for the indicator ``rung``.
        since: the first day that figures count, whatever the baselines say.
    """
    all_sessions = list(sessions)
    dated, misdated = local_days.in_order(all_sessions, today)
    start = since or in_force(baselines)
    used = dated if start is None else [one for one in dated if day_of(one.started, day_starts) >= start]
    begins = start if start is not None or not used else day_of(used[0].started, day_starts)
    capacities = {
        name: CapacityProgress(
            capacity=name,
            sessions=sum(session.capacity == name for session in all_sessions),
            # A hidden indicator is computed all the same: another one may not be "harder" while it is "toward".
            indicators=[
                indicator
                for indicator in _indicators(name, used, places or {}, day_starts)
                if indicator.figures.name not in hidden
            ],
        )
        for name in CAPACITIES
    }
    return Progress(
        today=today,
        capacities=capacities,
        days=local_days.days_practised(dated, today, day_starts),
        since=begins,
        sessions=len(used),
        misdated=[one.id for one in misdated],
        hidden=list(hidden),
    )


class _Series(msgspec.Struct):
    """An indicator's values, and the sessions that they are of with their ratings and ids, oldest first."""

    row: Indicator
    values: list[float]
    sessions: list[DatedSession]
    ratings: list[SessionRatings]
    ids: list[str]


def _indicators(
    capacity: Capacity, dated: Sequence[DatedSession], places: Mapping[str, int], day_starts: int
) -> list[IndicatorProgress]:
    rows = indicators_of(capacity)
    sessions = [one for one in dated if one.session.capacity == capacity]
    ratings = [session_ratings(one.session) for one in sessions]
    ids = [one.session.id for one in sessions]
    context = SeriesContext(places)
    by_name = {}
    for row in rows:
        value_of = row.value
        every = [value_of(one, context) for one in ratings]
        given = [value is not None for value in every]
        values = [value for value in every if value is not None]
        used, rated = list(compress(sessions, given)), list(compress(ratings, given))
        series = _Series(row, values, used, rated, list(compress(ids, given)))
        by_name[row.name] = _indicator(series, context, day_starts)
    for row in rows:
        indicator, other = by_name[row.name], by_name.get(row.not_harder_while)
        if indicator.figures.movement == "harder" and other is not None and other.figures.movement == "toward":
            figures = msgspec.structs.replace(indicator.figures, movement="steady")
            by_name[row.name] = msgspec.structs.replace(indicator, figures=figures)
    return list(by_name.values())


def _indicator(series: _Series, context: SeriesContext, day_starts: int) -> IndicatorProgress:
    row, values, used, ids = series.row, series.values, series.sessions, series.ids
    if not values:
        figures = _figures(row, [], None, "not_enough_yet")
        return IndicatorProgress(figures=figures, toward=row.toward, more_sessions=MIN_SESSIONS, more_days=MIN_DAYS)
    newest = used[-TREND_POINTS:]
    given = zip(newest, series.ratings[-TREND_POINTS:], values[-TREND_POINTS:], strict=True)
    points = [_point(row, one, ratings, value, context) for one, ratings, value in given]
    weeks = [(point.at - points[0].at) / WEEK for point in points]
    trend = theil_sen(weeks, [point.value for point in points])
    more_sessions, more_days = still_needed(len(values), used[0].at, used[-1].at)
    movement: Movement = "not_enough_yet"
    change = NO_CHANGE
    if row.toward and not (more_sessions or more_days):
        change = change_of(points)
        movement = judge(points, change, row.toward, row.guard, row.stricter)
    return IndicatorProgress(
        figures=_figures(row, values, trend, movement, change),
        toward=row.toward,
        points=points,
        begins=day_of(newest[0].started, day_starts),
        trend=trend,
        baseline_ids=ids[:MEDIAN_OF],
        recent_ids=ids[-MEDIAN_OF:],
        ids=ids,
        more_sessions=more_sessions,
        more_days=more_days,
    )


def _point(
    row: Indicator, dated_session: DatedSession, ratings: SessionRatings, value: float, context: SeriesContext
) -> Point:
    session = dated_session.session
    return Point(
        session.id,
        dated_session.at,
        value,
        stratum=stratum(session, dated_session.started, row.same_rung_only) if row.toward else "",
        eased=bool(session.eased_off or session.not_helping),
        given=row.given(ratings, context) if row.given is not None else None,
        guard_value=row.guard_value(ratings, context) if row.guard_value is not None else None,
    )


def _figures(
    row: Indicator, values: Sequence[float], trend: Trend | None, movement: Movement, change: Change = NO_CHANGE
) -> IndicatorFigures:
    told = movement in ("toward", "harder")
    return IndicatorFigures(
        name=row.name,
        unit=row.unit,
        sessions=len(values),
        baseline=median(values[:MEDIAN_OF]) if values else None,
        recent=median(values[-MEDIAN_OF:]) if values else None,
        slope_per_week=trend.slope if trend else None,
        slope_low=trend.low if trend else None,
        slope_high=trend.high if trend else None,
        movement=movement if row.toward else "described",
        line_first=_on_scale(change.first, row) if told else None,
        line_last=_on_scale(change.last, row) if told else None,
    )


def _on_scale(value: float, row: Indicator) -> float:
    """The end of a line, no further than a value of the indicator can be."""
    most = 1.0 if row.unit == "share" else 10.0
    least = 0.0 if row.unit == "points" and not row.same_rung_only else -most
    return min(most, max(least, value))
