"""All of a person's progress as lines of text, as plain text and ``securecoach progress`` show it.

Each line is one fact, and headings come first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from securecoach_tui.charts import chart_words, rated_chart
from securecoach_tui.i18n import _
from securecoach_tui.practice.record import Capacity
from securecoach_tui.progress.days import CALENDAR_DAYS
from securecoach_tui.progress.model import CapacityProgress, Progress
from securecoach_tui.progress.rated import RatedSession
from securecoach_tui.text.progress import (
    asides,
    capacity_heading,
    indicator_sentence,
    page_notes,
    sessions_beside_heading,
    since_words,
)

Rated = Mapping[Capacity, Sequence[RatedSession]]
NO_RATED: Rated = {}


def lines(progress: Progress, rated: Rated = NO_RATED, *, week_by_week: bool = False) -> list[str]:
    """Every capacity with its indicators, with an empty line before each heading except the first.

    ``rated`` are the sessions whose ratings before and after are shown.
    """
    since = since_words(progress)
    result = [_("My progress, {since}").format(since=since) if since else _("My progress")]
    if "practice_days" not in progress.hidden:
        days = len(progress.days)
        result.append(_("Days with practice in the last {window}: {n}").format(window=CALENDAR_DAYS, n=days))
    for capacity in progress.capacities.values():
        result += capacity_lines(capacity, progress, rated, week_by_week=week_by_week)
    return [*result, *page_notes(progress)]


def capacity_lines(
    capacity: CapacityProgress, progress: Progress, rated: Rated = NO_RATED, *, week_by_week: bool = False
) -> list[str]:
    """One capacity: its heading, its number of sessions, and each indicator that any session has a value for.

    The number is left out where the heading says it, and no day is chosen that some sessions are before.
    """
    result = ["", capacity_heading(capacity)]
    if number := sessions_beside_heading(capacity, progress):
        result.append(number)
    for indicator in capacity.indicators:
        if indicator.points:
            name, *figures = chart_words.lines(indicator, progress.today, week_by_week=week_by_week)
            result.append(name)
            if indicator.judged:
                result += [indicator_sentence(indicator), *asides(indicator)]
            result += figures
    if capacity.capacity != Capacity.CLOSENESS:  # which is not about lower ratings
        result += rated_chart.lines(rated.get(capacity.capacity, ()), progress.today)
    return result
