"""Ways to narrow the list of past sessions, each a list of its own; what was chosen is handed to ``then``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from securecoach_tui.i18n import _, ngettext
from securecoach_tui.practice.record import Capacity, SessionRecord
from securecoach_tui.text import history
from securecoach_tui.text.history import Choice
from securecoach_tui.text.quantities import capacity_name
from securecoach_tui.tui.base_screen import BaseScreen
from securecoach_tui.tui.screens.dialogs import Pick, Write

Then = Callable[[Choice], None]


def exercises(sessions: Sequence[SessionRecord], titles: dict[str, str], choice: Choice, then: Then) -> Pick:
    """Every exercise that was practised, the most practised first."""
    counts = Counter(one.exercise for one in sessions if one.exercise)
    ids = ["", *(id for id, _n in counts.most_common())]
    rows = [(_("Every exercise"), "")]
    for id in ids[1:]:
        rows.append((titles.get(id, id), ngettext("{n} session", "{n} sessions", counts[id]).format(n=counts[id])))
    here = ids.index(choice.exercise) if choice.exercise in ids else 0
    return Pick(_("Which exercise"), "", rows, lambda index: then(replace(choice, exercise=ids[index])), here=here)


def capacities(choice: Choice, then: Then) -> Pick:
    """The three parts of practice."""
    all: list[Capacity | None] = [None, *Capacity]
    rows = [(capacity_name(one) if one else _("Every part"), "") for one in all]
    here = all.index(choice.capacity)
    return Pick(
        _("Which part of practice"), "", rows, lambda index: then(replace(choice, capacity=all[index])), here=here
    )


def orders(choice: Choice, then: Then) -> Pick:
    """The orders there are."""
    rows = [(history.order_words(one), "") for one in history.ORDERS]
    here = history.ORDERS.index(choice.order)
    return Pick(
        _("In which order"), "", rows, lambda index: then(replace(choice, order=history.ORDERS[index])), here=here
    )


def dates(room: BaseScreen, choice: Choice, then: Then) -> None:
    """The last week, four weeks, year; or since a day, or until one."""
    today = room.context.clock.now().date()
    days = (0, 7, 28, 365)

    def chosen(index: int) -> None:
        if index < len(days):
            since = today - timedelta(days=days[index] - 1) if index else None
            then(replace(choice, since=since, until=None))
        elif index == len(days):
            _ask_day(room, _("Since a day"), choice.since, lambda day: then(replace(choice, since=day)))
        else:
            _ask_day(room, _("Until a day"), choice.until, lambda day: then(replace(choice, until=day)))

    rows = [_("Any day"), _("The last 7 days"), _("The last 28 days"), _("The last 365 days")]
    rows += [_("Since a day"), _("Until a day")]
    room.app.push_screen(Pick(_("Which days"), "", [(one, "") for one in rows], chosen))


def _ask_day(room: BaseScreen, title: str, old: date | None, then: Callable[[date | None], None]) -> None:
    example = room.context.clock.now().date().isoformat()

    def written(text: str) -> str:
        try:
            then(date.fromisoformat(text) if text else None)
        except ValueError:
            return _("That isn't a day. Write it as {example}.").format(example=example)
        return ""

    sentence = _("The day as year, month and day: {example}. Empty: any day.").format(example=example)
    room.app.push_screen(Write(title, sentence, old.isoformat() if old else "", written))
