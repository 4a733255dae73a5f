"""The reason for a suggestion, and the plan of practice, as the first screen shows them."""

from __future__ import annotations

from datetime import date, datetime

from securecoach_tui.i18n import _
from securecoach_tui.practice.plan import Plan
from securecoach_tui.practice.record import Capacity
from securecoach_tui.practice.suggestion import Reason
from securecoach_tui.text.dates import relative_day, weekday_names


def suggestion_words(reason: Reason, today: date) -> str:
    """Why an exercise is suggested, in one line."""
    when = relative_day(reason.day, today) if reason.day else ""
    steadying, needs = reason.capacity == Capacity.REGULATION, reason.capacity == Capacity.NEED_EXPRESSION
    return {
        "first": _("A good place to start."),
        "steadying_first": _("Soothing yourself comes first."),
        "step_alone": _(
            "This step went well four times after you soothed yourself. Here it is on its own, if you like."
        ),
        "after_a_lot": _("Last time was hard. Here's something soothing."),
        "after_numb": _("You felt numb or far away last time. This one helps you come back."),
        "after_careful": _("Take care of yourself first. Here's something soothing."),
        "path": _("This is for week {n} of your path.").format(n=reason.week),
        "path_left": _("Week {n} is where you left your path.").format(n=reason.week),
        "haven_again": _("You did this one {when}. Three days in a row may be worth trying."),
        "easier": _("You felt better after it {when}."),
        "capacity_last": _("You last practised soothing yourself {when}.")
        if steadying
        else _("You last practised saying what you need {when}.")
        if needs
        else _("You last practised staying close {when}."),
        "capacity_turn": _("Time to practise soothing yourself.")
        if steadying
        else _("Time to practise saying what you need.")
        if needs
        else _("Time to practise staying close."),
        "not_tried": _("You haven't tried this one yet."),
        "again": _("You've done this one before."),
    }[reason.why].format(when=when)


def planned_words(plan: Plan, now: datetime, day: date | None = None) -> str:
    """The planned days of practice. Planned days without practice are never mentioned.

    ``day`` is the person's day at ``now``, which may still be the day before.
    """
    if not plan.days:
        return _("You haven't chosen any days. Two or three a week are plenty, and none is fine.")
    names = weekday_names()
    days = ", ".join(names[day] for day in plan.days)
    facts = {"days": days, "time": f"{plan.at:%H:%M}" if plan.at is not None else ""}
    today = plan.falls_on(day or now.date()) if plan.at is None else plan.next_after(now) == now.date()
    words = _("You planned {days}.") if plan.at is None else _("You planned {days}, at {time}.")
    if today:
        one_day = len(plan.days) == 1
        words = f"{words} {_('That is today.') if one_day else _('Today is one of those days.')}"
    return words.format(**facts)
