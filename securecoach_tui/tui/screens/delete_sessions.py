"""Deleting sessions from the list: what is asked before, and what is told after."""

from __future__ import annotations

from collections.abc import Callable

from securecoach_tui.i18n import _, ngettext
from securecoach_tui.tui.base_screen import BaseScreen
from securecoach_tui.tui.screens.dialogs import ask_first


def ask(room: BaseScreen, count: int, then: Callable[[], None]) -> None:
    """Ask whether to delete so many sessions; ``then`` where the answer is yes."""
    title = ngettext("Delete {n} session", "Delete {n} sessions", count).format(n=count)
    sentence = _("It can be brought back for 10 seconds, while you stay in the list.")
    keep = ngettext("Keep it", "Keep them", count)
    ask_first(room, title, sentence, keep, ngettext("Delete it", "Delete them", count), then)


def told(count: int) -> str:
    """What is said once they are gone."""
    words = ngettext(
        "Deleted. u brings it back, for 10 seconds.",
        "{n} deleted. u brings them back, for 10 seconds.",
        count,
    )
    return words.format(n=count)
