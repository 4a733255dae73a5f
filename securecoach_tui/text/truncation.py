"""Limits the text that a display shows, since an imported text can be as long as a book."""

from __future__ import annotations

from securecoach_tui.i18n import _
from securecoach_tui.text.quantities import grouped

MAX_CHARACTERS = 20_000  # longer texts take seconds to lay out, and longer to read aloud


def at_most(text: str) -> list[str]:
    """``text``, or the beginning of a longer one and a sentence with the number of characters left out."""
    if len(text) <= MAX_CHARACTERS:
        return [text]
    more = grouped(len(text) - MAX_CHARACTERS)
    return [text[:MAX_CHARACTERS], _("{n} more characters are saved. Export your data to see them.").format(n=more)]
