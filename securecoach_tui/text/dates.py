"""Days, months and dates in words."""

from __future__ import annotations

from datetime import date

from securecoach_tui.i18n import _


def date_words(day: date, today: date) -> str:
    """A date such as "3 March", with the year if it isn't that of ``today``."""
    return _("{day} {month}").format(day=day.day, month=_month(day)) if day.year == today.year else full_date(day)


def full_date(day: date) -> str:
    """A date with its year: "3 March 2026"."""
    return _("{day} {month} {year}").format(day=day.day, month=_month(day), year=day.year)


def short_date(day: date, today: date, *, narrow: bool = False) -> str:
    """A date eleven cells wide: "Tue  3 Mar " in the year of ``today``, else " 3 Mar 2025".

    ``narrow`` returns six cells instead: " 3 Mar" in the year of ``today``, else "Mar'25".
    """
    month = month_name(day)
    if narrow:
        return f"{day.day:2} {month}" if day.year == today.year else f"{month}'{day.year % 100:02}"
    if day.year != today.year:
        return f"{day.day:2} {month} {day.year}"
    return f"{short_weekday(day)} {day.day:2} {month} "


def month_and_year(day: date) -> str:
    """A month such as "March 2026"."""
    return _("{month} {year}").format(month=_month(day), year=day.year)


def month_name(day: date) -> str:
    """The month's name in three letters."""
    # Translators: twelve months of three letters each, with a space between them.
    return _("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec").split()[day.month - 1]


def relative_day(day: date, today: date) -> str:
    """A day for the end of a sentence: "today", "yesterday", "on Tuesday" in the last week, else "on 3 March"."""
    ago = (today - day).days
    if ago in (0, 1):
        return _("today") if ago == 0 else _("yesterday")
    if 1 < ago < 7:
        return _("on {weekday}").format(weekday=weekday(day))
    return _("on {day} {month}").format(day=day.day, month=_month(day))


def weekday(day: date) -> str:
    """The weekday's name."""
    return weekday_names()[day.weekday()]


def short_weekday(day: date) -> str:
    """The weekday's name in three letters."""
    return [_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun")][day.weekday()]


def weekday_names() -> list[str]:
    """The weekdays, from Monday."""
    return [_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday")]


def _month(day: date) -> str:
    names = [
        _("January"), _("February"), _("March"), _("April"), _("May"), _("June"),
        _("July"), _("August"), _("September"), _("October"), _("November"), _("December"),
    ]  # fmt: skip
    return names[day.month - 1]


def still_to_come() -> str:
    """Said of a day from which nothing can be measured yet."""
    return _("That day is still to come. Choose today or an earlier day.")
