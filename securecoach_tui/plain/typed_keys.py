"""Words of the content about a key, as they are true in plain text: a letter is typed, and enter after it."""

from __future__ import annotations

from securecoach_tui.i18n import N_, _

_KEYS = ((N_("Press c for"), N_("Type c for")), (N_("press c or type"), N_("type c, or")))


def typed(line: str) -> str:
    """``line`` with "Type c" in place of "Press c"."""
    for pressed, words in _KEYS:
        line = line.replace(_(pressed), _(words))
    return line
