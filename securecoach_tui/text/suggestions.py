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
        "first": _("A place to begin."),
        "steadying_first": _("Steadying comes first."),
        "step_alone": _("Steadied first, the step went well four times. Here it is by itself, if you like."),
        "after_a_lot": _("Something steadying, after a lot."),
        "easier": _("You felt easier after it {when}."),
        "capacity_last": _("Steadying was last {when}.")
        if steadying
        else _("Saying what you need was last {when}.")
        if needs
        else _("Staying close was last {when}."),
        "capacity_turn": _("Steadying has its turn now.")
        if steadying
        else _("Saying what you need has its turn now.")
        if needs
        else _("Staying close has its turn now."),
        "not_tried": _("One you have not tried yet."),
        "again": _("You know this one."),
    }[reason.why].format(when=when)


def planned_words(plan: Plan, now: datetime) -> str:
    """The planned days of practice. Planned days without practice are never mentioned."""
    if not plan.days:
        return _("No days are chosen. Two or three a week are plenty, and none is fine.")
    names = weekday_names()
    days = ", ".join(names[day] for day in plan.days)
    facts = {"days": days, "time": f"{plan.at:%H:%M}" if plan.at is not None else ""}
    today = plan.next_after(now) == now.date()
    if plan.at is None:
        words = _("Planned: {days}. Today is one of them.") if today else _("Planned: {days}.")
    else:
        words = _("Planned: {days}, at {time}. Today is one of them.") if today else _("Planned: {days}, at {time}.")
    return words.format(**facts)
