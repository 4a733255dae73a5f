"""How much of a text a face shows: an import can bring a book, and no screen or line can hold it."""

from __future__ import annotations

from securecoach_tui.i18n import _

LONGEST = 20_000  # characters; more would take seconds to lay out, and longer to hear


def at_most(text: str) -> list[str]:
    """``text``; of a longer one its beginning, and a sentence that says how much more is kept."""
    if len(text) <= LONGEST:
        return [text]
    more = f"{len(text) - LONGEST:,}".replace(",", " ")
    return [text[:LONGEST], _("{n} more characters are kept, and stand in an export.").format(n=more)]
