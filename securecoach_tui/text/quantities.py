"""Names of capacities and indicators, and amounts and numbers in words, rounded to the precision of the data."""

from __future__ import annotations

from securecoach_tui.i18n import _, ngettext
from securecoach_tui.practice.record import Capacity
from securecoach_tui.progress.indicators import Unit
from securecoach_tui.text.figures import decimal_mark


def capacity_name(capacity: Capacity) -> str:
    """The name of a capacity, in the first person: "Soothing myself"."""
    return {
        Capacity.REGULATION: _("Soothing myself"),
        Capacity.NEED_EXPRESSION: _("Saying what I need"),
        Capacity.CLOSENESS: _("Staying close"),
    }[capacity]


def indicator_name(name: str) -> str:
    """The label of an indicator, or of anything else in ``HIDEABLE``."""
    return {
        "settled_share": _("How much you settled"),
        "starting_distress": _("Distress at the start"),
        "recovery_time": _("Time until distress fell by half"),
        "ease": _("How easy it was to say"),
        "need_stage": _("How far you got with a need"),
        "expected": _("Expected, compared with the first time on that step"),
        "rung": _("Step of the ladder"),
        "stayed_share": _("How much of the planned time you stayed"),
        "prediction_gap": _("Expected minus actual"),
        "feared_share": _("What you feared happened"),
        "urge_before": _("Urge before"),
        "urge_highest": _("Highest urge"),
        "urge_after": _("Urge after"),
        "urge_waited": _("How long you waited to choose"),
        "settled_alone": _("Calmed yourself"),
        "practice_days": _("Days with practice"),
        "checkins": _("Check-ins"),
        "own_scales": _("My own scales"),
        "lookbacks": _("Looking back"),
    }[name]


def amount(value: float, unit: Unit) -> str:
    """A value with its unit: "33%", "4.5 points", "2 minutes"."""
    if unit == "share":
        return _("{n}%").format(n=number(100 * value, 0))
    if unit == "points":
        return ngettext("{n} point", "{n} points", 1 if abs(value) == 1 else 2).format(n=number(value, 1))
    if unit == "seconds":
        seconds = round(value)
        return ngettext("{n} second", "{n} seconds", seconds).format(n=seconds)
    if unit == "minutes":
        return ngettext("{n} minute", "{n} minutes", 1 if value == 1 else 2).format(n=number(value, 1))
    return number(value, 1)


def change_decimals(low: float, high: float, unit: Unit) -> int:
    """The number of decimals (0 to 2) for a week's change; the narrower its interval, the more."""
    width = abs(high - low) * (100 if unit == "share" else 1)
    return 0 if width >= 0.95 else 1 if width >= 0.095 else 2


def number(value: float, decimals: int) -> str:
    """A number without trailing zeros, and without a minus before 0."""
    text = f"{value:.{decimals}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text.replace(".", decimal_mark())


def grouped(n: int) -> str:
    """A count in figures, with a space between groups of three digits: "10 000"."""
    return f"{n:,}".replace(",", " ")


def session_count(n: int) -> str:
    """A number of sessions: "1 session", "41 sessions"."""
    return ngettext("{n} session", "{n} sessions", n).format(n=grouped(n))


def number_words(n: int) -> str:
    """One to twelve in words, larger numbers in figures."""
    words = [
        _("one"), _("two"), _("three"), _("four"), _("five"), _("six"),
        _("seven"), _("eight"), _("nine"), _("ten"), _("eleven"), _("twelve"),
    ]  # fmt: skip
    return words[n - 1] if 1 <= n <= len(words) else str(n)
