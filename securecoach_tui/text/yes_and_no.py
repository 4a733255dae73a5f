"""What a person may type for yes and for no: the word or its first letter, in English and in the chosen language."""

from __future__ import annotations

from securecoach_tui.i18n import _


def yes_words() -> tuple[str, ...]:
    """What means yes."""
    return _words("yes", _("yes"))


def no_words() -> tuple[str, ...]:
    """What means no."""
    return _words("no", _("no"))


def _words(*both: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*both, *(word[0] for word in both)]))
