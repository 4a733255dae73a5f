"""Progress in sentences. No sentence claims a cause or compares the person with anybody else."""

from __future__ import annotations

from typing import NamedTuple

from securecoach_tui.i18n import N_, _, ngettext
from securecoach_tui.progress.days import PracticeTotals
from securecoach_tui.progress.indicators import Unit
from securecoach_tui.progress.judgement import WEEK, Movement
from securecoach_tui.progress.model import CapacityProgress, IndicatorProgress, Progress
from securecoach_tui.progress.trend import TREND_POINTS
from securecoach_tui.text.dates import date_words, full_date
from securecoach_tui.text.quantities import (
    amount,
    capacity_name,
    grouped,
    indicator_name,
    number,
    number_words,
    session_count,
)

NOTICEABLE = {
    "share": 0.25,
    "points": 2.0,
}  # by unit, the smallest change over the period shown that a person would notice


class MovementSentences(NamedTuple):
    """What is said of a judged indicator, with named fields; not translated yet.

    ``toward`` and ``harder`` may use {first} and {last} or {change}; ``unclear`` {first}, {recent} and {n}; all {over}.
    """

    toward: str
    harder: str
    steady: str
    unclear: str


# By the name of each indicator that is judged.
MOVEMENTS: dict[str, MovementSentences] = {
    "settled_share": MovementSentences(
        toward=N_("{over}, you settle more than when you began: from about {first} to {last}."),
        harder=N_("{over}, you settle less than when you began: from about {first} to {last}."),
        steady=N_("{over}, you settle about as much as when you started."),
        unclear=N_(
            "{over}, there is no clear change yet in how much you settle: {first} at first, {recent} recently. "
            "Look again after about {n} more sessions."
        ),
    ),
    "starting_distress": MovementSentences(
        toward=N_("{over}, your distress at the start has gone down: from about {first} to {last}."),
        harder=N_("{over}, your distress at the start has gone up: from about {first} to {last}."),
        steady=N_("{over}, your distress at the start has been about the same."),
        unclear=N_(
            "{over}, there is no clear change yet in your distress at the start: {first} at first, {recent} recently. "
            "Look again after about {n} more sessions."
        ),
    ),
    "ease": MovementSentences(
        toward=N_("{over}, saying what you need has become easier: from about {first} to {last}."),
        harder=N_("{over}, saying what you need has become harder: from about {first} to {last}."),
        steady=N_("{over}, saying what you need has been about as easy as before."),
        unclear=N_(
            "{over}, there is no clear change yet in how easy it was to say what you need: {first} at first, "
            "{recent} recently. Look again after about {n} more sessions."
        ),
    ),
    "expected": MovementSentences(
        toward=N_("{over}, you expect the same step to be less hard than before, by about {change}."),
        harder=N_("{over}, you expect the same step to be harder than before, by about {change}."),
        steady=N_("{over}, you expect about the same from a step as you did the first time."),
        unclear=N_(
            "{over}, there is no clear change yet in what you expect on the same step. "
            "Look again after about {n} more sessions."
        ),
    ),
}


def since_words(progress: Progress) -> str:
    """When practice began and the number of sessions: "since 3 March, 41 sessions"; empty without sessions."""
    if progress.since is None:
        return ""
    day = date_words(progress.since, progress.today)
    return ngettext("since {day}, {n} session", "since {day}, {n} sessions", progress.sessions).format(
        day=day, n=grouped(progress.sessions)
    )


def movement_words(indicator: IndicatorProgress) -> str:
    """An indicator's movement in the words of its sentence; empty if the indicator is described but not judged."""
    movement = indicator.figures.movement
    if movement == "not_enough_yet":
        return not_enough(indicator.more_sessions, indicator.more_days)
    if movement == "steady":
        return _("about the same") if _about_the_same(indicator) else _("no clear change yet")
    return {"toward": _("getting easier"), "harder": _("a harder stretch")}.get(movement, "")


def capacity_words(capacity: CapacityProgress) -> str:
    """The most important movement of a capacity's judged indicators. "About the same" only if no other is unclear.

    Without one: how often the fear came, or the number of sessions.
    """
    judged = [indicator for indicator in capacity.indicators if indicator.judged]
    by_importance: tuple[Movement, ...] = ("toward", "harder", "steady")
    for movement in by_importance:
        alike = [indicator for indicator in judged if indicator.figures.movement == movement]
        if alike:
            return movement_words(min(alike, key=_about_the_same))
    feared = feared_times(capacity)
    if feared:
        return feared
    if not capacity.sessions:
        return _("no sessions yet")
    return session_count(capacity.sessions)


def capacity_heading(capacity: CapacityProgress) -> str:
    """A capacity's name and movement: "Soothing myself: getting easier"."""
    return _("{name}: {word}").format(name=capacity_name(capacity.capacity), word=capacity_words(capacity))


