"""The value of the option ``--minutes``."""

from __future__ import annotations

from securecoach_tui.commands.errors import Refused
from securecoach_tui.i18n import _
from securecoach_tui.practice.exercise.parser import LONGEST_MINUTES, SHORTEST_MINUTES
from securecoach_tui.practice.typed_values import minutes_of
from securecoach_tui.practice.visible_text import visible


def length_of(text: str | None) -> float | str | None:
    """The value of ``--minutes`` in seconds, "open", or None if it wasn't given.

    Raises:
        Refused: it is neither a possible length nor "open".
    """
    if text is None:
        return None
    if text.strip().casefold() in ("open", _("open")):
        return "open"
    minutes = minutes_of(text)
    if minutes is None or not SHORTEST_MINUTES <= minutes <= LONGEST_MINUTES:
        raise Refused(
            _('--minutes takes a number from 0.05 to 120, or open. "{text}" is neither.').format(text=visible(text))
        )
    return minutes * 60
