"""A chart in words, for people who can't see charts: lines that can be checked against ``progress --json``.

Each line is one fact, "Label: value". Figures have three decimals (shares are in hundredths with one decimal), so that
they match the stored values.
"""

from __future__ import annotations

from datetime import date

from securecoach_tui.i18n import _, ngettext
from securecoach_tui.progress.indicators import Unit
from securecoach_tui.progress.model import IndicatorProgress, weekly_summaries
from securecoach_tui.text.dates import date_words
from securecoach_tui.text.progress import movement_words
from securecoach_tui.text.quantities import amount, change_decimals, indicator_name, number


def lines(indicator: IndicatorProgress, today: date, *, week_by_week: bool = True, rounded: bool = False) -> list[str]:
    """The figures of an indicator, one on each line, after a heading; then its weeks.

    Args:
        week_by_week: whether to add the weeks, after a line with their number.
        rounded: whether to round values to the precision of ratings, and to leave out the slope until movement can be
            judged.
    """
    value_words = amount if rounded else exact
    figures = indicator.figures
    result = [heading(indicator), _("Sessions: {n}").format(n=figures.sessions)]
    if figures.baseline is None or figures.recent is None:
        return result
    result.append(_("At first: {value}").format(value=value_words(figures.baseline, figures.unit)))
    result.append(_("Recently: {value}").format(value=value_words(figures.recent, figures.unit)))
    too_soon = rounded and bool(indicator.more_sessions or indicator.more_days)
    if figures.slope_per_week is not None and not too_soon:
        result.append(_slope_line(indicator, rounded=rounded))
    if week_by_week:
        weeks = week_lines(indicator, today)
        result.append(ngettext("{n} week with sessions:", "{n} weeks with sessions:", len(weeks)).format(n=len(weeks)))
        result += [line for line, _ids in weeks]
    return result


def heading(indicator: IndicatorProgress) -> str:
    """The indicator's name, with its movement if there is one; that it is too early is said once, of the capacity."""
    name, words = indicator_name(indicator.figures.name), movement_words(indicator)
    return _("{name}: {word}").format(name=name, word=words) if indicator.has_verdict else name


def exact(value: float, unit: Unit) -> str:
    """A value with its unit, to three decimals (shares: in hundredths, to one; times: to one)."""
    if unit == "share":
        return _("{n}%").format(n=number(100 * value, _decimals(unit)))
    shown = number(value, _decimals(unit))
    count = 1 if shown in ("1", "-1") else 2
    shapes = {
        "points": ngettext("{n} point", "{n} points", count),
        "seconds": ngettext("{n} second", "{n} seconds", count),
        "minutes": ngettext("{n} minute", "{n} minutes", count),
        "stage": _("stage {n}"),
        "rung": _("step {n}"),
    }
    return shapes[unit].format(n=shown)


def _decimals(unit: Unit) -> int:
    """How many decimals an exact value has; those of a share are of hundredths."""
    return 1 if unit in ("share", "seconds", "minutes") else 3


def week_lines(indicator: IndicatorProgress, today: date) -> list[tuple[str, list[str]]]:
    """A line for each week that has a session, oldest first, with the ids of its sessions."""
    unit = indicator.figures.unit
    result = []
    for week in weekly_summaries(indicator):
        facts = {"day": date_words(week.begins, today), "middle": exact(week.middle, unit)}
        if len(week.ids) == 1:
            line = _("From {day}: 1 session, {middle}").format(**facts)
        else:
            line = _("From {day}: {n} sessions, typically {middle}, from {low} to {high}").format(
                **facts, n=len(week.ids), low=exact(week.low, unit), high=exact(week.high, unit)
            )
        result.append((line, week.ids))
    return result


def point_line(indicator: IndicatorProgress, number: int, day: date, today: date) -> str:
    """One of the points in words: its day and its value."""
    value = amount(indicator.points[number].value, indicator.figures.unit)
    return _("{day}: {value}").format(day=date_words(day, today), value=value)


def _slope_line(indicator: IndicatorProgress, *, rounded: bool) -> str:
    figures = indicator.figures
    slope, low, high = figures.slope_per_week, figures.slope_low, figures.slope_high
    assert slope is not None
    factor, decimals = 100 if figures.unit == "share" else 1, _decimals(figures.unit)
    if rounded and low is not None and high is not None:
        decimals = change_decimals(low, high, figures.unit)
    if low is not None and high is not None and low != high:  # "between 0.1 and 0.1" says nothing
        while decimals < 6 and number(factor * low, decimals) == number(factor * high, decimals):
            decimals += 1
    facts = {"slope": number(factor * slope, decimals)}
    unit = {
        "share": _("percentage points"),
        "points": _("points"),
        "seconds": _("seconds"),
        "minutes": _("minutes"),
        "stage": _("stages"),
        "rung": _("steps"),
    }[figures.unit]
    likely = {number(factor * end, decimals) for end in (low, high) if end is not None}
    # The range is of all sessions alike. A change is judged within exercises, and beside "no clear change yet" a range
    # that leaves out 0 would seem to say that there is one.
    unclear = indicator.judged and figures.movement not in ("toward", "harder")
    if low is None or high is None or len(likely) < 2 or unclear:
        return _("Each week: {slope} {unit}").format(**facts, unit=unit)
    return _("Each week: {slope} {unit}, likely between {low} and {high}").format(
        **facts, unit=unit, low=number(factor * low, decimals), high=number(factor * high, decimals)
    )
