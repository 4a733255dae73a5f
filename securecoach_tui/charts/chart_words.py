"""The same as a chart, for those who can't see charts: lines that can be checked against ``progress --json``.

One fact a line, "Label: value". Figures keep three decimals (shares in hundredths: one), so that what is
read back is what is stored.
"""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from securecoach_tui.i18n import _, ngettext
from securecoach_tui.progress.indicators import Unit
from securecoach_tui.progress.judgement import WEEK
from securecoach_tui.progress.model import Panel
from securecoach_tui.progress.trend import median
from securecoach_tui.text.progress import movement_word
from securecoach_tui.text.quantities import amount, carried, day_words, indicator_name, number


class Week(msgspec.Struct, frozen=True):
    """A week of a panel's points: weeks are counted from the first of these points, as the slope is."""

    begins: date
    sessions: int
    middle: float
    low: float
    high: float
    ids: list[str]


def weeks(panel: Panel) -> list[Week]:
    """The weeks that hold a session, oldest first."""
    if not panel.points or panel.begins is None:
        return []
    first = panel.points[0].at
    held: dict[int, list[int]] = {}
    for number_, point in enumerate(panel.points):
        held.setdefault(int((point.at - first) // WEEK), []).append(number_)
    found = []
    for week, numbers in held.items():
        values = [panel.points[n].value for n in numbers]
        begins = panel.begins + timedelta(weeks=week)
        ids = [panel.points[n].id for n in numbers]
        found.append(Week(begins, len(values), median(values), min(values), max(values), ids))
    return found


def lines(panel: Panel, today: date, *, week_by_week: bool = True, rounded: bool = False) -> list[str]:
    """The figures of a panel, one a line; then its weeks, of which the line before says how many.

    ``rounded``: baseline, recent and slope as far as the ratings carry them, for a page that is only read; no slope
    before movement could be told.
    """
    said = amount if rounded else exact
    figures = panel.figures
    told = [heading(panel)]
    told.append(_("Sessions: {n}").format(n=figures.sessions))
    if figures.baseline is None or figures.recent is None:
        return told
    told.append(_("At first: {value}").format(value=said(figures.baseline, figures.unit)))
    told.append(_("Lately: {value}").format(value=said(figures.recent, figures.unit)))
    too_soon = rounded and bool(panel.more_sessions or panel.more_days)
    if figures.slope_per_week is not None and not too_soon:
        told.append(_each_week(panel, rounded=rounded))
    if week_by_week:
        told += _week_lines(panel, today)
    return told


def heading(panel: Panel) -> str:
    """The indicator's name, with the word for its movement where it is judged."""
    name, word = indicator_name(panel.figures.name), movement_word(panel)
    return _("{name}: {word}").format(name=name, word=word) if panel.good else name


def exact(value: float, unit: Unit) -> str:
    """A value with its unit, as exact as it is stored for all that anyone can rate."""
    if unit == "share":
        return _("{n} in 100").format(n=number(100 * value, 1))
    shapes = {
        "points": _("{n} points"),
        "seconds": _("{n} seconds"),
        "minutes": _("{n} minutes"),
        "stage": _("stage {n}"),
        "rung": _("rung {n}"),
    }
    return shapes[unit].format(n=number(value, 3))


def _each_week(panel: Panel, *, rounded: bool) -> str:
    figures = panel.figures
    slope, low, high = figures.slope_per_week, figures.slope_low, figures.slope_high
    assert slope is not None
    factor, decimals = (100, 1) if figures.unit == "share" else (1, 3)
    if rounded and low is not None and high is not None:
        decimals = carried(low, high, figures.unit)
    facts = {"slope": number(factor * slope, decimals)}
    unit = {
        "share": _("in 100"),
        "points": _("points"),
        "seconds": _("seconds"),
        "minutes": _("minutes"),
        "stage": _("stages"),
        "rung": _("rungs"),
    }[figures.unit]
    if low is None or high is None:
        return _("Each week: {slope} {unit}").format(**facts, unit=unit)
    return _("Each week: {slope} {unit}, likely between {low} and {high}").format(
        **facts, unit=unit, low=number(factor * low, decimals), high=number(factor * high, decimals)
    )


def _week_lines(panel: Panel, today: date) -> list[str]:
    found, unit = weeks(panel), panel.figures.unit
    told = [ngettext("{n} week with sessions:", "{n} weeks with sessions:", len(found)).format(n=len(found))]
    for week in found:
        facts = {"day": day_words(week.begins, today), "middle": exact(week.middle, unit)}
        if week.sessions == 1:
            told.append(_("From {day}: 1 session, {middle}").format(**facts))
            continue
        told.append(
            _("From {day}: {n} sessions, middle {middle}, from {low} to {high}").format(
                **facts, n=week.sessions, low=exact(week.low, unit), high=exact(week.high, unit)
            )
        )
    return told
