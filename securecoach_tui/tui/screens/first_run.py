"""The screen of the very first start."""

from __future__ import annotations

import os
from typing import ClassVar

from textual.binding import BindingType

from securecoach_tui.i18n import N_, _
from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.base_screen import TextScreen
from securecoach_tui.tui.key_bindings import KeyBinding
from securecoach_tui.tui.typed_words import SWITCH_SECONDS

PLAIN = KeyBinding("p", "plain", N_("plain text"), N_("Use plain text from now on."), "p", SWITCH_SECONDS)
GO_ON = KeyBinding("enter,space", key_bindings.FIRST_RUN, N_("go on"), N_("Go on to the first screen."), "enter")


class FirstRunScreen(TextScreen):
    """Tells new users what the program is for, and what it is not."""

    BINDINGS: ClassVar[list[BindingType]] = [GO_ON.binding, PLAIN.binding]
    KEYS = (GO_ON, PLAIN)
    FOOTER = (GO_ON, key_bindings.SPEECH, PLAIN, key_bindings.HELP, key_bindings.SUPPORT)

    def footer_keys(self) -> list[KeyBinding]:
        browser = "TEXTUAL_DRIVER" in os.environ  # plain text can't be shown there
        return [key for key in self.FOOTER if not (browser and key is PLAIN)]

    def on_mount(self) -> None:
        super().on_mount()
        quiet = self.context.preferences.spoken_interface or "TEXTUAL_DRIVER" in os.environ
        if not quiet and not self.app.is_headless:
            self.call_after_refresh(self.context.play_start_clip)

    def location(self) -> str:
        return _("Before you start")

    def purpose(self) -> str:
        return _("You only see this once.")

    def lines(self) -> list[str]:
        spaced: list[str] = []
        for line in self.context.content.first_run():
            spaced += [line, ""]
        return spaced

    async def action_leave_first_run(self) -> None:
        self.context.save_settings(first_run_seen=True)
        self.app.pop_screen()

    def action_plain(self) -> None:
        if "TEXTUAL_DRIVER" in os.environ:
            return
        self.context.save_settings(face="plain")
        self.app.exit("plain")

    async def action_back(self) -> None:
        await self.action_leave_first_run()
