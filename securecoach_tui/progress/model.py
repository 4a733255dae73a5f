"""From stored sessions to personal movement: what ``progress --json`` and every screen show.

``movement`` is the whole of it. ``Progress.as_json`` is the contract's shape; the panels beside it
hold the points, the trend and the ids of the sessions behind each figure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from securecoach_tui.practice.record import Capacity, SessionRecord
from securecoach_tui.progress import days as calendar
from securecoach_tui.progress.days import Dated
from securecoach_tui.progress.indicators import Indicator, Known, Unit, of_capacity, on_rung, seen
from securecoach_tui.progress.judgement import WEEK, Movement, Point, judge, lacking
from securecoach_tui.progress.trend import WINDOW, Trend, median, theil_sen

CAPACITIES: tuple[Capacity, ...] = tuple(Capacity)
AT_FIRST = 5  # sessions of the baseline, and of what is recent


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """One indicator, as ``progress --json`` gives it; slopes in units a week."""

    name: str
    unit: Unit
    sessions: int
    baseline: float | None = None
    recent: float | None = None
    slope_per_week: float | None = None
    slope_low: float | None = None
    slope_high: float | None = None
    movement: Movement = "described"


class Panel(msgspec.Struct, frozen=True, kw_only=True):
    """One indicator with what stands behind its figures.

    ``points`` are the newest 300, oldest first, and ``begins`` the local day of the first; ``at_first`` and ``lately`` the ids of the sessions of
    baseline and recent; ``ids`` all sessions counted. ``more_sessions`` and ``more_days``: what is
    missing until movement can be told, 0 where nothing is.
    """

    figures: Figures
    good: int = 0
    points: list[Point] = []
    begins: date | None = None
    trend: Trend | None = None
    at_first: list[str] = []
    lately: list[str] = []
    ids: list[str] = []
    more_sessions: int = 0
    more_days: int = 0


class CapacityProgress(msgspec.Struct, frozen=True, kw_only=True):
    """A capacity: all its sessions ever, and its panels in the table's order."""

    capacity: Capacity
    sessions: int
    panels: list[Panel] = []

    def panel(self, name: str) -> Panel | None:
        """The panel of an indicator; None where it is hidden or of another capacity."""
        return next((panel for panel in self.panels if panel.figures.name == name), None)


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """A person's movement.

    ``days`` are the last 28 local days with practice and the ids of their sessions; ``since`` is the
    day the figures begin (of the first session, or of the baseline the person set), None without
    sessions; ``sessions`` are those since then; ``misdated`` are the ids of sessions whose clock was wrong; ``hidden``
    the names of what the person doesn't want to see.
    """

    today: date
    capacities: dict[Capacity, CapacityProgress]
    days: dict[date, list[str]] = {}
    since: date | None = None
    sessions: int = 0
    misdated: list[str] = []
    hidden: list[str] = []

    def as_json(self) -> dict[str, Any]:
        """The shape of ``progress --json``."""
        capacities = {
            name: {
                "sessions": capacity_progress.sessions,
                "indicators": [panel.figures for panel in capacity_progress.panels],
            }
            for name, capacity_progress in self.capacities.items()
        }
        return {"practice_days_28": len(self.days), "capacities": capacities}


def movement(
    sessions: Iterable[SessionRecord],
    *,
    today: date,
    baselines: Sequence[Mapping[str, Any]] = (),
    day_starts: int = calendar.DAY_STARTS,
    hidden: Collection[str] = (),
    places: Mapping[str, int] | None = None,
) -> Progress:
    """Everything the progress screen shows.

    Args:
        sessions: in any order.
        today: the person's local day, by ``days.day_of``.
        baselines: entries of kind "baseline"; the one made last is in force.
        day_starts: the hour at which the person's day begins.
        hidden: names of indicators that the person doesn't want to see.
        places: rung id to its place on the person's ladder, for the indicator ``rung``.
    """
    from securecoach_tui.progress.baselines import in_force

    every = list(sessions)
    dated, misdated = calendar.in_order(every, today)
    start = in_force(baselines)
    used = dated if start is None else [one for one in dated if calendar.day_of(one.started, day_starts) >= start]
    since = start if start is not None or not used else calendar.day_of(used[0].started, day_starts)
    of: dict[str | None, list[Dated]] = {name: [] for name in CAPACITIES}
    for one in used:
        of.setdefault(one.session.capacity, []).append(one)
    total = Counter([one.capacity for one in every])
    capacities = {name: _room(name, total[name], of[name], places or {}, day_starts) for name in CAPACITIES}
    return Progress(
        today=today,
        capacities={name: _without(capacity_progress, hidden) for name, capacity_progress in capacities.items()},
        days=calendar.days_practised(dated, today, day_starts),
        since=since,
        sessions=len(used),
        misdated=[one.id for one in misdated],
        hidden=list(hidden),
    )


