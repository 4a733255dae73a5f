"""Movement in words. Facts come in, sentences go out; no cause is claimed and nobody is compared."""

from __future__ import annotations

from datetime import date

from securecoach_tui.i18n import _, ngettext
from securecoach_tui.progress.judgement import WEEK, Movement
from securecoach_tui.progress.model import CapacityProgress, Panel, Progress
from securecoach_tui.text.quantities import (
    amount,
    carried,
    counted,
    day_words,
    indicator_name,
    number_words,
    weekly,
    weekly_figure,
)

NOTICED = {"share": 0.25, "points": 2.0}  # a change over the whole time that a person would notice


def since(progress: Progress) -> str:
    """ "since 3 March, 41 sessions"; empty without sessions."""
    if progress.since is None:
        return ""
    day = day_words(progress.since, progress.today)
    return ngettext("since {day}, {n} session", "since {day}, {n} sessions", progress.sessions).format(
        day=day, n=counted(progress.sessions)
    )


def movement_word(panel: Panel) -> str:
    """The word for one indicator's movement; empty where it is only described."""
    told = panel.figures.movement
    return not_enough(panel.more_sessions, panel.more_days) if told == "not_enough_yet" else _word(told)


def room_word(capacity_progress: CapacityProgress) -> str:
    """The word beside a capacity's heading; where nothing can be told yet, what is missing or was done."""
    judged = [panel for panel in capacity_progress.panels if panel.good]
    told = [panel.figures.movement for panel in judged]
    first: tuple[Movement, ...] = ("toward", "harder", "steady")
    for word in first:
        if word in told:
            return _word(word)
    feared = feared_times(capacity_progress)
    if feared:
        return feared
    if not judged:
        return ngettext("{n} session", "{n} sessions", capacity_progress.sessions).format(n=capacity_progress.sessions)
    nearest = min(judged, key=lambda panel: (panel.more_sessions, panel.more_days))
    return not_enough(nearest.more_sessions, nearest.more_days)


def not_enough(more_sessions: int, more_days: int) -> str:
    """What is missing until movement can be told."""
    if more_sessions:
        return ngettext("not enough yet: {n} more", "not enough yet: {n} more", more_sessions).format(n=more_sessions)
    return ngettext("not enough yet: {n} more day", "not enough yet: {n} more days", more_days).format(n=more_days)


def feared_times(capacity_progress: CapacityProgress) -> str:
    """ "10 times; the fear came once"; empty where it was never asked or told."""
    panel = capacity_progress.panel("feared_share")
    if panel is None or not panel.points:
        return ""
    values = [point.value for point in panel.points]
    came, partly = values.count(1.0), values.count(0.5)
    times = ngettext("{n} time", "{n} times", len(values)).format(n=len(values))
    if came:
        how = _("the fear came once") if came == 1 else _("the fear came {n} times").format(n=number_words(came))
    elif partly:
        how = _("the fear came in part")
    else:
        how = _("the fear did not come")
    return _("{times}; {how}").format(times=times, how=how)


def sentence(panel: Panel) -> str:
    """One indicator in one sentence."""
    figures, told = panel.figures, panel.figures.movement
    if figures.baseline is None or figures.recent is None:
        return _("{name}: nothing rated yet.").format(name=indicator_name(figures.name))
    if told in ("described", "not_enough_yet"):
        facts = {"name": indicator_name(figures.name), "first": amount(figures.baseline, figures.unit)}
        return _("{name}: at first {first}, lately {lately}.").format(
            **facts, lately=amount(figures.recent, figures.unit)
        )
    return _judged(panel, told)


def aside(panel: Panel) -> list[str]:
    """What stands under a sentence that tells a trend: a harder stretch's comfort, and ordinary ups and downs."""
    lines = []
    if panel.figures.movement == "harder":
        lines.append(_("Harder stretches come in every practice."))
    if panel.figures.movement in ("toward", "harder"):
        lines.append(_("A very high or low rating is usually followed by an ordinary one; that alone is no movement."))
    if panel.figures.sessions > len(panel.points) and panel.begins is not None:
        day, n = day_words(panel.begins, date.min), len(panel.points)
        lines.append(_("The trend looks at the last {n} of these sessions, since {day}.").format(n=n, day=day))
    return lines


