"""A lived rung that was prepared, and waits: how it was, later, or let go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from securecoach_tui.app.session_setup import make_debrief
from securecoach_tui.i18n import _
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.tui.base_screen import BaseScreen
from securecoach_tui.tui.saving import keep
from securecoach_tui.tui.screens.dialogs import Pick

if TYPE_CHECKING:
    from securecoach_tui.practice.session.state import Setup


def open(room: BaseScreen, entry: dict[str, Any]) -> None:
    """Ask about the rung of ``entry`` (of kind "debrief"); one whose exercise is gone is let go."""
    context = room.context
    setup = make_debrief(entry, settings=context.preferences, record=context.at_hand(), clock=context.clock)
    if setup is None:
        _let_go(room, entry)
        return
    named = str(entry.get("rung") or setup.rung or setup.exercise.title)
    sentence = _("You prepared: {rung}. Putting it off is fine.").format(rung=visible(named))
    rows = [(_("Tell myself how it was"), ""), (_("Later"), ""), (_("Let it go"), "")]

    def chosen(index: int) -> None:
        if index == 0:
            room.call_later(_tell, room, setup)
        elif index == 2:
            _let_go(room, entry)
            room.tell(_("Let go. Nothing more is asked about it."))

    room.app.push_screen(Pick(_("How it was"), sentence, rows, chosen))


async def _tell(room: BaseScreen, setup: Setup) -> None:
    from securecoach_tui.tui.screens.session import SessionScreen

    await room.app.push_screen(SessionScreen(setup))


def _let_go(room: BaseScreen, entry: dict[str, Any]) -> None:
    keep(room, "debrief", str(entry["id"]), {"waits": False})
