"""The weekly look back in lines: what was practised, what moved, and one question. Never pushed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from securecoach_tui.app.progress_service import WeekReview, week_to_review
from securecoach_tui.i18n import _
from securecoach_tui.plain.prompts import choose, words
from securecoach_tui.progress.look_back import fields

if TYPE_CHECKING:
    from securecoach_tui.plain.plain_context import PlainContext


def offer(sitting: PlainContext) -> WeekReview | None:
    """The week that can be looked back on; None where there is none, or it was done."""
    titles = {id: one.title for id, one in sitting.exercises().items()}
    return week_to_review(sitting.record, sitting.preferences, sitting.clock.now(), titles)


def look_back(sitting: PlainContext) -> None:
    """One week; going back leaves it for another time."""
    found = offer(sitting)
    if found is None:
        sitting.lines.line(_("There is no week to look back on now."))
        return
    for line in found.lines:
        sitting.lines.line(line)
    way = choose(sitting, found.question, [_("Write a line"), _("Not this time; it isn't asked again")])
    if way is None:
        return
    said = (
        words(sitting, "", _("For yourself"), draft=f"lookback/{found.week.monday.isoformat()}") if way == 0 else None
    )
    at = sitting.clock.now().isoformat(timespec="seconds")
    sitting.writer.keep("lookback", found.week.monday.isoformat(), fields(found.week, said or "", at))
    sitting.lines.line(sitting.kept_words())
    sitting.reload()