def span(panel: Panel) -> str:
    """ "Over nine weeks", of the points that the trend looks at."""
    weeks = max(1, round((panel.points[-1].at - panel.points[0].at) / WEEK))
    return ngettext("Over {n} week", "Over {n} weeks", weeks).format(n=number_words(weeks))


def misdated(progress: Progress) -> str:
    """Sessions whose date can't be right, in one sentence; empty where there are none."""
    if not progress.misdated:
        return ""
    return ngettext(
        "{n} session has no date that can be used; it is kept, and left out of trends.",
        "{n} sessions have no date that can be used; they are kept, and left out of trends.",
        len(progress.misdated),
    ).format(n=len(progress.misdated))


def _word(told: Movement) -> str:
    words = {"toward": _("moving toward"), "steady": _("steady"), "harder": _("a harder stretch")}
    return words.get(told, "")


def _judged(panel: Panel, told: Movement) -> str:
    figures = panel.figures
    low, high = sorted(abs(slope or 0.0) for slope in (figures.slope_low, figures.slope_high))
    decimals = carried(figures.slope_low or 0.0, figures.slope_high or 0.0, figures.unit)
    facts = {
        "over": span(panel),
        "about": weekly(figures.slope_per_week or 0.0, figures.unit, decimals),
        "low": weekly_figure(low, figures.unit, decimals),
        "high": weekly_figure(high, figures.unit, decimals),
    }
    if told == "steady" and not _kept_level(panel):
        return _unclear(figures.name).format(**facts)
    return _shape(figures.name, told).format(**facts)


def _kept_level(panel: Panel) -> bool:
    """Whether "about the same" can be said: even the trend's likely range doesn't come to more than a person notices."""
    figures = panel.figures
    if figures.slope_low is None or figures.slope_high is None:
        return True
    weeks = (panel.points[-1].at - panel.points[0].at) / WEEK
    spans_none = figures.slope_low <= 0 <= figures.slope_high
    reach = weeks * max(abs(figures.slope_low), abs(figures.slope_high))
    return spans_none and reach <= NOTICED.get(figures.unit, 2.0)


def _unclear(name: str) -> str:
    """What is said of "steady" where the dots leave more room than "about the same"; it names no direction."""
    return {
        "settled_share": _(
            "{over}, no clear movement yet in how far ratings after lay from where you began each time. "
            "It is told once chance can hardly be all of it."
        ),
        "starting_distress": _(
            "{over}, no clear movement yet in distress at the start. It is told once chance can hardly be all of it."
        ),
        "ease": _(
            "{over}, no clear movement yet in how easy saying it was. It is told once chance can hardly be all of it."
        ),
        "expected": _(
            "{over}, no clear movement yet in what you expected on the same rung. It is told once chance can hardly be all of it."
        ),
    }[name]


def _shape(name: str, told: Movement) -> str:
    """The sentence of each judged indicator and movement."""
    return {
        ("settled_share", "toward"): _(
            "{over}, ratings after have been lower, measured against where you began each time: "
            "by about {about} more each week (likely between {low} and {high})."
        ),
        ("settled_share", "steady"): _(
            "{over}, ratings after have kept about the same distance from where you began each time."
        ),
        ("settled_share", "harder"): _(
            "{over}, ratings after have been nearer to where you began each time: "
            "by about {about} each week (likely between {low} and {high})."
        ),
        ("starting_distress", "toward"): _(
            "{over}, distress at the start has been lower: by about {about} each week "
            "(likely between {low} and {high})."
        ),
        ("starting_distress", "steady"): _("{over}, distress at the start has been about the same."),
        ("starting_distress", "harder"): _(
            "{over}, distress at the start has been higher: by about {about} each week "
            "(likely between {low} and {high})."
        ),
        ("ease", "toward"): _(
            "{over}, saying it has been easier: by about {about} each week (likely between {low} and {high})."
        ),
        ("ease", "steady"): _("{over}, saying it has been about as easy."),
        ("ease", "harder"): _(
            "{over}, saying it has been less easy: by about {about} each week (likely between {low} and {high})."
        ),
        ("expected", "toward"): _(
            "{over}, you have expected it to be less hard than the first time on the same rung: "
            "by about {about} each week (likely between {low} and {high})."
        ),
        ("expected", "steady"): _("{over}, you have expected about what you did at first on the same rung."),
        ("expected", "harder"): _(
            "{over}, you have expected it to be harder than the first time on the same rung: "
            "by about {about} each week (likely between {low} and {high})."
        ),
    }[name, told]
