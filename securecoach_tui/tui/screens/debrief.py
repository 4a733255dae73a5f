"""Asks how a prepared step with someone went: look back now, later, or never."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from securecoach_tui.i18n import _
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.tui.base_screen import BaseScreen
from securecoach_tui.tui.screens.dialogs import ChoiceScreen
from securecoach_tui.tui.screens.record_access import save_entry

if TYPE_CHECKING:
    from securecoach_tui.practice.session.state import Setup


def open_debrief(screen: BaseScreen, entry: dict[str, Any]) -> None:
    """Ask about the rung of ``entry`` (of kind "debrief"). An entry whose exercise no longer exists is closed."""
    context = screen.context
    setup = context.debrief_setup(entry)
    if setup is None:
        _close(screen, entry)
        return
    named = str(entry.get("rung") or setup.rung or setup.exercise.title)
    sentence = _("You prepared this step: {rung}. It's fine to put it off.").format(rung=visible(named))
    rows = [(_("Write how it went"), ""), (_("Later"), ""), (_("Let it go"), "")]

    def chosen(index: int) -> None:
        if index == 0:
            screen.call_later(_start, screen, setup)
        elif index == 2:
            _close(screen, entry)
            screen.show_notice(_("That's fine. You won't be asked about it again."))

    screen.app.push_screen(ChoiceScreen(_("How it went"), sentence, rows, chosen))


async def _start(screen: BaseScreen, setup: Setup) -> None:
    from securecoach_tui.tui.screens.session import SessionScreen

    await screen.app.push_screen(SessionScreen(setup))


def _close(screen: BaseScreen, entry: dict[str, Any]) -> None:
    save_entry(screen, "debrief", str(entry["id"]), {"waits": False})
