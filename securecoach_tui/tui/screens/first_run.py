"""What is said once, at the very first start."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from securecoach_tui.i18n import _
from securecoach_tui.tui import keys
from securecoach_tui.tui.keys import Key
from securecoach_tui.tui.room import TextRoom

GO_ON = Key("enter,space", "go_on", "go on", "Go on to the first screen.", "enter")


class FirstRun(TextRoom):
    """Whom this is for, and what it isn't."""

    BINDINGS: ClassVar[list[BindingType]] = [GO_ON.binding, Binding("down,j", "scroll_on", show=False)]
    KEYS = (GO_ON,)
    FOOT = (GO_ON, keys.HELP, keys.SUPPORT)

    def where(self) -> str:
        return _("Before you begin")

    def purpose(self) -> str:
        return _("Read once, then go on.")

    def lines(self) -> list[str]:
        spaced: list[str] = []
        for line in self.house.words.first_run():
            spaced += [line, ""]
        return spaced

    async def action_go_on(self) -> None:
        self.house.prefer(first_run_seen=True)
        self.app.pop_screen()

    async def action_back(self) -> None:
        await self.action_go_on()
