"""Which past sessions to show: by words, exercise, capacity, days and order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, get_args

from securecoach_tui import past
from securecoach_tui.i18n import _
from securecoach_tui.plain.beginning_anew import day_typed
from securecoach_tui.plain.choosing import choose, words
from securecoach_tui.practice.record import Capacity

if TYPE_CHECKING:
    from securecoach_tui.plain.sitting import Sitting


def narrow(sitting: Sitting, now: past.Choice) -> past.Choice:
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
        capacities: tuple[Capacity, ...] = get_args(Capacity)
        chosen = choose(sitting, _("Capacities"), [past.capacity_words(one) for one in capacities])
        return now if chosen is None else replace(now, capacity=capacities[chosen])
    if way == 3:
        chosen = choose(sitting, _("Orders"), [past.order_words(one) for one in past.ORDERS])
        return now if chosen is None else replace(now, order=past.ORDERS[chosen])
    if way in (4, 5):
        day = day_typed(sitting)
        if day is None:
            return now
        return replace(now, since=day) if way == 4 else replace(now, until=day)
    return past.Choice() if way == 6 else now