def sessions_beside_heading(capacity: CapacityProgress, progress: Progress) -> str:
    """The number of a capacity's sessions, as a sentence; "" where the heading says it.

    It doesn't where a day is chosen that some sessions are before, since the heading then counts them too.
    """
    measures_all = progress.sessions >= sum(one.sessions for one in progress.capacities.values())
    said = measures_all and capacity_words(capacity) == session_count(capacity.sessions)
    return sessions_in_all(capacity) if capacity.sessions and not said else ""


def sessions_in_all(capacity: CapacityProgress) -> str:
    """The number of a capacity's sessions, as a sentence."""
    return ngettext("{n} session in all.", "{n} sessions in all.", capacity.sessions).format(n=capacity.sessions)


def not_enough(more_sessions: int, more_days: int) -> str:
    """How many sessions or days are missing before movement can be judged."""
    if more_sessions:
        return ngettext("not enough yet: {n} more", "not enough yet: {n} more", more_sessions).format(n=more_sessions)
    return ngettext("not enough yet: {n} more day", "not enough yet: {n} more days", more_days).format(n=more_days)


def too_early(progress: Progress) -> str:
    """The capacities whose movement can't be judged yet, each with what is missing; empty if there are none."""
    missing = []
    for capacity in progress.capacities.values():
        judged = [indicator for indicator in capacity.indicators if indicator.judged]
        if capacity.sessions and judged and not any(indicator.has_verdict for indicator in judged):
            nearest = min(judged, key=lambda indicator: (indicator.more_sessions, indicator.more_days))
            missing.append(_missing(capacity, nearest))
    return " ".join([_("Not enough yet to see a change."), *missing]) if missing else ""


def _missing(capacity: CapacityProgress, nearest: IndicatorProgress) -> str:
    """What is missing until ``nearest`` is judged. Where there are enough sessions, it says what they have no rating for."""
    name, sessions, days = capacity_name(capacity.capacity), nearest.more_sessions, nearest.more_days
    if sessions and capacity.sessions >= sessions + len(nearest.ids):
        sentence = ngettext(
            '{name}: {n} more session with a rating for "{what}".',
            '{name}: {n} more sessions with a rating for "{what}".',
            sessions,
        )
        return sentence.format(name=name, n=sessions, what=indicator_name(nearest.figures.name))
    if sessions:
        return ngettext("{name}: {n} more rated session.", "{name}: {n} more rated sessions.", sessions).format(
            name=name, n=sessions
        )
    return ngettext("{name}: {n} more day.", "{name}: {n} more days.", days).format(name=name, n=days)


def feared_times(capacity: CapacityProgress) -> str:
    """How often the fear came: "10 times, and what you feared happened once"; empty if no session has an answer."""
    indicator = capacity.indicator("feared_share")
    if indicator is None or not indicator.points:
        return ""
    values = [point.value for point in indicator.points]
    came, partly = values.count(1.0), values.count(0.5)
    times = ngettext("{n} time", "{n} times", len(values)).format(n=len(values))
    if came:
        how = (
            _("what you feared happened once")
            if came == 1
            else _("what you feared happened {n} times").format(n=number_words(came))
        )
    elif partly:
        how = _("part of what you feared happened")
    else:
        how = _("what you feared did not happen")
    return _("{times}, and {how}").format(times=times, how=how)


def indicator_sentence(indicator: IndicatorProgress) -> str:
    """An indicator in one sentence: its movement if it has one, else its first and recent values."""
    figures = indicator.figures
    if figures.baseline is None or figures.recent is None:
        return _("{name}: no ratings yet.").format(name=indicator_name(figures.name))
    if figures.movement not in ("described", "not_enough_yet"):
        return _movement_sentence(indicator)
    facts = {"name": indicator_name(figures.name), "first": amount(figures.baseline, figures.unit)}
    return _("{name}: {first} at first, {lately} recently.").format(
        **facts, lately=amount(figures.recent, figures.unit)
    )


def ends_sentence(indicator: IndicatorProgress) -> str:
    """The first and recent values of an indicator and the number of its sessions. It must have values."""
    figures = indicator.figures
    assert figures.baseline is not None and figures.recent is not None
    return _("{name}: {first} at first, {lately} recently, in {sessions}.").format(
        name=indicator_name(figures.name),
        first=amount(figures.baseline, figures.unit),
        lately=amount(figures.recent, figures.unit),
        sessions=session_count(figures.sessions),
    )


def asides(indicator: IndicatorProgress) -> list[str]:
    """Notes on a movement: that harder stretches are common, and the period that a trend covers."""
    lines = []
    if indicator.figures.movement == "harder":
        lines.append(_("Everyone has harder stretches."))
    if indicator.figures.sessions > len(indicator.points) and indicator.begins is not None:
        day, n = full_date(indicator.begins), len(indicator.points)
        lines.append(_("The trend uses the last {n} of these sessions, since {day}.").format(n=n, day=day))
    return lines


