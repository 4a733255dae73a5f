"""Which past sessions to show: by words, exercise, capacity, days and order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from securecoach_tui.i18n import _
from securecoach_tui.plain.new_baseline import day_typed
from securecoach_tui.plain.prompts import choose, words
from securecoach_tui.practice.record import Capacity
from securecoach_tui.text import history
from securecoach_tui.text.quantities import capacity_name

if TYPE_CHECKING:
    from securecoach_tui.plain.plain_context import PlainContext


def narrow(sitting: PlainContext, now: history.Choice) -> history.Choice:
    """Which sessions to show."""
    ways = [_("By words in what I wrote"), _("By exercise"), _("By capacity"), _("By order")]
    ways += [_("Since a day"), _("Until a day"), _("Show all")]
    way = choose(sitting, _("Narrow this list"), ways)
    if way == 0:
        said = words(sitting, _("Sessions whose words hold this."), _("Words"))
        return replace(now, words=said or "")
    if way == 1:
        exercises = list(sitting.exercises().values())
        chosen = choose(sitting, _("Exercises"), [one.title for one in exercises])
        return now if chosen is None else replace(now, exercise=exercises[chosen].id)
    if way == 2:
        capacities: tuple[Capacity, ...] = tuple(Capacity)
        chosen = choose(sitting, _("Capacities"), [capacity_name(one) for one in capacities])
        return now if chosen is None else replace(now, capacity=capacities[chosen])
    if way == 3:
        chosen = choose(sitting, _("Orders"), [history.order_words(one) for one in history.ORDERS])
        return now if chosen is None else replace(now, order=history.ORDERS[chosen])
    if way in (4, 5):
        day = day_typed(sitting)
        if day is None:
            return now
        return replace(now, since=day) if way == 4 else replace(now, until=day)
    return history.Choice() if way == 6 else now
