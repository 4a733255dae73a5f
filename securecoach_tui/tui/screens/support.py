"""Who to call. A key on every screen opens it."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from securecoach_tui.i18n import N_, _
from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.base_screen import TextScreen
from securecoach_tui.tui.key_bindings import KeyBinding

OWN = KeyBinding("o", "own", N_("your contacts"), N_("Your own contacts: add, change or remove them."), "o")


class SupportScreen(TextScreen):
    """People to talk to: in danger first, then your own contacts, then the others. A session pauses meanwhile."""

    KEYS = (OWN,)
    BINDINGS: ClassVar[list[BindingType]] = [OWN.binding]
    FOOTER = (key_bindings.BACK, key_bindings.HELP, OWN)
    speech_private = True  # a number spoken aloud would let others nearby know whom you may call

    def location(self) -> str:
        return _("People to talk to")

    def purpose(self) -> str:
        return _("Who you can call, by country.")

    def lines(self) -> list[str]:
        return [part for line in self.context.support_words() for part in (line, "")]

    async def action_own(self) -> None:
        from securecoach_tui.tui.screens.contacts import ContactsScreen

        await self.app.push_screen(ContactsScreen())

    async def action_support(self) -> None:
        await self.action_back()
