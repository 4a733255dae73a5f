"""The whole of one's movement as lines: one fact a line, headings first, as the plain face and the command show it."""

from __future__ import annotations

from securecoach_tui.charts import chart_words
from securecoach_tui.i18n import _, ngettext
from securecoach_tui.progress.days import WINDOW
from securecoach_tui.progress.model import CapacityProgress, Progress
from securecoach_tui.text import progress as words
from securecoach_tui.text.quantities import capacity_name


def lines(progress: Progress, *, week_by_week: bool = False) -> list[str]:
    """Every capacity: its word, and for each indicator with a session its sentence and figures."""
    told = [_("My movement, {since}").format(since=words.since(progress)) if progress.since else _("My movement")]
    if "practice_days" not in progress.hidden:
        days = len(progress.days)
        told.append(_("Days with practice in the last {window}: {n}").format(window=WINDOW, n=days))
    for capacity_progress in progress.capacities.values():
        told += room_lines(capacity_progress, progress, week_by_week=week_by_week)
    misdated = words.misdated(progress)
    return [*told, misdated] if misdated else told


def room_lines(capacity_progress: CapacityProgress, progress: Progress, *, week_by_week: bool = False) -> list[str]:
    """One capacity: heading and word, how many sessions, then each indicator that has any."""
    told = [
        "",
        _("{name}: {word}").format(
            name=capacity_name(capacity_progress.capacity), word=words.room_word(capacity_progress)
        ),
    ]
    told.append(
        ngettext("{n} session in all.", "{n} sessions in all.", capacity_progress.sessions).format(
            n=capacity_progress.sessions
        )
    )
    for panel in capacity_progress.panels:
        if panel.points:
            figures = chart_words.lines(panel, progress.today, week_by_week=week_by_week)
            told += figures[:1]
            if panel.good:
                told += [words.sentence(panel), *words.aside(panel)]
            told += figures[1:]
    return told