def _without(capacity_progress: CapacityProgress, hidden: Collection[str]) -> CapacityProgress:
    kept = [panel for panel in capacity_progress.panels if panel.figures.name not in hidden]
    return msgspec.structs.replace(capacity_progress, panels=kept)


class _Found(msgspec.Struct):
    """An indicator's values, and beside each the number of its session among those of the capacity."""

    row: Indicator
    numbers: list[int] = []
    values: list[float] = []


def _room(
    capacity: Capacity, sessions: int, used: Sequence[Dated], places: Mapping[str, int], day_starts: int
) -> CapacityProgress:
    rows = of_capacity(capacity)
    found = [_Found(row) for row in rows]
    asked = [(one.row.of, one.numbers.append, one.values.append) for one in found]
    known = Known(places, {})
    for number, dated in enumerate(used):
        ratings = seen(dated.session)
        for of, number_into, value_into in asked:
            value = of(ratings, known)
            if value is not None:
                number_into(number)
                value_into(value)
    panels = {one.row.name: _panel(one, used, known, day_starts) for one in found}
    for row in rows:
        told, other = panels[row.name].figures.movement, panels.get(row.not_while)
        if told == "harder" and other is not None and other.figures.movement == "toward":
            figures = msgspec.structs.replace(panels[row.name].figures, movement="steady")
            panels[row.name] = msgspec.structs.replace(panels[row.name], figures=figures)
    return CapacityProgress(capacity=capacity, sessions=sessions, panels=list(panels.values()))


def _panel(found: _Found, used: Sequence[Dated], known: Known, day_starts: int) -> Panel:
    row, values = found.row, found.values
    if not values:
        return Panel(figures=_figures(row, [], None, "not_enough_yet"), good=row.good, more_sessions=8, more_days=14)
    dated = [used[number] for number in found.numbers]
    points = [_point(row, one, value, known) for one, value in zip(dated[-WINDOW:], values[-WINDOW:], strict=True)]
    weeks = [(point.at - points[0].at) / WEEK for point in points]
    trend = theil_sen(weeks, [point.value for point in points])
    more_sessions, more_days = lacking(len(values), dated[0].at, dated[-1].at)
    told: Movement = "not_enough_yet"
    if not (more_sessions or more_days):
        told = judge(points, trend, row.good, row.guard)
    ids = [one.session.id for one in dated]
    return Panel(
        figures=_figures(row, values, trend, told),
        good=row.good,
        points=points,
        begins=calendar.day_of(dated[-WINDOW:][0].started, day_starts),
        trend=trend,
        at_first=ids[:AT_FIRST],
        lately=ids[-AT_FIRST:],
        ids=ids,
        more_sessions=more_sessions,
        more_days=more_days,
    )


def _point(row: Indicator, one: Dated, value: float, known: Known) -> Point:
    whole = not one.session.eased_off and not one.session.not_helping
    beside = row.beside(seen(one.session), known) if row.beside is not None else None
    return Point(one.session.id, one.at, value, on_rung(one.session) if row.by_rung else "", whole, beside)


def _figures(row: Indicator, values: Sequence[float], trend: Trend | None, told: Movement) -> Figures:
    return Figures(
        name=row.name,
        unit=row.unit,
        sessions=len(values),
        baseline=median(values[:AT_FIRST]) if values else None,
        recent=median(values[-AT_FIRST:]) if values else None,
        slope_per_week=trend.slope if trend else None,
        slope_low=trend.low if trend else None,
        slope_high=trend.high if trend else None,
        movement=told if row.good else "described",
    )
