"""The form for a session added or corrected by hand: its fields, how they are asked, and what is wrong with an answer."""

from __future__ import annotations

from datetime import date
from typing import Literal, get_args

from securecoach_tui.i18n import _
from securecoach_tui.practice import typed_values
from securecoach_tui.practice.by_hand import EARLIEST
from securecoach_tui.practice.visible_text import quoted
from securecoach_tui.text.dates import full_date, weekday
from securecoach_tui.text.durations import duration
from securecoach_tui.text.figures import minutes_typed

HandField = Literal["day", "at", "exercise", "minutes", "before", "after", "note"]
FIELDS: tuple[HandField, ...] = get_args(HandField)
LONGEST_MINUTES = 24 * 60


def title(*, new: bool) -> str:
    """The form's title."""
    return _("Add a session") if new else _("Correct a session")


def purpose(*, new: bool) -> str:
    """What the form is for."""
    if new:
        return _("A session that you did without SecureCoach. It counts, and is marked as added by hand.")
    return _("Change what isn't right. The session is then marked as corrected by hand.")


def label(field: HandField) -> str:
    """The name of a field."""
    return {
        "day": _("Date"),
        "at": _("Time"),
        "exercise": _("Exercise"),
        "minutes": _("Minutes"),
        "before": _("Distress before"),
        "after": _("Distress after"),
        "note": _("Your note"),
    }[field]


def ask(field: HandField, today: date, *, new: bool) -> str:
    """What a field asks for, in a sentence or two."""
    asked = {
        "day": _("A date such as {example}, or yesterday.").format(example=today.isoformat()),
        "at": _("When you began, such as 18:30."),
        "exercise": _("Which exercise was it?"),
        "minutes": _("How many minutes did you practise? Such as 5 or 2.5."),
        "before": _("0 is none, 10 is the most."),
        "after": _("0 is none, 10 is the most."),
        "note": _("A note for yourself."),
    }[field]
    if new and field in ("day", "at"):
        default = _("Empty means today.") if field == "day" else _("Empty means noon.")
        return f"{asked} {default}"
    return asked


def shown(field: HandField, value: str, today: date, titles: dict[str, str], *, new: bool) -> str:
    """A field's stored ``value`` in words; for an empty one, what that means."""
    if not value:
        return _missing(field, new=new)
    if field == "day":
        day = date.fromisoformat(value)
        return _("today") if day == today else f"{weekday(day)} {full_date(day)}"
    if field == "exercise":
        return titles.get(value, value)
    if field == "minutes":
        return duration(60 * float(value))
    return value


def _missing(field: HandField, *, new: bool) -> str:
    if new and field in ("exercise", "minutes"):
        return _("needed")
    if field in ("before", "after"):
        return _("not rated")
    if new and field == "day":
        return _("today")
    return _("none") if field == "note" else _("not known")


def read(field: HandField, text: str, today: date) -> str | None:
    """What a person typed, as the form stores it ("2026-03-03", "18:30", "2.5", "7"); None if it is no such value."""
    text = text.strip()
    if field == "day":
        day = typed_values.day_of(text, today)
        return day.isoformat() if day is not None and EARLIEST <= day <= today else None
    if field == "at":
        at = typed_values.time_of(text)
        return f"{at:%H:%M}" if at is not None else None
    if field == "minutes":
        minutes = minutes_typed(text)
        return minutes_stored(minutes) if minutes is not None and 0 < minutes <= LONGEST_MINUTES else None
    if field in ("before", "after"):
        points = typed_values.whole_number(text, 10)
        return None if points is None else str(points)
    return text


def minutes_stored(minutes: float) -> str:
    """Minutes as the form stores them ("2.5"), with a point in every language."""
    return f"{minutes:.4f}".rstrip("0").rstrip(".")


def problem(field: HandField, text: str, today: date) -> str:
    """Why ``read`` has no value for ``text``, and what to write."""
    typed = quoted(text.strip())
    if field == "day" and (day := typed_values.day_of(text, today)) is not None and day > today:
        return _("{moment} is in the future. Give the day and the time you practised.").format(moment=typed)
    template = {
        "day": _('"{text}" isn\'t a date. Write it like {example}.'),
        "at": _('"{text}" isn\'t a time of day. Write it like 18:30.'),
        "minutes": _('"{text}" isn\'t a length. Write it in minutes, such as 5 or 2.5, up to a day.'),
    }.get(field, _('"{text}" isn\'t a whole number from 0 to 10.'))
    return template.format(text=typed, example=today.isoformat())


def incomplete() -> str:
    """Said when a new session has no exercise or no length."""
    return _("Choose the exercise and say how many minutes, then save.")


def unchanged() -> str:
    """Said when nothing was corrected."""
    return _("Nothing has changed yet.")


def in_future(started: str) -> str:
    """Said when the session would begin in the future. ``started`` is in ISO 8601."""
    moment = started[:16].replace("T", " ")
    return _("{moment} is in the future. Give the day and the time you practised.").format(moment=moment)