def time_span(indicator: IndicatorProgress) -> str:
    """The period that the trend covers: "Over nine weeks"."""
    weeks = max(1, round(_weeks(indicator)))
    return ngettext("Over {n} week", "Over {n} weeks", weeks).format(n=number_words(weeks))


def misdated_sentence(progress: Progress) -> str:
    """The number of sessions whose date can't be used; empty if there are none."""
    if not progress.misdated:
        return ""
    return ngettext(
        "{n} session has no usable date. It is saved, but not in the trends.",
        "{n} sessions have no usable date. They are saved, but not in the trends.",
        len(progress.misdated),
    ).format(n=len(progress.misdated))


def page_notes(progress: Progress, *, early: bool = True) -> list[str]:
    """What is said once of all figures: that ratings vary, and the sessions without a usable date.

    With ``early`` also what is missing before a change can be seen.
    """
    moved = any(indicator.figures.movement in ("toward", "harder") for _capacity, indicator in progress.rated())
    vary = _("A very high or low rating is usually followed by a more ordinary one. That alone is not a change.")
    return [
        note
        for note in (too_early(progress) if early else "", vary if moved else "", misdated_sentence(progress))
        if note
    ]


def totals_words(totals: PracticeTotals) -> str:
    """The totals in words: "41 sessions and 3 hours 20 minutes altogether"."""
    hours, minutes = divmod(int(totals.seconds // 60), 60)
    parts = [ngettext("{n} hour", "{n} hours", hours).format(n=grouped(hours))] if hours else []
    if minutes or not hours:
        parts.append(ngettext("{n} minute", "{n} minutes", minutes).format(n=minutes))
    return _("{sessions} and {time} altogether").format(sessions=session_count(totals.sessions), time=" ".join(parts))


def _movement_sentence(indicator: IndicatorProgress) -> str:
    figures = indicator.figures
    if figures.movement == "steady":
        if not _about_the_same(indicator):
            return _unclear_sentence(indicator)
        return _(MOVEMENTS[figures.name].steady).format(over=time_span(indicator))
    first, last = _ends(figures.line_first or 0.0, figures.line_last or 0.0, figures.unit)
    change = amount(abs((figures.line_last or 0.0) - (figures.line_first or 0.0)), figures.unit)
    facts = {"over": time_span(indicator), "first": first, "last": last, "change": change}
    words = MOVEMENTS[figures.name]
    return _(words.toward if figures.movement == "toward" else words.harder).format(**facts)


def line_words(indicator: IndicatorProgress) -> str:
    """An indicator in a few words: from its first to its recent value; empty without values."""
    figures = indicator.figures
    if figures.baseline is None or figures.recent is None:
        return ""
    if figures.name == "expected":
        return _compared(figures.recent)
    if figures.movement in ("toward", "harder"):
        first, last = _ends(figures.line_first or 0.0, figures.line_last or 0.0, figures.unit)
    else:
        first, last = amount(figures.baseline, figures.unit), amount(figures.recent, figures.unit)
    return first if first == last else _("{first} to {last}").format(first=first, last=last)


def _compared(points: float) -> str:
    """What is expected of a step, compared with the first time."""
    if not points:
        return _("the same as the first time")
    template = _("{amount} less than the first time") if points < 0 else _("{amount} more than the first time")
    return template.format(amount=amount(abs(points), "points"))


def _ends(first: float, last: float, unit: Unit) -> tuple[str, str]:
    """Both ends of a line in words, as coarse as still shows a difference: "1 in 10", or "12%"; "7", or "6.8"."""
    if unit == "share":
        tenths = (number(10 * first, 0), number(10 * last, 0))
        if tenths[0] != tenths[1]:
            return _("{n} in 10").format(n=tenths[0]), _("{n} in 10").format(n=tenths[1])
        return amount(first, unit), amount(last, unit)
    decimals = 0 if abs(last - first) >= 1 else 1
    return number(first, decimals), number(last, decimals)


def _about_the_same(indicator: IndicatorProgress) -> bool:
    """Whether the slope's interval contains 0 and allows no noticeable change over the period shown."""
    figures = indicator.figures
    if figures.slope_low is None or figures.slope_high is None:
        return True
    largest = _weeks(indicator) * max(abs(figures.slope_low), abs(figures.slope_high))
    return figures.slope_low <= 0 <= figures.slope_high and largest <= NOTICEABLE.get(figures.unit, 2.0)


def _weeks(indicator: IndicatorProgress) -> float:
    return (indicator.points[-1].at - indicator.points[0].at) / WEEK


def _unclear_sentence(indicator: IndicatorProgress) -> str:
    """What there is to see when the data doesn't support "about the same", and when to look again. No direction."""
    figures = indicator.figures
    more = max(5, 5 * round(min(figures.sessions, TREND_POINTS) / 4 / 5))
    facts = {
        "over": time_span(indicator),
        "first": amount(figures.baseline or 0.0, figures.unit),
        "recent": amount(figures.recent or 0.0, figures.unit),
        "n": more,
    }
    return _(MOVEMENTS[figures.name].unclear).format(**facts)
