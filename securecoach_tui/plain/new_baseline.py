"""A new beginning in lines: figures measured from another day on. The old ones are kept."""

from __future__ import annotations

import secrets
from datetime import date
from typing import TYPE_CHECKING

from securecoach_tui.i18n import _
from securecoach_tui.plain.prompts import choose, words
from securecoach_tui.progress import baselines
from securecoach_tui.progress.days import day_of
from securecoach_tui.text.dates import full_date

if TYPE_CHECKING:
    from securecoach_tui.plain.plain_context import PlainContext


def begin_anew(sitting: PlainContext) -> None:
    """From which day on; those chosen before can be gone back to."""
    sitting.lines.line(_("Figures are measured from this day on. Nothing is deleted, and you can go back."))
    known = baselines.chosen(sitting.record.of_kind("baseline"))
    days: list[date | None] = [None, day_of(sitting.clock.now(), sitting.preferences.day_starts)]
    labels = [_("From my first session"), _("From today")]
    for one in known:
        if one.begins is not None and one.begins not in days:
            days.append(one.begins)
            labels.append(_("From {day} {words}").format(day=full_date(one.begins), words=one.words).strip())
    chosen = choose(sitting, _("A new beginning"), [*labels, _("From another day")])
    if chosen is None:
        return
    if chosen < len(days):
        begins, said = days[chosen], next((one.words for one in known if one.begins == days[chosen]), "")
    else:
        begins = day_typed(sitting)
        if begins is None:
            return
        said = words(sitting, _("A few words for it, or none."), _("Words"), draft="begin-anew") or ""
    made = sitting.clock.now().isoformat(timespec="seconds")
    sitting.writer.keep("baseline", secrets.token_hex(8), baselines.fields(begins, said, made))
    sitting.lines.line(sitting.kept_words())
    sitting.reload()


def day_typed(sitting: PlainContext) -> date | None:
    """A day as it is typed; None where the person goes back."""
    example = sitting.clock.now().date().isoformat()
    long = _("A day, as {example}.").format(example=example)
    while True:
        typed = words(sitting, long, _("Day"))
        if typed is None:
            return None
        try:
            return date.fromisoformat(typed)
        except ValueError:
            long = _("That isn't a day. Write it as {example}, or nothing to go back.").format(example=example)
