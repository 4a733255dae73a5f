"""The plan of practice: which days, and at what time."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

from securecoach_tui.i18n import _
from securecoach_tui.plain.prompts import ask_text, choose
from securecoach_tui.practice.plan import ID, KIND, Plan, fields, read, time_of
from securecoach_tui.text import dates

if TYPE_CHECKING:
    from securecoach_tui.plain.context import PlainContext


def plan(context: PlainContext) -> None:
    """Show the plan and change it until the person goes back."""
    while True:
        current = read(context.record.get(KIND, ID))
        context.io.print(plan_words(current))
        if on_path := context.path_in_plan():
            context.io.print(on_path)
        days = [_("{day}, chosen") if n in current.days else _("{day}") for n in range(7)]
        labels = [shape.format(day=name) for shape, name in zip(days, dates.weekday_names(), strict=True)]
        chosen = choose(context, _("My days for practice"), [*labels, _("A time of day"), _("No days")])
        if chosen is None:
            return
        if chosen < 7:
            new_days = set(current.days) ^ {chosen}
            _save(context, fields(new_days, current.at))
        elif chosen == 7:
            at = _ask_time(context)
            _save(context, fields(current.days, at))
        else:
            _save(context, fields([], current.at))


def plan_words(plan: Plan) -> str:
    """The plan in one line."""
    if not plan.days:
        return _("You haven't chosen any days. Two or three a week are plenty, and none is fine.")
    names = dates.weekday_names()
    days = ", ".join(names[day] for day in plan.days)
    if plan.at is None:
        return _("You chose {days}.").format(days=days)
    return _("You chose {days}, at {time}.").format(days=days, time=f"{plan.at:%H:%M}")


def _ask_time(context: PlainContext) -> time | None:
    long = _("A time such as 18:30, or press enter for no time.")
    while True:
        typed = ask_text(context, long, _("Time"), draft="plan/time")
        at = time_of(typed) if typed is not None else None
        if typed is None or at is not None:
            return at
        long = _("That isn't a time of day. Type a time such as 18:30, or press enter for none.")


def _save(context: PlainContext, changed: dict[str, object]) -> None:
    context.writer.keep(KIND, ID, changed)
    context.print_saved()
    context.reload()
