"""Screens that filter or sort the history. Each calls ``then`` with the new filter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from securecoach_tui.i18n import _, ngettext
from securecoach_tui.practice.record import Capacity, SessionRecord
from securecoach_tui.practice.typed_values import day_of
from securecoach_tui.store.session_query import ORDERS, SessionFilter
from securecoach_tui.text import history
from securecoach_tui.text.quantities import capacity_name
from securecoach_tui.tui.base_screen import BaseScreen
from securecoach_tui.tui.screens.dialogs import ChoiceScreen, TextEntryScreen

Then = Callable[[SessionFilter], None]


def choose_exercise(
    sessions: Sequence[SessionRecord], titles: dict[str, str], choice: SessionFilter, then: Then
) -> ChoiceScreen:
    """A screen to choose an exercise, the most practised first."""
    counts = Counter(session.exercise for session in sessions if session.exercise)
    ids = ["", *(id for id, _n in counts.most_common())]
    rows = [(_("Every exercise"), "")]
    for id in ids[1:]:
        rows.append((titles.get(id, id), ngettext("{n} session", "{n} sessions", counts[id]).format(n=counts[id])))
    current = ids.index(choice.exercise) if choice.exercise in ids else 0
    return ChoiceScreen(
        _("Which exercise"), "", rows, lambda index: then(replace(choice, exercise=ids[index])), highlighted=current
    )


def choose_capacity(choice: SessionFilter, then: Then) -> ChoiceScreen:
    """A screen to choose one of the three capacities."""
    all: list[Capacity | None] = [None, *Capacity]
    rows = [(capacity_name(capacity) if capacity else _("Every part"), "") for capacity in all]
    current = all.index(choice.capacity)
    return ChoiceScreen(
        _("Which part of the practice"),
        "",
        rows,
        lambda index: then(replace(choice, capacity=all[index])),
        highlighted=current,
    )


def choose_order(choice: SessionFilter, then: Then) -> ChoiceScreen:
    """A screen to choose the order."""
    rows = [(history.order_words(order), "") for order in ORDERS]
    current = ORDERS.index(choice.order)
    return ChoiceScreen(
        _("Which order"),
        "",
        rows,
        lambda index: then(replace(choice, order=ORDERS[index])),
        highlighted=current,
    )


def choose_dates(screen: BaseScreen, choice: SessionFilter, then: Then) -> None:
    """Let the person choose the last 7, 28 or 365 days, or type the first or last day."""
    today = screen.context.clock.now().date()
    days = (0, 7, 28, 365)

    def chosen(index: int) -> None:
        if index < len(days):
            since = today - timedelta(days=days[index] - 1) if index else None
            then(replace(choice, since=since, until=None))
        elif index == len(days):
            _ask_day(screen, _("Since a day"), choice.since, lambda day: then(replace(choice, since=day)))
        else:
            _ask_day(screen, _("Up to a day"), choice.until, lambda day: then(replace(choice, until=day)))

    rows = [_("Any day"), _("The last 7 days"), _("The last 28 days"), _("The last 365 days")]
    rows += [_("Since a day"), _("Up to a day")]
    screen.app.push_screen(ChoiceScreen(_("Which days"), "", [(label, "") for label in rows], chosen))


def _ask_day(screen: BaseScreen, title: str, old: date | None, then: Callable[[date | None], None]) -> None:
    example = screen.context.clock.now().date().isoformat()

    def written(text: str) -> str:
        day = day_of(text, screen.context.clock.now().date()) if text else None
        if text and day is None:
            return _("That isn't a date. Write it like {example}.").format(example=example)
        then(day)
        return ""

    sentence = _("A date such as {example}, or empty for any day.").format(example=example)
    screen.app.push_screen(TextEntryScreen(title, sentence, old.isoformat() if old else "", written))
