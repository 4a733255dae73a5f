"""The sentence about the background sound that was chosen, for both displays."""

from __future__ import annotations

from securecoach_tui.config.setting_options import BY_NAME
from securecoach_tui.i18n import _
from securecoach_tui.practice.exercise.timeline import Timeline


def ambience_words(kind: str, timeline: Timeline) -> str:
    """The name of the background sound, and whether this session lets it be heard."""
    label = next((_(label) for value, label in BY_NAME["ambience"].options if value == kind), kind)
    words = _("Background sound: {label}.").format(label=label)
    if kind == "breath" and not timeline.breaths:
        words += " " + _("There is no paced breathing here, so it's silent.")
    return words
