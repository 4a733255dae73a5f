"""Settings in lines: each with its sentence and its present value, kept at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from securecoach_tui import preferences
from securecoach_tui.i18n import _
from securecoach_tui.plain.choosing import choose, number

if TYPE_CHECKING:
    from securecoach_tui.plain.sitting import Sitting


def prefer(sitting: Sitting) -> None:
    """The list of settings, until the person goes back."""
    while True:
        labels = [_line(sitting, one) for one in preferences.TABLE]
        chosen = choose(sitting, _("Settings"), labels)
        if chosen is None:
            return
        _one(sitting, preferences.TABLE[chosen])


def _one(sitting: Sitting, one: preferences.Preference) -> None:
    sitting.lines.line(_(one.sentence))
    if one.is_number:
        value = number(sitting, "", _("{low}-{high}").format(low=one.lowest, high=one.highest), one.lowest, one.highest)
        if isinstance(value, int):
            _keep(sitting, one, value)
        return
    labels = [_(label) for _value, label in one.options]
    now = preferences.shown(one, sitting.preferences)
    chosen = choose(sitting, _("{label}, now {value}").format(label=_(one.label), value=now), labels)
    if chosen is not None:
        _keep(sitting, one, one.options[chosen][0])


def _keep(sitting: Sitting, one: preferences.Preference, value: object) -> None:
    kept = sitting.prefer(**one.changes(value))
    sitting.lines.line(_line(sitting, one))
    sitting.lines.line(
        _("Saved.") if kept else _("Not saved: settings.toml can't be written. It holds until you leave.")
    )


def _line(sitting: Sitting, one: preferences.Preference) -> str:
    return _("{label}: {value}").format(label=_(one.label), value=preferences.shown(one, sitting.preferences))
